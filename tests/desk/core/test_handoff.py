"""Handoff: the queue, taking, talking, and every way a conversation leaves an agent."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from bot.deescalation.types import Handoff, Reason, Urgency
from bot.desk import conversations, handoff, presence
from bot.desk.handoff import NotYours, Refused, Taken
from bot.desk.hours import Hours
from bot.desk.store.rows import AgentRow
from bot.desk.store.tables import handoffs
from bot.times import now
from tests.desk.core.conftest import World, Worlds

NEVER = Hours(week=((),) * 7)


async def the_handoff(world: World, conversation_id: str) -> Any:
    waiting = await handoff.waiting(world.db, settings=world.settings, conversation_id=conversation_id)
    assert waiting is not None
    return waiting.handoff


async def recent_waits(world: World, agent: AgentRow, *seconds: float) -> None:
    """People who were reached after so many seconds."""
    for wait in seconds:
        here = await world.queued()
        await world.do(handoff.take, here, agent=agent)
        await world.do(handoff.close, here, agent=agent, disposition="solved")
        async with world.db.write() as connection:
            taken = await connection.scalar(select(handoffs.c.taken_at).where(handoffs.c.conversation_id == here))
            values = {"enqueued_at": taken - timedelta(seconds=wait), "told_nobody": False}
            await connection.execute(update(handoffs).where(handoffs.c.conversation_id == here).values(**values))


# ---------------------------------------------------------------- what the customer is told


async def test_with_no_history_no_wait_is_made_up(world: World) -> None:
    await world.agent()
    here = await world.queued()
    said = (await world.said(here, "system"))[-1]
    assert "don't have a reliable wait" in said and "within 3 minutes" in said
    assert (await the_handoff(world, here)).told_wait_s is None


async def test_the_wait_that_is_told_comes_from_what_people_really_waited(world: World) -> None:
    agent = await world.agent()
    await recent_waits(world, agent, 60, 70, 80, 200)
    here = await world.queued()
    assert "in about 4 minutes" in (await world.said(here, "system"))[-1], "the longer of four waits, rounded up"
    told = await the_handoff(world, here)
    assert told.told_wait_s == 240
    assert not (await handoff.queue(world.db, settings=world.settings))[0].overdue
    async with world.db.write() as connection:
        earlier = {"enqueued_at": now() - timedelta(seconds=241)}
        await connection.execute(update(handoffs).where(handoffs.c.id == told.id).values(**earlier))
    assert (await handoff.queue(world.db, settings=world.settings))[0].overdue, "they were told less"


async def test_somebody_ahead_who_has_waited_longer_makes_the_wait_longer(world: World) -> None:
    agent = await world.agent()
    await recent_waits(world, agent, 60, 60, 60)
    ahead = await world.queued()
    async with world.db.write() as connection:
        long_ago = {"in_line_since": now() - timedelta(seconds=590)}
        await connection.execute(update(handoffs).where(handoffs.c.conversation_id == ahead).values(**long_ago))
    assert "in about 10 minutes" in (await world.said(await world.queued(), "system"))[-1]


async def test_nobody_on_duty_is_said_and_a_contact_is_invited(world: World) -> None:
    await world.agent(on_duty=False)
    here = await world.queued()
    said = (await world.said(here, "system"))[-1]
    assert "Nobody is free" in said and "you can leave an e-mail" in said and (await world.row(here)).reference in said


async def test_outside_hours_the_opening_time_is_told_in_the_customers_zone(worlds: Worlds) -> None:
    tomorrow = (now() + timedelta(days=1)).date()
    hours = Hours.parse({tomorrow.strftime("%A").lower(): ["09:00-17:00"]}, timezone="UTC")
    world = await worlds(hours=hours)
    here = await world.queued(timezone="Asia/Kolkata")
    said, row = (await world.said(here, "system"))[-1], await world.row(here)
    assert "14:30" in said and "(Kolkata time)" in said
    assert row.next_step_kind == "opening" and row.next_step_due and row.next_step_due.hour == 9


async def test_a_team_that_never_opens_is_not_promised_for_a_time(worlds: Worlds) -> None:
    world = await worlds(hours=NEVER)
    here = await world.queued()
    assert (await world.row(here)).next_step_kind == "queue_update"


# ---------------------------------------------------------------- the queue's order


async def test_the_queue_is_ordered_by_urgency_then_by_who_has_waited_longest(world: World) -> None:
    async def put(urgency: Urgency) -> str:
        here = await world.conversation()
        await world.do(handoff.enqueue, here, handoff=Handoff(Reason.NO_PROGRESS, urgency))
        return here

    normal, normal_later = await put(Urgency.NORMAL), await put(Urgency.NORMAL)
    high, urgent = await put(Urgency.HIGH), await put(Urgency.URGENT)
    order = [item.conversation.id for item in await handoff.queue(world.db, settings=world.settings)]
    assert order == [urgent, high, normal, normal_later]
    assert [await handoff.position(world.db, settings=world.settings, conversation_id=here) for here in order] == [
        1,
        2,
        3,
        4,
    ]
    assert [item.conversation.id for item in await handoff.overview(world.db, settings=world.settings)] == order


async def test_entering_the_queue_twice_is_one_place_with_the_higher_urgency(world: World) -> None:
    here = await world.queued()
    await world.do(handoff.enqueue, here, handoff=Handoff(Reason.LEGAL, Urgency.HIGH))
    await world.do(handoff.enqueue, here, handoff=Handoff(Reason.ASKED, Urgency.NORMAL))
    current = await the_handoff(world, here)
    assert (current.reason, current.urgency) == ("legal_threat", "high")
    async with world.db.read() as connection:
        found = (await connection.execute(select(handoffs).where(handoffs.c.conversation_id == here))).all()
    assert len(found) == 1


async def test_the_overview_shows_who_has_what_and_leaves_out_the_closed_and_the_empty(world: World) -> None:
    agent = await world.agent("Ada Okoro")
    closed, mine = await world.taken(agent), await world.taken(agent)
    await world.do(handoff.close, closed, agent=agent, disposition="solved")
    with_assistant = await world.conversation()
    await world.says(with_assistant, "WHERE IS IT")
    await world.until_answered(with_assistant)
    await world.conversation()
    found = {item.conversation.id: item for item in await handoff.overview(world.db, settings=world.settings)}
    assert set(found) == {mine, with_assistant}
    assert (found[mine].agent_name, found[mine].overdue) == ("Ada Okoro", False)
    assert (found[with_assistant].frustration, found[with_assistant].last_text) == (0.9, "WHERE IS IT")


async def test_another_sites_conversations_are_not_seen(worlds: Worlds) -> None:
    world = await worlds()
    other = await conversations.start(world.db, site_id="somebody-else")
    assert await handoff.waiting(world.db, settings=world.settings, conversation_id=other.id) is None


# ---------------------------------------------------------------- taking


async def test_of_many_agents_who_take_at_once_one_wins(worlds: Worlds) -> None:
    desks = [await worlds(), await worlds()]
    agents = [await desks[0].agent(f"Agent {number}") for number in range(8)]
    for _ in range(4):
        here = await desks[0].queued()

        async def take(number: int, here: str = here) -> str:
            try:
                await desks[number % 2].do(handoff.take, here, agent=agents[number])
            except Taken as error:
                return str(error)
            return "won"

        outcomes = await asyncio.gather(*(take(number) for number in range(8)))
        assert outcomes.count("won") == 1
        row = await desks[0].row(here)
        assert row.agent_id == agents[outcomes.index("won")].id
        assert len([text for text in await desks[0].said(here, "system") if "from the team is here" in text]) == 1


async def test_taking_tells_the_customer_who_is_here(world: World) -> None:
    agent = await world.agent("Ada Okoro")
    here = await world.taken(agent)
    last = (await world.log(here))[-1]
    assert (last.author, last.kind) == ("system", "event") and "Ada Okoro" in (last.text or "")
    row = await world.row(here)
    assert (row.owner, row.agent_id, row.waiting_on, row.next_step_kind) == ("agent", agent.id, "us", "agent_reply")
    assert (await the_handoff(world, here)).taken_at is not None
    assert await handoff.position(world.db, settings=world.settings, conversation_id=here) is None
    await world.do(handoff.take, here, agent=agent)
    assert len(await world.log(here)) == last.seq, "taking what one has changes nothing"


async def test_a_closed_conversation_cannot_be_taken(world: World) -> None:
    agent = await world.agent()
    here = await world.taken(agent)
    await world.do(handoff.close, here, agent=agent, disposition="solved")
    with pytest.raises(Taken):
        await world.do(handoff.take, here, agent=agent)


# ---------------------------------------------------------------- talking


async def test_the_agent_answers_and_the_bot_is_silent(world: World) -> None:
    agent = await world.agent("Ada Okoro")
    here = await world.taken(agent)
    message = await world.do(handoff.say, here, agent=agent, client_id="s1", text="I've refunded it.")
    again = await world.do(handoff.say, here, agent=agent, client_id="s1", text="I've refunded it.")
    assert message == again and message.agent_name == "Ada Okoro"
    assert (await world.row(here)).waiting_on == "customer"
    await world.says(here, "thank you")
    row = await world.row(here)
    assert (row.waiting_on, row.next_step_kind) == ("us", "agent_reply")
    assert await world.said(here, "agent") == ["I've refunded it."]
    assert await world.said(here, "assistant") == [] and world.brain.turns == []


async def test_only_the_agent_who_has_it_can_speak_pass_on_or_close(world: World) -> None:
    agent, other = await world.agent(), await world.agent("Other")
    here = await world.taken(agent)
    with pytest.raises(NotYours):
        await world.do(handoff.say, here, agent=other, client_id="x", text="hello")
    for action, facts in ((handoff.hand_back, {}), (handoff.requeue, {}), (handoff.close, {"disposition": "solved"})):
        with pytest.raises(NotYours):
            await world.do(action, here, agent=other, **facts)


@pytest.mark.parametrize("text", ["", "x" * 100_000])
async def test_agents_words_have_limits_too(world: World, text: str) -> None:
    agent = await world.agent()
    here = await world.taken(agent)
    with pytest.raises(Refused):
        await world.do(handoff.say, here, agent=agent, client_id="x", text=text)


async def test_agents_words_and_notes_are_masked(world: World) -> None:
    agent = await world.agent()
    here = await world.taken(agent)
    await world.do(handoff.say, here, agent=agent, client_id="a", text="your card 4111 1111 1111 1111")
    await world.do(handoff.note, here, agent=agent, client_id="b", text="their card 4111 1111 1111 1111")
    assert not [text for text in await world.said(here) if "4111 1111" in text]


async def test_an_agents_id_used_by_another_is_refused(world: World) -> None:
    agent, other = await world.agent(), await world.agent("Other")
    here = await world.taken(agent)
    await world.do(handoff.say, here, agent=agent, client_id="same", text="hello")
    with pytest.raises(Refused):
        await world.do(handoff.note, here, agent=other, client_id="same", text="hello")


# ---------------------------------------------------------------- leaving an agent


async def test_handed_back_with_nothing_open_the_customer_has_the_word(world: World) -> None:
    agent = await world.agent()
    here = await world.taken(agent)
    await world.do(handoff.say, here, agent=agent, client_id="s", text="Done.")
    row = await world.do(handoff.hand_back, here, agent=agent, note="refund is booked")
    assert (row.owner, row.waiting_on) == ("assistant", "customer")
    assert "refund is booked" in await world.said(here)
    await world.says(here, "what now")
    assert await world.until_answered(here) == ["You said: what now"]


async def test_handed_back_with_a_question_open_the_assistant_answers_it(world: World) -> None:
    agent = await world.agent()
    here = await world.taken(agent)
    await world.says(here, "and where is my parcel")
    await world.do(handoff.hand_back, here, agent=agent)
    world.turns.heard(here)
    assert await world.until_answered(here) == ["You said: and where is my parcel"], "not what was handed over before"


async def test_passed_on_it_goes_to_the_front_and_the_customer_is_told(world: World) -> None:
    agent = await world.agent("Ada Okoro")
    here = await world.taken(agent)
    others = [await world.queued(), await world.queued()]
    row = await world.do(handoff.requeue, here, agent=agent, note="needs a supervisor")
    assert (row.owner, row.waiting_on) == ("queue", "us")
    order = [item.conversation.id for item in await handoff.queue(world.db, settings=world.settings)]
    assert order == [here, *others]
    said = (await world.said(here, "system"))[-1]
    assert said.startswith("Ada Okoro is passing this") and "first in line" in said


async def test_closing_asks_how_it_went(world: World) -> None:
    agent = await world.agent()
    here = await world.taken(agent)
    row = await world.do(handoff.close, here, agent=agent, disposition="solved")
    assert (row.owner, row.disposition, row.agent_id) == ("closed", "solved", None)
    assert "how it went" in (await world.said(here, "system"))[-1]
    assert (await the_handoff(world, here)).outcome == "closed"


# ---------------------------------------------------------------- presence


async def test_on_duty_is_who_chose_it_and_whose_page_is_alive(world: World) -> None:
    there, away, gone = await world.agent("There"), await world.agent("Away"), await world.agent("Gone")
    await presence.set_availability(world.db, agent_id=away.id, availability="away")
    await world.last_seen(gone, now() - timedelta(minutes=5))
    assert [agent.id for agent in await presence.on_duty(world.db, settings=world.settings)] == [there.id]
    await presence.seen(world.db, agent_id=gone.id)
    assert len(await presence.on_duty(world.db, settings=world.settings)) == 2
    with pytest.raises(ValueError, match="availability"):
        await presence.set_availability(world.db, agent_id=there.id, availability="asleep")
