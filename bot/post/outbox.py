"""A table in which mails wait: written with the change they tell of, claimed by a postman, then sent or given up."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeAlias

from sqlalchemy import Boolean, Column, Integer, String, Table, Text, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.times import UtcDateTime

LONGEST_ADDRESS = 254
LONGEST_SUBJECT = 200
LONGEST_ERROR = 200
TRIES = 8
FIRST_WAIT = timedelta(seconds=10)  # doubled each time: the eighth try comes about twenty minutes after the first
CLAIM = timedelta(seconds=60)  # whoever took a mail and is not done by then is taken for dead

Mail: TypeAlias = Any  # a row of a table with `columns()`


def columns() -> list[Column[Any]]:
    """What every such table has; it may have more."""
    return [
        Column("id", Integer, primary_key=True),
        Column("recipient", String(LONGEST_ADDRESS), nullable=False),
        Column("subject", String(LONGEST_SUBJECT), nullable=False),
        Column("body", Text, nullable=False),
        Column("secret", Boolean, nullable=False),  # holds a code or a link: the body is emptied once it is out
        Column("written_at", UtcDateTime, nullable=False),
        Column("try_at", UtcDateTime, nullable=False),
        Column("tries", Integer, nullable=False),
        Column("sent_at", UtcDateTime),
        Column("given_up_at", UtcDateTime),
        Column("error", String(LONGEST_ERROR)),
    ]


def new(at: datetime, *, to: str, subject: str, body: str, secret: bool = False) -> dict[str, Any]:
    """The values of a mail that may go out at once."""
    subject = " ".join(subject.split())[:LONGEST_SUBJECT]
    values = {"recipient": to, "subject": subject, "body": body, "secret": secret}
    return {**values, "written_at": at, "try_at": at, "tries": 0}


@dataclass(frozen=True)
class Outbox:
    """`write` begins a transaction; `only`: which of the table's mails are ours to send."""

    table: Table
    write: Callable[[], AbstractAsyncContextManager[AsyncConnection]]
    now: Callable[[], datetime]
    only: tuple[Any, ...] = ()

    async def claim(self) -> Mail | None:
        """The mail that is due longest, ours for CLAIM; None if none is due. `tries` counts this one.

        Any number may claim at once: the row is taken by a conditional UPDATE.
        """
        mails, at = self.table.c, self.now()
        due = (mails.sent_at.is_(None), mails.given_up_at.is_(None), mails.try_at <= at, *self.only)
        oldest = select(self.table).where(*due).order_by(mails.try_at, mails.id).limit(1)
        while True:
            async with self.write() as connection:
                mail = (await connection.execute(oldest)).one_or_none()
                if mail is None:
                    return None
                claim = update(self.table).where(mails.id == mail.id, mails.tries == mail.tries, *due)
                taken = await connection.execute(claim.values(tries=mail.tries + 1, try_at=at + CLAIM))
                if taken.rowcount == 1:
                    claimed: Mail = (await connection.execute(select(self.table).where(mails.id == mail.id))).one()
                    return claimed

    async def sent(self, mail: Mail) -> None:
        """It is out."""
        await self._set(mail, sent_at=self.now(), error=None, **({"body": ""} if mail.secret else {}))

    async def later(self, mail: Mail, error: str) -> None:
        """Not taken this time."""
        await self._set(mail, try_at=self.now() + FIRST_WAIT * 2 ** (mail.tries - 1), error=error[:LONGEST_ERROR])

    async def give_up(self, mail: Mail, error: str) -> None:
        """It will not be tried again."""
        await self._set(mail, given_up_at=self.now(), error=error[:LONGEST_ERROR])

    async def _set(self, mail: Mail, **values: Any) -> None:
        async with self.write() as connection:
            await connection.execute(update(self.table).where(self.table.c.id == mail.id).values(**values))
