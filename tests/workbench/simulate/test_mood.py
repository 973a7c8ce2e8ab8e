"""The table of moods: every event has one rule with a reason, and the directions that the sources give."""

from __future__ import annotations

import pytest

from bot.workbench.simulate import mood


def test_each_event_has_one_rule_with_a_reason() -> None:
    events = [rule.event for rule in mood.RULES]
    assert len(events) == len(set(events))
    assert all(rule.why and rule.change for rule in mood.RULES)


@pytest.mark.parametrize("event", ["asked_again", "not_understood", "cheerful_at_anger", "generic_apology", "refused"])
def test_what_makes_it_worse(event: str) -> None:
    assert mood.after(0.5, [event]) > 0.5


@pytest.mark.parametrize("event", ["acknowledged", "promise_with_date", "got_a_person_as_asked", "step_forward"])
def test_what_makes_it_better(event: str) -> None:
    assert mood.after(0.5, [event]) < 0.5


def test_nothing_helps_like_the_thing_itself() -> None:
    assert min(mood.CHANGES, key=lambda event: mood.CHANGES[event]) == "solved"


def test_soothing_on_and_on_undoes_what_the_first_acknowledgement_did() -> None:
    once = mood.after(0.8, ["acknowledged"])
    assert mood.after(once, ["soothed_again"] * 3) > 0.8


def test_touchy_people_rise_quicker_and_calm_down_no_quicker() -> None:
    assert mood.after(0.5, ["refused"], touchy=1.3) > mood.after(0.5, ["refused"], touchy=0.7)
    assert mood.after(0.5, ["solved"], touchy=1.3) == mood.after(0.5, ["solved"], touchy=0.7)


def test_it_stays_between_nothing_and_fury() -> None:
    assert mood.after(0.9, ["refused"] * 9) == 1.0
    assert mood.after(0.1, ["solved"] * 2) == 0.0
    with pytest.raises(KeyError):
        mood.after(0.5, ["rained on"])
