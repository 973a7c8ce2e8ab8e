"""Business hours."""

from __future__ import annotations

from datetime import date, datetime, timezone

import pytest

from bot.desk.hours import Hours

WEEK = {day: ["09:00-12:00", "13:00-17:30"] for day in ("monday", "tuesday", "wednesday", "thursday", "friday")}
LONDON = Hours.parse(WEEK, timezone="Europe/London", closed=["2026-12-25"])


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=timezone.utc)  # type: ignore[misc,arg-type]


@pytest.mark.parametrize(
    ("at", "is_open"),
    [
        (utc(2026, 11, 23, 9, 0), True),  # a Monday
        (utc(2026, 11, 23, 8, 59), False),
        (utc(2026, 11, 23, 12, 0), False),  # lunch
        (utc(2026, 11, 23, 17, 29), True),
        (utc(2026, 11, 23, 17, 30), False),
        (utc(2026, 11, 22, 10, 0), False),  # a Sunday
        (utc(2026, 12, 25, 10, 0), False),  # a holiday
        (utc(2026, 6, 22, 8, 0), True),  # summer: nine in London is eight in UTC
    ],
)
def test_open_is_by_the_sites_own_clock(at: datetime, is_open: bool) -> None:
    assert LONDON.is_open(at) is is_open


@pytest.mark.parametrize(
    ("at", "opens"),
    [
        (utc(2026, 11, 23, 10, 0), utc(2026, 11, 23, 10, 0)),
        (utc(2026, 11, 23, 12, 30), utc(2026, 11, 23, 13, 0)),
        (utc(2026, 11, 27, 18, 0), utc(2026, 11, 30, 9, 0)),  # Friday evening to Monday
        (utc(2026, 12, 24, 18, 0), utc(2026, 12, 28, 9, 0)),  # over Christmas and the weekend
        (utc(2026, 10, 24, 12, 0), utc(2026, 10, 26, 9, 0)),  # over the end of summer time
    ],
)
def test_the_next_opening_is_now_if_open(at: datetime, opens: datetime) -> None:
    assert LONDON.opens_at(at) == opens


def test_no_hours_means_always_and_no_days_means_never() -> None:
    assert Hours.parse(None, timezone="UTC").is_open(utc(2026, 1, 1))
    assert Hours.parse({}, timezone="UTC").opens_at(utc(2026, 1, 1)) is None


def test_a_whole_day_has_no_gap_at_midnight() -> None:
    hours = Hours.parse({"monday": "00:00-24:00", "tuesday": ["00:00-24:00"]}, timezone="UTC")
    assert hours.is_open(utc(2026, 11, 23, 23, 59)) and hours.is_open(utc(2026, 11, 24, 0, 0))
    assert not hours.is_open(utc(2026, 11, 25, 0, 0))


@pytest.mark.parametrize("hours", [{"mon": ["09:00-17:00"]}, {"monday": ["17:00-09:00"]}, {"monday": ["nine-five"]}])
def test_what_makes_no_sense_is_refused(hours: dict[str, list[str]]) -> None:
    with pytest.raises(ValueError, match="hours"):
        Hours.parse(hours, timezone="UTC")


def test_yaml_dates_and_strings_are_both_holidays() -> None:
    assert Hours.parse(None, timezone="UTC", closed=[date(2026, 1, 1)]).closed == frozenset({date(2026, 1, 1)})
