"""Positions in a guide, and what an answer to a step means."""

from __future__ import annotations

import pytest

from bot.guides.answers import Answer, Said, answer
from bot.guides.book import Guide, Step
from bot.guides.steps import Position, all_steps, where

GUIDE = Guide("tea", "Making tea", "tea", ("tea",), (), (Step("a", "a2"), Step("b", "b2", "b3")), "Did it work?")


def test_on_and_back_stay_inside_the_guide() -> None:
    start = Position()
    assert start.back(GUIDE) == start
    end = start.next(GUIDE).next(GUIDE)
    assert end.ended(GUIDE) and end.next(GUIDE) == end
    assert end.words(GUIDE) == "Did it work?"
    assert end.back(GUIDE).words(GUIDE) == "b"
    assert [where(position, GUIDE) for position in (start, end)] == ["step 1 of 2", "the end"]
    assert start.to(9, GUIDE) == end and start.to(-3, GUIDE) == start


def test_another_way_is_said_once_and_then_nothing_is_left() -> None:
    other = Position().another_way(GUIDE)
    assert other is not None and other.words(GUIDE) == "a2"
    assert other.another_way(GUIDE) is None and other.stuck(GUIDE) is None
    assert other.next(GUIDE) == Position(1)


def test_stuck_is_answered_by_what_to_try_then_by_nothing() -> None:
    tried = Position(1).stuck(GUIDE)
    assert tried is not None and tried.words(GUIDE) == "b3"
    assert tried.stuck(GUIDE) is None
    assert Position(2).stuck(GUIDE) is None and Position(2).another_way(GUIDE) is None


def test_the_list_has_every_step() -> None:
    assert all_steps(GUIDE) == "1. a\n2. b"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("done", Said.DONE), ("ok done", Said.DONE), ("yes I can see it", Said.DONE), ("ok what next?", Said.DONE),
        ("I'm in", Said.DONE), ("got it", Said.DONE), ("found it thanks", Said.DONE),
        ("go back", Said.BACK), ("wait, what was that", Said.BACK), ("the previous one please", Said.BACK),
        ("I don't get it", Said.ANOTHER_WAY), ("where's that?", Said.ANOTHER_WAY),
        ("what's a browser?", Said.ANOTHER_WAY), ("can you say that again", Said.ANOTHER_WAY),
        ("i can't see it anywhere", Said.ANOTHER_WAY), ("there is no such button", Said.ANOTHER_WAY),
        ("it didn't work", Said.STUCK), ("nothing happens", Said.STUCK), ("it says error", Said.STUCK),
        ("still not there", Said.STUCK), ("it wont let me", Said.STUCK), ("it won't let me", Said.STUCK),
        ("where are we?", Said.WHERE), ("how many more are there", Said.WHERE),
        ("give me all the steps at once", Said.ALL), ("hang on a minute", Said.WAIT),
        ("how much is delivery?", None), ("what is your phone number for the refund", None), ("my name is Ann", None),
    ],
)  # fmt: skip
def test_what_somebody_says_at_a_step(text: str, said: Said | None) -> None:
    found = answer(text)
    assert (found.said if found else None) == said


def test_a_step_can_be_named() -> None:
    assert answer("go to step 3") == Answer(Said.STEP, 3)
    assert answer("can we do step two again") == Answer(Said.STEP, 2)
