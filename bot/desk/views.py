"""Rows as the JSON of web/protocol.ts. What a customer's page gets holds no notes, readings or commands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timezone
from typing import Any

from bot.desk import reasons
from bot.desk.access.logins import Login
from bot.desk.routing.config import LANGUAGE
from bot.desk.routing.team import Colleague
from bot.desk.settings import Settings
from bot.desk.store.rows import AgentRow, ConversationRow, MessageRow, OfferRow
from bot.desk.waiting import Waiting

Json = dict[str, Any]


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
        "whisper": True if row.for_agent_id else None,
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
        "wants": item.wants,
        "skill": item.skill,
        "language": handoff.language if handoff and handoff.language != LANGUAGE else None,
        "offered_to": item.offered_to,
        "temper": temper.get("state", "calm"),
        "trend": temper.get("trend", "steady"),
        "frustration": round(item.frustration, 3),
        "waiting_since": iso(row.waiting_since) if row.waiting_since and row.waiting_on == "us" else None,
        "enqueued_at": iso(handoff.enqueued_at) if handoff else None,
        "next_step_due": iso(row.next_step_due) if row.next_step_due else None,
        "overdue": item.overdue,
        "contact": row.contact,
        "callback_due": iso(row.next_step_due) if row.next_step_kind == "callback" and row.next_step_due else None,
        "online": online,
        "last_text": item.last_text,
    }
    return _present(view)


def agent_conversation(item: Waiting, *, online: bool, watched_by: Sequence[str] = ()) -> Json:
    """`AgentConversation`. `watched_by`: supervisors who read along, by name."""
    row = item.conversation
    more: Json = {
        "created_at": iso(row.created_at),
        "waiting_on": row.waiting_on,
        "next_step": row.next_step,
        "disposition": row.disposition,
        "tags": row.tags or None,
        "rating": row.rating,
        "last_seq": row.last_seq,
        "seen_seq": row.customer_seen_seq,
        "watched_by": list(watched_by) or None,
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
        "missed_offers": row.missed_offers,
    }


def colleague(one: Colleague, *, settings: Settings) -> Json:
    """`Colleague`, for the rest of the team."""
    skills = [skill.name for skill in settings.routing.skills if skill.id in one.agent.skills]
    view: Json = {
        "id": one.agent.id,
        "name": one.agent.name,
        "state": one.state,
        "open": one.open,
        "limit": one.limit,
        "skills": skills,
        "languages": [language for language in one.agent.languages if language != LANGUAGE],
    }
    return view


def offer(row: OfferRow, *, asked_by: str | None, item: Json) -> Json:
    """`Offer`, for the agent who is asked."""
    view: Json = {
        "id": row.id,
        "offered_at": iso(row.offered_at),
        "expires_at": iso(row.expires_at),
        "asked_by": asked_by,
        "item": item,
    }
    return _present(view)


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
