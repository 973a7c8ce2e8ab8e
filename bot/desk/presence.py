"""Who of the team is there. Online and away are chosen; offline is a heartbeat too old."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.desk.settings import Settings
from bot.desk.store.engine import Database
from bot.desk.store.rows import AgentRow, row
from bot.desk.store.tables import agents
from bot.times import now


async def get(db: Database, *, agent_id: str) -> AgentRow | None:
    """The agent, if there is one."""
    async with db.read() as connection:
        return await find(connection, agent_id=agent_id)


async def find(connection: AsyncConnection, *, agent_id: str) -> AgentRow | None:
    """The same, within a transaction."""
    found = (await connection.execute(select(agents).where(agents.c.id == agent_id))).mappings().first()
    return row(AgentRow, found) if found else None


async def seen(db: Database, *, agent_id: str) -> None:
    """A heartbeat."""
    async with db.write() as connection:
        await connection.execute(update(agents).where(agents.c.id == agent_id).values(last_seen_at=now()))


async def set_availability(db: Database, *, agent_id: str, availability: str) -> None:
    """`online` or `away`; also a heartbeat. Raises ValueError on anything else."""
    if availability not in ("online", "away"):
        raise ValueError(f"availability is online or away, not {availability!r}")
    async with db.write() as connection:
        values = {"availability": availability, "last_seen_at": now(), "missed_offers": 0}
        await connection.execute(update(agents).where(agents.c.id == agent_id).values(**values))


async def on_duty(db: Database, *, settings: Settings) -> list[AgentRow]:
    """Agents who chose to be online and whose heartbeat is fresh."""
    async with db.read() as connection:
        return await on_duty_now(connection, settings=settings, at=now())


async def on_duty_now(connection: AsyncConnection, *, settings: Settings, at: datetime) -> list[AgentRow]:
    """The same, within a transaction."""
    query = select(agents).where(
        agents.c.site_id == settings.site_id,
        agents.c.disabled_at.is_(None),
        agents.c.availability == "online",
        agents.c.last_seen_at > at - timedelta(seconds=settings.timings.agent_vanished),
    )
    return [row(AgentRow, found) for found in (await connection.execute(query)).mappings()]


async def name_of(connection: AsyncConnection, *, agent_id: str | None) -> str:
    """The agent's name, for texts; "someone" if there is no such agent."""
    return str(await connection.scalar(select(agents.c.name).where(agents.c.id == agent_id)) or "someone")
