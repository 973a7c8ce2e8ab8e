"""Days become ISO dates on a given day, by the words around them; what is no day is left alone."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.understanding.dates import find_dates

WEDNESDAY = date(2026, 3, 18)


def values(text: str, today: date | None = WEDNESDAY) -> list[str]:
    return [match.value for match in find_dates(text, today)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("ordered on 3 March", "2026-03-03"),
        ("ordered 14/11", "2025-11-14"),
        ("since 3/14", "2026-03-14"),
        ("Nov 3rd", "2025-11-03"),
        ("it's due 2 October", "2026-10-02"),
        ("2026-02-28", "2026-02-28"),
        ("28.02.26", "2026-02-28"),
        ("Friday the 13th", "2026-03-13"),
        ("last Tuesday", "2026-03-10"),
        ("last friday", "2026-03-13"),
        ("next Monday", "2026-03-23"),
        ("this friday", "2026-03-20"),
        ("it was meant to come this monday", "2026-03-16"),
        ("I bought it on Friday", "2026-03-13"),
        ("can it come on Friday", "2026-03-20"),
        ("tuesday last week", "2026-03-10"),
        ("it came on the 14th", "2026-03-14"),
        ("we move on the 1st", "2026-04-01"),
        ("you said it would be here by the 14th", "2026-03-14"),
        ("yesterday", "2026-03-17"),
        ("3 weeks ago", "2026-02-25"),
        ("a month ago", "2026-02-18"),
        ("last week", "2026-03-09/2026-03-15"),
        ("next month", "2026-04-01/2026-04-30"),
        ("since January", "2026-01-01/2026-01-31"),
        ("march 2025", "2025-03-01/2025-03-31"),
        ("a christmas present", "2025-12-25"),
        ("will it be here before christmas", "2026-12-25"),
        ("bought in 2024", "2024-01-01/2024-12-31"),
    ],
)
def test_a_day_is_resolved(text: str, value: str) -> None:
    assert values(text) == [value]


def test_the_thirty_first_is_looked_for_in_a_month_that_has_one() -> None:
    assert values("it came on the 31st", date(2026, 3, 1)) == []  # February has none, and January is not what is meant
    assert values("it came on the 29th", date(2026, 3, 30)) == ["2026-03-29"]


def test_a_month_ago_ends_where_the_month_does() -> None:
    assert values("a month ago", date(2026, 3, 31)) == ["2026-02-28"]


@pytest.mark.parametrize(
    "text",
    [
        "4471-22",
        "24/7",
        "2/10",
        "size 10/12",
        "1/2 of it",
        "3 weeks",
        "within 30 days",
        "it may be late",
        "the 2nd time",
        "march over there",
        "the sun faded it",
        "i sat down",
        "9-5",
        "on the 2nd floor",
        "31/02/2026",
        "30 February",
    ],
)
def test_other_things_are_no_days(text: str) -> None:
    assert values(text) == []


def test_without_a_day_to_count_from_the_words_stay_and_full_dates_do_not_need_one() -> None:
    assert values("Last  Tuesday, and 3 March 2026", None) == ["last tuesday", "2026-03-03"]


@given(st.dates(date(2000, 1, 1), date(2090, 1, 1)), st.sampled_from(("monday", "thursday", "sunday")))
def test_a_named_weekday_is_that_weekday_and_near(today: date, name: str) -> None:
    number = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday").index(name)
    for text, low, high in ((f"came {name}", -6, 0), (f"will come {name}", 0, 6), (f"last {name}", -8, -2)):
        day = date.fromisoformat(values(text, today)[0])
        assert day.weekday() == number
        assert timedelta(low) <= day - today <= timedelta(high)


@given(st.text(max_size=80), st.dates(date(1990, 1, 1), date(2100, 1, 1)))
def test_whatever_is_typed_the_offsets_fit_and_nothing_overlaps(text: str, today: date) -> None:
    end = 0
    for match in find_dates(text, today):
        assert end <= match.start < match.end <= len(text)
        end = match.end
