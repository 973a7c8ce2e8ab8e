"""Mails about people's own accounts. Only where a mail server is named: the demo's page shows its mails to anybody."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.desk import wording
from bot.desk.mail import outbox
from bot.desk.mail.outbox import Letter
from bot.desk.settings import Settings
from bot.desk.store.tables import agents
from bot.times import now

KIND = "access"


async def send(connection: AsyncConnection, settings: Settings, *, to: str, letter: Letter, secret: bool) -> bool:
    """Goes out once the transaction is committed; False: there is no mail here. `secret`: it holds a link."""
    if settings.mail.smtp is None:
        return False
    site_id = settings.site_id
    await outbox.post(connection, site_id=site_id, at=now(), to=to, kind=KIND, letter=letter, secret=secret)
    return True


def invitation(path: str, *, role: str, until: datetime, settings: Settings) -> Letter:
    """To whoever is to make an account."""
    return Letter(
        f"Your account at {settings.site_name}",
        f"Hello,\n\nyou are invited to the desk of {settings.site_name}, where customers are helped. "
        f"Your role there: {role}.\n\nSet up your account:\n{settings.public_url}{path}\n\n{_once(until, settings)} "
        "If you did not expect this, you need do nothing: without the link nothing happens.\n",
    )


def reset(path: str, *, name: str, until: datetime, settings: Settings) -> Letter:
    """To whoever is to set a new password."""
    return Letter(
        f"Set a new password at {settings.site_name}",
        f"Hello {name},\n\nan administrator has made you a link to set a new password for the desk of "
        f"{settings.site_name}.\n\nSet a new password:\n{settings.public_url}{path}\n\n{_once(until, settings)} "
        "If you did not ask for it, please tell your administrator.\n",
    )


async def tell_of_new_password(connection: AsyncConnection, settings: Settings, *, agent_id: str) -> None:
    """To whoever's password is another one now: if it was not them, they should know."""
    query = select(agents.c.name, agents.c.email).where(agents.c.id == agent_id)
    name, to = (await connection.execute(query)).one()
    at = now()
    when = wording.moment(at, zone=settings.timezone, now=at)
    letter = Letter(
        f"Your password at {settings.site_name} was changed",
        f"Hello {name},\n\nthe password of your account at the desk of {settings.site_name} was changed, {when}. "
        "Wherever else the account was logged in, it was logged out.\n\n"
        "If this was not you, please tell your administrator at once: they can switch the account off.\n",
    )
    await send(connection, settings, to=to, letter=letter, secret=False)


def _once(until: datetime, settings: Settings) -> str:
    return f"The link works once, until {wording.moment(until, zone=settings.timezone, now=now())}."
