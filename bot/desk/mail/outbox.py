"""Writing the desk's mails down, in the transaction of what they tell of; and looking at them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import and_, delete, func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.desk.store.engine import Database
from bot.desk.store.tables import conversations, mails
from bot.post import outbox
from bot.post.outbox import Mail
from bot.times import now

# Kinds.
UNSEEN, WAITING, LATE = "unseen", "waiting", "late"
DEPENDED_ON = (UNSEEN, WAITING, LATE)  # by customers: see undelivered.py
TRANSCRIPT = "transcript"
ALERT = "alert"

# On a line of its own in a letter: becomes the address of the conversation, or of the desk, when it goes out.
RESUME = "evenkeel:resume"
DESK = "evenkeel:desk"

KEPT = timedelta(days=30)


@dataclass(frozen=True)
class Letter:
    """A mail before it has a recipient: paragraphs, as bot/post/letter.py has them."""

    subject: str
    text: str


@dataclass(frozen=True)
class Undelivered:
    """A mail that was given up."""

    id: int
    kind: str
    recipient: str
    subject: str
    written_at: datetime
    given_up_at: datetime
    error: str | None
    conversation_id: str | None
    reference: str | None


async def post(
    connection: AsyncConnection,
    *,
    site_id: str,
    at: datetime,
    to: str,
    kind: str,
    letter: Letter,
    conversation_id: str | None = None,
    after_seq: int | None = None,
    customer_id: str | None = None,
    secret: bool = False,
) -> None:
    """It goes out once the transaction is committed. The columns are explained in store/tables.py."""
    values = outbox.new(at, to=to, subject=letter.subject, body=letter.text, secret=secret)
    about = {"site_id": site_id, "kind": kind, "conversation_id": conversation_id}
    more = {"after_seq": after_seq, "customer_id": customer_id}
    await connection.execute(insert(mails).values(**values, **about, **more))


async def written_to(
    connection: AsyncConnection, site_id: str, to: str, *, kinds: Sequence[str], since: datetime
) -> int:
    """How many mails of these kinds were written to an address since then."""
    here = (mails.c.site_id == site_id, mails.c.recipient == to, mails.c.written_at > since)
    return int(await connection.scalar(select(func.count()).where(*here, mails.c.kind.in_(kinds))) or 0)


async def undelivered(db: Database, *, site_id: str, limit: int = 100) -> list[Undelivered]:
    """Mails that were given up, newest first."""
    query = (
        select(mails, conversations.c.reference)
        .outerjoin(conversations, conversations.c.id == mails.c.conversation_id)
        .where(mails.c.site_id == site_id, mails.c.given_up_at.is_not(None))
        .order_by(mails.c.given_up_at.desc())
        .limit(limit)
    )
    async with db.read() as connection:
        return [
            Undelivered(**{name: found[name] for name in Undelivered.__dataclass_fields__})
            for found in (await connection.execute(query)).mappings()
        ]


async def latest(db: Database, *, site_id: str, limit: int = 50) -> list[Mail]:
    """The newest first, sent or not: for the demo's page and for tests."""
    query = select(mails).where(mails.c.site_id == site_id).order_by(mails.c.id.desc()).limit(limit)
    async with db.read() as connection:
        return list((await connection.execute(query)).all())


async def counts(db: Database, *, site_id: str) -> tuple[int, int]:
    """How many wait to be sent, and how many were given up."""
    waits = and_(mails.c.sent_at.is_(None), mails.c.given_up_at.is_(None))
    async with db.read() as connection:
        found = [
            int(await connection.scalar(select(func.count()).where(mails.c.site_id == site_id, here)) or 0)
            for here in (waits, mails.c.given_up_at.is_not(None))
        ]
    return found[0], found[1]


async def tidy(db: Database, *, site_id: str) -> None:
    """Forget what was sent or given up a while ago."""
    old = mails.c.written_at < now() - KEPT
    async with db.write() as connection:
        await connection.execute(delete(mails).where(mails.c.site_id == site_id, old))
