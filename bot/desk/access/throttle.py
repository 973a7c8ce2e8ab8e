"""Slows down whoever guesses passwords, without letting them lock the real agent out.

A browser with which somebody has logged in before is counted by itself (OWASP's "device cookies"): however many
strangers guess, from however many places, its owner still gets in. Everybody else is counted by person and place.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import delete, func, insert, select

from bot.desk.access.caller import Caller
from bot.desk.access.errors import Refused
from bot.desk.store.engine import Database
from bot.desk.store.tables import login_failures
from bot.times import now

WINDOW = timedelta(minutes=15)
PER_PERSON_AND_PLACE = 5
PER_PLACE = 30  # an office shares one address
PER_PERSON = 100  # from many places at once
PER_DEVICE = 5  # one that is known


def _keys(email: str, caller: Caller) -> list[tuple[str, int]]:
    if caller.device:
        return [(f"device|{caller.device}", PER_DEVICE)]
    return [
        (f"{email}|{caller.address}"[:300], PER_PERSON_AND_PLACE),
        (f"who|{email}"[:300], PER_PERSON),
        (f"at|{caller.address}"[:300], PER_PLACE),
    ]


async def attempt(db: Database, *, email: str, caller: Caller) -> None:
    """Counts this attempt as failed until `succeeded` says otherwise, so that a hundred at once gain nothing.

    Raises Refused (429) when there were too many in the last 15 minutes.
    """
    at = now()
    async with db.write() as connection:
        await connection.execute(delete(login_failures).where(login_failures.c.at < at - WINDOW))
        for key, most in _keys(email, caller):
            found = select(func.count(), func.min(login_failures.c.at)).where(login_failures.c.key == key)
            count, first = (await connection.execute(found)).one()
            if count >= most:
                raise _too_many(first, at)
        rows = [{"key": key, "at": at} for key, _ in _keys(email, caller)]
        await connection.execute(insert(login_failures), rows)


async def succeeded(db: Database, *, email: str, caller: Caller) -> None:
    """The right password: forget this person's failed attempts from here. The place's stay: others may guess there."""
    keys = [key for key, _ in _keys(email, caller)][:2]
    async with db.write() as connection:
        await connection.execute(delete(login_failures).where(login_failures.c.key.in_(keys)))


def _too_many(first: datetime, at: datetime) -> Refused:
    seconds = max(1, round((first + WINDOW - at).total_seconds()))
    minutes = -(-seconds // 60)
    wait = "a minute" if minutes == 1 else f"{minutes} minutes"
    message = f"Too many attempts. Please wait {wait}, then try again."
    return Refused("too_many_attempts", message, status=429, retry_after_s=seconds)
