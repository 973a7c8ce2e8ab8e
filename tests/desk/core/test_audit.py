"""The audit on both databases: found by what one looks for, and changed by nobody."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import delete, update
from sqlalchemy.exc import DBAPIError

from bot.desk.access import audit_log, people
from bot.desk.access.audit_log import Wanted
from bot.desk.access.people import Wishes
from bot.desk.store.rows import AgentRow
from bot.desk.store.tables import audit
from tests.desk.core.conftest import World


async def change(world: World, by: AgentRow, whom: AgentRow, **wishes: Any) -> AgentRow:
    return await people.change(world.db, settings=world.settings, by=by.id, agent_id=whom.id, wishes=Wishes(**wishes))


async def log(world: World, **wanted: Any) -> list[str]:
    found = await audit_log.find(world.db, site_id=world.settings.site_id, wanted=Wanted(**wanted), limit=50)
    return [f"{entry.who} {entry.what}" for entry in found]


async def test_what_the_audit_says_is_changed_by_nobody(world: World) -> None:
    ada, ben = await world.agent("Ada", role="administrator"), await world.agent("Ben")
    await change(world, ada, ben, role="supervisor")
    ours = audit.c.site_id == world.settings.site_id
    for statement in (update(audit).where(ours).values(action="nothing"), delete(audit).where(ours)):
        with pytest.raises(DBAPIError, match="the audit is not changed"):
            async with world.db.write() as connection:
                await connection.execute(statement)
    assert len(await log(world, action="person_changed")) == 1


async def test_the_audit_is_found_by_person_conversation_action_and_moment(world: World) -> None:
    ada, ben = await world.agent("Ada", role="administrator"), await world.agent("Ben")
    conversation_id = await world.conversation()
    from bot.desk.access import audit as written

    for agent, action, where in ((ada, "open", conversation_id), (ben, "open", None), (ben, "log_out", None)):
        about = {"agent_id": agent.id, "conversation_id": where}
        await written.record(world.db, site_id=world.settings.site_id, action=action, **about)
    row = await world.row(conversation_id)
    assert await log(world, agent_id=ben.id) == ["Ben logged out", "Ben opened the conversation and its brief"]
    assert await log(world, reference=row.reference) == ["Ada opened the conversation and its brief"]
    assert await log(world, action="log_out") == ["Ben logged out"]
    assert await log(world, reference="EV-NONE") == []
    everything = await audit_log.find(world.db, site_id=world.settings.site_id, wanted=Wanted(), limit=50)
    newest, middle, oldest = everything
    assert await log(world, before=middle.id) == ["Ada opened the conversation and its brief"]
    assert len(await log(world, since=middle.at, until=newest.at)) >= 1
    assert await log(world, until=oldest.at) == []
