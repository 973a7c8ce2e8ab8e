"""Promises: dated commitments to a customer, each made in a message, then kept or broken."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.desk.ledger import Held
from bot.desk.store.engine import Database
from bot.desk.store.rows import PromiseRow, row
from bot.desk.store.tables import promises


async def make(held: Held, *, made_by: str, owner: str, text: str, seq: int, due_at: datetime) -> None:
    """`owner`: who must keep it: assistant, queue or an agent's id. `seq`: the message in which it was made.

    The same promise said again (same owner, words and time) is not a second one.
    """
    same = select(promises.c.id).where(
        promises.c.conversation_id == held.row.id,
        promises.c.owner == owner,
        promises.c.text == text,
        promises.c.due_at == due_at,
    )
    if (await held.connection.execute(same)).first():
        return
    await held.connection.execute(
        insert(promises).values(
            id=str(uuid4()),
            site_id=held.row.site_id,
            conversation_id=held.row.id,
            made_by=made_by,
            owner=owner,
            text=text,
            seq=seq,
            made_at=held.at,
            due_at=due_at,
        )
    )
    held.brief = True


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
    mine = update(promises).where(*_open(held), promises.c.owner == owner)
    kept = await held.connection.execute(mine.values(kept_at=held.at))
    held.brief = held.brief or bool(kept.rowcount)


async def break_late(held: Held) -> int:
    """Whatever was due here and has not been kept is broken; returns how many."""
    late = update(promises).where(*_open(held), promises.c.due_at <= held.at)
    broken = await held.connection.execute(late.values(broken_at=held.at))
    held.brief = held.brief or bool(broken.rowcount)
    return int(broken.rowcount)


def _open(held: Held) -> tuple[Any, ...]:
    return (promises.c.conversation_id == held.row.id, promises.c.kept_at.is_(None), promises.c.broken_at.is_(None))
