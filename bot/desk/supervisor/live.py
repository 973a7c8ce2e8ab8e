"""How it stands this moment, at one glance."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import and_, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.desk import presence, promises, reasons
from bot.desk.queueing import TAKEN_OVER
from bot.desk.settings import Settings
from bot.desk.store.engine import Database
from bot.desk.store.tables import agents, conversations, handoffs
from bot.desk.store.tables import promises as made
from bot.desk.supervisor.period import midnight
from bot.desk.views import iso

Json = dict[str, Any]

RECENT = timedelta(minutes=10)  # a conversation with the assistant in which something was said since is going on now
SOON = timedelta(hours=24)
MOST_PROMISES = 12


async def now(db: Database, *, settings: Settings, at: datetime) -> Json:
    """`Live` of web/protocol.ts, read in one moment."""
    async with db.read() as connection:
        return {
            "at": iso(at),
            "waiting": await _waiting(connection, settings, owner="queue"),
            "unanswered": await _waiting(connection, settings, owner="agent"),
            "assistant": await _assistant(connection, settings, at),
            "team": await _team(connection, settings, at),
            "promises": await _promises(connection, settings, at),
            "handoffs": await _handoffs(connection, settings, at),
        }


async def _waiting(connection: AsyncConnection, settings: Settings, *, owner: str) -> Json:
    """Customers to whom we owe a word: in the queue, or with an agent; the one who waits longest."""
    query = (
        select(conversations.c.id, conversations.c.reference, conversations.c.waiting_since)
        .where(
            conversations.c.site_id == settings.site_id,
            conversations.c.owner == owner,
            conversations.c.waiting_on == "us",
        )
        .order_by(conversations.c.waiting_since)
    )
    found = [one for one in await connection.execute(query) if one.waiting_since]
    longest = found[0] if found else None
    named = (
        {"conversation_id": longest.id, "reference": longest.reference, "since": iso(longest.waiting_since)}
        if longest
        else None
    )
    return {"count": len(found), "longest": named}


async def _assistant(connection: AsyncConnection, settings: Settings, at: datetime) -> Json:
    open_ = (
        conversations.c.site_id == settings.site_id,
        conversations.c.owner == "assistant",
        conversations.c.last_seq > 0,
    )
    count = select(func.count()).select_from(conversations).where(*open_)
    return {
        "open": int(await connection.scalar(count)),
        "now": int(await connection.scalar(count.where(conversations.c.updated_at > at - RECENT))),
    }


async def _team(connection: AsyncConnection, settings: Settings, at: datetime) -> list[Json]:
    """Who is on duty, and whoever is not and still has customers; by name. No figures about how well anybody works."""
    on_duty = {agent.id for agent in await presence.on_duty_now(connection, settings=settings, at=at)}
    load = (
        select(conversations.c.agent_id, conversations.c.waiting_on, func.count())
        .where(conversations.c.site_id == settings.site_id, conversations.c.owner == "agent")
        .group_by(conversations.c.agent_id, conversations.c.waiting_on)
    )
    loads: dict[str, dict[str, int]] = {}
    for agent_id, waiting_on, count in await connection.execute(load):
        loads.setdefault(agent_id, {})[waiting_on] = count
    everybody = select(agents.c.id, agents.c.name).where(agents.c.site_id == settings.site_id).order_by(agents.c.name)
    return [
        {
            "name": one.name,
            "on_duty": one.id in on_duty,
            "conversations": sum(loads.get(one.id, {}).values()),
            "waiting": loads.get(one.id, {}).get("us", 0),
        }
        for one in await connection.execute(everybody)
        if one.id in on_duty or one.id in loads
    ]


async def _promises(connection: AsyncConnection, settings: Settings, at: datetime) -> Json:
    """Open ones: overdue, and due within a day; the next of them by name."""
    mine = and_(made.c.site_id == settings.site_id, *promises.is_open())
    count = select(func.count()).select_from(made).where(mine)
    query = (
        select(made.c.text, made.c.due_at, made.c.conversation_id, conversations.c.reference)
        .join(conversations, conversations.c.id == made.c.conversation_id)
        .where(mine, made.c.due_at < at + SOON)
        .order_by(made.c.due_at)
        .limit(MOST_PROMISES)
    )
    return {
        "overdue": int(await connection.scalar(count.where(made.c.due_at < at))),
        "due": int(await connection.scalar(count.where(made.c.due_at >= at, made.c.due_at < at + SOON))),
        "next": [
            {
                "text": one.text,
                "due": iso(one.due_at),
                "overdue": one.due_at < at,
                "conversation_id": one.conversation_id,
                "reference": one.reference,
            }
            for one in await connection.execute(query)
        ],
    }


async def _handoffs(connection: AsyncConnection, settings: Settings, at: datetime) -> list[Json]:
    """Today's by reason, the most frequent first."""
    today = midnight(at.astimezone(ZoneInfo(settings.timezone)).date(), settings.timezone)
    query = (
        select(handoffs.c.reason, func.count().label("count"))
        .where(
            handoffs.c.site_id == settings.site_id,
            handoffs.c.enqueued_at >= today,
            handoffs.c.reason != TAKEN_OVER,
        )
        .group_by(handoffs.c.reason)
    )
    found = sorted(await connection.execute(query), key=lambda one: (-one.count, one.reason))
    return [{"reason": one.reason, "text": reasons.in_words(one.reason), "count": one.count} for one in found]
