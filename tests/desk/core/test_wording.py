"""Times and numbers in words."""

from __future__ import annotations

from datetime import datetime, timezone

import pytest

from bot.desk import wording

NOW = datetime(2026, 11, 23, 16, 0, tzinfo=timezone.utc)


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0.3, "10 seconds"), (11, "20 seconds"), (50, "50 seconds"), (51, "a minute"), (60, "a minute"),
        (61, "2 minutes"), (180, "3 minutes"), (3540, "59 minutes"), (3541, "an hour"), (3601, "2 hours"),
    ],
)  # fmt: skip
def test_a_length_is_rounded_up_and_so_is_what_is_kept(seconds: float, words: str) -> None:
    assert wording.within(seconds) == words
    assert wording.rounded(seconds) >= seconds
    assert wording.within(wording.rounded(seconds)) == words


@pytest.mark.parametrize(
    ("at", "zone", "words"),
    [
        (datetime(2026, 11, 23, 17, 5, tzinfo=timezone.utc), "Europe/London", "17:05 (London time)"),
        (datetime(2026, 11, 24, 9, 0, tzinfo=timezone.utc), "Europe/Berlin", "10:00 tomorrow (Berlin time)"),
        (datetime(2026, 11, 23, 23, 0, tzinfo=timezone.utc), "Asia/Tokyo", "08:00 (Tokyo time)"),
        (datetime(2026, 11, 27, 9, 0, tzinfo=timezone.utc), "UTC", "09:00 on Friday (UTC)"),
        (
            datetime(2026, 12, 3, 14, 0, tzinfo=timezone.utc),
            "America/New_York",
            "09:00 on Thursday 3 December (New York time)",
        ),
    ],
)
def test_a_moment_names_its_zone_and_its_day_unless_it_is_today(at: datetime, zone: str, words: str) -> None:
    assert wording.moment(at, zone=zone, now=NOW) == words


def test_places_in_line() -> None:
    assert [wording.ordinal(n) for n in (1, 10, 11)] == ["first", "tenth", "number 11"]
