"""A simulated customer answers what was asked, presses what was offered, asks for a person, and leaves."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest

from bot.workbench.simulate import ends, mood
from bot.workbench.simulate.customer import Customer, Said
from bot.workbench.simulate.goals import GOALS
from bot.workbench.simulate.notice import Noticed, notice
from bot.workbench.simulate.personas import Persona, draw
from tests.workbench.simulate.told import answer

LATE = next(goal for goal in GOALS if goal.name == "late")
CANCEL = next(goal for goal in GOALS if goal.name == "cancel")
CALM = Persona(LATE, "plain", 0.1, 10, 1.0, True, True, sloppy=0.0, presses=0.0, wanders=0.0)
YES_NO = {"Yes, cancel it": '/inform{"choice": "yes"}', "No, keep it": '/inform{"choice": "no"}'}


def customer(persona: Persona = CALM, seed: int = 0) -> Customer:
    one = Customer(persona, Random(seed))
    one.begins()
    return one


def reacts(persona: Persona, result: object, seeds: int = 20) -> list[Said]:
    return [customer(persona, seed).answers(result) for seed in range(seeds)]  # type: ignore[arg-type]


def test_the_slot_asked_for_is_what_they_give() -> None:
    for said in reacts(CALM, answer("Which order?", form="late_parcel_form", slot="order")):
        assert "EK-20401" in said.messages[0] or "kettle" in said.messages[0]
    for said in reacts(CALM, answer("And the e-mail?", form="late_parcel_form", slot="email")):
        assert "mara@example.com" in said.messages[0]


def test_who_presses_presses_what_they_came_for() -> None:
    presser = replace(CALM, presses=1.0)
    offered = {"Search for it": '/inform{"choice": "trace"}', "Talk to a person": "/request_human"}
    result = answer("Which?", buttons=offered, form="late_parcel_form", slot="outcome")
    assert {said.press for said in reacts(presser, result)} == {"Search for it"}


def test_they_agree_about_their_own_order_and_correct_another() -> None:
    presser = replace(CALM, goal=CANCEL, presses=1.0)
    right = answer("I'd cancel EK-20402. Shall I?", buttons=YES_NO, form="cancel_order_form", slot="confirm")
    assert {said.press for said in reacts(presser, right)} == {"Yes, cancel it"}
    wrong = answer("I'd cancel EK-20499. Shall I?", buttons=YES_NO, form="cancel_order_form", slot="confirm")
    for said in reacts(presser, wrong):
        assert said.press is None and ("EK-20402" in said.messages[0] or "throw" in said.messages[0])


def test_the_irate_ask_for_a_person_sooner_or_later_and_the_calm_do_not() -> None:
    result = answer("Which order?", form="late_parcel_form", slot="order")

    def ask(starts: float) -> int:
        people = [customer(replace(CALM, starts=starts), seed) for seed in range(20)]
        for one in people:
            for _ in range(8):
                one.answers(result)
        return sum(one.noticed.asked_for_person for one in people)

    assert ask(0.8) > 10 and ask(0.1) == 0


def test_out_of_patience_they_go() -> None:
    one = customer(replace(CALM, patience=2))
    assert not one.answers(answer("Which order?", form="late_parcel_form", slot="order")).leaves
    assert one.answers(answer("Which order?", form="late_parcel_form", slot="order")).leaves


def test_personas_are_the_same_for_the_same_seed_and_reach_every_goal() -> None:
    assert draw(Random("1-5"), 5) == draw(Random("1-5"), 5)
    assert {draw(Random(number), number).goal for number in range(len(GOALS))} == set(GOALS)


# What they notice


def events(result: object, memory: Noticed, *said: str, level: str = "upset", met: bool = False) -> list[str]:
    return notice(result, list(said), memory, LATE, level=level, met=met, accepts=True)  # type: ignore[arg-type]


def test_being_asked_for_what_they_just_said_is_noticed() -> None:
    memory, asking = Noticed(), answer("And the e-mail?", form="late_parcel_form", slot="email")
    assert "asked_again" not in events(asking, memory)
    memory.answered = True
    assert "asked_again" in events(asking, memory)


def test_one_acknowledgement_helps_and_the_third_does_not() -> None:
    memory, soothing = Noticed(), answer("Waiting two weeks is too long.", moves=("acknowledge",))
    assert "acknowledged" in events(soothing, memory, "utter_ack_waiting")
    events(soothing, memory, "utter_ack_nth_contact")
    third = events(soothing, memory, "utter_ack_late_parcel")
    assert "soothed_again" in third and "acknowledged" not in third


def test_another_order_another_errand_and_bright_words_are_noticed() -> None:
    assert "misdirected" in events(answer("EK-20402 is late."), Noticed())
    assert "misdirected" in events(answer("Which?", form="cancel_order_form", slot="order"), Noticed())
    assert "misdirected" not in events(answer("EK-20401 is late."), Noticed())
    assert "cheerful_at_anger" in events(answer("Great!"), Noticed())
    assert "cheerful_at_anger" not in events(answer("Great!"), Noticed(), level="calm")


def test_every_event_that_can_be_noticed_has_a_rule() -> None:
    result = answer("Nothing.", promises=({"text": "an answer", "due": "2026-11-27T18:00:00+00:00"},))
    assert set(events(result, Noticed(), "utter_clarify", met=True)) <= set(mood.CHANGES)


# Where an answer leads


@pytest.mark.parametrize(
    ("result", "said", "nowhere"),
    [
        (answer("I can't help with that."), ["utter_out_of_scope"], True),
        (answer("Shall I?"), ["utter_affirm"], False),
        (answer("Or this.", buttons={"A person": "/request_human"}), [], False),
        (answer("The number, please.", form="order_status_form", slot="order"), [], False),
        (answer("Goodbye."), ["utter_goodbye"], False),
        (answer("Done.", promises=({"text": "money", "due": "2026-12-01"},)), [], False),
        (answer("Found it.", actions=({"name": "order_looked_up", "ok": True, "summary": "Looked up."},)), [], False),
        (answer("No.", actions=({"name": "refused", "ok": False, "summary": "Too late."},)), [], True),
    ],
)
def test_what_leads_nowhere(result: object, said: list[str], nowhere: bool) -> None:
    assert ends.leads_nowhere(result, said) is nowhere  # type: ignore[arg-type]


def test_closing_the_door_on_somebody_who_still_wants_something_leads_nowhere() -> None:
    assert ends.leads_nowhere(answer("Just write if you need something."), ["utter_deny"], may_close=False)
