"""Who is waiting: the queue in its order, and the agents' overview."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.desk.contacts import SURE
from bot.desk.errands import ERRANDS
from bot.desk.routing import line
from bot.desk.settings import Settings
from bot.desk.store.engine import Database
from bot.desk.store.rows import ConversationRow, HandoffRow, row
from bot.desk.store.tables import agents, conversations, handoffs, messages, offers
from bot.times import now

LAST_TEXT_LENGTH = 200


@dataclass(frozen=True)
class Waiting:
    """One row of the agents' overview: a conversation with its newest handoff and what was last said."""

    conversation: ConversationRow
    handoff: HandoffRow | None
    agent_name: str | None
    last_text: str | None
    frustration: float  # of the newest message that has been read; 0 if none has
    overdue: bool  # we owe the customer something, and it is late
    wants: str | None = None  # what they came for, as last read or confirmed
    skill: str | None = None  # what it asks of an agent, by name
    offered_to: str | None = None  # who is being asked to take it now, by name


async def position(db: Database, *, settings: Settings, conversation_id: str) -> int | None:
    """Place in the queue from 1; None if it is not in the queue."""
    async with db.read() as connection:
        places = await line.places(connection, settings=settings)
    waiting = [place.conversation_id for place in places]
    return 1 + waiting.index(conversation_id) if conversation_id in waiting else None


async def queue(db: Database, *, settings: Settings, limit: int | None = None) -> list[Waiting]:
    """The queue in the order in which to take it; at most `limit`."""
    async with db.read() as connection:
        return await _queue(connection, settings, limit=limit)


async def overview(db: Database, *, settings: Settings, limit: int = 200) -> list[Waiting]:
    """Open conversations in which something was said: the queue in its order, then the agents', then the assistant's.

    At most `limit`, the queue first.
    """
    async with db.read() as connection:
        waiting = await _queue(connection, settings, limit=limit)
        others = (
            conversations.c.site_id == settings.site_id,
            conversations.c.owner.in_(("agent", "assistant")),
            conversations.c.last_seq > 0,
        )
        return waiting + await _rows(connection, settings, *others, limit=limit - len(waiting))


async def waiting(db: Database, *, settings: Settings, conversation_id: str) -> Waiting | None:
    """The overview's row of one conversation, open or closed."""
    async with db.read() as connection:
        where = (conversations.c.site_id == settings.site_id, conversations.c.id == conversation_id)
        found = await _rows(connection, settings, *where)
    return found[0] if found else None


async def _queue(connection: AsyncConnection, settings: Settings, *, limit: int | None) -> list[Waiting]:
    places = (await line.places(connection, settings=settings))[:limit]
    order = {place.conversation_id: number for number, place in enumerate(places)}
    found = await _rows(connection, settings, conversations.c.id.in_(list(order)), conversations.c.owner == "queue")
    return sorted(found, key=lambda item: order[item.conversation.id])


async def _rows(
    connection: AsyncConnection, settings: Settings, *where: Any, limit: int | None = None
) -> list[Waiting]:
    """Three queries, however many conversations."""
    others = handoffs.alias()
    newest = select(func.max(others.c.enqueued_at)).where(others.c.conversation_id == conversations.c.id)
    theirs = and_(
        handoffs.c.conversation_id == conversations.c.id,
        handoffs.c.enqueued_at == newest.correlate(conversations).scalar_subquery(),
    )
    query = (
        select(conversations, agents.c.name.label("agent_name"), handoffs.c.id.label("handoff_id"))
        .select_from(
            conversations.outerjoin(agents, agents.c.id == conversations.c.agent_id).outerjoin(handoffs, theirs)
        )
        .where(*where)
        .order_by(
            conversations.c.owner,
            handoffs.c.urgency_rank,
            handoffs.c.in_line_since,
            conversations.c.updated_at.desc(),
        )
    )
    if limit is not None:
        query = query.limit(limit)
    found = list((await connection.execute(query)).mappings())
    passed = await _handoffs(connection, [item["handoff_id"] for item in found if item["handoff_id"]])
    ids = [item["id"] for item in found]
    texts, read = await _last(connection, ids)
    offered = await _offered(connection, ids)
    return [
        Waiting(
            conversation=(conversation := row(ConversationRow, item)),
            handoff=passed.get(item["handoff_id"]),
            agent_name=item["agent_name"],
            last_text=texts.get(conversation.id),
            frustration=float(read.get(conversation.id, {}).get("frustration", 0.0)),
            overdue=_overdue(conversation, passed.get(item["handoff_id"]), now()),
            wants=_wants(read.get(conversation.id, {})) or conversation.intended,
            skill=_skill(settings, passed.get(item["handoff_id"])),
            offered_to=offered.get(conversation.id),
        )
        for item in found
    ]


def _overdue(conversation: ConversationRow, handoff: HandoffRow | None, at: datetime) -> bool:
    """We owe a word, and: it is late, an agent has been reminded already, or the wait that was told is over."""
    if conversation.waiting_on != "us" or conversation.next_step_due is None:
        return False
    told = handoff.told_wait_s if handoff and conversation.owner == "queue" else None
    waited_longer = handoff is not None and told is not None and handoff.enqueued_at + timedelta(seconds=told) < at
    return waited_longer or conversation.next_step_due < at or conversation.next_step_kind == "agent_slow"


def _wants(reading: Mapping[str, Any]) -> str | None:
    return ERRANDS.get(reading.get("intent", "")) if reading.get("confidence", 0.0) >= SURE else None


def _skill(settings: Settings, handoff: HandoffRow | None) -> str | None:
    skill = settings.routing.skill(handoff.skill) if handoff else None
    return skill.name if skill else None


async def _offered(connection: AsyncConnection, ids: list[str]) -> dict[str, str]:
    """By conversation, the name of who is asked."""
    query = select(offers.c.conversation_id, agents.c.name).join(agents, agents.c.id == offers.c.agent_id)
    return dict(
        iter(await connection.execute(query.where(offers.c.conversation_id.in_(ids), offers.c.answer.is_(None))))
    )


async def _handoffs(connection: AsyncConnection, ids: list[str]) -> dict[str, HandoffRow]:
    found = await connection.execute(select(handoffs).where(handoffs.c.id.in_(ids)))
    return {item["id"]: row(HandoffRow, item) for item in found.mappings()}


async def _last(connection: AsyncConnection, ids: list[str]) -> tuple[dict[str, str], dict[str, dict[str, Any]]]:
    """By conversation: the customer's newest words, and what the newest message that was read shows."""

    async def newest(column: Any, *where: Any) -> dict[str, Any]:
        last = (
            select(messages.c.conversation_id, func.max(messages.c.seq).label("seq"))
            .where(messages.c.conversation_id.in_(ids), *where)
            .group_by(messages.c.conversation_id)
            .subquery()
        )
        query = select(messages.c.conversation_id, column).join(
            last, (messages.c.conversation_id == last.c.conversation_id) & (messages.c.seq == last.c.seq)
        )
        return {found[0]: found[1] for found in await connection.execute(query)}

    said = await newest(messages.c.text, messages.c.author == "customer", messages.c.text.is_not(None))
    read = await newest(messages.c.reading, messages.c.author == "customer", messages.c.reading.is_not(None))
    return {conversation_id: str(text)[:LAST_TEXT_LENGTH] for conversation_id, text in said.items()}, read
