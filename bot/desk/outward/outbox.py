"""Writes events down in the transaction of the change they tell of, so that neither is ever there without the other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.desk import presence, reasons, views
from bot.desk.store.rows import ConversationRow, MessageRow, PromiseRow
from bot.desk.store.tables import handoffs, webhook_deliveries, webhook_events

Json = dict[str, Any]

WITH_BRIEF = ("conversation.handed_off", "conversation.returned_to_queue")  # added at the first delivery


@dataclass(frozen=True)
class Event:
    """Something that happened. `type` is one of `config.EVENTS`."""

    type: str
    data: Json


async def write(
    connection: AsyncConnection,
    listeners: Mapping[str, tuple[str, ...]],
    *,
    before: ConversationRow,
    after: ConversationRow,
    said: Sequence[MessageRow],
    more: Sequence[Event],
    at: datetime,
) -> None:
    """Whatever happened between `before` and `after` that somebody listens to, with a delivery for each who does."""
    happened = [event for event in (*_changes(before, after, said), *more) if event.type in listeners]
    if not happened:
        return
    about = {"conversation": await _conversation(connection, after)}
    handoff = await _handoff(connection, after) if any(e.type.startswith("conversation.") for e in happened) else {}
    for event in happened:
        passed = handoff if event.type.startswith("conversation.") else {}
        event_id = f"evt_{uuid4().hex}"
        row = {
            "id": event_id,
            "site_id": after.site_id,
            "type": event.type,
            "at": at,
            "conversation_id": after.id,
            "data": {**about, **passed, **event.data},
            "sealed": event.type not in WITH_BRIEF,
        }
        await connection.execute(insert(webhook_events).values(**row))
        for url in listeners[event.type]:
            delivery = {"site_id": after.site_id, "event_id": event_id, "endpoint": url, "tries": 0, "next_try_at": at}
            await connection.execute(insert(webhook_deliveries).values(**delivery))


def promise(promise: PromiseRow) -> Json:
    """A promise, for an event."""
    return {
        "promise": {
            "id": promise.id,
            "text": promise.text,
            "made_by": promise.made_by,
            "made_at": views.iso(promise.made_at),
            "due_at": views.iso(promise.due_at),
        }
    }


def _changes(before: ConversationRow, after: ConversationRow, said: Sequence[MessageRow]) -> Iterator[Event]:
    if after.last_seq > 0 and (before.last_seq == 0 or (before.owner == "closed" and after.owner != "closed")):
        yield Event("conversation.opened", {"again": before.last_seq > 0})
    for message in said:
        yield Event("message.created", {"message": views.message(message, for_agents=True)})
    if (before.owner, before.agent_id) != (after.owner, after.agent_id):
        kind = {
            "queue": "conversation.returned_to_queue" if before.owner == "agent" else "conversation.handed_off",
            "agent": "conversation.claimed",
            "assistant": "conversation.handed_back" if before.owner == "agent" else None,
            "closed": "conversation.closed",
        }[after.owner]
        if kind:
            yield Event(kind, {"from": before.owner, **(_ending(after) if kind == "conversation.closed" else {})})
    if after.next_step_kind == "agent_slow" and before.next_step_kind != "agent_slow":
        yield Event("conversation.reply_overdue", {})
    if (before.rating, before.rating_comment) != (after.rating, after.rating_comment):
        yield Event("rating.given", {"rating": {"score": after.rating, "comment": after.rating_comment}})


def _ending(row: ConversationRow) -> Json:
    """How it ended, where somebody said so, and what it was about."""
    return ({"disposition": row.disposition} if row.disposition else {}) | ({"tags": row.tags} if row.tags else {})


async def _conversation(connection: AsyncConnection, row: ConversationRow) -> Json:
    name = await presence.name_of(connection, agent_id=row.agent_id) if row.agent_id else None
    return {
        "id": row.id,
        "reference": row.reference,
        "owner": row.owner,
        "agent_name": name,
        "customer": {"name": row.customer_name, "verified": row.customer_verified},
        "temper": (row.temper or {}).get("state", "calm"),
        "waiting_on": row.waiting_on,
        "next_step": row.next_step,
        "next_step_due": views.iso(row.next_step_due) if row.next_step_due else None,
        "locale": row.locale,
        "timezone": row.timezone,
    }


async def _handoff(connection: AsyncConnection, row: ConversationRow) -> Json:
    """Why a person has it, or is to have it; nothing while the assistant does."""
    query = select(handoffs).where(handoffs.c.conversation_id == row.id, handoffs.c.ended_at.is_(None))
    found = (await connection.execute(query)).mappings().first()
    if found is None:
        return {}
    told = {name: found[name] for name in ("reason", "urgency", "skill", "language")}
    return {"handoff": {**told, "reason_text": reasons.in_words(found["reason"])}}
