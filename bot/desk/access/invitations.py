"""One-time links: the first agent's set-up, and invitations by administrators. Only a link's hash is kept."""

from __future__ import annotations

import re
import secrets
import uuid
from datetime import timedelta
from typing import Any

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from bot.desk.access import passwords
from bot.desk.access.errors import Refused
from bot.desk.access.logins import hash_of
from bot.desk.store.engine import Database
from bot.desk.store.tables import agents, invitations
from bot.times import now

LASTS = timedelta(hours=24)
ROLES = ("agent", "supervisor", "administrator")
EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")


async def ensure_setup_link(db: Database, *, site_id: str) -> str | None:
    """The path of a fresh set-up link while the site has no agent; None once it has one."""
    async with db.read() as connection:
        query = (
            select(func.count()).select_from(agents).where(agents.c.site_id == site_id, agents.c.api_token_id.is_(None))
        )
        if (await connection.execute(query)).scalar():
            return None
    return await invite(db, site_id=site_id, role="administrator")


async def invite(db: Database, *, site_id: str, role: str) -> str:
    """The path of a link that makes one account. Raises Refused on a role that does not exist."""
    if role not in ROLES:
        raise Refused("unknown_role", f"The role must be one of: {', '.join(ROLES)}.")
    token, at = secrets.token_urlsafe(32), now()
    row = {
        "token_hash": hash_of(token),
        "site_id": site_id,
        "role": role,
        "created_at": at,
        "expires_at": at + LASTS,
    }
    async with db.write() as connection:
        await connection.execute(insert(invitations).values(**row))
    return f"/desk/setup?token={token}"


async def is_valid(db: Database, *, site_id: str, token: str) -> bool:
    """Whether this link still makes an account."""
    async with db.read() as connection:
        return (await connection.execute(_open(select(invitations.c.role), site_id, token))).scalar() is not None


async def accept(db: Database, *, site_id: str, token: str, name: str, email: str, password: str) -> str:
    """Makes the account and uses the link up, both or neither. Returns the agent's id.

    Raises Refused: a link that is used, old or invented; an impossible name, e-mail address or password.
    """
    name, email = " ".join(name.split()), email.strip().lower()
    if not 1 <= len(name) <= 120 or not name.isprintable():
        raise Refused("name", "Please enter your name (at most 120 characters). Customers see it.")
    if len(email) > 254 or not EMAIL.fullmatch(email):
        raise Refused("email", "That doesn't look like an e-mail address.")
    passwords.check(password, email=email)
    if not await is_valid(db, site_id=site_id, token=token):
        raise _used_up()
    password_hash = await passwords.hash_of(password)
    try:
        async with db.write() as connection:
            role = (await connection.execute(_open(select(invitations.c.role), site_id, token))).scalar()
            used = await connection.execute(_open(update(invitations), site_id, token).values(used_at=now()))
            if role is None or used.rowcount != 1:
                raise _used_up()
            count = select(func.count()).select_from(agents).where(agents.c.site_id == site_id)
            if not (await connection.execute(count)).scalar():  # the first agent: other set-up links have had their day
                others = delete(invitations).where(invitations.c.site_id == site_id, invitations.c.used_at.is_(None))
                await connection.execute(others)
            agent = {
                "id": str(uuid.uuid4()),
                "site_id": site_id,
                "email": email,
                "name": name,
                "role": role,
                "password_hash": password_hash,
                "created_at": now(),
                "availability": "away",
            }
            await connection.execute(insert(agents).values(**agent))
    except IntegrityError:
        raise Refused("email_taken", "There is already an account with that e-mail address.", status=409) from None
    return str(agent["id"])


def _open(statement: Any, site_id: str, token: str) -> Any:
    return statement.where(
        invitations.c.token_hash == hash_of(token),
        invitations.c.site_id == site_id,
        invitations.c.used_at.is_(None),
        invitations.c.expires_at > now(),
    )


def _used_up() -> Refused:
    message = "This link has been used or has expired. Ask for a new one."
    return Refused("link_used", message, status=404)
