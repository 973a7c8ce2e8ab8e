"""Promises: dated commitments to a customer, each made in a message, then kept or broken."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import and_, case, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.desk.ledger import Held
from bot.desk.outward import outbox
from bot.desk.outward.outbox import Event
from bot.desk.store.engine import Database
from bot.desk.store.rows import PromiseRow, row
from bot.desk.store.tables import promises

OUTCOMES = ("kept", "broken", "void")

# For reports; what nobody could confirm counts as broken.
OUTCOME = case(
    (promises.c.kept_at.is_not(None), "kept"),
    (promises.c.void_at.is_not(None), "void"),
    (promises.c.broken_at.is_not(None), "broken"),
    else_="open",
)


async def make(
    held: Held,
    *,
    made_by: str,
    owner: str,
    text: str,
    seq: int,
    due_at: datetime,
    check: Mapping[str, str] | None = None,
) -> None:
    """`owner`: who must keep it: assistant, queue or an agent's id. `seq`: the message in which it was made.
    `check` {kind, reference}: what keeps it.

    The same promise said again (same owner and time, and the same check, or else the same words) is not a second one.
    """
    kind, reference = (check["kind"], check["reference"]) if check else (None, None)
    thing = (
        and_(promises.c.check_kind == kind, promises.c.check_reference == reference)
        if check
        else promises.c.text == text
    )
    same = select(promises.c.id).where(
        promises.c.conversation_id == held.row.id,
        promises.c.owner == owner,
        promises.c.due_at == due_at,
        thing,
    )
    if (await held.connection.execute(same)).first():
        return
    promise_id = str(uuid4())
    await held.connection.execute(
        insert(promises).values(
            id=promise_id,
            site_id=held.row.site_id,
            conversation_id=held.row.id,
            made_by=made_by,
            owner=owner,
            text=text,
            seq=seq,
            made_at=held.at,
            due_at=due_at,
            check_kind=kind,
            check_reference=reference,
            next_check_at=held.at if check else None,
        )
    )
    _tell(held, "made", [promise for promise in await open_here(held) if promise.id == promise_id])


async def of(db: Database, *, conversation_id: str) -> list[PromiseRow]:
    """The promises made in a conversation, in order."""
    async with db.read() as connection:
        return await read(connection, conversation_ids=[conversation_id])


async def read(connection: AsyncConnection, *, conversation_ids: Sequence[str]) -> list[PromiseRow]:
    """The same for several conversations, within a transaction."""
    query = (
        select(promises)
        .where(promises.c.conversation_id.in_(conversation_ids))
        .order_by(promises.c.made_at, promises.c.seq)
    )
    return [row(PromiseRow, found) for found in (await connection.execute(query)).mappings()]


async def keep(held: Held, *, owner: str) -> None:
    """Everything that `owner` still had to keep here is kept."""
    mine = [promise for promise in await open_here(held) if promise.owner == owner]
    await _end(held, mine, "kept", kept_at=held.at)


async def break_late(held: Held, *, owner: str, told_seq: int) -> None:
    """Whatever `owner` had to keep here by now is broken, and the customer was told so in message `told_seq`."""
    late = [promise for promise in await open_here(held) if promise.owner == owner and promise.due_at <= held.at]
    await _end(held, late, "broken", broken_at=held.at, reported_at=held.at, reported_seq=told_seq)


async def open_here(held: Held) -> list[PromiseRow]:
    """The promises made here that are neither kept nor broken nor void."""
    query = select(promises).where(*is_open(), promises.c.conversation_id == held.row.id).order_by(promises.c.due_at)
    return [row(PromiseRow, found) for found in (await held.connection.execute(query)).mappings()]


async def settle(held: Held, promise: PromiseRow, **values: Any) -> None:
    """Put on record how a promise ended: `values` hold kept_at, broken_at or void_at."""
    outcome = next(name for name in OUTCOMES if f"{name}_at" in values)
    await _end(held, [promise], outcome, next_check_at=None, **values)


async def _end(held: Held, ended: Sequence[PromiseRow], outcome: str, **values: Any) -> None:
    if not ended:
        return
    these = promises.c.id.in_([promise.id for promise in ended])
    await held.connection.execute(update(promises).where(*is_open(), these).values(**values))
    _tell(held, outcome, ended)


def _tell(held: Held, what: str, made: Sequence[PromiseRow]) -> None:
    """In the brief, and to whoever listens."""
    held.brief = True
    held.happened += [Event(f"promise.{what}", outbox.promise(promise)) for promise in made]


def is_open() -> tuple[Any, ...]:
    """The condition for a promise that is not settled."""
    return (promises.c.kept_at.is_(None), promises.c.broken_at.is_(None), promises.c.void_at.is_(None))
