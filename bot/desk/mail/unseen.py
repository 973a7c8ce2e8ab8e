"""What we said and a customer has not had in front of them goes to them by e-mail: all of it at once, after a while."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import exists, func, select

from bot.desk.ledger import Held
from bot.desk.mail import address, letters, outbox
from bot.desk.settings import Settings
from bot.desk.store.engine import Database
from bot.desk.store.rows import MessageRow, row
from bot.desk.store.tables import conversations, mails, messages


async def due(db: Database, *, settings: Settings, at: datetime) -> list[str]:
    """Conversations with something unseen for long enough; not those that had such a mail only lately."""
    if not settings.mail.possible:
        return []
    timings = settings.timings
    lately = exists().where(
        mails.c.conversation_id == conversations.c.id,
        mails.c.kind == outbox.UNSEEN,
        mails.c.written_at > at - timedelta(seconds=timings.unseen_mail_again),
    )
    query = select(conversations.c.id).where(
        conversations.c.site_id == settings.site_id,
        conversations.c.unseen_since <= at - timedelta(seconds=timings.unseen_mail),
        ~lately,
    )
    async with db.read() as connection:
        return [str(found) for found in (await connection.execute(query)).scalars()]


async def write(held: Held, settings: Settings) -> bool:
    """The mail, if there is still something unseen and we know where to; agents see that it went out."""
    since = held.row.unseen_since
    if since is None or since > held.at - timedelta(seconds=settings.timings.unseen_mail):
        return False
    held.change(unseen_since=None)
    after, words = await _unseen(held)
    to = await address.of(held.connection, held.row)
    if not words or to is None:
        return True
    await outbox.post(
        held.connection,
        site_id=held.row.site_id,
        at=held.at,
        to=to.email,
        kind=outbox.UNSEEN,
        letter=letters.unseen(held.row, words, settings=settings, at=held.at),
        conversation_id=held.row.id,
        after_seq=after,
        customer_id=to.customer_id,
    )
    held.change(mailed_seq=held.row.last_seq)
    what = "message" if len(words) == 1 else f"{len(words)} messages"
    await held.add(author="system", kind="note", text=f"The customer isn't looking: {what} sent to {to.email}.")
    return True


async def _unseen(held: Held) -> tuple[int, list[MessageRow]]:
    """After which message, and which: not seen, not mailed, and not before what the customer said last."""
    here = messages.c.conversation_id == held.row.id
    theirs = select(func.max(messages.c.seq)).where(here, messages.c.author == "customer")
    said = int(await held.connection.scalar(theirs) or 0)
    after = max(held.row.customer_seen_seq, held.row.mailed_seq, said)
    query = select(messages).where(here, messages.c.seq > after, messages.c.kind != "note").order_by(messages.c.seq)
    return after, [row(MessageRow, found) for found in (await held.connection.execute(query)).mappings()]
