"""Offers: who waits is put to one agent after another, and never loses their place or their next step by it."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from bot.deescalation.types import Handoff, Reason, Urgency
from bot.desk import handoff, presence, taking
from bot.desk.routing.config import Routing
from bot.desk.routing.offering import Offering, decline
from bot.desk.store.rows import AgentRow, OfferRow, row
from bot.desk.store.tables import agents, audit, offers
from bot.desk.taking import Taken
from bot.times import now
from tests.desk.core.conftest import World, Worlds

OFFER = Routing(mode="offer")


@pytest.fixture
async def offering(worlds: Worlds) -> World:
    """A desk that offers."""
    return await worlds(routing=OFFER)


async def offers_of(world: World, conversation_id: str) -> list[OfferRow]:
    async with world.db.read() as connection:
        query = select(offers).where(offers.c.conversation_id == conversation_id).order_by(offers.c.offered_at)
        return [row(OfferRow, found) for found in (await connection.execute(query)).mappings()]


async def asked(world: World, conversation_id: str) -> str | None:
    """The agent who is asked about them now."""
    return next((offer.agent_id for offer in await offers_of(world, conversation_id) if offer.answer is None), None)


async def pass_time(world: World, conversation_id: str) -> None:
    """The offer that is open has had its time."""
    async with world.db.write() as connection:
        still_open = (offers.c.conversation_id == conversation_id, offers.c.answer.is_(None))
        await connection.execute(update(offers).where(*still_open).values(expires_at=now() - timedelta(seconds=0.1)))


async def the_agent(world: World, agent: AgentRow) -> AgentRow:
    found = await presence.get(world.db, agent_id=agent.id)
    assert found
    return found


# ---------------------------------------------------------------- made and answered


async def test_without_routing_in_the_site_file_nobody_is_asked(world: World) -> None:
    await world.agent()
    here = await world.queued()
    await world.clock.tick()
    assert await offers_of(world, here) == []


async def test_who_waits_is_offered_and_stays_in_the_queue_with_the_next_step_they_were_told(offering: World) -> None:
    agent = await offering.agent()
    here = await offering.queued()
    before = await offering.row(here)
    await offering.clock.tick()
    assert await asked(offering, here) == agent.id
    after = await offering.row(here)
    assert (after.owner, after.next_step, after.next_step_due, after.last_seq, after.revision) == (
        before.owner, before.next_step, before.next_step_due, before.last_seq, before.revision,
    )  # fmt: skip


async def test_accepting_is_taking_and_the_offer_is_on_record_as_accepted(offering: World) -> None:
    agent = await offering.agent("Ada Okoro")
    here = await offering.queued()
    await offering.clock.tick()
    await offering.do(taking.accept, here, agent=agent)
    assert (await offering.row(here)).agent_id == agent.id
    assert [offer.answer for offer in await offers_of(offering, here)] == ["accepted"]
    assert "Ada Okoro from the team is here" in (await offering.said(here, "system"))[-1]


async def test_declined_it_goes_to_the_next_and_the_place_in_line_stays(offering: World) -> None:
    first = await offering.agent("First")
    here, later = await offering.queued(), await offering.queued()
    await offering.clock.tick()
    second = await offering.agent("Second")
    await offering.do(decline, here, agent=first, reason="I know nothing about trade accounts")
    assert await handoff.position(offering.db, settings=offering.settings, conversation_id=here) == 1
    await offering.clock.tick()
    assert (await asked(offering, here), await asked(offering, later)) == (second.id, first.id)
    notes = [message.text for message in await offering.log(here) if message.kind == "note"]
    assert notes == ["Did not take this: I know nothing about trade accounts"]
    assert not [text for text in await offering.said(here, "system") if "trade accounts" in text]


async def test_who_declined_is_not_asked_about_the_same_customer_again_at_once(offering: World) -> None:
    agent = await offering.agent()
    here = await offering.queued()
    await offering.clock.tick()
    await offering.do(decline, here, agent=agent)
    await offering.clock.tick()
    assert await asked(offering, here) is None
    async with offering.db.write() as connection:
        long_ago = now() - timedelta(seconds=OFFER.again_after)
        await connection.execute(update(offers).where(offers.c.conversation_id == here).values(answered_at=long_ago))
    await offering.clock.tick()
    assert await asked(offering, here) == agent.id, "there is nobody else, and they still wait"


async def test_unanswered_it_goes_to_the_next(offering: World) -> None:
    first, second = await offering.agent("First"), await offering.agent("Second")
    here = await offering.queued()
    await offering.clock.tick()
    assert await asked(offering, here) == first.id
    await pass_time(offering, here)
    await offering.clock.tick()
    assert await asked(offering, here) == second.id
    assert (await the_agent(offering, first)).availability == "online"


async def test_after_two_missed_in_a_row_an_agent_is_set_away_and_it_is_written_down(offering: World) -> None:
    agent = await offering.agent()
    here = await offering.queued()
    for _ in range(2):
        await offering.clock.tick()
        assert await asked(offering, here) == agent.id
        await pass_time(offering, here)
    await offering.clock.tick()
    found = await the_agent(offering, agent)
    assert (found.availability, found.missed_offers) == ("away", 2)
    assert await asked(offering, here) is None and (await offering.row(here)).owner == "queue"
    async with offering.db.read() as connection:
        assert await connection.scalar(
            select(audit.c.detail).where(audit.c.action == "set_away", audit.c.agent_id == agent.id)
        )
    await presence.set_availability(offering.db, agent_id=agent.id, availability="online")
    assert (await the_agent(offering, agent)).missed_offers == 0
    await offering.clock.tick()
    assert await asked(offering, here) == agent.id


async def test_one_answer_between_two_misses_and_nobody_is_set_away(offering: World) -> None:
    agent = await offering.agent()
    here = await offering.queued()
    for _ in range(3):
        await offering.clock.tick()
        await pass_time(offering, here)
        await offering.clock.tick()  # missed, and offered again
        await offering.do(decline, here, agent=agent)
        async with offering.db.write() as connection:
            await connection.execute(
                update(offers).values(answered_at=now() - timedelta(hours=1)).where(offers.c.answer.is_not(None))
            )
    assert (await the_agent(offering, agent)).availability == "online"


@pytest.mark.parametrize("gone", ["away", "vanished"])
async def test_an_offer_to_somebody_who_goes_is_taken_back_and_not_counted_as_missed(
    offering: World, gone: str
) -> None:
    agent = await offering.agent()
    here = await offering.queued()
    await offering.clock.tick()
    if gone == "away":
        await presence.set_availability(offering.db, agent_id=agent.id, availability="away")
    else:
        await offering.last_seen(agent, now() - timedelta(minutes=5))
    other = await offering.agent("Other")
    await offering.clock.tick()
    assert [offer.answer for offer in await offers_of(offering, here)] == ["withdrawn", None]
    assert await asked(offering, here) == other.id
    assert (await the_agent(offering, agent)).missed_offers == 0


async def test_a_restart_loses_no_offer(worlds: Worlds) -> None:
    before = await worlds(routing=OFFER, timings={"lease": 0.01})
    first, second = await before.agent("First"), await before.agent("Second")
    here = await before.queued()
    await before.clock.tick()
    assert await asked(before, here) == first.id
    await pass_time(before, here)
    await asyncio.sleep(0.05)
    after = await worlds(routing=OFFER)
    await after.clock.tick()
    assert await asked(after, here) == second.id


# ---------------------------------------------------------------- by hand, and at once


async def test_anybody_may_take_by_hand_and_the_offer_to_somebody_else_is_taken_back(offering: World) -> None:
    offered = await offering.agent("Offered")
    here = await offering.queued()
    await offering.clock.tick()
    other = await offering.agent("Other")
    await offering.do(handoff.take, here, agent=other)
    assert [offer.answer for offer in await offers_of(offering, here)] == ["withdrawn"]
    with pytest.raises(Taken, match="Other has taken"):
        await offering.do(taking.accept, here, agent=offered)


async def test_an_answer_that_comes_late_holds_until_somebody_else_is_asked(offering: World) -> None:
    first = await offering.agent("First", max_open=1)
    here = await offering.queued()
    await offering.clock.tick()
    second = await offering.agent("Second")
    await pass_time(offering, here)
    await offering.clock.tick()
    assert await asked(offering, here) == second.id
    with pytest.raises(Taken, match="Second is being asked"):
        await offering.do(taking.accept, here, agent=first)
    await offering.do(decline, here, agent=second)
    await offering.do(taking.accept, here, agent=first)
    assert (await offering.row(here)).agent_id == first.id


async def test_an_answer_that_comes_when_they_wait_no_more_takes_nobody_from_the_assistant(offering: World) -> None:
    late = await offering.agent("Late")
    here = await offering.queued()
    await offering.clock.tick()
    other = await offering.agent("Other")
    await offering.do(handoff.take, here, agent=other)
    await offering.do(handoff.hand_back, here, agent=other)
    with pytest.raises(Taken, match="not waiting any more"):
        await offering.do(taking.accept, here, agent=late)


async def test_of_twenty_who_take_and_accept_at_once_one_wins(worlds: Worlds) -> None:
    desks = [await worlds(routing=OFFER), await worlds(routing=OFFER)]
    team = [await desks[0].agent(f"Agent {number}") for number in range(20)]
    for _ in range(3):
        here = await desks[0].queued()
        await desks[0].clock.tick()
        assert await asked(desks[0], here)

        async def grab(number: int, here: str = here) -> str:
            action = taking.accept if number % 3 == 0 else handoff.take
            try:
                await desks[number % 2].do(action, here, agent=team[number])
            except Taken as error:
                return str(error)
            return "won"

        outcomes = await asyncio.gather(*(grab(number) for number in range(20)))
        assert outcomes.count("won") == 1
        assert (await desks[0].row(here)).agent_id == team[outcomes.index("won")].id
        assert await asked(desks[0], here) is None
        assert len([text for text in await desks[0].said(here, "system") if "from the team is here" in text]) == 1


async def test_two_desks_that_offer_at_once_ask_nobody_twice(worlds: Worlds) -> None:
    desks = [await worlds(routing=OFFER), await worlds(routing=OFFER)]
    team = [await desks[0].agent(f"Agent {number}") for number in range(3)]
    waiting = [await desks[0].queued() for _ in range(6)]

    async def offer_all(desk: World, reverse: bool) -> None:
        both = Offering(desk.db, desk.bus, desk.settings)
        for here in reversed(waiting) if reverse else waiting:
            for agent in team:
                await both.offer(here, agent.id)

    await asyncio.gather(offer_all(desks[0], False), offer_all(desks[1], True))
    open_now = [offer for here in waiting for offer in await offers_of(desks[0], here) if offer.answer is None]
    assert len(open_now) == 3
    assert len({offer.agent_id for offer in open_now}) == len({offer.handoff_id for offer in open_now}) == 3


# ---------------------------------------------------------------- who is asked


async def test_the_first_in_line_is_offered_first_and_one_at_a_time(offering: World) -> None:
    first, second = await offering.queued(), await offering.queued()
    upset = await offering.conversation()
    await offering.do(handoff.enqueue, upset, handoff=Handoff(Reason.IRATE, Urgency.HIGH))
    agent = await offering.agent()
    await offering.clock.tick()
    assert [await asked(offering, here) for here in (upset, first, second)] == [agent.id, None, None]
    await offering.do(taking.accept, upset, agent=agent)
    await offering.clock.tick()
    assert await asked(offering, first) == agent.id


async def test_nobody_is_offered_more_than_their_limit(offering: World) -> None:
    agent = await offering.agent(max_open=1)
    mine, here = await offering.queued(), await offering.queued()
    await offering.do(handoff.take, mine, agent=agent)
    await offering.clock.tick()
    assert await asked(offering, here) is None
    await offering.do(handoff.close, mine, agent=agent, disposition="solved")
    await offering.clock.tick()
    assert await asked(offering, here) == agent.id


async def test_who_has_least_of_what_they_may_have_is_asked_then_who_was_idle_longest(offering: World) -> None:
    busy = await offering.agent("Busy", max_open=2)
    able = await offering.agent("Able", max_open=6)
    for agent in (busy, able, able):
        await offering.do(handoff.take, await offering.queued(), agent=agent)
    here = await offering.queued()
    await offering.clock.tick()
    assert await asked(offering, here) == able.id, "two of six is less than one of two"
    fresh, rested = await offering.agent("Fresh"), await offering.agent("Rested")
    async with offering.db.write() as connection:
        early = now() - timedelta(days=1)
        await connection.execute(update(agents).where(agents.c.id == rested.id).values(created_at=early))
    there = await offering.queued()
    await offering.clock.tick()
    assert await asked(offering, there) == rested.id != fresh.id


async def test_agents_of_another_help_desk_are_not_asked(offering: World) -> None:
    await offering.agent("Outside", role="outside")
    here = await offering.queued()
    await offering.clock.tick()
    assert await asked(offering, here) is None
