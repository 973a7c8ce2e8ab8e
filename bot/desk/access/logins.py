"""Agents' logins: made with e-mail and password, carried by a cookie. They end by logging out, after 12 hours, or when
they have not been used for two (NIST SP 800-63B-4, section 2.1.3, leaves 30 days to a password alone)."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.desk.access import passwords, throttle
from bot.desk.access.caller import LONGEST_USER_AGENT, Caller
from bot.desk.access.errors import Refused
from bot.desk.store.engine import Database
from bot.desk.store.tables import agents, logins
from bot.times import now

LASTS = timedelta(hours=12)
IDLE = timedelta(hours=2)
USED = timedelta(minutes=1)  # `last_used_at` is this exact: not every request writes


@dataclass(frozen=True)
class Login:
    """A logged-in agent. `key` is the hash of their cookie's token: it names the login and opens nothing."""

    key: str
    csrf: str
    created_at: datetime
    expires_at: datetime
    last_used_at: datetime
    user_agent: str | None
    address: str | None
    agent_id: str
    name: str
    email: str
    role: str


def hash_of(token: str) -> str:
    """What the database keeps of a token. Tokens are long and random, so a fast hash is enough."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


async def log_in(db: Database, *, site_id: str, email: str, password: str, caller: Caller) -> tuple[str, Login]:
    """The cookie's token and the login. Raises Refused: same words and time for unknown e-mail and wrong password."""
    email = email.strip().lower()
    await throttle.attempt(db, email=email, caller=caller)
    who = select(agents.c.id, agents.c.password_hash, agents.c.disabled_at).where(
        agents.c.site_id == site_id, agents.c.email == email
    )
    async with db.read() as connection:
        found = (await connection.execute(who)).one_or_none()
    if not await passwords.matches(password, found.password_hash if found else None) or found is None:
        raise Refused("wrong_login", "That e-mail address and password don't match. Please try again.", status=401)
    if found.disabled_at:  # told only to who knows the password
        raise _switched_off()
    await throttle.succeeded(db, email=email, caller=caller)
    if passwords.is_dated(found.password_hash):
        renewed = await passwords.hash_of(password)
        async with db.write() as connection:  # unless it was changed meanwhile
            same = (agents.c.id == found.id, agents.c.password_hash == found.password_hash)
            await connection.execute(update(agents).where(*same).values(password_hash=renewed))
    return await begin(db, site_id=site_id, agent_id=found.id, caller=caller)


async def begin(db: Database, *, site_id: str, agent_id: str, caller: Caller) -> tuple[str, Login]:
    """Starts a login for an agent whose identity is established. Its token is always a new one."""
    token, at = secrets.token_urlsafe(32), now()
    row = {
        "token_hash": hash_of(token),
        "site_id": site_id,
        "agent_id": agent_id,
        "csrf": secrets.token_urlsafe(24),
        "created_at": at,
        "expires_at": at + LASTS,
        "last_used_at": at,
        "user_agent": caller.user_agent[:LONGEST_USER_AGENT],
        "address": caller.address[:64],
    }
    async with db.write() as connection:
        await connection.execute(delete(logins).where(or_(logins.c.expires_at < at, logins.c.last_used_at < at - IDLE)))
        await connection.execute(insert(logins).values(**row))
    login = await by_key(db, site_id=site_id, key=str(row["token_hash"]))
    if login is None:
        raise _switched_off()
    return token, login


async def by_token(db: Database, *, site_id: str, token: str | None) -> Login | None:
    """The login a cookie stands for, if it has not ended and its agent may still work here."""
    return await by_key(db, site_id=site_id, key=hash_of(token)) if token else None


async def by_key(db: Database, *, site_id: str, key: str) -> Login | None:
    """The same, by the token's hash."""
    async with db.read() as connection:
        found = (await connection.execute(_alive(site_id).where(logins.c.token_hash == key))).mappings().one_or_none()
    return _login(found) if found else None


async def alive(db: Database, *, site_id: str, agent_id: str | None = None) -> list[Login]:
    """The logins (of this agent) that have not ended, the last used first."""
    query = _alive(site_id).order_by(logins.c.last_used_at.desc())
    if agent_id:
        query = query.where(logins.c.agent_id == agent_id)
    async with db.read() as connection:
        return [_login(found) for found in (await connection.execute(query)).mappings()]


async def used(db: Database, login: Login) -> None:
    """Somebody is there: the login does not end by idleness yet."""
    at = now()
    if login.last_used_at > at - USED:
        return
    async with db.write() as connection:
        await connection.execute(update(logins).where(logins.c.token_hash == login.key).values(last_used_at=at))


async def name_of(db: Database, *, site_id: str, email: str) -> str | None:
    """Whose account it is, if there is one with that address."""
    query = select(agents.c.name).where(agents.c.site_id == site_id, agents.c.email == email.strip().lower())
    async with db.read() as connection:
        found: str | None = await connection.scalar(query)
    return found


async def log_out(db: Database, *, key: str) -> None:
    """Ends a login."""
    async with db.write() as connection:
        await connection.execute(delete(logins).where(logins.c.token_hash == key))


async def end(connection: AsyncConnection, *, agent_id: str, but: str | None = None) -> None:
    """Ends all logins of an agent, `but` the one with this key."""
    theirs = (logins.c.agent_id == agent_id, logins.c.token_hash != (but or ""))
    await connection.execute(delete(logins).where(*theirs))


def csrf_fits(login: Login, given: object) -> bool:
    """Compared in constant time."""
    return isinstance(given, str) and secrets.compare_digest(given.encode("utf-8", "replace"), login.csrf.encode())


def _alive(site_id: str) -> Any:
    at = now()
    return (
        select(logins, agents.c.name, agents.c.email, agents.c.role)
        .join(agents, agents.c.id == logins.c.agent_id)
        .where(
            logins.c.site_id == site_id,
            logins.c.expires_at > at,
            logins.c.last_used_at > at - IDLE,
            agents.c.disabled_at.is_(None),
        )
    )


def _login(found: Mapping[str, Any]) -> Login:
    return Login(key=found["token_hash"], **{field.name: found[field.name] for field in fields(Login)[1:]})


def _switched_off() -> Refused:
    message = "This account has been switched off. An administrator of your desk can switch it on again."
    return Refused("switched_off", message, status=403)
