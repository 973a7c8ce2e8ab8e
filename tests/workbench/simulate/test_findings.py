"""What a run shows is counted right: over conversations written by hand."""

from __future__ import annotations

from typing import Any

import pytest

from bot.deescalation.types import Reason
from bot.workbench.simulate import findings, transcript
from bot.workbench.simulate.customer import Said
from bot.workbench.simulate.goals import GOALS
from bot.workbench.simulate.personas import Persona
from bot.workbench.simulate.play import Exchange, Played
from tests.workbench.simulate.told import answer

LATE = next(goal for goal in GOALS if goal.name == "late")
UPSET = Persona(LATE, "plain", 0.6, 10, 1.0, True, True, sloppy=0.0, presses=0.0, wanders=0.0)


def exchange(
    result: Any, *events: str, said: str = "where is it", press: str | None = None, keys: Any = (), to: float = 0.5
) -> Exchange:
    did = Said(press=press) if press else Said((said,))
    return Exchange(did, result, tuple(keys), events, 0.6, to)


def played(number: int, *exchanges: Exchange, end: str, met_at: int | None = None) -> Played:
    return Played(number, UPSET, list(exchanges), end, met_at)


ASKED = answer("Which one?", read=0.9, moves=("acknowledge", "refocus"))
DONE = answer("Done.", read=0.3, promises=({"text": "an answer", "due": "2026-12-01T18:00:00+00:00"},))
MET = played(0, exchange(ASKED), exchange(answer("Which one?")), exchange(DONE, "solved", to=0.1), end="met", met_at=3)
MISSED = exchange(answer("I didn't get that.", read=0.7), "not_understood", keys=("utter_clarify",))
HANDED = played(1, MISSED, exchange(answer("A person.", reason=Reason.IRATE), to=0.7), end="handed over")
PRESSED = exchange(DONE, press="Search for it")


def figure(name: str, *some: Played) -> float:
    return next(item.value for item in findings.section(some).figures if item.name == name)


def test_ends_are_counted() -> None:
    assert figure("got what they came for, of what the assistant can do", MET, HANDED) == 0.5
    assert figure("handed over without having asked", MET, HANDED) == 0.5
    assert figure("turns until they had it", MET, HANDED) == 3
    assert figure("gave up", MET, HANDED) == 0


def test_feelings_are_their_own_and_as_read() -> None:
    assert figure("their own frustration at the start", MET, HANDED) == 0.6
    assert figure("their own frustration at the end", MET, HANDED) == pytest.approx(0.4)
    assert figure("frustration as read in their first words", MET, HANDED) == pytest.approx(0.8)


def test_turns_are_counted() -> None:
    assert figure("turns not understood", MET, HANDED) == pytest.approx(1 / 5)
    assert figure("conversations in which a text was said twice", MET, HANDED) == 0.5
    assert figure("dated promises in a conversation", MET, HANDED) == 0.5


def test_a_pressed_button_shows_no_frustration_and_is_looked_past() -> None:
    one = played(0, exchange(ASKED), PRESSED, exchange(answer("Fine.", read=0.4)), end="left")
    (row,) = (row for row in findings.refocus([one]).rows if row[1] == "1")
    assert row[2:4] == ("0.90", "0.40")


def test_it_says_plainly_that_it_is_a_simulation() -> None:
    assert "This is a simulation" in findings.section([MET]).notes[0]


def test_the_worst_come_first_and_can_be_read() -> None:
    assert transcript.worst_first([MET, HANDED])[0] is HANDED
    text = transcript.write(MET)
    assert "customer: where is it" in text and "assistant: Done." in text and "noticed solved" in text
