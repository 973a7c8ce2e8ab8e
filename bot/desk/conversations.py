"""Conversations: begin, receive, read, and what a customer can change about their own."""

from __future__ import annotations

from dataclasses import dataclass

from bot.desk.bus import Bus
from bot.desk.settings import Settings
from bot.desk.store.engine import Database
from bot.desk.store.rows import ConversationRow, MessageRow
from bot.wire import Customer


class NotFound(LookupError):
    """There is no such conversation."""


@dataclass(frozen=True)
class Received:
    """A stored message. `repeated`: it had been stored before; nothing was changed now."""

    message: MessageRow
    repeated: bool


async def start(
    db: Database,
    *,
    site_id: str,
    locale: str = "en",
    timezone: str = "UTC",
    page: str | None = None,
    customer: Customer | None = None,
) -> ConversationRow:
    """A new conversation, owned by the assistant, with nothing said yet."""
    raise NotImplementedError


async def get(db: Database, *, conversation_id: str) -> ConversationRow | None:
    """The conversation, if there is one."""
    raise NotImplementedError


async def receive(
    db: Database,
    bus: Bus,
    *,
    settings: Settings,
    conversation_id: str,
    client_id: str,
    text: str,
    payload: str | None = None,
) -> Received:
    """Accept, mask, store and publish a customer's message, once per `client_id`. Then call `TurnTaker.heard`.

    Raises `bot.privacy.intake.Refused` (nothing is stored) and NotFound.
    """
    raise NotImplementedError


async def button(db: Database, *, conversation_id: str, seq: int, index: int) -> dict[str, str] | None:
    """The button {title, payload} of a message of the assistant's; None if there is no such button."""
    raise NotImplementedError


async def messages_after(
    db: Database, *, conversation_id: str, seq: int = 0, for_agents: bool = False, limit: int = 1000
) -> list[MessageRow]:
    """Messages numbered above `seq`, in order. Customers do not see notes."""
    raise NotImplementedError


async def identify(
    db: Database, bus: Bus, *, settings: Settings, conversation_id: str, customer: Customer | None
) -> ConversationRow:
    """The customer signed in (or, with None, out)."""
    raise NotImplementedError


async def leave_contact(
    db: Database, bus: Bus, *, settings: Settings, conversation_id: str, contact: str
) -> ConversationRow:
    """The customer left an e-mail address or phone number; they are told what happens with it.

    Raises Refused("contact", …) if it is neither.
    """
    raise NotImplementedError


async def rate(
    db: Database, bus: Bus, *, settings: Settings, conversation_id: str, score: int, comment: str | None = None
) -> ConversationRow:
    """How it went, 1 to 5. Raises Refused("rating", …) if out of range."""
    raise NotImplementedError
