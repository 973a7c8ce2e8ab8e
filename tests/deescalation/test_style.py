"""Feeling-led or logic-led, from how people write."""

from __future__ import annotations

import pytest

from bot.deescalation import style
from bot.deescalation.types import Style


@pytest.mark.parametrize(
    "text",
    [
        "i cried when i opened it, it was for my mum and im so upset",
        "this is so stressful!! i cant cope with this, i feel so let down",
        "so disappointed, my little girl was in tears",
        "i hate this, so so tired of it",
    ],
)
def test_feelings_lead(text: str) -> None:
    assert style.of(style.learn(style.learn(0.0, text), text)) is Style.FEELING


@pytest.mark.parametrize(
    "text",
    [
        "EK-20411 was due on 18 Nov. Please confirm the tracking status.",
        "According to your terms a refund takes 5 working days. Invoice total £48.20, returned 3/11.",
        "Regarding reference RT-5101: 1) when was it received 2) when is the refund due, in writing please",
    ],
)
def test_facts_lead(text: str) -> None:
    assert style.of(style.learn(style.learn(0.0, text), text)) is Style.FACTS


@pytest.mark.parametrize("text", ["where is my parcel", "yes", "ok thanks", "the blue one please"])
def test_most_messages_show_neither(text: str) -> None:
    assert style.lean(text) == 0
    assert style.of(style.learn(0.0, text)) is Style.BALANCED


def test_an_answer_without_either_does_not_wear_a_style_off() -> None:
    balance = style.learn(0.0, "i cried, im so upset, it was for my mum")
    assert style.learn(style.learn(balance, "yes"), "the bowl") == balance


def test_somebody_who_turns_to_facts_is_read_anew() -> None:
    balance = style.learn(0.0, "i cried, im so upset, it was for my mum")
    for _ in range(3):
        balance = style.learn(balance, "EK-20411, due on 18 Nov, please confirm the status")
    assert style.of(balance) is Style.FACTS


def test_the_lean_stays_within_its_range() -> None:
    assert -1 < style.lean("cried " * 500 + "!!!") < 0 < style.lean("EK-20401 £5 " * 500) < 1
