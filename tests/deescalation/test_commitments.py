"""What an agent commits to in a draft, and until when."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.deescalation import due_words
from bot.deescalation.commitments import SHORTEST, find
from bot.deescalation.due_words import Calendar

LONDON = ZoneInfo("Europe/London")
WEDNESDAY = datetime(2026, 11, 25, 14, 30, tzinfo=LONDON)
CALENDAR = Calendar(WEDNESDAY, "Europe/London")


def promised(text: str, calendar: Calendar = CALENDAR) -> list[tuple[str, str | None]]:
    """Each commitment and when it is due, where it is meant."""
    return [
        (one.text, f"{one.due.astimezone(ZoneInfo(calendar.zone)):%a %d %b %H:%M}" if one.due else None)
        for one in find(text, calendar)
    ]


@pytest.mark.parametrize(
    ("draft", "text", "due"),
    [
        ("I'll call you by 5pm", "I'll call you", "Wed 25 Nov 17:00"),
        ("you'll have the refund by Friday", "You'll have the refund", "Fri 27 Nov 18:00"),
        ("We’ll get back to you within two hours.", "We’ll get back to you", "Wed 25 Nov 16:30"),
        ("I'll email you tomorrow morning.", "I'll email you", "Thu 26 Nov 12:00"),
        ("ill ring you tomorrow at ten", "Ill ring you", "Thu 26 Nov 10:00"),
        ("your lamp will be with you in 3-5 working days", "Your lamp will be with you", "Wed 02 Dec 18:00"),
        ("They find it today; I write to you by six.", "I write to you", "Wed 25 Nov 18:00"),
        ("I'll call at half past four tomorrow", "I'll call", "Thu 26 Nov 16:30"),
        ("The refund goes out today and should be with you by Tuesday",
         "The refund goes out today and should be with you", "Tue 01 Dec 18:00"),
        ("I'll have an answer for you by end of day", "I'll have an answer for you", "Wed 25 Nov 18:00"),
        ("Expect an email from us within 24 hours", "Expect an email from us", "Thu 26 Nov 14:30"),
        ("I'll write again on the 3rd", "I'll write again", "Thu 03 Dec 18:00"),
        ("I'll call you next Friday at 3", "I'll call you", "Fri 04 Dec 15:00"),
        ("If you send the photo today, I'll refund it by Monday", "I'll refund it", "Mon 30 Nov 18:00"),
        ("The courier will collect it on Friday 27 November between 9 and 12",
         "The courier will collect it", "Fri 27 Nov 12:00"),
        ("It was sent 3 days ago, so I will ask the depot and let you know tomorrow by noon.",
         "I will ask the depot and let you know", "Thu 26 Nov 12:00"),
        ("I'll ring you on 0161 555 1234 at 16:15", "I'll ring you on 0161 555 1234", "Wed 25 Nov 16:15"),
        ("It'll be refunded by 05/12", "It'll be refunded", "Sat 05 Dec 18:00"),
        ("We'll write by close of business tomorrow", "We'll write", "Thu 26 Nov 18:00"),
        ("You'll get the money in the next couple of days", "You'll get the money", "Fri 27 Nov 18:00"),
    ],
)  # fmt: skip
def test_a_promise_with_a_date_is_recognised(draft: str, text: str, due: str) -> None:
    assert promised(draft) == [(text, due)]


@pytest.mark.parametrize(
    "draft",
    [
        "I'll get back to you",
        "We will look into this and let you know.",
        "you'll receive it shortly",
        "your refund should be with you soon",
    ],
)
def test_a_promise_without_a_date_is_recognised_as_one(draft: str) -> None:
    assert [due for _, due in promised(draft)] == [None]


@pytest.mark.parametrize(
    "draft",
    [
        "Shall I call you at 5?",
        "I won't be able to do that by Friday",
        "I'll check that now, one moment",
        "I'll be back in two minutes",
        "Would you like me to call by 5pm?",
        "It was delivered on Friday at 3pm.",
        "You can return it until 12 December.",
        "You said you'd be home by 5pm.",
        "You should have received an e-mail on Monday.",
        "The kettle comes with a guarantee.",
        "",
    ],
)
def test_what_is_no_promise_is_left_alone(draft: str) -> None:
    assert promised(draft) == []


def test_two_promises_in_one_sentence_are_two() -> None:
    draft = "I've chased the depot and they'll let me know by 4, so I'll ring you before 5pm today"
    assert promised(draft) == [("They'll let me know", "Wed 25 Nov 16:00"), ("I'll ring you", "Wed 25 Nov 17:00")]


def test_it_is_meant_in_the_customers_time() -> None:
    there = Calendar(WEDNESDAY, "America/New_York")
    (made,) = find("I'll call you by 5pm", there)
    assert made.due == datetime(2026, 11, 25, 22, 0, tzinfo=timezone.utc)


def test_a_day_ends_when_the_team_does_and_working_days_are_those_it_works() -> None:
    def closes(day: date) -> time | None:
        return time(16) if day.weekday() < 4 else None  # Mondays to Thursdays until four

    calendar = Calendar(WEDNESDAY, "Europe/London", closes)
    assert promised("I'll write tomorrow", calendar) == [("I'll write", "Thu 26 Nov 16:00")]
    assert promised("It will be refunded within 2 working days", calendar) == [
        ("It will be refunded", "Mon 30 Nov 16:00")
    ]


def test_late_in_the_evening_today_is_still_today() -> None:
    late = Calendar(WEDNESDAY.replace(hour=21), "Europe/London")
    assert promised("I'll write to you today", late) == [("I'll write to you", "Wed 25 Nov 23:59")]


def test_when_the_clocks_go_back_a_time_is_the_one_on_the_wall() -> None:
    saturday = Calendar(datetime(2026, 10, 24, 12, 0, tzinfo=LONDON), "Europe/London")
    (made,) = find("I'll call you tomorrow at 9am", saturday)
    assert made.due == datetime(2026, 10, 25, 9, 0, tzinfo=timezone.utc)


PIECES = (
    "I'll call you by 5pm 17:30 on Friday the 3rd next tomorrow in two 2 working days hours at noon 31/12 29/2 99"
    " half past 25:00 of december within end week . , and so the refund will be there £5 EK-20401"
)
WORDS = st.lists(st.sampled_from(PIECES.split(" ")), max_size=14).map(" ".join)


@given(st.one_of(WORDS, st.text(max_size=60)), st.datetimes(datetime(2024, 1, 1), datetime(2030, 1, 1)))
def test_whatever_is_written_a_date_lies_ahead_and_stands_in_the_text(text: str, at: datetime) -> None:
    calendar = Calendar(at.replace(tzinfo=timezone.utc), "Europe/London")
    for due in due_words.find(due_words.fold(text), calendar):
        assert due.at > calendar.at and 0 <= due.start < due.end <= len(text)
    for made in find(text, calendar):
        assert 0 <= made.start < made.end <= len(text)
        assert made.due is None or SHORTEST <= made.due - calendar.at < timedelta(days=1100)
