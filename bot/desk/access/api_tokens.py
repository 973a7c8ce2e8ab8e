"""Tokens for programs: each has a name and what it may do. Only its hash is kept; it can be revoked, not read again."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import uuid4

from sqlalchemy import insert, or_, select, update
from sqlalchemy.exc import IntegrityError

from bot.desk.access import audit
from bot.desk.access.errors import Refused
from bot.desk.access.logins import hash_of
from bot.desk.store.engine import Database
from bot.desk.store.rows import row
from bot.desk.store.tables import agents, api_tokens
from bot.times import now

SCOPES = {
    "queue:read": "see the queue, and conversations with their briefs",
    "queue:write": "claim conversations, answer in them, hand them back, close them",
    "webhooks:read": "see webhooks that were given up",
    "webhooks:write": "send them again",
}
PREFIX = "ek_"  # secret scanners find it
LONGEST_NAME = 60
USED = timedelta(minutes=1)  # `last_used_at` is this exact: not every request writes


@dataclass(frozen=True)
class ApiToken:
    """What is known of a token, without the token."""

    id: str
    site_id: str
    name: str
    scopes: list[str]
    created_at: datetime
    last_used_at: datetime | None
    revoked_at: datetime | None


async def create(db: Database, *, site_id: str, name: str, scopes: Sequence[str]) -> str:
    """The token itself, shown this once. Raises Refused: no name, a name in use, or a scope that does not exist."""
    name = " ".join(name.split())
    if not 1 <= len(name) <= LONGEST_NAME or not name.isprintable():
        raise Refused("name", f"Give the token a name of at most {LONGEST_NAME} characters: who will use it?")
    if not scopes or (unknown := [scope for scope in scopes if scope not in SCOPES]):
        wrong = f"there is no scope {unknown[0]!r}" if scopes else "a token needs a scope"
        raise Refused("scope", f"{wrong}; there are: {', '.join(SCOPES)}")
    token = PREFIX + secrets.token_urlsafe(32)
    values = {"id": str(uuid4()), "site_id": site_id, "name": name, "scopes": sorted(set(scopes)), "created_at": now()}
    try:
        async with db.write() as connection:
            await connection.execute(insert(api_tokens).values(token_hash=hash_of(token), **values))
            detail = {"token": name, "scopes": values["scopes"]}
            await audit.note(connection, site_id=site_id, action="token_created", detail=detail)
    except IntegrityError:
        raise Refused("name_taken", f"There is (or was) a token named {name!r}: choose another name.") from None
    return token


async def every(db: Database, *, site_id: str) -> list[ApiToken]:
    """The tokens, revoked ones too, in the order of their making."""
    query = select(api_tokens).where(api_tokens.c.site_id == site_id).order_by(api_tokens.c.created_at)
    async with db.read() as connection:
        return [row(ApiToken, found) for found in (await connection.execute(query)).mappings()]


async def revoke(db: Database, *, site_id: str, name: str) -> bool:
    """From now on it opens nothing, and what its agents had goes back to the queue. False: no such token in use."""
    this = (api_tokens.c.site_id == site_id, api_tokens.c.name == name, api_tokens.c.revoked_at.is_(None))
    async with db.write() as connection:
        token_id = await connection.scalar(select(api_tokens.c.id).where(*this))
        if token_id is None:
            return False
        await connection.execute(update(api_tokens).where(*this).values(revoked_at=now()))
        theirs = agents.c.api_token_id == token_id
        await connection.execute(update(agents).where(theirs).values(disabled_at=now()))
        await audit.note(connection, site_id=site_id, action="token_revoked", detail={"token": name})
    return True


async def by_token(db: Database, *, site_id: str, token: str) -> ApiToken | None:
    """The token that this is, if it is one in use; notes that it was used."""
    query = select(api_tokens).where(
        api_tokens.c.token_hash == hash_of(token), api_tokens.c.site_id == site_id, api_tokens.c.revoked_at.is_(None)
    )
    async with db.read() as connection:
        found = (await connection.execute(query)).mappings().first()
    if found is None:
        return None
    known, at = row(ApiToken, found), now()
    if known.last_used_at is None or known.last_used_at < at - USED:
        old = or_(api_tokens.c.last_used_at.is_(None), api_tokens.c.last_used_at < at - USED)
        async with db.write() as connection:
            await connection.execute(update(api_tokens).where(api_tokens.c.id == known.id, old).values(last_used_at=at))
    return known
