"""What may come in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.privacy.intake import LIMIT, Refused, accept
from bot.privacy.mask import mask


@pytest.mark.parametrize(
    ("sent", "taken"),
    [
        ("hello", "hello"),
        ("  where is it?\n", "where is it?"),
        ("one\r\ntwo\rthree", "one\ntwo\nthree"),
        ("a\tb", "a\tb"),
        ("be\x00ll\x07\x1b[31m", "bell[31m"),
        ("cafe\u0301", "café"),
        ("👩\u200d👩\u200d👧 love it", "👩\u200d👩\u200d👧 love it"),
        ("❤\ufe0f", "❤\ufe0f"),
        ("\u202eevil\u202c", "evil"),
        ("\ufeffhi\u200b there\u00ad", "hi there"),
        ("lone \ud83d half", "lone  half"),
        ("/help", "help"),
        ("/restart", "restart"),
        (' //ask_for_person{"a": "b"}', 'ask_for_person{"a": "b"}'),
        ("/ /greet", "greet"),
        ("\x00/greet", "greet"),
        ("refund and/or exchange", "refund and/or exchange"),
    ],
)
def test_it_is_cleaned_and_kept(sent: str, taken: str) -> None:
    assert accept(sent) == taken


@pytest.mark.parametrize("sent", ["", "   \n\t", "\x00\x01", "/", "/ /", "\u200b\u200d"])
def test_nothing_is_refused_as_empty(sent: str) -> None:
    with pytest.raises(Refused) as refusal:
        accept(sent)
    assert refusal.value.code == "empty"


@pytest.mark.parametrize("length", [LIMIT + 1, 100_000])
def test_too_much_is_refused_with_the_limit(length: int) -> None:
    with pytest.raises(Refused) as refusal:
        accept("a" * length)
    assert refusal.value.code == "too_long"
    assert "4,000" in refusal.value.message_for_people
    assert f"{length:,}" in refusal.value.message_for_people


def test_exactly_the_limit_is_taken() -> None:
    assert len(accept("a" * LIMIT)) == LIMIT


@pytest.mark.parametrize("sent", [None, 7, ["hello"], {"text": "hello"}])
def test_what_is_not_text_is_refused(sent: object) -> None:
    with pytest.raises(Refused) as refusal:
        accept(sent)
    assert refusal.value.code == "not_text"


@pytest.mark.parametrize("hidden", ["4242\u200d4242\u200d4242\u200d4242", "4242\u200b4242\u00ad4242\u20604242"])
def test_invisible_characters_do_not_hide_a_card_number_from_masking(hidden: str) -> None:
    assert mask(accept(hidden)).text == "[card ending 4242]"


@given(st.text(max_size=200))
def test_what_is_taken_is_taken_again_unchanged_and_is_never_a_command(text: str) -> None:
    try:
        taken = accept(text)
    except Refused:
        return
    assert accept(taken) == taken
    assert not taken.startswith("/")
    taken.encode("utf-8")
