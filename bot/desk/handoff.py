"""Handoff: everything that passes a conversation between assistant, queue and agents."""

from __future__ import annotations

from sqlalchemy import update

from bot.deescalation.types import Handoff, Urgency
from bot.desk import follow_ups, presence, promises, queueing, steps
from bot.desk.bus import Bus
from bot.desk.conversations import CLIENT_ID_LIMIT
from bot.desk.ledger import Held, NotFound, hold
from bot.desk.settings import Settings
from bot.desk.store.engine import Database
from bot.desk.store.rows import AgentRow, ConversationRow, MessageRow
from bot.desk.store.tables import handoffs
from bot.desk.urgency import opening
from bot.desk.waiting import Waiting, overview, position, queue, waiting
from bot.privacy.intake import Refused, accept
from bot.privacy.mask import mask

__all__ = [
    "NotFound", "NotYours", "Refused", "Taken", "Waiting", "close", "enqueue", "hand_back", "note", "overview",
    "position", "queue", "requeue", "say", "take", "waiting",
]  # fmt: skip

DISPOSITION_LIMIT = 40


class Taken(Exception):
    """Another agent was quicker, or it is closed. The text says which, for people."""


class NotYours(Exception):
    """Only the agent who has the conversation can do this. The text is for people."""


async def enqueue(
    db: Database, bus: Bus, *, settings: Settings, conversation_id: str, handoff: Handoff
) -> ConversationRow:
    """Into the queue, with an honest word to the customer. In the queue already: the higher urgency counts."""
    async with hold(db, conversation_id) as held:
        await queueing.put(held, settings, handoff, opening=opening(handoff.reason, settings))
    await bus.publish(held.news())
    return held.row


async def take(db: Database, bus: Bus, *, settings: Settings, conversation_id: str, agent: AgentRow) -> ConversationRow:
    """The agent has it now: from the queue, or over from the assistant. Raises Taken."""
    async with hold(db, conversation_id) as held:
        owner = held.row.owner
        if owner == "agent" and held.row.agent_id == agent.id:
            return held.row
        if owner == "agent":
            other = await presence.name_of(held.connection, agent_id=held.row.agent_id)
            raise Taken(f"{other} has taken this conversation.")
        if owner == "closed":
            raise Taken("This conversation is closed. It opens again when the customer writes.")
        if owner == "assistant":
            await queueing.add_handoff(
                held, reason=queueing.TAKEN_OVER, urgency=Urgency.NORMAL, evidence=[], in_line_since=held.at
            )
        held.pass_to("agent", agent_id=agent.id)
        await held.connection.execute(
            update(handoffs)
            .where(handoffs.c.conversation_id == conversation_id, handoffs.c.ended_at.is_(None))
            .values(taken_at=held.at, agent_id=agent.id)
        )
        await held.tell(settings.texts.say("agent_here", name=agent.name), kind="event")
        steps.agent_owes(held, settings, name=agent.name, since=held.at)
    await bus.publish(held.news())
    return held.row


async def say(
    db: Database,
    bus: Bus,
    *,
    settings: Settings,
    conversation_id: str,
    agent: AgentRow,
    client_id: str,
    text: str,
) -> MessageRow:
    """The agent's words to the customer, once per `client_id`. Raises NotYours, Refused."""
    words = _words(text, client_id)
    async with hold(db, conversation_id) as held:
        earlier = await held.by_client_id(client_id)
        if earlier:
            return _own(earlier, agent)
        _mine(held, agent)
        message = await held.add(author="agent", text=words, client_id=client_id, agent=agent)
        held.change(answered_seq=message.seq)
        await follow_ups.plan(held, settings)
        await promises.keep(held, owner="queue")
    await bus.publish(held.news())
    return message


async def note(
    db: Database,
    bus: Bus,
    *,
    settings: Settings,
    conversation_id: str,
    agent: AgentRow,
    client_id: str,
    text: str,
) -> MessageRow:
    """A note that only agents see; any agent may write one. Raises Refused."""
    words = _words(text, client_id)
    async with hold(db, conversation_id) as held:
        earlier = await held.by_client_id(client_id)
        if earlier:
            return _own(earlier, agent)
        message = await held.add(author="agent", kind="note", text=words, client_id=client_id, agent=agent)
    await bus.publish(held.news())
    return message


async def hand_back(
    db: Database, bus: Bus, *, settings: Settings, conversation_id: str, agent: AgentRow, note: str | None = None
) -> ConversationRow:
    """To the assistant, which sees what was said; then call `TurnTaker.heard`. Raises NotYours, Refused."""
    words = _optional(note)
    async with hold(db, conversation_id) as held:
        _mine(held, agent)
        await _leave_note(held, agent, words)
        await queueing.end(held, outcome="handed_back", note=words)
        held.pass_to("assistant")
        unanswered = await held.unanswered()
        key = "handed_back_answering" if unanswered else "handed_back"
        await held.tell(settings.texts.say(key, name=agent.name), kind="event")
        if unanswered:
            steps.assistant_owes(held, settings, since=held.at)
        else:
            await follow_ups.plan(held, settings)
    await bus.publish(held.news())
    return held.row


async def requeue(
    db: Database, bus: Bus, *, settings: Settings, conversation_id: str, agent: AgentRow, note: str | None = None
) -> ConversationRow:
    """To the front of the queue, for a colleague. Raises NotYours, Refused."""
    words = _optional(note)
    async with hold(db, conversation_id) as held:
        _mine(held, agent)
        await _leave_note(held, agent, words)
        await queueing.again(held, settings, opening=settings.texts.say("agent_passed_on", name=agent.name))
    await bus.publish(held.news())
    return held.row


async def close(
    db: Database, bus: Bus, *, settings: Settings, conversation_id: str, agent: AgentRow, disposition: str
) -> ConversationRow:
    """Done; the customer is asked how it went. Raises NotYours, Refused."""
    words = accept(disposition)[:DISPOSITION_LIMIT]
    async with hold(db, conversation_id) as held:
        _mine(held, agent)
        await queueing.end(held, outcome="closed")
        await promises.keep(held, owner="queue")
        held.pass_to("closed")
        held.change(disposition=words)
        closing = settings.texts.say("closed", name=agent.name, reference=held.row.reference)
        message = await held.tell(closing, kind="event")
        held.change(answered_seq=message.seq)
        steps.customer_owes(held)
    await bus.publish(held.news())
    return held.row


def _mine(held: Held, agent: AgentRow) -> None:
    if held.row.owner != "agent" or held.row.agent_id != agent.id:
        raise NotYours("You don't have this conversation now. Take it first.")


def _own(message: MessageRow, agent: AgentRow) -> MessageRow:
    """A repeat of the same agent's message; anything else under that id is refused."""
    if message.agent_id != agent.id:
        raise Refused("bad_id", "That message couldn't be sent. Please load the page again and retry.")
    return message


def _words(text: str, client_id: str) -> str:
    if not isinstance(client_id, str) or not 0 < len(client_id) <= CLIENT_ID_LIMIT:
        raise Refused("bad_id", "That message couldn't be sent. Please load the page again and retry.")
    return mask(accept(text)).text


def _optional(text: str | None) -> str | None:
    return mask(accept(text)).text if text and text.strip() else None


async def _leave_note(held: Held, agent: AgentRow, words: str | None) -> None:
    if words:
        await held.add(author="agent", kind="note", text=words, agent=agent)
