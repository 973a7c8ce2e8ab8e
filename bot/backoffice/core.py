"""What every part of the shop's back office stands on: the database, the clock, and changes that happen once."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime
from json import dumps, loads

from sqlalchemy import insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.backoffice import tables as t
from bot.backoffice.database import open_engine, writer
from bot.backoffice.errors import RequestKeyReused
from bot.backoffice.types import ChangeResult

LONGEST_EMAIL = 254  # characters, as mail systems have it
LONGEST_WORDS = 180  # characters kept of what a customer says is wrong or wanted
Work = Callable[[AsyncConnection, datetime], Awaitable[ChangeResult]]


class Shop:
    """One database, shared by the parts of the back office. `now` tells the time (UTC)."""

    def __init__(self, url: str, now: Callable[[], datetime]) -> None:
        self.engine = open_engine(url)
        self.writes = writer(self.engine)
        self.now = now

    async def once(
        self, request_key: str, operation: str, about: str, customer_id: str | None, work: Work
    ) -> ChangeResult:
        """Do the work and record its result under the key, in one transaction; a key already there is the answer.

        `about`: an order's number, or what else is changed; at most 16 characters. The key's row is inserted first: a
        second request with it waits for the first and then collides. A refusal is not recorded: nothing was done, and
        asking again later may rightly give another answer. Raises RequestKeyReused, and whatever `work` refuses.
        """
        now = self.now()
        this_one = t.changes.c.request_key == request_key
        try:
            async with self.writes.begin() as conn:
                claim = {"request_key": request_key, "operation": operation, "order_number": about}
                await conn.execute(insert(t.changes).values(**claim, customer_id=customer_id, at=now))
                result = await work(conn, now)
                await conn.execute(update(t.changes).where(this_one).values(result=dumps(result.to_json())))
            return result
        except IntegrityError:
            async with self.engine.connect() as conn:
                row = (await conn.execute(select(t.changes).where(this_one))).one_or_none()
            if row is None:
                raise  # a collision of another kind: nothing was done
        if (row.operation, row.order_number, row.customer_id) != (operation, about, customer_id):
            raise RequestKeyReused(f"{request_key} was used to {row.operation} {row.order_number}")
        return ChangeResult.from_json(loads(row.result))


def plain(text: str, longest: int = LONGEST_WORDS) -> str:
    """A customer's words as the database can hold them: printable, and at most as long as its columns."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())[:longest]


def email_of(typed: str) -> str:
    """An e-mail address as it is stored and compared."""
    return plain(typed, LONGEST_EMAIL).lower()
