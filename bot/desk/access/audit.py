"""Writes down who saw and did what."""

from __future__ import annotations

from typing import Any

from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.desk.store.engine import Database
from bot.desk.store.tables import audit
from bot.times import now


async def record(
    db: Database,
    *,
    site_id: str,
    action: str,
    agent_id: str | None,
    conversation_id: str | None = None,
    detail: dict[str, Any] | None = None,
) -> None:
    """One line of the audit. `detail` holds facts about the action, never a customer's words or a password."""
    async with db.write() as connection:
        await note(
            connection,
            site_id=site_id,
            action=action,
            agent_id=agent_id,
            conversation_id=conversation_id,
            detail=detail,
        )


async def note(
    connection: AsyncConnection,
    *,
    site_id: str,
    action: str,
    agent_id: str | None = None,
    conversation_id: str | None = None,
    detail: dict[str, Any] | None = None,
) -> None:
    """The same, in the transaction of what was done."""
    row = {
        "site_id": site_id,
        "at": now(),
        "agent_id": agent_id,
        "action": action,
        "conversation_id": conversation_id,
        "detail": detail,
    }
    await connection.execute(insert(audit).values(**row))
