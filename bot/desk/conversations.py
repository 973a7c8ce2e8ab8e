"""Conversations: begin, receive, read, and what a customer can change about their own."""

from __future__ import annotations

import re
from dataclasses import dataclass
from uuid import uuid4
from zoneinfo import ZoneInfo

from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError

from bot.desk import outlook, presence, queueing, steps, urgency
from bot.desk.bus import Bus
from bot.desk.ledger import Held, NotFound, hold, new_reference
from bot.desk.settings import Settings
from bot.desk.store.engine import Database
from bot.desk.store.rows import ConversationRow, MessageRow, row
from bot.desk.store.tables import conversations, messages
from bot.privacy.intake import Refused, accept
from bot.privacy.mask import mask
from bot.times import now
from bot.wire import Customer

__all__ = ["NotFound", "Received", "Refused"]

CLIENT_ID_LIMIT = 64
COMMENT_LIMIT = 2000
CONTACT_LIMIT = 254
PHONE = re.compile(r"\+?[\d\s()./-]{6,30}")
EMAIL = re.compile(r"[^\s@<>()\[\],;:\"]+@[^\s@<>()\[\],;:\"]+\.[^\s@<>()\[\],;:\"]{2,}")


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
    """A new conversation, owned by the assistant, with nothing said yet. An unknown time zone is taken as UTC."""
    at, customer = now(), customer or Customer()
    values = {
        "id": str(uuid4()),
        "site_id": site_id,
        "created_at": at,
        "updated_at": at,
        "owner": "assistant",
        "revision": 0,
        "last_seq": 0,
        "answered_seq": 0,
        "waiting_on": "customer",
        "locale": locale[:12] or "en",
        "timezone": _zone(timezone),
        "page": page[:2000] if page else None,
        **who(customer),
    }
    while True:
        reference = new_reference()
        try:
            async with db.write() as connection:
                await connection.execute(insert(conversations).values(reference=reference, **values))
        except IntegrityError:
            async with db.read() as connection:
                used = conversations.c.reference == reference
                if not (await connection.execute(select(conversations.c.id).where(used))).first():
                    raise
            continue  # one in 24 million
        break
    started = await get(db, conversation_id=str(values["id"]))
    if started is None:
        raise NotFound(str(values["id"]))
    return started


async def get(db: Database, *, conversation_id: str) -> ConversationRow | None:
    """The conversation, if there is one."""
    async with db.read() as connection:
        query = select(conversations).where(conversations.c.id == conversation_id)
        found = (await connection.execute(query)).mappings().first()
    return row(ConversationRow, found) if found else None


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
    words = mask(accept(text)).text
    urgent = None if payload else urgency.recognise(words)
    if not isinstance(client_id, str) or not 0 < len(client_id) <= CLIENT_ID_LIMIT:
        raise Refused("bad_id", "That message couldn't be sent. Please load the page again and retry.")
    async with hold(db, conversation_id) as held:
        earlier = await held.by_client_id(client_id)
        if earlier:
            if earlier.author != "customer":
                raise Refused("bad_id", "That message couldn't be sent. Please load the page again and retry.")
            return Received(earlier, repeated=True)
        message = await held.add(author="customer", text=words, client_id=client_id, payload=payload)
        await _now_we_owe(held, settings)
        if urgent:
            handoff = urgency.handoff(urgent, held.row.temper)
            await queueing.put(held, settings, handoff, opening=urgency.opening(handoff.reason, settings))
    await bus.publish(held.news())
    return Received(message, repeated=False)


async def _now_we_owe(held: Held, settings: Settings) -> None:
    """The customer has written: whoever has the conversation owes the next word."""
    if held.row.owner == "closed":
        held.pass_to("assistant")
        held.change(disposition=None)
    if held.row.waiting_on == "us":
        return  # already owed, and dated; the date does not move because they ask again
    if held.row.owner == "agent":
        name = await presence.name_of(held.connection, agent_id=held.row.agent_id)
        steps.agent_owes(held, settings, name=name, since=held.at)
    else:
        steps.assistant_owes(held, settings, since=held.at)


