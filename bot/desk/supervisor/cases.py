"""What the reports are computed from: the conversations begun in a period, each with all that happened in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.deescalation.types import LONG_WAIT_MINUTES
from bot.desk.contacts import SURE, matter
from bot.desk.errands import ERRANDS
from bot.desk.queueing import TAKEN_OVER
from bot.desk.store.engine import Database
from bot.desk.store.rows import HandoffRow, PromiseRow, TurnRow, row
from bot.desk.store.tables import conversations, handoffs, messages, promises, turns

NO_ERRAND = "no_errand"
COLUMNS = (
    "id",
    "created_at",
    "owner",
    "disposition",
    "tags",
    "intended",
    "rating",
    "customer_id",
    "customer_verified",
    "customer_name",
)
LONG_WAIT_S = LONG_WAIT_MINUTES * 60


@dataclass(frozen=True)
class Line:
    """One thing said, by whomever."""

    seq: int
    at: datetime
    author: str
    text: str | None
    turn_id: str | None
    reading: dict[str, Any] | None

    @property
    def frustration(self) -> float:
        """0 to 1. Only of lines that were read."""
        return float((self.reading or {})["frustration"])

    @property
    def errand(self) -> str | None:
        """What this line surely asks for."""
        reading = self.reading or {}
        intent = str(reading.get("intent"))
        return intent if intent in ERRANDS and reading.get("confidence", 0.0) >= SURE else None


@dataclass(frozen=True)
class Case:
    """A conversation. `customer`: who it is for sure, if that is known; `lines` in order, without notes and events."""

    id: str
    created_at: datetime
    owner: str
    disposition: str | None
    intended: str | None
    rating: int | None
    customer: str | None
    customer_name: str | None
    tags: tuple[str, ...] = ()
    lines: tuple[Line, ...] = ()
    turns: tuple[TurnRow, ...] = ()
    handoffs: tuple[HandoffRow, ...] = ()
    promises: tuple[PromiseRow, ...] = ()

    @cached_property
    def read(self) -> tuple[Line, ...]:
        """The customer's lines whose tone is known."""
        return tuple(line for line in self.lines if line.author == "customer" and line.reading)

    @cached_property
    def errand(self) -> str:
        """What they came for: the first thing surely asked for."""
        return next((line.errand for line in self.read if line.errand), NO_ERRAND)

    @cached_property
    def orders(self) -> tuple[str, ...]:
        """The orders they named."""
        return matter([line.reading for line in self.read if line.reading])[0]

    @property
    def asked(self) -> tuple[HandoffRow, ...]:
        """The times a person was fetched; an agent who steps in of their own accord was not."""
        return tuple(one for one in self.handoffs if one.reason != TAKEN_OVER)

    @property
    def with_person(self) -> bool:
        """Whether an agent had it at any time."""
        return any(one.taken_at for one in self.handoffs)


async def read(db: Database, *, site_id: str, since: datetime, until: datetime) -> list[Case]:
    """Those begun from `since` to `until` (not included) in which the customer said something, oldest first."""
    begun = (
        conversations.c.site_id == site_id,
        conversations.c.created_at >= since,
        conversations.c.created_at < until,
        conversations.c.last_seq > 0,
    )
    async with db.read() as connection:
        query = select(*(conversations.c[name] for name in COLUMNS)).where(*begun)
        found = list(await connection.execute(query.order_by(conversations.c.created_at, conversations.c.id)))
        lines = await _lines(connection, begun)
        passed = await _of(connection, HandoffRow, handoffs, handoffs.c.enqueued_at, begun)
        taken = await _of(connection, TurnRow, turns, turns.c.last_seq, begun)
        made = await _of(connection, PromiseRow, promises, promises.c.made_at, begun)
    return [
        Case(
            id=one.id,
            created_at=one.created_at,
            owner=one.owner,
            disposition=one.disposition,
            tags=tuple(one.tags or ()),
            intended=one.intended,
            rating=one.rating,
            customer=one.customer_id if one.customer_verified else None,
            customer_name=one.customer_name,
            lines=tuple(lines[one.id]),
            turns=tuple(taken[one.id]),
            handoffs=tuple(passed[one.id]),
            promises=tuple(made[one.id]),
        )
        for one in found
        if any(line.author == "customer" for line in lines[one.id])
    ]


async def _lines(connection: AsyncConnection, begun: Sequence[Any]) -> Mapping[str, list[Line]]:
    names = ("conversation_id", "seq", "at", "author", "text", "turn_id", "reading")
    query = (
        select(*(messages.c[name] for name in names))
        .join(conversations, conversations.c.id == messages.c.conversation_id)
        .where(*begun, messages.c.kind == "text")
        .order_by(messages.c.conversation_id, messages.c.seq)
    )
    lines: Mapping[str, list[Line]] = defaultdict(list)
    for conversation_id, *rest in await connection.execute(query):
        lines[conversation_id].append(Line(*rest))
    return lines


async def _of(
    connection: AsyncConnection, kind: type[Any], table: Any, order: Any, begun: Sequence[Any]
) -> Mapping[str, list[Any]]:
    query = select(table).join(conversations, conversations.c.id == table.c.conversation_id).where(*begun)
    grouped: Mapping[str, list[Any]] = defaultdict(list)
    for item in (await connection.execute(query.order_by(order))).mappings():
        grouped[item["conversation_id"]].append(row(kind, item))
    return grouped


@dataclass(frozen=True)
class Step:
    """From one line of the customer's to their next: what came between, and how their frustration changed."""

    case: Case
    before: Line
    after: Line
    ours: tuple[Line, ...]  # what we said in between
    turns: tuple[TurnRow, ...]  # the assistant's turns that answered

    @property
    def change(self) -> float:
        """-1 to 1: below 0 they calmed down."""
        return self.after.frustration - self.before.frustration

    @property
    def waited_s(self) -> float:
        """How long they waited for our word, seconds; until they wrote again, if none came."""
        answered = self.ours[0].at if self.ours else self.after.at
        return (answered - self.before.at).total_seconds()


def steps(case: Case) -> Iterator[Step]:
    """Every step of the customer's in which no agent spoke: reports are about our process, not about people.

    What they write in one breath is no step, unless they waited long in between.
    """
    for before, after in zip(case.read, case.read[1:], strict=False):
        between = [line for line in case.lines if before.seq < line.seq < after.seq]
        if any(line.author == "agent" for line in between):
            continue
        answering = tuple(turn for turn in case.turns if before.seq <= turn.last_seq < after.seq)
        ours = tuple(line for line in between if line.author != "customer")
        step = Step(case, before, after, ours, answering)
        if ours or step.waited_s >= LONG_WAIT_S:
            yield step
