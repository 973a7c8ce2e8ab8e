"""The guarantee's predicate: each of its rules finds what it is for, and nothing else."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import delete, update

from bot.desk import guarantee, handoff
from bot.desk.store.tables import handoffs, messages
from bot.times import now
from tests.desk.core.conftest import World


async def rules(world: World, conversation_id: str, *, in_seconds: float = 0) -> set[str]:
    """What is broken in this conversation, now or later."""
    at = now() + timedelta(seconds=in_seconds)
    found = await guarantee.broken(world.db, settings=world.settings, now=at)
    assert {violation.conversation_id for violation in found} <= {conversation_id}
    return {violation.rule for violation in found}


async def answered(world: World) -> str:
    here = await world.conversation()
    await world.says(here, "hello")
    await world.until_answered(here)
    return here


async def restore(world: World, conversation_id: str) -> None:
    """Close it behind the services' backs, so that the fixture finds nothing broken at the end."""
    async with world.db.write() as connection:
        await connection.execute(delete(handoffs).where(handoffs.c.conversation_id == conversation_id))
    await world.set(conversation_id, owner="closed", agent_id=None)
    world.broken.clear()


async def test_it_holds_in_every_ordinary_state(world: World) -> None:
    agent = await world.agent()
    await world.conversation()
    await answered(world)
    await world.queued()
    await world.taken(agent)
    assert await guarantee.broken(world.db, settings=world.settings) == []


@pytest.mark.parametrize(
    ("rule", "values"),
    [
        ("unheard", {"answered_seq": 0}),
        ("undated", {"waiting_on": "us"}),
        ("undated", {"waiting_on": "us", "next_step": "soon"}),
        (
            "untold",
            {"owner": "queue", "waiting_on": "us", "next_step": "x", "next_step_due": now() + timedelta(days=1)},
        ),
        ("not_in_line", {"owner": "queue"}),
    ],
)
async def test_a_state_that_promises_nothing_is_found(world: World, rule: str, values: dict[str, Any]) -> None:
    here = await answered(world)
    assert await rules(world, here) == set()
    await world.set(here, **values)
    assert rule in await rules(world, here)
    await restore(world, here)


async def test_an_answer_that_was_never_given_is_found_though_it_is_ticked_off(world: World) -> None:
    here = await answered(world)
    async with world.db.write() as connection:
        await connection.execute(delete(messages).where(messages.c.conversation_id == here, messages.c.seq > 1))
    assert await rules(world, here) == {"unanswered"}
    await restore(world, here)


async def test_a_note_is_not_an_answer(world: World) -> None:
    here = await answered(world)
    async with world.db.write() as connection:
        answer = (messages.c.conversation_id == here, messages.c.seq == 2)
        await connection.execute(update(messages).where(*answer).values(kind="note"))
    assert await rules(world, here) == {"unanswered"}
    await restore(world, here)


async def test_being_told_in_a_note_is_not_being_told(world: World) -> None:
    here = await world.queued()
    async with world.db.write() as connection:
        told = (messages.c.conversation_id == here, messages.c.seq == 2)
        await connection.execute(update(messages).where(*told).values(kind="note"))
    assert await rules(world, here) == {"untold"}
    await restore(world, here)


async def test_an_agent_who_never_took_it_and_a_handoff_too_many_are_found(world: World) -> None:
    agent = await world.agent()
    here = await answered(world)
    await world.set(here, owner="agent", agent_id=agent.id)
    assert await rules(world, here) == {"not_taken"}
    await world.set(here, owner="assistant", agent_id=None)
    there = await world.queued()
    await world.set(there, owner="assistant")
    assert "two_owners" in {violation.rule for violation in await guarantee.broken(world.db, settings=world.settings)}
    await restore(world, here)
    await restore(world, there)


async def test_a_step_that_is_late_counts_after_the_grace(world: World) -> None:
    here = await world.queued()
    assert await rules(world, here, in_seconds=185) == set(), "three minutes were promised, ten seconds are the grace"
    assert await rules(world, here, in_seconds=200) == {"late"}


async def test_an_agent_who_is_gone_counts_after_the_grace(world: World) -> None:
    agent = await world.agent()
    here = await world.taken(agent)
    await world.do(handoff.say, here, agent=agent, client_id="a", text="One moment.")
    assert await rules(world, here, in_seconds=50) == set()
    assert await rules(world, here, in_seconds=60) == {"agent_gone"}


async def test_a_closed_conversation_owes_nothing(world: World) -> None:
    agent = await world.agent()
    here = await world.taken(agent)
    await world.says(here, "one more thing")
    await world.do(handoff.close, here, agent=agent, disposition="solved")
    assert await rules(world, here, in_seconds=100_000) == set()
