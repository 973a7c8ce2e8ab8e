"""The clock: whatever is due is acted on, by one desk at a time, and survives restarts."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import select, update

from bot.deescalation.types import Level, Reading, Temper
from bot.desk import conversations, handoff, promises
from bot.desk.clock import Clock
from bot.desk.hours import Hours
from bot.desk.store.tables import agents, handoffs, leases
from bot.desk.store.tables import promises as promises_table
from bot.times import now
from bot.wire import Finding, Reply
from tests.desk.core.conftest import World, Worlds
from tests.desk.scripted_brain import echo, result

UPSET = Temper(Level.UPSET, score=0.5, turn=2)
THANKS = Reading("thank", 0.9, 0.1, Level.CALM)


async def test_nothing_due_is_nothing_done(world: World) -> None:
    await world.queued()
    assert await world.clock.tick() == 0


async def test_somebody_in_the_queue_hears_from_us_when_it_was_promised(world: World) -> None:
    await world.agent()
    here = await world.queued()
    await world.make_due(here)
    assert await world.clock.tick() == 1
    said = await world.said(here, "system")
    assert said[-1].startswith("You're first in line")
    row = await world.row(here)
    assert row.next_step_due and row.next_step_due > now() and row.next_step_told_seq == row.last_seq
    assert await world.clock.tick() == 0, "once"


async def test_updates_come_less_often_the_longer_it_takes_but_never_stop(world: World) -> None:
    await world.agent()
    here = await world.queued()
    await world.set(here, waiting_since=now() - timedelta(minutes=19, seconds=30))
    await world.make_due(here)
    await world.clock.tick()
    assert "within 10 minutes" in (await world.said(here, "system"))[-1]
    await world.set(here, waiting_since=now() - timedelta(hours=9))
    await world.make_due(here)
    await world.clock.tick()
    assert "within 15 minutes" in (await world.said(here, "system"))[-1]


async def test_with_nobody_there_updates_double_their_distance(world: World) -> None:
    here = await world.queued()
    await world.set(here, waiting_since=now() - timedelta(minutes=115))
    await world.make_due(here)
    await world.clock.tick()
    assert "within 2 hours" in (await world.said(here, "system"))[-1]


async def test_when_the_team_goes_home_the_waiting_are_told_when_it_is_back(worlds: Worlds) -> None:
    world = await worlds(timings={"lease": 0.1})
    here = await world.queued(timezone="Europe/Paris")
    tomorrow = (now() + timedelta(days=1)).strftime("%A").lower()
    closed = replace(world.settings, hours=Hours.parse({tomorrow: ["09:00-17:00"]}, timezone="Europe/Paris"))
    await world.make_due(here)
    await Clock(world.db, world.bus, closed, world.turns, world.brains).tick()
    assert "09:00 tomorrow (Paris time)" in (await world.said(here, "system"))[-1]
    row = await world.row(here)
    assert row.next_step_kind == "opening"
    await asyncio.sleep(0.15)  # its lease is over
    await world.make_due(here)  # and in the morning, with somebody there
    await world.agent()
    await world.clock.tick()
    assert (await world.said(here, "system"))[-1].startswith("You're first in line")


async def test_a_callback_that_did_not_happen_is_a_broken_promise_owned_and_dated_anew(world: World) -> None:
    here, other = await world.queued(), await world.queued()
    await world.do(conversations.leave_contact, other, contact="maya@example.org")
    assert [p.status for p in await promises.of(world.db, conversation_id=other)] == ["open"]
    await world.make_due(other)
    async with world.db.write() as connection:
        past = {"due_at": now() - timedelta(seconds=1)}
        await connection.execute(update(promises_table).where(promises_table.c.conversation_id == other).values(**past))
    await world.clock.tick()
    assert "hasn't happened" in (await world.said(other, "system"))[-1]
    assert [p.status for p in await promises.of(world.db, conversation_id=other)] == ["broken", "open"]
    order = [item.conversation.id for item in await handoff.queue(world.db, settings=world.settings)]
    assert order == [other, here], "they come first now"


async def test_an_answer_keeps_the_callback_promise(world: World) -> None:
    agent, here = await world.agent(), await world.queued()
    await world.do(conversations.leave_contact, here, contact="+44 20 7946 0018")
    await world.do(handoff.take, here, agent=agent)
    await world.do(handoff.say, here, agent=agent, client_id="a", text="I've just tried to ring you.")
    assert [p.status for p in await promises.of(world.db, conversation_id=here)] == ["kept"]


async def test_a_silent_agent_is_nudged_then_replaced_and_the_customer_is_told_both_times(world: World) -> None:
    agent = await world.agent("Ada Okoro")
    here = await world.taken(agent)
    await world.make_due(here)
    assert await world.clock.tick() == 1
    row = await world.row(here)
    assert (row.owner, row.next_step_kind) == ("agent", "agent_slow")
    assert "hasn't answered yet" in (await world.said(here, "system"))[-1]
    waiting = await handoff.waiting(world.db, settings=world.settings, conversation_id=here)
    assert waiting and waiting.overdue
    other = await world.queued()
    await world.make_due(here)
    assert await world.clock.tick() == 1
    assert (await world.row(here)).owner == "queue"
    assert "held up" in (await world.said(here, "system"))[-1]
    assert [item.conversation.id for item in await handoff.queue(world.db, settings=world.settings)] == [here, other]


async def test_a_nudged_agent_who_answers_keeps_the_conversation(world: World) -> None:
    agent = await world.agent()
    here = await world.taken(agent)
    await world.make_due(here)
    await world.clock.tick()
    await world.do(handoff.say, here, agent=agent, client_id="a", text="Sorry for the wait.")
    row = await world.row(here)
    assert (row.owner, row.waiting_on, row.next_step_due) == ("agent", "customer", None)
    assert await world.clock.tick() == 0


async def test_the_customers_of_an_agent_who_vanished_go_to_the_front(world: World) -> None:
    agent = await world.agent("Ada Okoro")
    owed, answered = await world.taken(agent), await world.taken(agent)
    await world.do(handoff.say, answered, agent=agent, client_id="a", text="One moment.")
    await world.last_seen(agent, now() - timedelta(seconds=46))
    assert await world.clock.tick() == 2
    for here in (owed, answered):
        row = await world.row(here)
        assert (row.owner, row.waiting_on) == ("queue", "us")
        assert "lost the connection" in (await world.said(here, "system"))[-1]
    assert await world.clock.tick() == 0


async def test_an_agent_whose_account_is_switched_off_has_no_conversations(world: World) -> None:
    agent = await world.agent()
    here = await world.taken(agent)
    async with world.db.write() as connection:
        await connection.execute(update(agents).where(agents.c.id == agent.id).values(disabled_at=now()))
    assert await world.clock.tick() == 1
    assert (await world.row(here)).owner == "queue"


async def test_an_answer_nobody_is_working_on_is_asked_for_again(world: World) -> None:
    here = await world.conversation()
    await conversations.receive(
        world.db, world.bus, settings=world.settings, conversation_id=here, client_id="a", text="hello"
    )  # and the desk that should have heard it died
    await world.make_due(here)
    assert await world.clock.tick() == 1
    assert await world.until_answered(here) == ["You said: hello"]


async def test_an_answer_that_is_late_beyond_excuse_is_asked_of_a_person(worlds: Worlds) -> None:
    world = await worlds(brains=[])
    here = await world.conversation()
    await conversations.receive(
        world.db, world.bus, settings=world.settings, conversation_id=here, client_id="a", text="hello"
    )
    await world.set(here, waiting_since=now() - timedelta(minutes=2))
    await world.make_due(here)
    await world.clock.tick()
    assert (await world.row(here)).owner == "queue"


async def test_an_upset_customer_who_falls_silent_is_asked_once(world: World) -> None:
    here = await world.conversation()
    await world.says(here, "WHERE IS MY PARCEL")
    await world.until_answered(here)
    row = await world.row(here)
    assert row.next_step_kind == "follow_up"
    await world.make_due(here)
    assert await world.clock.tick() == 1
    assert (await world.said(here, "system"))[-1].startswith("Is this sorted out")
    row = await world.row(here)
    assert (row.waiting_on, row.next_step_kind, row.next_step_due) == ("customer", None, None)


async def test_a_follow_up_is_announced_with_its_time(world: World) -> None:
    here = await world.conversation(timezone="Europe/Paris")
    await world.says(here, "WHERE IS MY PARCEL")
    await world.until_answered(here)
    row = await world.row(here)
    assert row.next_step and "I'll ask once whether this is settled, at" in row.next_step
    assert "(Paris time)" in row.next_step


@pytest.mark.parametrize("how", ["rated", "promise kept", "thanks"])
async def test_nobody_is_asked_whether_it_is_settled_once_it_is(world: World, how: str) -> None:
    promise = {"text": "a refund", "due": (now() + timedelta(hours=1)).isoformat()}
    promise |= {"check": {"kind": "refund_paid", "reference": "RF-7"}}
    world.brain.answer = lambda turn: result(turn, Reply("It's paid by Friday."), promises=(promise,))
    here = await world.conversation()
    await world.says(here, "WHERE IS MY REFUND")
    await world.until_answered(here)
    if how == "rated":
        await world.do(conversations.rate, here, score=5)
    elif how == "promise kept":
        world.brain.kept["RF-7"] = Finding("kept", "It was paid today.")
        await world.clock.tick()
    else:
        world.brain.answer = lambda turn: replace(echo(turn), temper=UPSET, readings=(THANKS,))
        await world.says(here, "thanks, that's what I needed")
        await world.until_answered(here)
        assert (await world.row(here)).next_step_kind is None, "left content, however upset before"
        return
    await world.make_due(here)
    before = len(await world.log(here))
    assert await world.clock.tick() == 1
    assert len(await world.log(here)) == before and (await world.row(here)).next_step_kind is None


async def test_a_calm_customer_is_not_followed_up(world: World) -> None:
    here = await world.conversation()
    await world.says(here, "thanks")
    await world.until_answered(here)
    assert (await world.row(here)).next_step_due is None


async def test_a_promise_that_is_late_is_on_record_as_broken(world: World) -> None:
    promise = {"text": "It arrives", "due": (now() + timedelta(seconds=0.2)).isoformat()}
    world.brain.answer = lambda turn: result(turn, Reply("It arrives."), promises=(promise,))
    here = await world.conversation()
    await world.says(here, "when")
    await world.until_answered(here)
    await asyncio.sleep(0.3)
    assert await world.clock.tick() == 1
    assert [p.status for p in await promises.of(world.db, conversation_id=here)] == ["unconfirmed"]


async def test_a_finished_conversation_is_closed_after_a_day_and_an_open_one_is_not(world: World) -> None:
    finished, waiting = await world.conversation(), await world.queued()
    await world.says(finished, "thanks")
    await world.until_answered(finished)
    for here in (finished, waiting):
        await world.set(here, updated_at=now() - timedelta(days=2))
    await world.clock.tick()
    row = await world.row(finished)
    assert (row.owner, row.disposition) == ("closed", "idle")
    assert (await world.row(waiting)).owner == "queue"


async def test_an_upset_customer_who_falls_silent_with_an_agent_is_asked_once_by_name(world: World) -> None:
    agent = await world.agent("Ada")
    here = await world.taken(agent)
    await world.set(here, temper=UPSET.to_json())
    await world.do(handoff.say, here, agent=agent, client_id="a1", text="I've sent it again, by express.")
    row = await world.row(here)
    assert (row.waiting_on, row.next_step_kind) == ("customer", "follow_up") and row.next_step
    await world.make_due(here)
    assert await world.clock.tick() == 1
    assert "Ada will go on with it" in (await world.said(here, "system"))[-1]
    assert ((await world.row(here)).owner, (await world.row(here)).next_step_kind) == ("agent", None)


async def all_is_read(world: World, conversation_id: str) -> bool:
    """What customers write to people is read in the background."""
    return all(message.reading for message in await world.log(conversation_id) if message.author == "customer")


@pytest.mark.parametrize("role", ["agent", "outside"])
async def test_what_an_agent_answered_and_never_closed_is_closed_after_a_day(world: World, role: str) -> None:
    agent = await world.agent("Ada", role=role)
    here, owing = await world.taken(agent), await world.taken(agent)
    await world.do(handoff.say, here, agent=agent, client_id="a1", text="It's on its way.")
    for one in (here, owing):
        await world.until(partial(all_is_read, world, one))
        await world.set(one, updated_at=now() - timedelta(days=2))
    await world.clock.tick()
    row = await world.row(here)
    assert (row.owner, row.disposition) == ("closed", "idle")
    async with world.db.read() as connection:
        outcome = await connection.scalar(select(handoffs.c.outcome).where(handoffs.c.conversation_id == here))
    assert outcome == "customer_left"
    assert (await world.row(owing)).owner == "agent", "a word is owed there"


async def test_of_several_desks_one_keeps_the_clock_until_it_dies(worlds: Worlds) -> None:
    desks = [await worlds(timings={"lease": 2.0}), await worlds(timings={"lease": 2.0})]
    here = await desks[0].queued()
    await desks[0].make_due(here)
    done = await asyncio.gather(*(world.clock.tick() for world in desks))
    assert sorted(done) == [0, 1]
    keeper, other = (desks[0], desks[1]) if done[0] else (desks[1], desks[0])
    await desks[0].make_due(here)
    assert await other.clock.tick() == 0
    assert await keeper.clock.tick() == 1
    await asyncio.sleep(2.1)  # the keeper has died
    await desks[0].make_due(here)
    assert await other.clock.tick() == 1


async def test_one_conversations_trouble_does_not_keep_the_clock_from_the_others(world: World) -> None:
    broken, here = await world.queued(), await world.queued()
    await world.set(broken, timezone="No/Such/Zone", contact="maya@example.org")
    for conversation_id, ago in ((broken, 2.0), (here, 1.0)):
        await world.make_due(conversation_id, ago=ago)
    assert await world.clock.tick() == 1
    assert len(await world.said(here, "system")) == 2
    await world.set(broken, timezone="UTC")


async def test_running_it_ticks_until_it_is_stopped(worlds: Worlds) -> None:
    world = await worlds(timings={"clock": 0.05, "queue_update": 0.3})
    await world.agent()
    here = await world.queued()
    running = asyncio.create_task(world.clock.run())

    async def told_twice() -> bool:
        return len(await world.said(here, "system")) >= 3

    await world.until(told_twice)
    running.cancel()
    async with world.db.read() as connection:
        names = (await connection.execute(select(leases.c.name))).scalars().all()
    assert f"clock:{world.settings.site_id}" in names
