"""Rows as the JSON of web/protocol.ts. What a customer's page gets holds no notes, readings or commands."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timezone
from typing import Any

from bot.desk import reasons
from bot.desk.access.logins import Login
from bot.desk.store.rows import AgentRow, ConversationRow, MessageRow
from bot.desk.waiting import Waiting

Json = dict[str, Any]


# Reasons for a handoff (bot.deescalation.types.Reason) as an agent reads them.
def iso(at: datetime) -> str:
    """UTC, to the millisecond, as JavaScript writes it."""
    return at.astimezone(timezone.utc).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def message(row: MessageRow, *, for_agents: bool = False) -> Json:
    """`Message`. A customer's has the id the customer's page gave it."""
    view: Json = {
        "id": row.client_id if row.author == "customer" else row.id,
        "seq": row.seq,
        "at": iso(row.at),
        "author": row.author,
        "kind": row.kind,
        "name": row.agent_name,
        "text": row.text,
        "buttons": [{"title": button["title"]} for button in row.buttons] if row.buttons else None,
        "card": row.card,
        "reading": _reading(row.reading) if for_agents and row.reading else None,
    }
    return _present(view)


def state(
    row: ConversationRow,
    *,
    agent_name: str | None,
    position: int | None,
    agents_on_duty: int,
    assistant: str,
    transcript_url: str,
    mail_to: str | None,
) -> Json:
    """`ConversationState`, for the customer."""
    view: Json = {
        "reference": row.reference,
        "owner": row.owner,
        "agent_name": agent_name,
        "customer_name": row.customer_name if row.customer_verified else None,
        "waiting_on": row.waiting_on,
        "next_step": row.next_step,
        "next_step_due": iso(row.next_step_due) if row.next_step_due else None,
        "queue": {"position": position, "agents_on_duty": agents_on_duty} if position else None,
        "contact": row.contact,
        "rating": row.rating,
        "assistant": assistant,
        "last_seq": row.last_seq,
        "seen_seq": row.agent_seen_seq,
        "transcript_url": transcript_url,
        "mail_to": mail_to,
    }
    return _present(view)


def queue_item(item: Waiting, *, online: bool) -> Json:
    """`QueueItem`, for agents."""
    row, handoff, temper = item.conversation, item.handoff, item.conversation.temper or {}
    view: Json = {
        "conversation_id": row.id,
        "reference": row.reference,
        "owner": row.owner,
        "agent_name": item.agent_name,
        "customer": customer(row),
        "reason": handoff.reason if handoff else None,
        "reason_text": reasons.in_words(handoff.reason) if handoff else None,
        "urgency": handoff.urgency if handoff else "normal",
        "temper": temper.get("state", "calm"),
        "trend": temper.get("trend", "steady"),
        "frustration": round(item.frustration, 3),
        "waiting_since": iso(row.waiting_since) if row.waiting_since and row.waiting_on == "us" else None,
        "enqueued_at": iso(handoff.enqueued_at) if handoff else None,
        "next_step_due": iso(row.next_step_due) if row.next_step_due else None,
        "overdue": item.overdue,
        "contact": row.contact,
        "online": online,
        "last_text": item.last_text,
    }
    return _present(view)


def agent_conversation(item: Waiting, *, online: bool) -> Json:
    """`AgentConversation`."""
    row = item.conversation
    more: Json = {
        "created_at": iso(row.created_at),
        "waiting_on": row.waiting_on,
        "next_step": row.next_step,
        "disposition": row.disposition,
        "rating": row.rating,
        "last_seq": row.last_seq,
        "seen_seq": row.customer_seen_seq,
    }
    return {**queue_item(item, online=online), **_present(more)}


def customer(row: ConversationRow) -> Json:
    """Who it is, as far as we know."""
    view: Json = {
        "name": row.customer_name,
        "email": row.customer_email,
        "verified": row.customer_verified,
        "verified_by": row.verified_by,
    }
    return _present(view)


def me(login: Login) -> Json:
    """`Me`, for the agents' page."""
    return {"id": login.agent_id, "name": login.name, "email": login.email, "role": login.role, "csrf": login.csrf}


def agent(row: AgentRow) -> Json:
    """`Overview.me`."""
    return {
        "id": row.id,
        "name": row.name,
        "email": row.email,
        "role": row.role,
        "availability": row.availability,
    }


def rasa_reply(row: MessageRow) -> Json:
    """`bot_uttered` for a page made for Rasa: a card becomes lines of text, a button is pressed by saying its title."""
    card = row.card or {}
    lines = [row.text, card.get("title"), card.get("subtitle")]
    lines += [f"{line.get('label')}: {line.get('value')}" for line in card.get("rows") or ()]
    view: Json = {"text": "\n".join(str(line) for line in lines if line)}
    if row.buttons:
        view["quick_replies"] = [
            {"content_type": "text", "title": button["title"], "payload": button["title"]} for button in row.buttons
        ]
    return view


def _reading(reading: Mapping[str, Any]) -> Json:
    names = ("intent", "confidence", "frustration", "level", "cues", "flags")
    return {name: reading[name] for name in names if name in reading}


def _present(view: Json) -> Json:
    return {name: value for name, value in view.items() if value is not None}
