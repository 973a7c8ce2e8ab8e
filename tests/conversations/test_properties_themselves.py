"""The properties of random conversations can fail: each one, on a turn written by hand that breaks it."""

from __future__ import annotations

from typing import Any

import pytest

from bot.deescalation.types import Level, Reason, Temper
from bot.wire import TurnResult
from tests.conversations.random.properties import Course, broken
from tests.workbench.simulate.told import answer

RESPONSES: dict[str, Any] = {
    "utter_clarify": [{"text": "One?"}, {"text": "Two?"}],
    "utter_boundary": [{"text": "Please?"}, {"text": "No insults, please?"}],
}


def problems(*results: TurnResult, said: str = "where is it", pressed: str | None = None) -> list[str]:
    course = Course()
    for before, result in zip([None, *results], results, strict=False):
        course.states.append(before.state if before else None)
        course.results.append(result)
    return list(broken(course, [said], pressed=pressed, responses=RESPONSES))


def irate(*texts: str) -> TurnResult:
    return TurnResult(**{**vars(answer(*texts)), "temper": Temper(Level.IRATE)})


GOOD = answer("Which one?")
HANDED = answer("A person takes over.", reason=Reason.ASKED)


def test_a_good_turn_has_no_problem() -> None:
    assert problems(GOOD) == []
    assert problems(GOOD, HANDED, said="get me a human") == []


@pytest.mark.parametrize(
    ("results", "said", "problem"),
    [
        ([answer("I can't.")], "hm", "a dead end"),
        ([answer()], "hm", "nothing is said"),
        ([GOOD], "get me a human", "a person was asked for, and the handoff is None"),
        ([answer("Why?", reason=Reason.ASKED)], "get me a human", "a person was asked for, and a question came back"),
        ([answer("A person.", reason=Reason.ASKED, form="f")], "a human please", "a form stays open"),
        ([answer("A?", moves=("refocus",)), answer("B?", moves=("refocus",))], "hm", "two refocus moves running"),
        ([HANDED, GOOD, answer("B?", moves=("refocus",))], "hm", "a refocus after asked_for_person"),
        ([answer("One?", said=("utter_clarify:0",)), answer("Two?", said=("utter_clarify:0", "utter_clarify:1"))],
         "hm", "two clarifications running"),
        ([answer("Please?", said=("utter_boundary:0",)), answer("No?", said=("utter_boundary:0", "utter_boundary:1"))],
         "hm", "a second boundary"),
        ([answer("One?", said=("utter_clarify:0", "utter_clarify:0"))], "hm", "utter_clarify:0 again"),
        ([irate("Great! Which?")], "hm", "cheerful to somebody irate"),
        ([answer("You have it by Monday 3 March.")], "hm", "no date of ours"),
    ],
)  # fmt: skip
def test_what_breaks_a_property_is_found(results: list[TurnResult], said: str, problem: str) -> None:
    assert any(problem in found for found in problems(*results, said=said)), problems(*results, said=said)


def test_a_date_that_was_promised_may_be_said() -> None:
    due = {"text": "an answer", "due": "2026-03-02T18:00:00+00:00"}
    assert problems(answer("You have it by Monday 2 March.", promises=(due,))) == []


def test_their_own_exclamation_marks_may_be_quoted_back() -> None:
    assert problems(irate("So, “GREEN!!!” instead. Is that what you want?")) == []
