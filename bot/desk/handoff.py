"""Handoff: everything that passes a conversation between assistant, queue and agents."""

from __future__ import annotations

from collections.abc import Sequence

from bot.deescalation.types import Handoff
from bot.desk import follow_ups, promises, queueing, steps
from bot.desk.bus import Bus
from bot.desk.conversations import CLIENT_ID_LIMIT
from bot.desk.ledger import Held, NotFound, hold
from bot.desk.mail import copies
from bot.desk.office import presses
from bot.desk.settings import Settings
from bot.desk.store.engine import Database
from bot.desk.store.rows import AgentRow, ConversationRow, MessageRow
from bot.desk.taking import Taken, take
from bot.desk.urgency import opening
from bot.desk.waiting import Waiting, overview, position, queue, waiting
from bot.desk.writing import pledges
from bot.desk.writing.pledges import Pledge
from bot.privacy.intake import Refused, accept
from bot.privacy.mask import mask

__all__ = [
    "NotFound", "NotYours", "Refused", "Taken", "Waiting", "close", "enqueue", "hand_back", "note", "overview",
    "position", "queue", "requeue", "say", "take", "waiting",
]  # fmt: skip

DISPOSITION_LIMIT = 40


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


async def say(
    db: Database,
    bus: Bus,
    *,
    settings: Settings,
    conversation_id: str,
    agent: AgentRow,
    client_id: str,
    text: str,
    press: str | None = None,
    promised: Sequence[Pledge] = (),
) -> MessageRow:
    """The agent's words to the customer, once per `client_id`, with what they promise. `press`: what they tell of that
    was done in the back office, with the promise that came of it. Raises NotYours, Refused."""
    words = words_of(text, client_id)
    async with hold(db, conversation_id) as held:
        earlier = await held.by_client_id(client_id)
        if earlier:
            return own(earlier, agent)
        mine(held, agent)
        message = await held.add(author="agent", text=words, client_id=client_id, agent=agent)
        held.change(answered_seq=message.seq)
        told = await presses.mentioned(held, agent, press, seq=message.seq) if press else None
        await promises.keep(held, owner="queue")
        await pledges.record(held, [one for one in promised if one.due_at != told], seq=message.seq)
        await follow_ups.plan(held, settings)
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
    words = words_of(text, client_id)
    async with hold(db, conversation_id) as held:
        earlier = await held.by_client_id(client_id)
        if earlier:
            return own(earlier, agent)
        message = await held.add(author="agent", kind="note", text=words, client_id=client_id, agent=agent)
    await bus.publish(held.news())
    return message


async def hand_back(
    db: Database, bus: Bus, *, settings: Settings, conversation_id: str, agent: AgentRow, note: str | None = None
) -> ConversationRow:
    """To the assistant, which sees what was said; then call `TurnTaker.heard`. Raises NotYours, Refused."""
    words = optional(note)
    async with hold(db, conversation_id) as held:
        mine(held, agent)
        await leave_note(held, agent, words)
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
    words = optional(note)
    async with hold(db, conversation_id) as held:
        mine(held, agent)
        await leave_note(held, agent, words)
        await queueing.again(held, settings, opening=settings.texts.say("agent_passed_on", name=agent.name))
    await bus.publish(held.news())
    return held.row


async def close(
    db: Database,
    bus: Bus,
    *,
    settings: Settings,
    conversation_id: str,
    agent: AgentRow,
    disposition: str,
    tags: Sequence[str] | None = None,
) -> ConversationRow:
    """Done; the customer is asked how it went. `tags`: what it was about; None: as they are.

    Raises NotYours, Refused."""
    words = accept(disposition)[:DISPOSITION_LIMIT]
    async with hold(db, conversation_id) as held:
        mine(held, agent)
        await queueing.end(held, outcome="closed")
        await promises.keep(held, owner="queue")
        held.pass_to("closed")
        held.change(disposition=words)
        if tags is not None:
            held.change(tags=list(tags))
        closing = settings.texts.say("closed", name=agent.name, reference=held.row.reference)
        message = await held.tell(closing, kind="event")
        held.change(answered_seq=message.seq)
        steps.customer_owes(held)
        await copies.at_close(held, settings)
    await bus.publish(held.news())
    return held.row


def mine(held: Held, agent: AgentRow) -> None:
    """Raises NotYours unless the agent has the conversation."""
    if held.row.owner != "agent" or held.row.agent_id != agent.id:
        raise NotYours("You don't have this conversation now. Take it first.")


def own(message: MessageRow, agent: AgentRow) -> MessageRow:
    """A repeat of the same agent's message; anything else under that id is refused."""
    if message.agent_id != agent.id:
        raise Refused("bad_id", "That message couldn't be sent. Please load the page again and retry.")
    return message


def words_of(text: str, client_id: str) -> str:
    """What an agent writes, accepted and masked. Raises Refused."""
    if not isinstance(client_id, str) or not 0 < len(client_id) <= CLIENT_ID_LIMIT:
        raise Refused("bad_id", "That message couldn't be sent. Please load the page again and retry.")
    return mask(accept(text)).text


def optional(text: str | None) -> str | None:
    """A note, accepted and masked; None if there is nothing in it. Raises Refused."""
    return mask(accept(text)).text if text and text.strip() else None


async def leave_note(held: Held, agent: AgentRow, words: str | None) -> None:
    """For colleagues, if there is one."""
    if words:
        await held.add(author="agent", kind="note", text=words, agent=agent)
