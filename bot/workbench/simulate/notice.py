"""What a simulated customer notices in an answer: the events that the table of moods knows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from bot.deescalation.acknowledgements import PARTICULAR
from bot.wire import TurnResult
from bot.workbench.simulate import ends
from bot.workbench.simulate.goals import Goal, said

LONG = 60  # words in one turn
MISSED = frozenset({"utter_clarify", "utter_not_caught", "utter_help_none", "utter_ask_what_to_do"})
TAKES_A_PERSON = frozenset({"utter_forward_person", "utter_refused_person", "utter_out_of_scope"})
GENERIC = frozenset({"general", "heated"})
# Errands near enough that being asked about the one is no mistake about the other.
NEAR = (
    frozenset({"order_status", "late_parcel"}),
    frozenset({"return_order", "exchange_item", "damaged_item", "refund_status"}),
    frozenset({"cancel_order", "change_order", "change_address"}),
)
_NUMBER = re.compile(r"\bEK-\d{5}\b")
_BRIGHT = re.compile(r"!|\b(?:glad|great news|wonderful|fantastic|no problem|no worries|good to hear)\b", re.I)


@dataclass
class Noticed:
    """What a customer remembers of the conversation."""

    question: tuple[str, str] | None = None  # what was asked last: form and slot
    answered: bool = False  # and whether they gave what was asked for
    acknowledged: int = 0
    heard_too_soon: bool = False
    asked_for_person: bool = False
    content: bool = False  # they have got what they came for
    texts: set[str] = field(default_factory=set)
    steps: set[str] = field(default_factory=set)
    refusals: set[str] = field(default_factory=set)


def open_question(result: TurnResult) -> tuple[str, str] | None:
    """The form that is open and the slot it asks for."""
    form = result.state.get("form")
    tracker = result.state["tracker"]
    slot = tracker["slots"].get("requested_slot")
    for event in tracker["events"]:
        if event.get("event") == "slot" and event.get("name") == "requested_slot":
            slot = event.get("value")
    return (str(form), str(slot)) if form and slot else None


def notice(
    result: TurnResult, keys: list[str], memory: Noticed, goal: Goal, *, level: str, met: bool, accepts: bool
) -> list[str]:
    """The events of one answer, for somebody as heated as `level`. Remembers it. `keys`: the responses said."""
    events = ["time_passes", *_worse(result, keys, memory, goal, level), *_better(result, keys, memory, level)]
    if met:
        events = [event for event in events if event not in ("refused", "dead_end", "person_for_it")] + ["solved"]
    if result.handoff:
        asked = memory.asked_for_person
        events.append("got_a_person_as_asked" if asked else "passed_on_welcome" if accepts else "passed_on_unasked")
    memory.content |= met
    memory.question = open_question(result)
    memory.texts |= {reply.text for reply in result.replies if reply.text}
    memory.steps |= {str(action["summary"]) for action in result.actions if action["ok"]}
    memory.refusals |= {str(action["summary"]) for action in result.actions if not action["ok"]}
    memory.acknowledged += sum(key.startswith("utter_ack_") for key in keys)
    return events


def _worse(result: TurnResult, keys: list[str], memory: Noticed, goal: Goal, level: str) -> Iterator[str]:
    texts = [reply.text for reply in result.replies if reply.text]
    question = open_question(result)
    if question and memory.answered and question == memory.question and question[1] != "order":
        yield "asked_again"
    if MISSED & set(keys):
        yield "not_understood"
    if misdirected(result, goal):
        yield "misdirected"
    if any(text in memory.texts for text in texts):
        yield "said_twice"
    soothing = [key.removeprefix("utter_ack_") for key in keys if key.startswith("utter_ack_")]
    if soothing and memory.acknowledged >= 2:
        yield "soothed_again"
    if soothing and GENERIC & set(soothing):
        yield "generic_apology"
    if level != "calm":
        if _BRIGHT.search("\n".join(texts)):
            yield "cheerful_at_anger"
        if sum(len(text.split()) for text in texts) > LONG:
            yield "long_at_anger"
        if not soothing and not memory.acknowledged and not memory.heard_too_soon and "solve" in result.moves:
            memory.heard_too_soon = True
            yield "solved_too_soon"
    if any(not action["ok"] and action["summary"] not in memory.refusals for action in result.actions):
        yield "refused"
    if "utter_sign_in" in keys:
        yield "must_sign_in"
    if TAKES_A_PERSON & set(keys):
        yield "person_for_it"
    if "utter_boundary" in keys:
        yield "sides_with_rules"
    if ends.leads_nowhere(result, keys, may_close=memory.content):
        yield "dead_end"


def _better(result: TurnResult, keys: list[str], memory: Noticed, level: str) -> Iterator[str]:
    soothing = [key.removeprefix("utter_ack_") for key in keys if key.startswith("utter_ack_")]
    if level != "calm" and soothing and not GENERIC & set(soothing):
        if not memory.acknowledged:
            yield "acknowledged"
        elif memory.acknowledged == 1 and PARTICULAR & set(soothing):
            yield "acknowledged_anew"
    buttons = [button for reply in result.replies for button in reply.buttons]
    if level != "calm" and "refocus" in result.moves:
        yield "something_to_look_at"
    if sum(button["payload"] != "/request_human" for button in buttons) >= 2:
        yield "choice_offered"
    if any(action["ok"] and action["summary"] not in memory.steps for action in result.actions):
        yield "step_forward"
    if level == "irate" and any(button["payload"] == "/request_human" for button in buttons):
        yield "person_offered_when_irate"
    if result.promises:
        yield "promise_with_date"


def misdirected(result: TurnResult, goal: Goal) -> bool:
    """It goes on about another order, or began another errand, than theirs. Choices that are offered do not count."""
    form = str(result.state.get("form") or "").removesuffix("_form")
    other_errand = bool(form) and form != goal.errand and not any({form, goal.errand} <= near for near in NEAR)
    numbers = set(_NUMBER.findall(said(result)))
    other_order = bool(goal.order and numbers and goal.order not in numbers)
    return other_errand or other_order
