"""English unless there is little doubt that it is not."""

from __future__ import annotations

import pytest

from bot.dialogue.language import language_of


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Hola, ¿dónde está mi pedido?", "es"),
        ("Bonjour, je n'ai toujours pas reçu mon colis", "fr"),
        ("Hallo, wo ist mein Paket? Ich warte noch.", "de"),
        ("Buongiorno, dove è il mio ordine?", "it"),
        ("Olá, onde está a minha encomenda?", "pt"),
        ("Hallo, waar is mijn bestelling? Ik heb nog niets", "nl"),
        ("Dzień dobry, gdzie jest moje zamówienie?", "pl"),
        ("Где мой заказ?", "ru"),
        ("Де моє замовлення? Ще не прийшло", "uk"),
        ("我的包裹在哪里", "zh"),
        ("荷物はどこですか", "ja"),
        ("주문한 물건이 어디 있나요", "ko"),
        ("Πού είναι η παραγγελία μου;", "el"),
        ("أين طلبي من فضلك", "ar"),
        ("سفارش من کجاست؟ پیگیری", "fa"),
        ("איפה ההזמנה שלי", "he"),
        ("मेरा ऑर्डर कहाँ है", "hi"),
        ("คำสั่งซื้อของฉันอยู่ที่ไหน", "th"),
        ("ჩემი შეკვეთა სად არის", "other"),
    ],
)
def test_other_languages_are_recognised(text: str, language: str) -> None:
    assert language_of(text) == language


@pytest.mark.parametrize(
    "text",
    [
        "where is my order",
        "EK-20401",
        "no",
        "ok, merci",
        "WTF",
        "hallo?",
        "I ordered a pour-over kettle from you in Das Haus",
        "sam@example.com",
        "pls cancel",
        "¿",
        "",
        "is it de luxe or the small one",
        "my name is José María de la Cruz",
    ],
)
def test_in_doubt_it_is_english(text: str) -> None:
    assert language_of(text) == "en"
