"""Up to which message the customer, and the agent who has them, have had the log in front of them."""

from __future__ import annotations

from typing import Any

from sqlalchemy import case, null, update

from bot.desk.bus import Bus, Change, Seen
from bot.desk.store.engine import Database
from bot.desk.store.rows import AgentRow, ConversationRow
from bot.desk.store.tables import conversations


async def by_customer(db: Database, bus: Bus, *, site_id: str, conversation_id: str, seq: int) -> None:
    """The customer has seen everything up to message `seq`. What they had seen already stays seen."""
    nothing_else = case((conversations.c.last_seq <= seq, null()), else_=conversations.c.unseen_since)
    if await _further(db, conversation_id, "customer_seen_seq", seq, unseen_since=nothing_else):
        await bus.publish(_news(conversation_id, site_id, Seen("customer", seq)))


async def by_agent(db: Database, bus: Bus, row: ConversationRow, *, agent: AgentRow, seq: int) -> None:
    """The same of an agent; one who only looks on does not count."""
    if row.agent_id == agent.id and await _further(db, row.id, "agent_seen_seq", seq):
        await bus.publish(_news(row.id, row.site_id, Seen("agent", seq)))


async def _further(db: Database, conversation_id: str, column: str, seq: int, **more: Any) -> bool:
    """One conditional UPDATE: it needs no lock, and a late or false number changes nothing."""
    here = (conversations.c.id == conversation_id, conversations.c[column] < seq, conversations.c.last_seq >= seq)
    async with db.write() as connection:
        moved = await connection.execute(update(conversations).where(*here).values({column: seq, **more}))
    return bool(moved.rowcount)


def _news(conversation_id: str, site_id: str, seen: Seen) -> Change:
    return Change(conversation_id, site_id, state=False, overview=False, seen=seen)
