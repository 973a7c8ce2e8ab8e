"""Passing on to a colleague or a team, taking over from an agent, reading along and whispering."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bot.desk import conversations, handoff, watching
from bot.desk.handoff import NotYours
from bot.desk.routing import transfer
from bot.desk.routing.config import Routing, Skill
from bot.desk.routing.offering import decline
from bot.desk.routing.transfer import NotPossible
from bot.desk.store.rows import AgentRow
from bot.desk.store.tables import handoffs
from bot.desk.taking import Taken, accept, take_over
from bot.times import now
from tests.desk.core.conftest import World, Worlds
from tests.desk.core.test_offers import asked, offers_of, pass_time
from tests.desk.core.test_skills import wanted

REFUNDS = Skill("refunds", "Refunds", errands=frozenset({"refund_status"}))


@pytest.fixture(params=["pull", "offer"])
async def desk(worlds: Worlds, request: pytest.FixtureRequest) -> World:
    """Both ways in which customers may come to agents."""
    return await worlds(routing=Routing(mode=request.param, skills=(REFUNDS,)))


async def history(world: World, conversation_id: str) -> list[Any]:
    async with world.db.read() as connection:
        query = select(handoffs).where(handoffs.c.conversation_id == conversation_id)
        return list((await connection.execute(query.order_by(handoffs.c.enqueued_at))).mappings())


async def passed(world: World, to: str = "Ada Okoro") -> tuple[str, AgentRow, AgentRow]:
    """A conversation that Sam Reed passes to a colleague who is on duty."""
    sam, ada = await world.agent("Sam Reed"), await world.agent(to)
    here = await world.taken(sam)
    await world.do(transfer.to_person, here, agent=sam, colleague_id=ada.id, note="She knows the trade terms")
    return here, sam, ada


# ---------------------------------------------------------------- to a person


async def test_passed_to_a_colleague_the_customer_is_told_by_name_what_happens_and_when(desk: World) -> None:
    here, _, ada = await passed(desk)
    said = (await desk.said(here, "system"))[-1]
    assert said.startswith("Sam Reed is passing this to Ada Okoro") and "within 50 seconds" in said
    row, offer = await desk.row(here), (await offers_of(desk, here))[0]
    assert (row.owner, row.waiting_on, row.next_step_due) == ("queue", "us", offer.expires_at)
    assert row.next_step == "Ada Okoro should be here within 50 seconds." and await asked(desk, here) == ada.id
    assert "She knows the trade terms" in [m.text for m in await desk.log(here) if m.kind == "note"]


async def test_the_colleague_who_accepts_has_it_and_the_history_says_who_passed_it_on(desk: World) -> None:
    here, sam, ada = await passed(desk)
    await desk.do(accept, here, agent=ada)
    assert (await desk.row(here)).agent_id == ada.id
    first, second = await history(desk, here)
    assert (first["agent_id"], first["outcome"], second["agent_id"], second["ended_at"]) == (
        sam.id, "transferred", ada.id, None,
    )  # fmt: skip
    assert first["in_line_since"] == second["in_line_since"], "the place in line is kept"


@pytest.mark.parametrize("how", ["declined", "expired"])
async def test_a_colleague_who_does_not_come_leaves_the_customer_first_in_line_and_told(desk: World, how: str) -> None:
    here, sam, ada = await passed(desk)
    await desk.queued()
    if how == "declined":
        await desk.do(decline, here, agent=ada)
    else:
        await pass_time(desk, here)
        await desk.make_due(here)
        await desk.clock.tick()
    said = (await desk.said(here, "system"))[-1]
    assert said.startswith("Ada Okoro can't take over") and "first in line" in said
    row = await desk.row(here)
    assert row.owner == "queue" and row.next_step_due and row.next_step_due > now() + timedelta(seconds=20)
    assert len([text for text in await desk.said(here, "system") if "first in line" in text]) == 1, "told once"
    if desk.settings.routing.mode == "offer":
        await desk.clock.tick()
        assert await asked(desk, here) not in (sam.id, None if how == "expired" else ada.id)


async def test_whoever_passed_somebody_on_is_not_offered_them_back_at_once(worlds: Worlds) -> None:
    world = await worlds(routing=Routing(mode="offer"))
    sam = await world.agent("Sam Reed")
    here = await world.taken(sam)
    await world.do(handoff.requeue, here, agent=sam)
    await world.clock.tick()
    assert await asked(world, here) is None
    other = await world.agent("Other")
    await world.clock.tick()
    assert await asked(world, here) == other.id


async def test_a_colleague_who_is_away_or_is_being_asked_already_cannot_be_chosen(desk: World) -> None:
    here, sam, ada = await passed(desk)
    mine = await desk.taken(sam)
    away = await desk.agent("Away", on_duty=False)
    for colleague, why in ((ada, "being asked about somebody else"), (away, "not on duty"), (sam, "no such colleague")):
        with pytest.raises(NotPossible, match=why):
            await desk.do(transfer.to_person, mine, agent=sam, colleague_id=colleague.id, note="please")
    row = await desk.row(mine)
    assert (row.owner, row.agent_id) == ("agent", sam.id) and await desk.said(mine, "agent") == []
    assert await asked(desk, here) == ada.id


async def test_only_who_has_it_can_pass_it_on(desk: World) -> None:
    here, sam, ada = await passed(desk)
    with pytest.raises(NotYours):
        await desk.do(transfer.to_person, here, agent=sam, colleague_id=ada.id)
    with pytest.raises(NotYours):
        await desk.do(transfer.to_team, here, agent=sam, skill_id="refunds")


# ---------------------------------------------------------------- to a team


async def test_passed_to_a_team_the_customer_is_told_and_those_with_the_skill_are_asked(desk: World) -> None:
    sam = await desk.agent("Sam Reed")
    here = await desk.taken(sam)
    await desk.do(transfer.to_team, here, agent=sam, skill_id="refunds", note="over the limit")
    assert await wanted(desk, here) == ("refunds", "en")
    said = (await desk.said(here, "system"))[-1]
    assert said.startswith("Sam Reed is passing this to our Refunds team") and "first in line" in said
    await desk.agent("Other")
    able = await desk.agent("Able", skills=["refunds"])
    await desk.clock.tick()
    assert await asked(desk, here) == (able.id if desk.settings.routing.mode == "offer" else None)
    with pytest.raises(NotPossible):
        await desk.do(transfer.to_team, here, agent=sam, skill_id="nothing")


# ---------------------------------------------------------------- supervisors


async def test_a_supervisor_takes_over_and_the_customer_is_told(desk: World) -> None:
    sam, boss = await desk.agent("Sam Reed"), await desk.agent("Dana Fox", role="supervisor")
    here = await desk.taken(sam)
    reason = (await history(desk, here))[0]["reason"]
    await desk.do(take_over, here, agent=boss)
    row = await desk.row(here)
    assert (row.owner, row.agent_id, row.waiting_on, row.next_step_kind) == ("agent", boss.id, "us", "agent_reply")
    assert (await desk.said(here, "system"))[-1].startswith("Dana Fox from the team has taken over from Sam Reed")
    first, second = await history(desk, here)
    assert (first["agent_id"], first["outcome"]) == (sam.id, "taken_over")
    assert (second["agent_id"], second["reason"], second["ended_at"]) == (boss.id, reason, None)
    with pytest.raises(NotYours):
        await desk.do(handoff.say, here, agent=sam, client_id="late", text="as I was saying")


async def test_taking_over_works_from_queue_and_assistant_too_but_not_from_the_closed(desk: World) -> None:
    boss = await desk.agent("Dana Fox", role="supervisor")
    queued, begun = await desk.queued(), await desk.conversation()
    await desk.says(begun, "hello")
    for here in (queued, begun):
        await desk.do(take_over, here, agent=boss)
        assert (await desk.row(here)).agent_id == boss.id
    await desk.do(handoff.close, queued, agent=boss, disposition="solved")
    with pytest.raises(Taken):
        await desk.do(take_over, queued, agent=boss)


async def test_a_whisper_is_for_the_agent_who_has_it_and_never_for_the_customer(desk: World) -> None:
    sam, boss = await desk.agent("Sam Reed"), await desk.agent("Dana Fox", role="supervisor")
    here = await desk.taken(sam)
    message = await desk.do(
        watching.whisper, here, agent=boss, client_id="w", text="offer the refund, 4111 1111 1111 1111"
    )
    assert (message.kind, message.for_agent_id) == ("note", sam.id) and "4111 1111" not in (message.text or "")
    assert await desk.do(watching.whisper, here, agent=boss, client_id="w", text="offer the refund") == message
    shown = await conversations.messages_after(desk.db, conversation_id=here)
    assert message.id not in [one.id for one in shown]
    with pytest.raises(NotYours, match="nobody to whisper to"):
        await desk.do(watching.whisper, here, agent=sam, client_id="x", text="to myself")
    with pytest.raises(NotYours):
        await desk.do(watching.whisper, await desk.queued(), agent=boss, client_id="y", text="hello?")


async def test_the_agent_can_see_who_reads_along(desk: World) -> None:
    sam, boss = await desk.agent("Sam Reed"), await desk.agent("Dana Fox", role="supervisor")
    here, there = await desk.taken(sam), await desk.taken(sam)

    async def readers(conversation_id: str) -> list[str]:
        row = await desk.row(conversation_id)
        return await watching.names(desk.db, settings=desk.settings, conversation=row)

    await watching.begin(desk.db, desk.bus, conversation=await desk.row(here), agent=boss)
    assert await readers(here) == ["Dana Fox"]
    await watching.begin(desk.db, desk.bus, conversation=await desk.row(there), agent=boss)
    assert (await readers(here), await readers(there)) == ([], ["Dana Fox"])
    await desk.do(take_over, there, agent=boss)
    assert await readers(there) == [], "not oneself"
    await desk.do(handoff.close, there, agent=boss, disposition="solved")
    await watching.begin(desk.db, desk.bus, conversation=await desk.row(here), agent=boss)
    await desk.last_seen(boss, now() - timedelta(minutes=5))
    assert await readers(here) == [], "they have left the page"
    await watching.end(desk.db, desk.bus, agent_id=boss.id)
