"""What the brain is told: earlier contacts, promises made in them, and how long our latest word took."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import update

from bot.deescalation.types import Entity, Level, Reading, Temper
from bot.desk import handoff
from bot.desk.store.tables import handoffs, messages
from bot.times import now
from bot.wire import Context, Customer, HandedBack, Line, Reply, TurnResult
from tests.desk.core.conftest import World

MAYA = Customer("c1", "Maya Lind", "maya@example.org", True)


def about(order: str, intent: str = "late_parcel") -> TurnResult:
    named = (Entity("order_number", order, order, 0, 8),)
    promise = {"text": "an answer", "due": (now() + timedelta(hours=3)).isoformat()}
    reading = Reading(intent, 0.9, 0.2, Level.CALM, named)
    return TurnResult({}, (reading,), Temper(turn=1), ("solve",), (Reply("I see."),), (promise,))


async def told(world: World, conversation_id: str, text: str = "hello") -> Context:
    await world.says(conversation_id, text)
    await world.until_answered(conversation_id)
    return world.brain.turns[-1].context


async def test_a_signed_in_customers_earlier_contacts_come_with_their_matter_and_promises(world: World) -> None:
    world.brain.answer = lambda turn: about("EK-20401")
    earlier = await world.conversation(customer=MAYA)
    await told(world, earlier)
    context = await told(world, await world.conversation(customer=MAYA))
    reference = (await world.row(earlier)).reference
    contact = context.contacts[0]
    assert (contact.reference, contact.orders, contact.errands) == (reference, ("EK-20401",), ("late_parcel",))
    assert [(promise["status"], promise["earlier"]) for promise in context.promises] == [("open", reference)]


async def test_of_whoever_has_not_signed_in_and_of_long_ago_nothing_is_told(world: World) -> None:
    world.brain.answer = lambda turn: about("EK-20401")
    guest = Customer("c1", "Maya Lind", "maya@example.org", False)
    for customer in (guest, MAYA):
        await told(world, await world.conversation(customer=customer))
    assert world.brain.turns[-1].context.contacts == ()
    old = await world.conversation(customer=MAYA)
    await told(world, old)
    await world.set(old, created_at=now() - timedelta(days=31))
    context = await told(world, await world.conversation(customer=MAYA))
    assert len(context.contacts) == 1
    assert (await told(world, await world.conversation(customer=guest))).contacts == ()


async def test_a_slow_answer_is_a_wait_until_the_next_one(world: World) -> None:
    here = await world.conversation()
    await told(world, here)
    async with world.db.write() as connection:
        first = (messages.c.conversation_id == here, messages.c.seq == 1)
        await connection.execute(update(messages).where(*first).values(at=now() - timedelta(minutes=25)))
    assert (await told(world, here)).minutes_waited == pytest.approx(25, abs=0.2)
    assert (await told(world, here)).minutes_waited == pytest.approx(0, abs=0.2)


async def test_the_wait_for_an_agent_counts_from_the_queue(world: World) -> None:
    agent, here = await world.agent(), await world.queued("I want a person")
    async with world.db.write() as connection:
        past = now() - timedelta(minutes=40)
        await connection.execute(update(handoffs).where(handoffs.c.conversation_id == here).values(enqueued_at=past))
    await world.do(handoff.take, here, agent=agent)
    await world.do(handoff.say, here, agent=agent, client_id="a", text="I'm here now.")
    await world.do(handoff.say, here, agent=agent, client_id="b", text="It's done.")
    await world.do(handoff.hand_back, here, agent=agent)
    assert (await told(world, here)).minutes_waited == pytest.approx(40, abs=0.2)


async def test_the_assistant_is_told_what_the_agent_said_and_noted_until_it_has_answered(world: World) -> None:
    agent = await world.agent("Sam Reed")
    here = await world.taken(agent)
    await world.do(handoff.say, here, agent=agent, client_id="a", text="The refund is booked.")
    await world.do(handoff.hand_back, here, agent=agent, note="they may ask for the voucher")
    context = await told(world, here, "and the voucher?")
    assert context.handed_back == HandedBack("Sam Reed", "they may ask for the voucher")
    assert Line("agent", "The refund is booked.") in context.earlier
    assert "they may ask" not in repr([line.text for line in context.earlier])
    assert (await told(world, here, "thanks")).handed_back is None


async def test_a_conversation_that_no_agent_gave_back_is_not_told_of_as_if(world: World) -> None:
    agent = await world.agent()
    here = await world.taken(agent)
    await world.do(handoff.close, here, agent=agent, disposition="solved")
    assert (await told(world, here, "hello again")).handed_back is None
