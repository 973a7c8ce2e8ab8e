"""Writing a mail: a row in the transaction of the change that causes it, so that neither is without the other."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.backoffice.core import Shop
from bot.backoffice.demo import SHOP_NAME
from bot.backoffice.mail_tables import mails
from bot.backoffice.mails import Letter, Written
from bot.post.outbox import new


async def post(conn: AsyncConnection, now: datetime, to: str, letter: Letter) -> None:
    """Put a letter into the outbox; it goes out once the transaction is committed."""
    values = new(now, to=to, subject=letter.subject, body=f"{letter.text}\n\n{SHOP_NAME}\n", secret=letter.secret)
    await conn.execute(insert(mails).values(**values))


async def latest(shop: Shop, *, limit: int = 50) -> tuple[Written, ...]:
    """The newest mails first, sent or not: for the demo shop's page and for tests."""
    async with shop.engine.connect() as conn:
        rows = (await conn.execute(select(mails).order_by(mails.c.id.desc()).limit(limit))).all()
    return tuple(
        Written(row.recipient, row.subject, row.body, row.written_at, row.sent_at, row.given_up_at) for row in rows
    )
