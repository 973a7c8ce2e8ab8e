"""Sums of money, normalised."""

from __future__ import annotations

import pytest

from bot.understanding.money import find_money


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("refund of £49.90", "49.90 GBP"),
        ("i paid 30 quid", "30.00 GBP"),
        ("$1,200 gone", "1200.00 USD"),
        ("12 euros", "12.00 EUR"),
        ("1.299,00 €", "1299.00 EUR"),
        ("49,90€", "49.90 EUR"),
        ("GBP 19.99", "19.99 GBP"),
        ("US$45", "45.00 USD"),
        ("99p", "0.99 GBP"),
        ("forty quid", "40.00 GBP"),
        ("20417 pounds", "20417.00 GBP"),
        ("80 cad", "80.00 CAD"),
    ],
)
def test_money_is_normalised(text: str, value: str) -> None:
    assert [match.value for match in find_money(text)] == [value]


@pytest.mark.parametrize("text", ["it weighs 5 pounds", "10% off", "49.90", "20417", "4471-22", "EK-20417", "3p.m"])
def test_other_numbers_are_no_money(text: str) -> None:
    assert find_money(text) == []


def test_offsets_fit() -> None:
    text = "you took £5 and then 6 euros"
    assert [text[match.start : match.end] for match in find_money(text)] == ["£5", "6 euros"]
