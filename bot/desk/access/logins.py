"""Agents' logins: made with e-mail and password, carried by a cookie, ended by logging out or after 12 hours."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, insert, select

from bot.desk.access import passwords, throttle
from bot.desk.access.errors import Refused
from bot.desk.store.engine import Database
from bot.desk.store.tables import agents, logins
from bot.times import now

LASTS = timedelta(hours=12)


@dataclass(frozen=True)
class Login:
    """A logged-in agent. `key` is the hash of their cookie's token: it names the login and opens nothing."""

    key: str
    csrf: str
    expires_at: datetime
    agent_id: str
    name: str
    email: str
    role: str


def hash_of(token: str) -> str:
    """What the database keeps of a token. Tokens are long and random, so a fast hash is enough."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


async def log_in(db: Database, *, site_id: str, email: str, password: str, address: str) -> tuple[str, Login]:
    """The cookie's token and the login. Raises Refused: same words and time for unknown e-mail and wrong password."""
    email = email.strip().lower()
    await throttle.attempt(db, email=email, address=address)
    who = select(agents.c.id, agents.c.password_hash).where(
        agents.c.site_id == site_id, agents.c.email == email, agents.c.disabled_at.is_(None)
    )
    async with db.read() as connection:
        found = (await connection.execute(who)).one_or_none()
    if not await passwords.matches(password, found.password_hash if found else None) or found is None:
        raise Refused("wrong_login", "That e-mail address and password don't match. Please try again.", status=401)
    await throttle.succeeded(db, email=email, address=address)
    return await begin(db, site_id=site_id, agent_id=found.id)


async def begin(db: Database, *, site_id: str, agent_id: str) -> tuple[str, Login]:
    """Starts a login for an agent whose identity is established."""
    token, at = secrets.token_urlsafe(32), now()
    row = {
        "token_hash": hash_of(token),
        "site_id": site_id,
        "agent_id": agent_id,
        "csrf": secrets.token_urlsafe(24),
        "created_at": at,
        "expires_at": at + LASTS,
    }
    async with db.write() as connection:
        await connection.execute(delete(logins).where(logins.c.expires_at < at))
        await connection.execute(insert(logins).values(**row))
    login = await by_key(db, site_id=site_id, key=str(row["token_hash"]))
    if login is None:
        raise Refused("log_in", "This account has been switched off.", status=401)
    return token, login


async def by_token(db: Database, *, site_id: str, token: str | None) -> Login | None:
    """The login a cookie stands for, if it has not ended and its agent may still work here."""
    return await by_key(db, site_id=site_id, key=hash_of(token)) if token else None


async def by_key(db: Database, *, site_id: str, key: str) -> Login | None:
    """The same, by the token's hash."""
    query = (
        select(logins, agents.c.name, agents.c.email, agents.c.role)
        .join(agents, agents.c.id == logins.c.agent_id)
        .where(
            logins.c.token_hash == key,
            logins.c.site_id == site_id,
            logins.c.expires_at > now(),
            agents.c.disabled_at.is_(None),
        )
    )
    async with db.read() as connection:
        row = (await connection.execute(query)).one_or_none()
    if row is None:
        return None
    return Login(row.token_hash, row.csrf, row.expires_at, row.agent_id, row.name, row.email, row.role)


async def log_out(db: Database, *, key: str) -> None:
    """Ends a login."""
    async with db.write() as connection:
        await connection.execute(delete(logins).where(logins.c.token_hash == key))


def csrf_fits(login: Login, given: object) -> bool:
    """Compared in constant time."""
    return isinstance(given, str) and secrets.compare_digest(given.encode("utf-8", "replace"), login.csrf.encode())
