"""Earlier contacts of the same signed-in customer: when, about which orders and errands, and how they ended."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.desk.store.rows import ConversationRow, row
from bot.desk.store.tables import conversations, messages
from bot.wire import Contact

REMEMBERED = timedelta(days=30)
MOST = 10  # the newest; beyond that it is plain enough that they had to come back
SURE = 0.5  # a reading less sure than this says nothing about what they came for


@dataclass(frozen=True)
class Earlier:
    """An earlier conversation, and what it was about."""

    conversation: ConversationRow
    contact: Contact


async def earlier(connection: AsyncConnection, this: ConversationRow, *, at: datetime) -> list[Earlier]:
    """Newest first; none for whoever has not signed in."""
    if not (this.customer_verified and this.customer_id):
        return []
    query = (
        select(conversations)
        .where(
            conversations.c.site_id == this.site_id,
            conversations.c.customer_id == this.customer_id,
            conversations.c.customer_verified,
            conversations.c.created_at < this.created_at,
            conversations.c.created_at > at - REMEMBERED,
            conversations.c.last_seq > 0,
        )
        .order_by(conversations.c.created_at.desc())
        .limit(MOST)
    )
    before = [row(ConversationRow, found) for found in (await connection.execute(query)).mappings()]
    read = await _readings(connection, [conversation.id for conversation in before])
    return [Earlier(conversation, _contact(conversation, read[conversation.id])) for conversation in before]


def matter(readings: Sequence[dict[str, Any]]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The orders named and the errands surely read in a conversation, in order."""
    orders = (
        str(entity["value"])
        for reading in readings
        for entity in reading.get("entities") or ()
        if entity["entity"] == "order_number"
    )
    errands = (str(reading["intent"]) for reading in readings if reading.get("confidence", 0.0) >= SURE)
    return tuple(dict.fromkeys(orders)), tuple(dict.fromkeys(errands))


def _contact(conversation: ConversationRow, readings: Sequence[dict[str, Any]]) -> Contact:
    orders, errands = matter(readings)
    return Contact(conversation.reference, conversation.created_at.isoformat(), orders, errands)


async def _readings(connection: AsyncConnection, ids: list[str]) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {conversation_id: [] for conversation_id in ids}
    if ids:
        query = (
            select(messages.c.conversation_id, messages.c.reading)
            .where(
                messages.c.conversation_id.in_(ids),
                messages.c.author == "customer",
                messages.c.reading.is_not(None),
            )
            .order_by(messages.c.seq)
        )
        for conversation_id, reading in await connection.execute(query):
            found[conversation_id].append(reading)
    return found
