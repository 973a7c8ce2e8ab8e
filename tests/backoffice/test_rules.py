"""The shop's rules: dates, limits, and which item a customer means."""

from __future__ import annotations

from datetime import datetime, timezone

import pytest

from bot.backoffice.rules import comes_back, items_named, return_closes, shop_day, working_days_after
from bot.backoffice.types import Money, OrderLine

LINES = tuple(
    OrderLine(sku, name, 1, Money(1000))
    for sku, name in (
        ("MUG", "Stoneware mugs, set of 4"),
        ("BWL", "Stoneware serving bowl"),
        ("TWL", "Linen tea towels, pair"),
    )
)


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=timezone.utc)  # type: ignore[arg-type, misc]


@pytest.mark.parametrize(
    ("start", "days", "due"),
    [
        (utc(2026, 3, 11, 12), 5, utc(2026, 3, 18, 18)),  # a week, over one weekend
        (utc(2026, 3, 13, 12), 1, utc(2026, 3, 16, 18)),  # Friday to Monday
        (utc(2026, 3, 14, 12), 1, utc(2026, 3, 16, 18)),  # Saturday to Monday
        (utc(2026, 3, 26, 12), 2, utc(2026, 3, 30, 17)),  # the clocks go forward: 18:00 in London is 17:00 UTC
        (utc(2026, 7, 7, 23, 30), 1, utc(2026, 7, 9, 17)),  # half past midnight in London is the next day
    ],
)
def test_working_days_end_at_close_of_business_in_london(start: datetime, days: int, due: datetime) -> None:
    assert working_days_after(start, days) == due


def test_the_return_window_closes_at_the_end_of_the_thirtieth_day() -> None:
    assert return_closes(utc(2026, 3, 5, 11, 20)) == utc(2026, 4, 4, 22, 59, 59)


def test_a_shop_day_is_written_as_people_do() -> None:
    assert shop_day(utc(2026, 11, 6, 12)) == "Fri 6 Nov"


@pytest.mark.parametrize(("pence", "written"), [(4200, "£42.00"), (5, "£0.05"), (123456, "£1,234.56"), (0, "£0.00")])
def test_money_is_written_in_pounds(pence: int, written: str) -> None:
    assert str(Money(pence)) == written


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("the bowl is cracked", ["BWL"]),
        ("my stoneware mug has no handle", ["MUG"]),
        ("one of the towels", ["TWL"]),
        ("the stoneware is chipped", ["MUG", "BWL"]),
        ("it is broken", []),
        ("", []),
    ],
)
def test_the_item_meant_is_found_in_the_customers_words(said: str, meant: list[str]) -> None:
    assert [line.sku for line in items_named(LINES, said)] == meant


@pytest.mark.parametrize(
    ("pence", "what", "back"),
    [
        (2999, "smashed", False),
        (3000, "smashed", True),
        (9000, "one was missing", False),
        (9000, "it wasn't in the parcel", False),
        (9000, "it wasn’t in the parcel", False),
        (9000, "wrong colour, not what was in the picture", True),
    ],
)
def test_only_dear_things_that_arrived_are_sent_back(pence: int, what: str, back: bool) -> None:
    assert comes_back(Money(pence), what) is back
