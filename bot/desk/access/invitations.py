"""One-time links: the first agent's set-up, invitations, and new passwords. Only a link's hash is kept."""

from __future__ import annotations

import secrets
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.desk.access import audit, letters, logins, passwords, profile
from bot.desk.access.errors import Refused
from bot.desk.access.logins import hash_of
from bot.desk.settings import Settings
from bot.desk.store.engine import Database
from bot.desk.store.rows import row
from bot.desk.store.tables import agents, invitations
from bot.times import now

LASTS = timedelta(hours=24)
ROLES = ("agent", "supervisor", "administrator")


@dataclass(frozen=True)
class Link:
    """What is known of a link, without the link. `agent_id`: whose new password it sets; None: it makes an account."""

    token_hash: str
    role: str
    email: str | None
    agent_id: str | None
    made_by: str | None
    created_at: datetime
    expires_at: datetime


async def ensure_setup_link(db: Database, *, settings: Settings) -> str | None:
    """The path of a fresh set-up link while the site has no agent; None once it has one."""
    async with db.read() as connection:
        query = select(func.count()).where(agents.c.site_id == settings.site_id, agents.c.api_token_id.is_(None))
        if (await connection.execute(query)).scalar():
            return None
    return await invite(db, settings=settings, role="administrator")


async def invite(
    db: Database, *, settings: Settings, role: str, email: str | None = None, made_by: str | None = None
) -> str:
    """The path of a link that makes one account; it is mailed, too, where there is mail.

    Raises Refused: no such role, or somebody has that e-mail address."""
    if role not in ROLES:
        raise Refused("unknown_role", f"The role must be one of: {', '.join(ROLES)}.")
    email, site_id = profile.email(email) if email else None, settings.site_id
    async with db.write() as connection:
        taken = select(agents.c.id).where(agents.c.site_id == site_id, agents.c.email == email)
        if email and await connection.scalar(taken):
            raise _email_taken()
        path = await _make(connection, site_id=site_id, role=role, email=email, made_by=made_by)
        if email:
            letter = letters.invitation(path, role=role, until=now() + LASTS, settings=settings)
            await letters.send(connection, settings, to=email, letter=letter, secret=True)
        detail = {"role": role, "email": email} if email else {"role": role}
        await audit.note(connection, site_id=site_id, action="invite", agent_id=made_by, detail=detail)
    return path


async def reset(db: Database, *, settings: Settings, agent_id: str, made_by: str | None = None) -> str:
    """The path of a link with which this agent sets a new password; it is mailed, too, where there is mail. Earlier
    ones stop working.

    Raises Refused: there is no such person, or their account is switched off."""
    site_id = settings.site_id
    who = select(agents.c.role, agents.c.email, agents.c.name, agents.c.disabled_at).where(
        agents.c.id == agent_id, agents.c.site_id == site_id, agents.c.api_token_id.is_(None)
    )
    async with db.write() as connection:
        found = (await connection.execute(who)).one_or_none()
        if found is None:
            raise Refused("not_found", "There is no such person.", status=404)
        if found.disabled_at:
            raise Refused("switched_off", f"{found.name}'s account is switched off. Switch it on first.")
        await connection.execute(resets_of(agent_id))
        path = await _make(
            connection, site_id=site_id, role=found.role, email=found.email, made_by=made_by, agent_id=agent_id
        )
        letter = letters.reset(path, name=found.name, until=now() + LASTS, settings=settings)
        await letters.send(connection, settings, to=found.email, letter=letter, secret=True)
        detail = {"person": found.name}
        await audit.note(connection, site_id=site_id, action="reset_link", agent_id=made_by, detail=detail)
    return path


async def open_links(db: Database, *, site_id: str) -> list[Link]:
    """Those that still work, the newest first."""
    query = select(invitations).where(*_usable(site_id)).order_by(invitations.c.created_at.desc())
    async with db.read() as connection:
        return [row(Link, found) for found in (await connection.execute(query)).mappings()]


async def revoke(db: Database, *, site_id: str, token_hash: str, by: str) -> None:
    """From now on it opens nothing. Raises Refused: no such link, or it was used already."""
    this = (invitations.c.token_hash == token_hash, *_usable(site_id))
    async with db.write() as connection:
        found = (await connection.execute(select(invitations).where(*this))).mappings().one_or_none()
        if found is None:
            raise Refused("not_found", "That invitation has been used or has expired.", status=404)
        await connection.execute(delete(invitations).where(*this))
        detail = {"role": found["role"], **({"email": found["email"]} if found["email"] else {})}
        await audit.note(connection, site_id=site_id, action="invite_revoked", agent_id=by, detail=detail)


