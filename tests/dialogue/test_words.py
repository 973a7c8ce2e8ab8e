"""Short answers and dates."""

from __future__ import annotations

from datetime import datetime, timezone

import pytest

from bot.dialogue import words

LATE = datetime(2026, 11, 24, 23, 30, tzinfo=timezone.utc)


@pytest.mark.parametrize("text", ["yes", "Yes please!", "ok go ahead", "do it", "yeah that's the one", "sure"])
def test_yes(text: str) -> None:
    assert words.yes_or_no(text, "inform") is True


@pytest.mark.parametrize("text", ["no", "No, keep it", "don't", "nope", "leave it as it is"])
def test_no(text: str) -> None:
    assert words.yes_or_no(text, "inform") is False


def test_yes_with_a_not_in_it_is_no_yes() -> None:
    assert words.yes_or_no("ok but do not cancel it", "inform") is None


@pytest.mark.parametrize("text", ["yep. what on earth am I paying you for", "SURE. DISGRACEFUL!!!", "yes\nnow"])
def test_a_yes_is_heard_through_the_heat_behind_it(text: str) -> None:
    assert words.yes_or_no(text, "complain") is True


@pytest.mark.parametrize("text", ["ok. how long will it take", "sure! wait, the bowl", "yes. but what happens then"])
def test_a_yes_with_a_question_or_a_but_behind_it_is_none(text: str) -> None:
    assert words.yes_or_no(text, "inform") is None


def test_the_intent_decides_when_the_words_do_not() -> None:
    assert words.yes_or_no("please proceed", "affirm") is True
    assert words.yes_or_no("what is that", "inform") is None


def test_a_day_is_the_customers_day() -> None:
    assert words.day(LATE, "UTC") == "Tuesday 24 November"
    assert words.day(LATE, "Asia/Tokyo") == "Wednesday 25 November"
    assert words.short_day(LATE, "Mars/Olympus") == "Tue 24 Nov"


def test_a_list_reads_as_a_sentence() -> None:
    assert words.listed(["a"]) == "a"
    assert words.listed(["a", "b", "c"]) == "a, b and c"


@pytest.mark.parametrize("text", ["it says delivered but it isn't here", "I never received it", "nothing has come"])
def test_missing_although_delivered(text: str) -> None:
    assert words.says_missing(text)


def test_present_and_delivered() -> None:
    assert not words.says_missing("was it delivered on Monday?")


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("THE SAME IN GREEN!!! THIS IS GETTING ANNOYING!!!", "the same in green"),
        ("the blue one, please.", "the blue one, please"),
        ("Ok. The King size throw", "The King size throw"),
        ("green", "green"),
    ],
)
def test_a_wish_is_said_back_without_the_shouting(text: str, quoted: str) -> None:
    assert words.to_quote(text) == quoted
