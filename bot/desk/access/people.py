"""The people of the desk: who they are, what they may do, what they can be sent. Administrators change it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.desk.access import audit, invitations, logins
from bot.desk.access.errors import Refused
from bot.desk.routing.config import MOST_AT_ONCE, Routing
from bot.desk.settings import Settings
from bot.desk.store.engine import Database
from bot.desk.store.rows import AgentRow, row
from bot.desk.store.tables import agents, conversations
from bot.times import now

ADMINISTRATOR = "administrator"
MOST_SKILLS, LONGEST_SKILL, LONGEST_LANGUAGE = 30, 40, 12


@dataclass(frozen=True)
class Person:
    """Somebody of the team. `open`: conversations they have now. `here`: their page has been heard of lately."""

    agent: AgentRow
    open: int
    here: bool


@dataclass(frozen=True)
class Wishes:
    """What shall change. None: as it is. `max_open` 0: as many as the site's setting says."""

    role: str | None = None
    disabled: bool | None = None
    skills: Sequence[str] | None = None
    languages: Sequence[str] | None = None
    max_open: int | None = None

    def check(self, routing: Routing) -> None:
        """Raises Refused on what cannot be. Where site.yml names skills, there are no others."""
        known = {skill.id for skill in routing.skills}
        if known and (unknown := sorted(set(self.skills or ()) - known)):
            raise Refused("unknown_skill", f"There is no skill {unknown[0]!r} under routing in site.yml.")
        if self.role is not None and self.role not in invitations.ROLES:
            raise Refused("unknown_role", f"The role must be one of: {', '.join(invitations.ROLES)}.")
        if self.max_open is not None and not 0 <= self.max_open <= MOST_AT_ONCE:
            raise Refused("max_open", f"The load limit is a number from 1 to {MOST_AT_ONCE}, or left empty.")
        for words, longest in ((self.skills, LONGEST_SKILL), (self.languages, LONGEST_LANGUAGE)):
            if words is not None and (len(words) > MOST_SKILLS or any(not 1 <= len(w) <= longest for w in words)):
                raise Refused("too_long", f"At most {MOST_SKILLS} skills and languages, each a short word.")
        if self.languages is not None and not self.languages:
            raise Refused("languages", "Everybody has at least one language, such as en.")


async def everybody(db: Database, *, settings: Settings) -> list[Person]:
    """By name; those whose account is switched off come last. Agents of other help desks are not among them."""
    heard = now() - timedelta(seconds=settings.timings.agent_vanished)
    theirs = select(agents).where(agents.c.site_id == settings.site_id, agents.c.api_token_id.is_(None))
    load = (
        select(conversations.c.agent_id, func.count().label("open"))
        .where(conversations.c.site_id == settings.site_id, conversations.c.owner == "agent")
        .group_by(conversations.c.agent_id)
    )
    async with db.read() as connection:
        found = [row(AgentRow, one) for one in (await connection.execute(theirs)).mappings()]
        counts = {one.agent_id: one.open for one in await connection.execute(load)}
    people = [
        Person(one, counts.get(one.id, 0), one.last_seen_at is not None and one.last_seen_at > heard) for one in found
    ]
    return sorted(people, key=lambda person: (person.agent.disabled_at is not None, person.agent.name.casefold()))


async def change(db: Database, *, settings: Settings, by: str, agent_id: str, wishes: Wishes) -> AgentRow:
    """Does what an administrator (`by`) wishes, and writes it down. Switching somebody off ends their logins.

    Raises Refused: an impossible wish; no such person; `by` is no administrator any more; or it is about themselves:
    so nobody locks themselves out, and one administrator always remains."""
    wishes.check(settings.routing)
    site_id = settings.site_id
    async with db.write() as connection:
        await _must_be_administrator(connection, site_id, by)
        this = (agents.c.id == agent_id, agents.c.site_id == site_id, agents.c.api_token_id.is_(None))
        found = (await connection.execute(select(agents).where(*this).with_for_update())).mappings().one_or_none()
        if found is None:
            raise Refused("not_found", "There is no such person.", status=404)
        before = row(AgentRow, found)
        values = _values(before, wishes)
        if by == agent_id and {"role", "disabled_at"} & set(values):
            message = "Nobody changes their own role or switches their own account off. Ask another administrator."
            raise Refused("yourself", message, status=409)
        if values:
            await connection.execute(update(agents).where(*this).values(**values))
            if values.get("disabled_at"):
                await logins.end(connection, agent_id=agent_id)
                await connection.execute(invitations.resets_of(agent_id))
            detail = {"person": before.name, **_written_down(before, values)}
            await audit.note(connection, site_id=site_id, action="person_changed", agent_id=by, detail=detail)
        after = (await connection.execute(select(agents).where(*this))).mappings().one()
    return row(AgentRow, after)


async def find(db: Database, *, site_id: str, email: str) -> AgentRow:
    """The person with this e-mail address. Raises Refused if there is none."""
    query = select(agents).where(agents.c.site_id == site_id, agents.c.email == email.strip().lower())
    async with db.read() as connection:
        found = (await connection.execute(query)).mappings().one_or_none()
    if found is None:
        raise Refused("not_found", f"There is no account with the e-mail address {email.strip()}.", status=404)
    return row(AgentRow, found)


async def _must_be_administrator(connection: AsyncConnection, site_id: str, agent_id: str) -> None:
    """Looked at under a lock: of two administrators who demote each other at once, one is too late."""
    query = (
        select(agents.c.id)
        .where(agents.c.site_id == site_id, agents.c.role == ADMINISTRATOR, agents.c.disabled_at.is_(None))
        .order_by(agents.c.id)
        .with_for_update()
    )
    if agent_id not in set((await connection.execute(query)).scalars()):
        raise Refused("not_allowed", "Only administrators can change people.", status=403)


def _values(before: AgentRow, wishes: Wishes) -> dict[str, Any]:
    """The columns that become different."""
    wished: dict[str, Any] = {}
    if wishes.role is not None:
        wished["role"] = wishes.role
    if wishes.disabled is not None and wishes.disabled != (before.disabled_at is not None):
        wished["disabled_at"] = now() if wishes.disabled else None
    if wishes.skills is not None:
        wished["skills"] = list(dict.fromkeys(wishes.skills))
    if wishes.languages is not None:
        wished["languages"] = list(dict.fromkeys(wishes.languages))
    if wishes.max_open is not None:
        wished["max_open"] = wishes.max_open or None
    return {name: value for name, value in wished.items() if value != getattr(before, name)}


def _written_down(before: AgentRow, values: dict[str, Any]) -> dict[str, Any]:
    facts: dict[str, Any] = {}
    for name, value in values.items():
        if name == "disabled_at":
            facts["disabled"] = value is not None
        else:
            facts[name] = {"from": getattr(before, name), "to": value}
    return facts
