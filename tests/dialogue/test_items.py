"""Which things of an order the customer's words point at."""

from __future__ import annotations

import pytest

from bot.backoffice.types import Money, OrderLine
from bot.dialogue.errands import items

LINES = (
    OrderLine("BWL-02", "Stoneware serving bowl", 1, Money(2400)),
    OrderLine("MUG-04", "Stoneware mugs, set of 4", 1, Money(2800)),
    OrderLine("TWL-02", "Linen tea towels, pair", 2, Money(1400)),
)


@pytest.mark.parametrize(
    ("text", "skus"),
    [
        ("the bowl", ["BWL-02"]),
        ("one mug is cracked", ["MUG-04"]),
        ("the stoneware mugs", ["MUG-04"]),
        ("the tea towels and the mugs", ["MUG-04", "TWL-02"]),
        ("stoneware", ["BWL-02", "MUG-04"]),
        ("the set", []),
        ("it broke", []),
    ],
)
def test_words_point_at_things(text: str, skus: list[str]) -> None:
    assert [line.sku for line in items.named(LINES, text)] == skus


def test_what_they_cost_together_counts_quantities() -> None:
    assert str(items.total(LINES)) == "£80.00"


def test_names_read_as_a_sentence() -> None:
    said = items.names(LINES)
    assert said == "the stoneware serving bowl, the stoneware mugs (set of 4) and the linen tea towels (pair)"
