"""One's own account: the name customers see, the password, and where one is logged in."""

from __future__ import annotations

from sqlalchemy import delete, select, update

from bot.desk.access import audit, letters, logins, passwords, profile, throttle
from bot.desk.access.caller import Caller
from bot.desk.access.errors import Refused
from bot.desk.access.logins import Login
from bot.desk.settings import Settings
from bot.desk.store.engine import Database
from bot.desk.store.tables import agents
from bot.desk.store.tables import logins as kept
from bot.times import now


async def rename(db: Database, *, site_id: str, login: Login, name: str) -> None:
    """What customers and colleagues see from now on. Raises Refused on an impossible name."""
    name = profile.name(name)
    if name == login.name:
        return
    async with db.write() as connection:
        await connection.execute(update(agents).where(agents.c.id == login.agent_id).values(name=name))
        detail = {"from": login.name, "to": name}
        await audit.note(connection, site_id=site_id, action="renamed", agent_id=login.agent_id, detail=detail)


async def change_password(
    db: Database, *, settings: Settings, login: Login, old: str, new: str, caller: Caller
) -> tuple[str, Login]:
    """Every login ends, this one too: returns the token and login that take its place.

    Raises Refused: the old password is wrong (or was, too often), or the new one breaks a rule."""
    passwords.check(new, email=login.email)
    site_id = settings.site_id
    guesser = Caller(address=f"login {login.key}")  # whoever found an open page must not guess on and on
    await throttle.attempt(db, email=login.email, caller=guesser)
    query = select(agents.c.password_hash).where(agents.c.id == login.agent_id)
    async with db.read() as connection:
        before = await connection.scalar(query)
    if not await passwords.matches(old, before):
        raise Refused("wrong_password", "The old password is not right. Please try again.", status=403)
    if old == new:
        raise Refused("same_password", "The new password is the old one. Please choose another.")
    await throttle.succeeded(db, email=login.email, caller=guesser)
    password_hash = await passwords.hash_of(new)
    async with db.write() as connection:
        await connection.execute(
            update(agents).where(agents.c.id == login.agent_id).values(password_hash=password_hash)
        )
        await logins.end(connection, agent_id=login.agent_id)
        await letters.tell_of_new_password(connection, settings, agent_id=login.agent_id)
        await audit.note(connection, site_id=site_id, action="password_changed", agent_id=login.agent_id)
    return await logins.begin(db, site_id=site_id, agent_id=login.agent_id, caller=caller)


async def log_out_elsewhere(db: Database, *, site_id: str, login: Login, key: str | None = None) -> int:
    """Ends one's other logins, or the one with this key; returns how many."""
    which = (
        kept.c.agent_id == login.agent_id,
        kept.c.token_hash != login.key,
        kept.c.token_hash == key if key else kept.c.expires_at > now(),
    )
    async with db.write() as connection:
        ended = int((await connection.execute(delete(kept).where(*which))).rowcount)
        if ended:
            detail = {"logins": ended}
            agent_id = login.agent_id
            await audit.note(
                connection, site_id=site_id, action="logged_out_elsewhere", agent_id=agent_id, detail=detail
            )
    return ended
