"""Reading the audit: the newest first, by person, conversation, action and day. There is no way to change it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from bot.desk.access import audit_words
from bot.desk.store.engine import Database
from bot.desk.store.tables import agents, audit, conversations


@dataclass(frozen=True)
class Wanted:
    """What is asked for; None: everything. `reference`: a conversation's. `until` does not belong to it."""

    agent_id: str | None = None
    reference: str | None = None
    action: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    before: int | None = None  # entries older than this one


@dataclass(frozen=True)
class Entry:
    """One line of the audit, in words: `who` `what`."""

    id: int
    at: datetime
    who: str
    what: str
    action: str
    conversation_id: str | None
    reference: str | None


async def find(db: Database, *, site_id: str, wanted: Wanted, limit: int) -> list[Entry]:
    """At most `limit`, the newest first."""
    query = (
        select(audit, agents.c.name, conversations.c.reference)
        .select_from(
            audit.outerjoin(agents, agents.c.id == audit.c.agent_id).outerjoin(
                conversations, conversations.c.id == audit.c.conversation_id
            )
        )
        .where(audit.c.site_id == site_id, *_conditions(wanted))
        .order_by(audit.c.id.desc())
        .limit(limit)
    )
    names = dict(await people(db, site_id=site_id))
    async with db.read() as connection:
        return [_entry(found, names) for found in (await connection.execute(query)).mappings()]


async def people(db: Database, *, site_id: str) -> list[tuple[str, str]]:
    """Id and name of everybody who may be in it, other help desks' agents too, by name."""
    query = select(agents.c.id, agents.c.name).where(agents.c.site_id == site_id).order_by(agents.c.name)
    async with db.read() as connection:
        return [(found.id, found.name) for found in await connection.execute(query)]


def _conditions(wanted: Wanted) -> Iterator[Any]:
    if wanted.agent_id is not None:
        yield audit.c.agent_id == wanted.agent_id
    if wanted.reference is not None:
        yield conversations.c.reference == wanted.reference
    if wanted.action is not None:
        yield audit.c.action == wanted.action
    if wanted.since is not None:
        yield audit.c.at >= wanted.since
    if wanted.until is not None:
        yield audit.c.at < wanted.until
    if wanted.before is not None:
        yield audit.c.id < wanted.before


def _entry(found: Mapping[str, Any], names: Mapping[str, str]) -> Entry:
    action, detail = found["action"], dict(found["detail"] or {})
    if "to" in detail:  # a colleague
        detail["to"] = names.get(str(detail["to"]), detail["to"])
    return Entry(
        id=found["id"],
        at=found["at"],
        who=audit_words.who(found["name"], action, detail),
        what=audit_words.said(action, detail),
        action=action,
        conversation_id=found["conversation_id"],
        reference=found["reference"],
    )
