"""The brief: true to the transcript, every statement with its message, and there with no brain."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from bot.deescalation.types import Entity, Evidence, Handoff, Level, Reading, Reason, Temper, Trend, Urgency
from bot.desk import brief, conversations, handoff
from bot.desk.brief import first_line
from bot.desk.brief.words import RECOMMENDED, day_in_words
from bot.desk.ledger import NotFound
from bot.desk.reasons import REASONS
from bot.times import now
from bot.wire import Customer, Reply, TurnRequest, TurnResult
from tests.desk.core.conftest import World, Worlds

LATE = {
    "name": "trace_opened",
    "ok": True,
    "summary": "Opened trace TR-118 for EK-20401.",
    "facts": {"Trace": "TR-118"},
}
REFUSED = {"name": "refund", "ok": False, "summary": "Refund of £84.00 needs a person's approval.", "facts": {}}
REMEDY = "Recommended: £15.00 credit for EK-20401: third contact about it, 4 days late."
QUOTE = "this is the third time I write about EK-20401"


def upset(turn: TurnRequest) -> TurnResult:
    """The second message names the order and hands off."""
    text = turn.messages[-1].text
    found = tuple(
        Entity("order_number", "EK-20401", "EK-20401", text.index("EK-20401"), text.index("EK-20401") + 8)
        for _ in range("EK-20401" in text)
    )
    reading = Reading("late_parcel", 0.9, 0.8, Level.IRATE, found, message_id=turn.messages[-1].id)
    temper = Temper(Level.IRATE, Trend.RISING, 0.8, 1, 1, (0.8,), (Evidence(1, QUOTE, "third contact", 0.8),))
    promise = {"text": "The courier's answer is here", "due": (now() + timedelta(hours=3)).isoformat()}
    return TurnResult(
        {"turns": 1},
        (reading,),
        temper,
        ("acknowledge", "hand_off"),
        (Reply("Three times is too many. A colleague takes this on."),),
        (promise,),
        (LATE, REFUSED),
        Handoff(Reason.BEYOND_POWER, Urgency.HIGH, (Evidence(1, QUOTE, "needs a refund above the limit"),), REMEDY),
        "their overdue parcel, or to be made good for it",
    )


async def briefed(world: World, conversation_id: str) -> dict[str, Any]:
    return await brief.build(world.db, settings=world.settings, conversation_id=conversation_id)


async def story(world: World) -> str:
    world.brain.answer = upset
    maya = Customer("c1", "Maya Lind", "maya@example.org", True)
    earlier = await world.conversation(customer=maya)
    await world.says(earlier, "let me speak to a human")
    here = await world.conversation(customer=maya)
    await world.says(here, f"Hello, {QUOTE} and it is still not here")
    await world.until_owner(here, "queue")
    return here


async def test_it_says_who_what_why_and_what_was_done_each_with_its_message(world: World) -> None:
    found = await briefed(world, await story(world))
    assert found["who"] == {
        "name": "Maya Lind", "email": "maya@example.org", "verified": True, "verified_by": "sign_in",
        "earlier_contacts": 1,
    }  # fmt: skip
    assert found["wants"] == {"text": "their overdue parcel, or to be made good for it", "seq": 1}
    assert found["facts"] == [
        {"label": "Order", "value": "EK-20401", "seq": 1},
        {"label": "Trace", "value": "TR-118", "seq": 2},
    ]
    assert found["tried"] == [
        {"text": LATE["summary"], "ok": True, "seq": 2},
        {"text": REFUSED["summary"], "ok": False, "seq": 2},
    ]
    assert [(item["text"], item["status"], item["seq"]) for item in found["promised"]] == [
        ("The courier's answer is here", "open", 2)
    ]
    assert found["do_not_ask"] == [{"text": "Order: EK-20401", "seq": 1}]
    assert found["curve"] == [{"seq": 1, "frustration": 0.8, "level": "irate", "cues": [], "after": ""}]
    assert found["why"] == {
        "reason": "beyond_power",
        "text": REASONS["beyond_power"] + ".",
        "evidence": [{"quote": QUOTE, "cue": "needs a refund above the limit", "seq": 1}],
    }
    assert found["urgency"] == "high"
    assert "Maya Lind" in found["headline"] and "irate" in found["headline"]
    assert found["first_line"].startswith("Hello Maya,") and "EK-20401" in found["first_line"]
    assert "your overdue parcel" in found["first_line"]
    assert found["recommended"].startswith(REMEDY) and REFUSED["summary"] in found["recommended"]


async def test_a_remedy_stays_with_them_back_in_the_queue_but_not_in_a_crisis(world: World) -> None:
    here, agent = await story(world), await world.agent()
    await world.do(handoff.take, here, agent=agent)
    await world.do(handoff.requeue, here, agent=agent)
    assert (await briefed(world, here))["recommended"].startswith(REMEDY)
    await world.says(here, "I want to end my life")
    found = await briefed(world, here)
    assert found["why"]["reason"] == "self_harm" and "credit" not in found["recommended"]


async def test_every_statement_rests_on_a_message_that_exists(world: World) -> None:
    here = await story(world)
    found, seqs = await briefed(world, here), {message.seq for message in await world.log(here)}
    parts = [*found["facts"], *found["tried"], *found["promised"], *found["do_not_ask"], *found["curve"]]
    assert parts and {part["seq"] for part in parts} <= seqs
    texts = {message.seq: message.text or "" for message in await world.log(here)}
    assert all(item["quote"] in texts[item["seq"]] for item in found["why"]["evidence"])


async def test_questions_that_were_answered_are_not_to_be_asked_again(world: World) -> None:
    world.brain.answer = lambda turn: upset_question(turn)
    here, agent = await world.conversation(), await world.agent()
    await world.says(here, "my chair")
    await world.until_answered(here)
    await world.says(here, "a leg is missing")
    await world.until_answered(here)
    await world.do(handoff.take, here, agent=agent)
    assert (await briefed(world, here))["do_not_ask"] == [
        {"text": "“What is wrong with it?” They answered: “a leg is missing”", "seq": 3}
    ]


def upset_question(turn: TurnRequest) -> TurnResult:
    reading = Reading("inform", 0.9, 0.1, Level.CALM, message_id=turn.messages[-1].id)
    return TurnResult({}, (reading,), Temper(turn=1), ("solve",), (Reply("I see. What is wrong with it?"),))


async def test_it_works_with_no_brain_and_in_their_own_words(worlds: Worlds) -> None:
    world = await worlds(brains=[])
    here = await world.conversation()
    await world.says(here, "My lamp arrived in pieces. Can I talk to a person?")
    found = await briefed(world, here)
    assert found["why"]["reason"] == "asked_for_person" and found["why"]["evidence"][0]["seq"] == 1
    assert found["wants"] == {"text": "“My lamp arrived in pieces. Can I talk to a person?”", "seq": 1}
    assert found["facts"] == found["tried"] == found["curve"] == []
    assert found["first_line"].startswith("Hello, you asked for a person")


async def test_a_broken_promise_is_the_first_thing_recommended(world: World) -> None:
    here = await world.queued()
    await world.do(conversations.leave_contact, here, contact="maya@example.org")
    from sqlalchemy import update

    from bot.desk.store.tables import promises

    async with world.db.write() as connection:
        late = {"due_at": now() - timedelta(minutes=1)}
        await connection.execute(update(promises).where(promises.c.conversation_id == here).values(**late))
    await world.clock.tick()
    assert (await briefed(world, here))["recommended"].startswith("A promise was broken")


def read_as(intent: str, *, order: str | None = None, intended: str | None = None, **more: Any) -> Any:
    def answer(turn: TurnRequest) -> TurnResult:
        named = (Entity("order_number", order, order, 0, 8),) if order else ()
        reading = Reading(intent, 0.9, 0.2, Level.CALM, named, message_id=turn.messages[-1].id)
        return TurnResult({}, (reading,), Temper(turn=1), ("solve",), (Reply("I see."),), intended=intended, **more)

    return answer


async def say(world: World, conversation_id: str, text: str, answer: Any) -> None:
    world.brain.answer = answer
    await world.says(conversation_id, text)
    await world.until_answered(conversation_id)


async def test_what_they_want_is_what_was_confirmed_last_unless_they_came_to_something_else_since(world: World) -> None:
    here = await world.conversation()
    await say(world, here, "where is it", read_as("late_parcel", intended="their overdue parcel"))
    assert (await briefed(world, here))["wants"] == {"text": "their overdue parcel", "seq": 1}
    await say(world, here, "you smashed the mug as well", read_as("damaged_item"))
    assert (await briefed(world, here))["wants"] == {"text": "a damaged item put right", "seq": 3}
    await say(world, here, "well?", read_as("late_parcel", intended="the broken mug put right"))
    assert (await briefed(world, here))["wants"] == {"text": "the broken mug put right", "seq": 5}
    await say(world, here, "hm", read_as("chitchat"))
    assert (await briefed(world, here))["wants"] == {"text": "the broken mug put right", "seq": 5}


async def test_facts_come_order_by_order_the_one_in_hand_first(world: World) -> None:
    def looked_up(order: str, **facts: str) -> dict[str, Any]:
        return {"name": "order_looked_up", "ok": True, "summary": f"Looked up {order}.", "facts": facts, "order": order}

    here = await world.conversation()
    first = looked_up("EK-20401", Order="EK-20401", Placed="Mon 9 Mar")
    await say(world, here, "EK-20401", read_as("late_parcel", order="EK-20401", actions=(first,)))
    second = looked_up("EK-20403", Delivered="Thu 5 Mar")
    await say(world, here, "EK-20403", read_as("damaged_item", order="EK-20403", actions=(second,)))
    refund = {"name": "refund", "ok": True, "summary": "Refund for EK-20401.", "facts": {"Refund": "£12.00"}}
    email = {"name": "noted", "ok": True, "summary": "Noted.", "facts": {"Prefers": "e-mail"}}
    await say(world, here, "and?", read_as("inform", actions=(refund, email)))
    found = await briefed(world, here)
    assert [(fact["label"], fact["value"]) for fact in found["facts"]] == [
        ("Order", "EK-20401"), ("Placed", "Mon 9 Mar"), ("Refund", "£12.00"),
        ("Prefers", "e-mail"),
        ("Order", "EK-20403"), ("Delivered", "Thu 5 Mar"),
    ]  # fmt: skip
    assert "with order EK-20401" in found["first_line"]


async def test_earlier_contacts_about_the_same_come_with_their_end_and_what_was_promised(world: World) -> None:
    maya = Customer("c1", "Maya Lind", "maya@example.org", True)
    check = {"kind": "trace_answered", "reference": "TC-1"}
    promise = {"text": "an answer", "due": (now() + timedelta(hours=3)).isoformat(), "check": check}
    late = read_as("late_parcel", order="EK-20401", promises=(promise,))
    agent = await world.agent()
    solved, other, here = [await world.conversation(customer=maya) for _ in range(3)]
    await say(world, solved, "EK-20401", late)
    await world.do(handoff.take, solved, agent=agent)
    await world.do(handoff.close, solved, agent=agent, disposition="solved")
    await say(world, other, "EK-20405", read_as("refund_status", order="EK-20405"))
    await say(world, here, "EK-20401 again", read_as("late_parcel", order="EK-20401"))
    found = await briefed(world, here)
    reference = (await world.row(solved)).reference
    assert [(item["reference"], item["text"], item["outcome"]) for item in found["earlier"]] == [
        (reference, "EK-20401, a late or missing parcel put right", "solved, says the agent")
    ]
    assert [(item["status"], item["earlier"], item["check"]) for item in found["promised"]] == [
        ("open", reference, "trace answered, TC-1")
    ]
    assert found["who"]["earlier_contacts"] == 2


async def test_of_two_customers_neither_is_told_the_others_contacts(world: World) -> None:
    for name in ("c1", "c2"):
        who = Customer(name, "Somebody", f"{name}@example.org", True)
        here = await world.conversation(customer=who)
        await say(world, here, "EK-20401", read_as("late_parcel", order="EK-20401"))
        assert (await briefed(world, here))["earlier"] == []


async def test_with_nothing_said_it_is_empty_but_whole(world: World) -> None:
    found = await briefed(world, await world.conversation())
    assert found["wants"] == {"text": "not said yet"} and found["why"]["reason"] == ""
    with pytest.raises(NotFound):
        await briefed(world, "nope")


@pytest.mark.parametrize("reason", [*(reason.value for reason in Reason), "agent_took_over"])
def test_every_reason_has_words_advice_and_a_first_line_of_its_own(reason: str) -> None:
    line = first_line.suggest(reason=reason, name="Maya Lind", order="EK-20401", intended=None)
    assert reason in REASONS and reason in RECOMMENDED and reason in first_line.LINES
    assert line.startswith("Hello Maya,") and "{" not in line and "  " not in line


@pytest.mark.parametrize(
    ("value", "said", "shown"),
    [
        ("2026-11-21", "Saturday", "Sat 21 Nov (“Saturday”)"),
        ("2026-11-09/2026-11-15", "last week", "Mon 9 Nov to Sun 15 Nov (“last week”)"),
        ("2026-11-21", "sat 21 nov", "Sat 21 Nov"),
        ("next tuesday", "next Tuesday", "next Tuesday"),
    ],
)
def test_days_are_shown_to_people_as_people_write_them(value: str, said: str, shown: str) -> None:
    assert day_in_words(value, said) == shown
