"""Handoff: the queue, and everything that passes a conversation between assistant, queue and agents."""

from __future__ import annotations

from dataclasses import dataclass

from bot.deescalation.types import Handoff
from bot.desk.bus import Bus
from bot.desk.settings import Settings
from bot.desk.store.engine import Database
from bot.desk.store.rows import AgentRow, ConversationRow, HandoffRow, MessageRow


class Taken(Exception):
    """Another agent was quicker, or it is closed. The text says which, for people."""


class NotYours(Exception):
    """Only the agent who has the conversation can do this."""


@dataclass(frozen=True)
class Waiting:
    """One row of the agents' overview: a conversation with its newest handoff and what was last said."""

    conversation: ConversationRow
    handoff: HandoffRow | None
    agent_name: str | None
    last_text: str | None
    frustration: float  # of the newest message that has been read
    overdue: bool


async def enqueue(
    db: Database, bus: Bus, *, settings: Settings, conversation_id: str, handoff: Handoff
) -> ConversationRow:
    """Into the queue, with an honest word to the customer. In the queue already: the higher urgency counts."""
    raise NotImplementedError


async def take(db: Database, bus: Bus, *, settings: Settings, conversation_id: str, agent: AgentRow) -> ConversationRow:
    """The agent has it now: from the queue, or over from the assistant. Raises Taken."""
    raise NotImplementedError


async def hand_back(
    db: Database, bus: Bus, *, settings: Settings, conversation_id: str, agent: AgentRow, note: str | None = None
) -> ConversationRow:
    """To the assistant; then call `TurnTaker.heard`. Raises NotYours."""
    raise NotImplementedError


async def requeue(
    db: Database, bus: Bus, *, settings: Settings, conversation_id: str, agent: AgentRow, note: str | None = None
) -> ConversationRow:
    """To the front of the queue of its urgency. Raises NotYours."""
    raise NotImplementedError


async def close(
    db: Database, bus: Bus, *, settings: Settings, conversation_id: str, agent: AgentRow, disposition: str
) -> ConversationRow:
    """Done; the customer is asked how it went. Raises NotYours."""
    raise NotImplementedError


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
    raise NotImplementedError


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
    raise NotImplementedError


async def position(db: Database, *, conversation_id: str) -> int | None:
    """Place in the queue from 1; None if it is not in the queue."""
    raise NotImplementedError


async def queue(db: Database, *, settings: Settings) -> list[Waiting]:
    """The queue in the order in which to take it: urgent first, then who has waited longest."""
    raise NotImplementedError


async def overview(db: Database, *, settings: Settings, limit: int = 200) -> list[Waiting]:
    """Every open conversation: the queue in its order, then the agents', then the assistant's, newest first."""
    raise NotImplementedError


async def waiting(db: Database, *, settings: Settings, conversation_id: str) -> Waiting | None:
    """The overview's row of one conversation, open or closed."""
    raise NotImplementedError
