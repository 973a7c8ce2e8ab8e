"""Past conversations: by words in them, reference, who it was, tag, disposition, agent, and day."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Integer, String, Text, cast, column, exists, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.desk.finding.words import Terms
from bot.desk.settings import Settings
from bot.desk.store.engine import Database
from bot.desk.store.rows import ConversationRow, row
from bot.desk.store.tables import agents, conversations, handoffs, messages

PAGE = 30
LINE = 240  # characters shown around the words found
TAGS_LOOKED_AT = 3000  # of the newest conversations, for completion


@dataclass(frozen=True)
class Wish:
    """What is looked for; what is None does not matter. `of`: a conversation whose customer's others are wanted.
    `since` (included) and `until` (not) bound when it began."""

    typed: str = ""
    tag: str | None = None
    disposition: str | None = None
    agent_id: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    of: str | None = None


@dataclass(frozen=True)
class Line:
    """The line that was found: a piece of it, and where in the piece the words stand."""

    seq: int
    author: str
    text: str
    marks: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Found:
    """A conversation, who of the team had it, and the newest line in which the words stand."""

    conversation: ConversationRow
    agents: tuple[str, ...]
    line: Line | None


async def search(db: Database, *, settings: Settings, wish: Wish, skip: int = 0) -> tuple[list[Found], bool]:
    """A page of those that fit, the latest first, and whether there are more."""
    terms = Terms.parse(wish.typed)
    async with db.read() as connection:
        query = select(conversations).where(*_conditions(settings, wish))
        if wish.of:
            query = query.where(*await _same_customer(connection, settings, wish.of))
        if terms.phrases:
            hits = (
                terms.hits(connection.dialect.name)
                .columns(column("conversation_id", String), column("seq", Integer))
                .subquery("hits")
            )
            query = (
                query.add_columns(hits.c.seq.label("hit"))
                .outerjoin(hits, hits.c.conversation_id == conversations.c.id)
                .where(or_(hits.c.seq.is_not(None), *_named(wish.typed)))
            )
        query = query.order_by(conversations.c.updated_at.desc(), conversations.c.id).offset(skip).limit(PAGE + 1)
        page = [dict(found) for found in (await connection.execute(query)).mappings()]
        ids = [found["id"] for found in page[:PAGE]]
        had = await _agents(connection, ids)
        lines = await _lines(
            connection, {found["id"]: found["hit"] for found in page[:PAGE] if found.get("hit")}, terms
        )
    shown = [
        Found(row(ConversationRow, found), tuple(had.get(found["id"], ())), lines.get(found["id"]))
        for found in page[:PAGE]
    ]
    return shown, len(page) > PAGE


async def tags_in_use(db: Database, *, settings: Settings) -> list[str]:
    """The most used first."""
    query = (
        select(conversations.c.tags)
        .where(conversations.c.site_id == settings.site_id, conversations.c.tags.is_not(None))
        .order_by(conversations.c.updated_at.desc())
        .limit(TAGS_LOOKED_AT)
    )
    counts: dict[str, int] = dict.fromkeys(settings.closing.tags, 0)
    async with db.read() as connection:
        for tags in (await connection.execute(query)).scalars():
            for tag in tags or ():
                counts[tag] = counts.get(tag, 0) + 1
    return sorted(counts, key=lambda tag: -counts[tag])


def _conditions(settings: Settings, wish: Wish) -> list[Any]:
    conditions: list[Any] = [conversations.c.site_id == settings.site_id, conversations.c.last_seq > 0]
    if wish.tag:
        whole = json.dumps(wish.tag)  # as it stands in the column's JSON
        conditions.append(cast(conversations.c.tags, Text).like(f"%{_literal(whole)}%", escape="!"))
    if wish.disposition:
        conditions.append(conversations.c.disposition == wish.disposition)
    if wish.agent_id:
        theirs = (handoffs.c.conversation_id == conversations.c.id, handoffs.c.agent_id == wish.agent_id)
        conditions.append(exists().where(*theirs))
    if wish.since:
        conditions.append(conversations.c.created_at >= wish.since)
    if wish.until:
        conditions.append(conversations.c.created_at < wish.until)
    return conditions


def _named(typed: str) -> list[Any]:
    """By the reference, or a piece of the customer's name or e-mail address."""
    words = typed.strip().strip('"').lower()
    like = f"%{_literal(words)}%"
    names = (conversations.c.customer_name, conversations.c.customer_email, conversations.c.contact)
    return [
        conversations.c.reference == words.upper(),
        *(func.lower(name).like(like, escape="!") for name in names if words),
    ]


def _literal(words: str) -> str:
    return words.replace("!", "!!").replace("%", "!%").replace("_", "!_")


async def _same_customer(connection: AsyncConnection, settings: Settings, conversation_id: str) -> list[Any]:
    """By who they are for sure, else by the e-mail address they gave; nobody's where neither is known."""
    query = select(conversations.c.customer_id, conversations.c.customer_email, conversations.c.contact)
    here = (conversations.c.id == conversation_id, conversations.c.site_id == settings.site_id)
    found = (await connection.execute(query.where(*here))).first()
    ways: list[Any] = []
    if found and found.customer_id:
        ways.append(conversations.c.customer_id == found.customer_id)
    for address in {found.customer_email, found.contact} - {None} if found else ():
        ways += [conversations.c.customer_email == address, conversations.c.contact == address]
    return [or_(*ways) if ways else conversations.c.id.is_(None), conversations.c.id != conversation_id]


async def _agents(connection: AsyncConnection, ids: Sequence[str]) -> Mapping[str, list[str]]:
    query = (
        select(handoffs.c.conversation_id, agents.c.name)
        .join(agents, agents.c.id == handoffs.c.agent_id)
        .where(handoffs.c.conversation_id.in_(ids))
        .order_by(handoffs.c.enqueued_at)
    )
    had: dict[str, list[str]] = {}
    for conversation_id, name in await connection.execute(query):
        if name not in had.setdefault(conversation_id, []):
            had[conversation_id].append(name)
    return had


async def _lines(connection: AsyncConnection, hits: Mapping[str, int], terms: Terms) -> Mapping[str, Line]:
    query = select(messages.c.conversation_id, messages.c.seq, messages.c.author, messages.c.text).where(
        or_(*((messages.c.conversation_id == one) & (messages.c.seq == seq) for one, seq in hits.items()))
    )
    found = await connection.execute(query) if hits else ()
    return {one: _piece(seq, author, said or "", terms) for one, seq, author, said in found}


def _piece(seq: int, author: str, said: str, terms: Terms) -> Line:
    first = next(iter(terms.marks(said)), (0, 0))[0]
    start = 0 if len(said) <= LINE else max(0, first - LINE // 3)
    piece = ("…" if start else "") + said[start : start + LINE] + ("…" if start + LINE < len(said) else "")
    return Line(seq, author, piece, tuple(terms.marks(piece)))
