"""The one place where a conversation changes: held under a row lock, inside one transaction.

What changes what:
- a message adds one to `last_seq` and leaves `revision` alone, so that a customer who writes while the assistant
  thinks does not void its answer (the new message forms the next turn);
- a change of owner, and a finished turn, add one to `revision`; a turn is committed only if nothing did so meanwhile.
"""

from __future__ import annotations

import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.desk.bus import Change
from bot.desk.outward import outbox
from bot.desk.outward.outbox import Event
from bot.desk.store.engine import Database
from bot.desk.store.rows import AgentRow, ConversationRow, MessageRow, row
from bot.desk.store.tables import conversations, messages
from bot.times import now

REFERENCE_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # none that are mixed up when read aloud


class NotFound(LookupError):
    """There is no such conversation."""


class Conflict(RuntimeError):
    """Somebody else changed what this transaction had locked: a defect, and nothing was written."""


@dataclass
class Held:
    """A conversation nobody else can change until this transaction ends. `row` is how it will be."""

    connection: AsyncConnection
    row: ConversationRow
    at: datetime
    said: list[MessageRow] = field(default_factory=list)
    brief: bool = False  # something changed that the brief shows
    happened: list[Event] = field(default_factory=list)  # what webhooks tell and the rows alone don't
    _changed: dict[str, Any] = field(default_factory=dict)

    def change(self, **values: Any) -> None:
        """Set columns of the conversation, when this is saved."""
        self.row = replace(self.row, **values)
        self._changed.update(values)

    def pass_to(self, owner: str, *, agent_id: str | None = None) -> None:
        """Change the owner; a turn being taken is void from here on."""
        self.change(owner=owner, agent_id=agent_id, revision=self.row.revision + 1, **NO_TURN)
        self.change(closed_at=self.at if owner == "closed" else None)
        self.brief = True

    async def add(
        self,
        *,
        author: str,
        kind: str = "text",
        text: str | None = None,
        client_id: str | None = None,
        agent: AgentRow | None = None,
        to_be_seen: bool = True,
        **columns: Any,
    ) -> MessageRow:
        """Add a message with the next number. `to_be_seen`: a customer who is not looking gets it by e-mail."""
        message_id = str(uuid4())
        message = MessageRow(
            id=message_id,
            site_id=self.row.site_id,
            conversation_id=self.row.id,
            seq=self.row.last_seq + 1,
            client_id=client_id or message_id,
            author=author,
            agent_id=agent.id if agent else None,
            agent_name=agent.name if agent else None,
            kind=kind,
            text=text,
            at=self.at,
            **{"buttons": None, "card": None, "payload": None, "turn_id": None, "reading": None, **columns},
        )
        await self.connection.execute(insert(messages).values(**vars(message)))
        self.change(last_seq=message.seq)
        if author == "customer":
            self.change(unseen_since=None)  # whoever writes has the chat in front of them
        elif to_be_seen and kind == "text" and self.row.unseen_since is None:
            self.change(unseen_since=self.at)
        self.said.append(message)
        return message

    async def tell(self, text: str, *, kind: str = "text", to_be_seen: bool = True) -> MessageRow:
        """The desk's own words to the customer."""
        return await self.add(author="system", kind=kind, text=text, to_be_seen=to_be_seen)

    async def by_client_id(self, client_id: str) -> MessageRow | None:
        """The message already stored under this sender's id."""
        query = select(messages).where(messages.c.conversation_id == self.row.id, messages.c.client_id == client_id)
        found = (await self.connection.execute(query)).mappings().first()
        return row(MessageRow, found) if found else None

    async def unanswered(self) -> list[MessageRow]:
        """The customer's messages that nobody has answered or taken charge of, in order."""
        query = (
            select(messages)
            .where(
                messages.c.conversation_id == self.row.id,
                messages.c.author == "customer",
                messages.c.seq > self.row.answered_seq,
            )
            .order_by(messages.c.seq)
        )
        return [row(MessageRow, found) for found in (await self.connection.execute(query)).mappings()]

    def news(self) -> Change:
        """What to publish after the commit."""
        return Change(
            conversation_id=self.row.id,
            site_id=self.row.site_id,
            messages=tuple(self.said),
            brief=self.brief,
            version=self.row.updated_at,
        )


NO_TURN: dict[str, Any] = {
    "turn_id": None,
    "turn_first_seq": None,
    "turn_last_seq": None,
    "turn_started_at": None,
    "turn_expires_at": None,
}


@asynccontextmanager
async def hold(db: Database, conversation_id: str) -> AsyncIterator[Held]:
    """Lock, change, save, and write down what webhooks tell of it. The changing comes first: an UPDATE locks the row on
    PostgreSQL, and on SQLite (where "FOR UPDATE" is silently ignored) the transaction has begun IMMEDIATE.

    Raises NotFound."""
    async with db.write() as connection:
        this = conversations.c.id == conversation_id
        locked = await connection.execute(update(conversations).where(this).values(updated_at=now()))
        if locked.rowcount != 1:
            raise NotFound(conversation_id)
        before = row(ConversationRow, (await connection.execute(select(conversations).where(this))).mappings().one())
        held = Held(connection, before, now())
        yield held
        if held._changed:
            unchanged = (conversations.c.revision == before.revision, conversations.c.last_seq == before.last_seq)
            saved = await connection.execute(update(conversations).where(this, *unchanged).values(**held._changed))
            if saved.rowcount != 1:
                raise Conflict(conversation_id)
        await outbox.write(
            connection,
            db.listeners,
            before=before,
            after=held.row,
            said=held.said,
            more=held.happened,
            at=held.at,
        )


def new_reference() -> str:
    """A reference that can be read over the telephone: 30⁵, 24 million of them."""
    return "EV-" + "".join(secrets.choice(REFERENCE_LETTERS) for _ in range(5))
