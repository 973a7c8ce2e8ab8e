"""Links in mails, for whoever has the address: kept as a hash, good for an hour and once. Looking uses nothing up."""

from __future__ import annotations

import hashlib
import os
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from sqlalchemy import insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.backoffice.account_tables import links, newsletter
from bot.backoffice.core import Shop

LASTS = timedelta(hours=1)
PAGE = "/demo/confirm?token="  # of the demo shop, which the desk serves under EVENKEEL_PUBLIC_URL


@dataclass(frozen=True)
class Link:
    """What a link is for (`password` or `newsletter`), whose it is, and whether it still works."""

    purpose: str
    email: str
    state: Literal["open", "used", "expired"]


async def new_link(conn: AsyncConnection, now: datetime, email: str, purpose: str) -> tuple[str, datetime]:
    """Where the link in a mail leads, and until when it works."""
    token, expires_at = secrets.token_urlsafe(24), now + LASTS
    await conn.execute(
        insert(links).values(token_hash=_hash(token), email=email, purpose=purpose, expires_at=expires_at)
    )
    base = os.environ.get("EVENKEEL_PUBLIC_URL", "http://127.0.0.1:8000").rstrip("/")
    return f"{base}{PAGE}{token}", expires_at


async def look(shop: Shop, token: str) -> Link | None:
    """What a link would do, without doing it: mail scanners open links too. None: not one of ours."""
    async with shop.engine.connect() as conn:
        row = await _row(conn, token)
    if row is None:
        return None
    expired = shop.now() > row.expires_at
    return Link(row.purpose, row.email, "used" if row.used_at else "expired" if expired else "open")


async def use(shop: Shop, token: str) -> Link | None:
    """Use it up, and start the newsletter if it is for that. The state is the one it had: only `open` did anything."""
    now, this = shop.now(), links.c.token_hash == _hash(token)
    async with shop.writes.begin() as conn:
        works = (links.c.used_at.is_(None), links.c.expires_at >= now)
        mine = await conn.execute(update(links).where(this, *works).values(used_at=now))
        row = await _row(conn, token)
        if mine.rowcount == 1 and row.purpose == "newsletter":
            asked = (newsletter.c.email == row.email, newsletter.c.status == "asked")
            await conn.execute(update(newsletter).where(*asked).values(status="on", since=now))
    if mine.rowcount == 1:
        return Link(row.purpose, row.email, "open")
    return await look(shop, token)


async def _row(conn: AsyncConnection, token: str) -> Any:
    return (await conn.execute(select(links).where(links.c.token_hash == _hash(token)))).one_or_none()


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
