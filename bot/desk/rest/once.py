"""Idempotency-Key: a write that is repeated with the same key is done once, and answered as it was the first time."""

from __future__ import annotations

import hashlib
from datetime import timedelta

from sqlalchemy import delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from bot.desk.access.errors import Refused
from bot.desk.rest.call import Json
from bot.desk.store.engine import Database
from bot.desk.store.tables import api_requests as table
from bot.times import now

REMEMBERED = timedelta(hours=24)
GIVEN_UP = timedelta(seconds=60)  # a request that never ended (its desk died) may be begun again after this
LONGEST_KEY = 200

Reply = tuple[int, Json | None]


def key_of(header: str | None) -> str | None:
    """Raises Refused on a key that can't be kept."""
    if header is None:
        return None
    if not 1 <= len(header) <= LONGEST_KEY or not header.isascii() or not header.isprintable():
        raise Refused("bad_key", f"An Idempotency-Key has 1 to {LONGEST_KEY} printable ASCII characters.")
    return header


def fingerprint(method: str, path: str, body: bytes) -> str:
    """The same for the same request."""
    return hashlib.sha256(b"\n".join((method.encode(), path.encode(), body))).hexdigest()


async def begin(db: Database, *, token_id: str, key: str, print_: str) -> Reply | None:
    """The answer of the first time; None if this is it. Raises Refused: under way, or another request's key."""
    at = now()
    this = (table.c.token_id == token_id, table.c.key == key)
    try:
        async with db.write() as connection:
            await connection.execute(delete(table).where(table.c.token_id == token_id, table.c.at < at - REMEMBERED))
            await connection.execute(insert(table).values(token_id=token_id, key=key, fingerprint=print_, at=at))
        return None
    except IntegrityError:
        async with db.write() as connection:
            found = (await connection.execute(select(table).where(*this))).mappings().first()
            if found and found["fingerprint"] != print_:
                message = "This Idempotency-Key was used for another request. Use a new one for each."
                raise Refused("key_reused", message, status=422) from None
            if found and found["status"] is not None:
                return int(found["status"]), found["body"]
            stale = (*this, table.c.status.is_(None), table.c.at < at - GIVEN_UP)
            if (await connection.execute(update(table).where(*stale).values(at=at))).rowcount == 1:
                return None
        message = "The first request with this Idempotency-Key is under way. Try again in a moment."
        raise Refused("under_way", message, status=409, retry_after_s=1) from None


async def done(db: Database, *, token_id: str, key: str, reply: Reply) -> None:
    """Remember how it was answered."""
    this = (table.c.token_id == token_id, table.c.key == key)
    async with db.write() as connection:
        await connection.execute(update(table).where(*this).values(status=reply[0], body=reply[1]))


async def forget(db: Database, *, token_id: str, key: str) -> None:
    """It was refused, so nothing was done: the key may be used again."""
    async with db.write() as connection:
        await connection.execute(delete(table).where(table.c.token_id == token_id, table.c.key == key))
