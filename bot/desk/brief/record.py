"""Everything a brief is made of, read in one moment of the database."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.desk import contacts, promises
from bot.desk.contacts import Earlier
from bot.desk.ledger import NotFound
from bot.desk.mail import outbox
from bot.desk.office import presses
from bot.desk.store.engine import Database
from bot.desk.store.rows import ConversationRow, HandoffRow, MessageRow, PressRow, PromiseRow, TurnRow, row
from bot.desk.store.tables import conversations, handoffs, mails, messages, turns
from bot.times import now


@dataclass(frozen=True)
class Record:
    """A conversation as committed."""

    conversation: ConversationRow
    messages: tuple[MessageRow, ...]
    turns: tuple[TurnRow, ...]
    promises: tuple[PromiseRow, ...]
    handoff: HandoffRow | None  # the newest
    earlier_contacts: int  # of the same signed-in customer
    earlier: tuple[Earlier, ...]  # the latest of them, newest first
    promises_before: tuple[PromiseRow, ...]  # made in those
    presses: tuple[PressRow, ...] = ()  # what agents did in the back office, in order
    came_back: tuple[str, ...] = ()  # addresses that our mail about this could not be delivered to

    @property
    def customer_messages(self) -> list[MessageRow]:
        """What the customer wrote, in order."""
        return [message for message in self.messages if message.author == "customer" and message.text]

    def seq_of_turn(self, turn: TurnRow) -> int:
        """The message in which a turn's doings were told; if its replies were dropped, the one that asked for them."""
        return next((message.seq for message in self.messages if message.turn_id == turn.id), turn.last_seq)


async def read(db: Database, *, conversation_id: str) -> Record:
    """Raises NotFound."""
    async with db.read() as connection:
        query = select(conversations).where(conversations.c.id == conversation_id)
        found = (await connection.execute(query)).mappings().first()
        if not found:
            raise NotFound(conversation_id)
        conversation = row(ConversationRow, found)
        said = select(messages).where(messages.c.conversation_id == conversation_id).order_by(messages.c.seq)
        taken = select(turns).where(turns.c.conversation_id == conversation_id).order_by(turns.c.last_seq)
        passed = (
            select(handoffs)
            .where(handoffs.c.conversation_id == conversation_id)
            .order_by(handoffs.c.enqueued_at.desc())
            .limit(1)
        )
        handoff = (await connection.execute(passed)).mappings().first()
        earlier = await contacts.earlier(connection, conversation, at=now())
        before = [found.conversation.id for found in earlier]
        return Record(
            conversation=conversation,
            messages=tuple(row(MessageRow, item) for item in (await connection.execute(said)).mappings()),
            turns=tuple(row(TurnRow, item) for item in (await connection.execute(taken)).mappings()),
            promises=tuple(await promises.read(connection, conversation_ids=[conversation_id])),
            handoff=row(HandoffRow, handoff) if handoff else None,
            earlier_contacts=await _earlier(connection, conversation),
            earlier=tuple(earlier),
            promises_before=tuple(await promises.read(connection, conversation_ids=before)),
            presses=tuple(await presses.read(connection, conversation_id=conversation_id)),
            came_back=tuple((await connection.execute(_came_back(conversation_id))).scalars()),
        )


def _came_back(conversation_id: str) -> Any:
    here = (mails.c.conversation_id == conversation_id, mails.c.given_up_at.is_not(None))
    return select(mails.c.recipient).where(*here, mails.c.kind.in_(outbox.DEPENDED_ON)).distinct()


async def _earlier(connection: AsyncConnection, conversation: ConversationRow) -> int:
    if not conversation.customer_id:
        return 0
    query = select(func.count()).where(
        conversations.c.site_id == conversation.site_id,
        conversations.c.customer_id == conversation.customer_id,
        conversations.c.created_at < conversation.created_at,
        conversations.c.last_seq > 0,
    )
    return int(await connection.scalar(query))
