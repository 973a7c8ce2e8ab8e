"""One-time codes: six digits, kept as a slow hash, ten minutes, five tries, throttled by address and conversation."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import secrets
from datetime import datetime, timedelta

from sqlalchemy import delete, func, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.backoffice import mails
from bot.backoffice import tables as t
from bot.backoffice.accounts import CodeExpired, Purpose, TooManyTries, WrongCode
from bot.backoffice.core import Shop, email_of
from bot.backoffice.errors import Throttled
from bot.backoffice.mail_tables import code_requests, codes
from bot.backoffice.outbox import post
from bot.backoffice.steps import next_number
from bot.backoffice.types import ChangeResult

VALID = timedelta(minutes=10)
TRIES = 5
WINDOW = timedelta(minutes=15)
PER_EMAIL, PER_CONVERSATION = 4, 6  # codes and links in that time


async def send(shop: Shop, *, email: str, purpose: Purpose, conversation: str, request_key: str) -> ChangeResult:
    """See Accounts.send_code. An address that nobody knows has a code too, which is never mailed: so all that follows
    goes the same way."""
    email = email_of(email)
    code, salt = f"{secrets.randbelow(10**6):06}", secrets.token_bytes(16)
    digest = await asyncio.to_thread(_hashed, code, salt)

    async def work(conn: AsyncConnection, now: datetime) -> ChangeResult:
        await reserve(conn, now, email=email, conversation=conversation)
        expires_at = now + VALID
        await conn.execute(delete(codes).where(codes.c.email == email, codes.c.purpose == purpose))
        row = {"email": email, "purpose": purpose, "salt": salt, "hash": digest, "expires_at": expires_at, "tries": 0}
        await conn.execute(insert(codes).values(**row))
        if purpose != "identity" or await _known(conn, email):
            await post(conn, now, email, mails.code(code, expires_at))
        return ChangeResult("code_sent", "", "", "A code was sent, if the address is known.")

    return await shop.once(request_key, f"code:{purpose}", "code", None, work)


async def check(shop: Shop, *, email: str, purpose: Purpose, code: str, request_key: str) -> None:
    """See Accounts.check_code. A try is counted before the code is looked at, so that parallel guesses gain nothing."""
    email, now = email_of(email), shop.now()
    this = (codes.c.email == email, codes.c.purpose == purpose)
    async with shop.writes.begin() as conn:
        another = or_(codes.c.last_key.is_(None), codes.c.last_key != request_key)
        await conn.execute(
            update(codes)
            .where(*this, another, codes.c.used_at.is_(None), codes.c.tries < TRIES)
            .values(tries=codes.c.tries + 1, last_key=request_key)
        )
        row = (await conn.execute(select(codes).where(*this))).one_or_none()
    ours = row is not None and row.last_key == request_key
    if row is not None and not ours and row.used_at is None:
        raise TooManyTries("All tries of this code are used up.")
    if row is None or not ours or now > row.expires_at:
        raise CodeExpired("The code has expired, or was used.")
    if not hmac.compare_digest(row.hash, await asyncio.to_thread(_hashed, code, row.salt)):
        if row.tries >= TRIES:
            raise TooManyTries("All tries of this code are used up.")
        raise WrongCode(TRIES - row.tries)
    async with shop.writes.begin() as conn:
        mine = await conn.execute(
            update(codes).where(*this, codes.c.last_key == request_key, codes.c.hash == row.hash).values(used_at=now)
        )
    if mine.rowcount != 1:
        raise CodeExpired("Another code was sent meanwhile.")


async def reserve(conn: AsyncConnection, now: datetime, *, email: str, conversation: str) -> None:
    """Count a mail that anybody may cause to be sent to any address. Raises Throttled."""
    await next_number(conn, "case")  # the counter's row is the lock: two requests at once are counted one by one
    requests = code_requests.c
    await conn.execute(delete(code_requests).where(requests.at < now - WINDOW))
    for key, most in ((_key("email", email), PER_EMAIL), (_key("conversation", conversation), PER_CONVERSATION)):
        earliest, count = (
            await conn.execute(select(func.min(requests.at), func.count()).where(requests.key == key))
        ).one()
        if count >= most:
            raise Throttled("Too many codes were asked for.", earliest + WINDOW)
        await conn.execute(insert(code_requests).values(key=key, at=now))


async def _known(conn: AsyncConnection, email: str) -> bool:
    account = select(t.customers.c.id).where(t.customers.c.email == email)
    order = select(t.orders.c.number).where(t.orders.c.email == email).limit(1)
    return bool((await conn.execute(account)).first() or (await conn.execute(order)).first())


def _hashed(code: str, salt: bytes) -> bytes:
    """Slow on purpose: a million codes cannot all be tried in the ten minutes that one of them is worth something."""
    return hashlib.scrypt(code.encode(), salt=salt, n=2**14, r=8, p=1, dklen=32)


def _key(kind: str, value: str) -> str:
    return hashlib.sha256(f"{kind}:{value}".encode()).hexdigest()