async def look(db: Database, *, site_id: str, token: str) -> Link:
    """What this link is for. Raises Refused: it was used, has expired or was invented."""
    async with db.read() as connection:
        return await _look(connection, site_id, token)


async def accept(db: Database, *, site_id: str, token: str, name: str, email: str, password: str) -> str:
    """Makes the account and uses the link up, both or neither. Returns the agent's id.

    Raises Refused: a link that is used, old or invented; an impossible name, e-mail address or password.
    """
    name, email = profile.name(name), profile.email(email)
    passwords.check(password, email=email)
    link = await look(db, site_id=site_id, token=token)
    if link.agent_id:
        raise used_up()
    password_hash = await passwords.hash_of(password)
    try:
        async with db.write() as connection:
            await _use_up(connection, site_id, token)
            count = select(func.count()).select_from(agents).where(agents.c.site_id == site_id)
            if not (await connection.execute(count)).scalar():  # the first agent: other set-up links have had their day
                others = delete(invitations).where(invitations.c.site_id == site_id, invitations.c.used_at.is_(None))
                await connection.execute(others)
            agent_id = str(uuid.uuid4())
            agent = {
                "id": agent_id,
                "site_id": site_id,
                "email": email,
                "name": name,
                "role": link.role,
                "password_hash": password_hash,
                "created_at": now(),
                "availability": "away",
            }
            await connection.execute(insert(agents).values(**agent))
            detail = {"role": link.role}
            await audit.note(connection, site_id=site_id, action="account_made", agent_id=agent_id, detail=detail)
    except IntegrityError:
        raise _email_taken() from None
    return agent_id


async def set_password(db: Database, *, settings: Settings, token: str, password: str) -> str:
    """A new password by a link for one; every login of before ends. Returns the agent's id. Raises Refused."""
    site_id = settings.site_id
    link = await look(db, site_id=site_id, token=token)
    if link.agent_id is None:
        raise used_up()
    passwords.check(password, email=link.email or "")
    password_hash = await passwords.hash_of(password)
    async with db.write() as connection:
        await _use_up(connection, site_id, token)
        await connection.execute(resets_of(link.agent_id))
        whose = agents.c.id == link.agent_id
        await connection.execute(update(agents).where(whose).values(password_hash=password_hash))
        await logins.end(connection, agent_id=link.agent_id)
        await letters.tell_of_new_password(connection, settings, agent_id=link.agent_id)
        await audit.note(connection, site_id=site_id, action="password_reset", agent_id=link.agent_id)
    return link.agent_id


async def _make(connection: AsyncConnection, *, site_id: str, **more: Any) -> str:
    token, at = secrets.token_urlsafe(32), now()
    values = {"token_hash": hash_of(token), "site_id": site_id, "created_at": at, "expires_at": at + LASTS, **more}
    await connection.execute(insert(invitations).values(**values))
    return f"/desk/setup?token={token}"


async def _look(connection: AsyncConnection, site_id: str, token: str) -> Link:
    query = select(invitations).where(invitations.c.token_hash == hash_of(token), *_usable(site_id))
    found = (await connection.execute(query)).mappings().one_or_none()
    if found is None:
        raise used_up()
    return row(Link, found)


async def _use_up(connection: AsyncConnection, site_id: str, token: str) -> None:
    this = (invitations.c.token_hash == hash_of(token), *_usable(site_id))
    if (await connection.execute(update(invitations).where(*this).values(used_at=now()))).rowcount != 1:
        raise used_up()


def _usable(site_id: str) -> tuple[Any, ...]:
    return invitations.c.site_id == site_id, invitations.c.used_at.is_(None), invitations.c.expires_at > now()


def resets_of(agent_id: str) -> Any:
    """Deletes the links for a new password that this agent has not used."""
    return delete(invitations).where(invitations.c.agent_id == agent_id, invitations.c.used_at.is_(None))


def used_up() -> Refused:
    """For a link that opens nothing (any more)."""
    return Refused("link_used", "This link has been used or has expired. Ask for a new one.", status=404)


def _email_taken() -> Refused:
    return Refused("email_taken", "There is already an account with that e-mail address.", status=409)