async def button(db: Database, *, conversation_id: str, seq: int, index: int) -> dict[str, str] | None:
    """The button {title, payload} of a message of the assistant's; None if there is no such button."""
    async with db.read() as connection:
        query = select(messages.c.buttons).where(
            messages.c.conversation_id == conversation_id, messages.c.seq == seq, messages.c.author == "assistant"
        )
        buttons = await connection.scalar(query)
    return buttons[index] if buttons and 0 <= index < len(buttons) else None


async def messages_after(
    db: Database, *, conversation_id: str, seq: int = 0, for_agents: bool = False, limit: int = 1000
) -> list[MessageRow]:
    """Messages numbered above `seq`, in order. Customers do not see notes."""
    query = select(messages).where(messages.c.conversation_id == conversation_id, messages.c.seq > seq)
    if not for_agents:
        query = query.where(messages.c.kind != "note")
    async with db.read() as connection:
        found = (await connection.execute(query.order_by(messages.c.seq).limit(limit))).mappings()
        return [row(MessageRow, message) for message in found]


async def identify(
    db: Database, bus: Bus, *, settings: Settings, conversation_id: str, customer: Customer | None
) -> ConversationRow:
    """The customer signed in (or, with None, out)."""
    async with hold(db, conversation_id) as held:
        held.change(**who(customer or Customer()))
        held.brief = True
    await bus.publish(held.news())
    return held.row


async def leave_contact(
    db: Database, bus: Bus, *, settings: Settings, conversation_id: str, contact: str
) -> ConversationRow:
    """The customer left an e-mail address or phone number; they are told what happens with it.

    Raises Refused("contact", …) if it is neither.
    """
    contact = contact.strip() if isinstance(contact, str) else ""
    digits = sum(character.isdigit() for character in contact)
    phone = PHONE.fullmatch(contact) and 6 <= digits <= 15
    if len(contact) > CONTACT_LIMIT or not (phone or EMAIL.fullmatch(contact)):
        raise Refused(
            "contact", "That doesn't look like an e-mail address or a phone number. Could you check it and try again?"
        )
    async with hold(db, conversation_id) as held:
        dated = held.row.next_step_due if held.row.next_step_kind == "callback" else None
        held.change(contact=contact)
        held.brief = True
        if held.row.owner == "queue":
            words = outlook.callback(settings=settings, to=held.row, at=held.at, key="contact_left", due=dated)
            await queueing.announce(held, settings, words)
        else:
            await held.tell(settings.texts.say("contact_kept", reference=held.row.reference))
    await bus.publish(held.news())
    return held.row


async def rate(
    db: Database, bus: Bus, *, settings: Settings, conversation_id: str, score: int, comment: str | None = None
) -> ConversationRow:
    """How it went, 1 to 5; the comment is accepted and masked like a message. Raises Refused."""
    if not isinstance(score, int) or isinstance(score, bool) or not 1 <= score <= 5:
        raise Refused("rating", "Please choose from 1 to 5.")
    words = mask(accept(comment)).text[:COMMENT_LIMIT] if comment and comment.strip() else None
    async with hold(db, conversation_id) as held:
        if held.row.rating is None:
            await held.tell(settings.texts.say("rated"), kind="event")
        held.change(rating=score, rating_comment=words or held.row.rating_comment)
    await bus.publish(held.news())
    return held.row


def who(customer: Customer, *, by: str = "sign_in") -> dict[str, object]:
    """The columns that say who it is. `by`: how it was made sure."""
    return {
        "customer_id": customer.id,
        "customer_name": customer.name,
        "customer_email": customer.email,
        "customer_verified": customer.verified,
        "verified_by": by if customer.verified else None,
    }


def _zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # not found, not a name, a folder of names
        return "UTC"
    return name
