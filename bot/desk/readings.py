"""Readings: what each customer message shows, also while a person has the conversation."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import structlog
from sqlalchemy import select, update

from bot.deescalation import temper as tempers
from bot.deescalation.types import Level, Reading, Temper
from bot.desk import queueing
from bot.desk.brains import Brains, Unavailable
from bot.desk.bus import Bus
from bot.desk.ledger import Held, hold
from bot.desk.routing import needs
from bot.desk.settings import Settings
from bot.desk.store.engine import Database
from bot.desk.store.rows import MessageRow, row
from bot.desk.store.tables import messages
from bot.wire import Line

log = structlog.get_logger()

MOST_AT_ONCE = 5  # unread messages caught up with at a time: the newest say how the customer is now
EARLIER_LINES = 6
WITHIN_S = 5.0


async def keep_readings(held: Held, readings: Sequence[Reading], *, first_seq: int, last_seq: int) -> None:
    """Write a turn's readings to its messages: by their ids, or in order where the brain left those out."""
    query = (
        select(messages.c.id, messages.c.client_id)
        .where(
            messages.c.conversation_id == held.row.id,
            messages.c.author == "customer",
            messages.c.seq.between(first_seq, last_seq),
        )
        .order_by(messages.c.seq)
    )
    mine = list(await held.connection.execute(query))
    by_id = {client_id: message_id for message_id, client_id in mine}
    for place, reading in enumerate(readings):
        message_id = by_id.get(reading.message_id or "") or (mine[place][0] if place < len(mine) else None)
        if message_id:
            await _keep(held, message_id, reading)


async def catch_up(db: Database, bus: Bus, brains: Brains, *, settings: Settings, conversation_id: str) -> None:
    """Read what the customer writes to a person, and go on with their temper. Best effort: a brain may be missing."""
    for message, lines in await _unread(db, conversation_id=conversation_id):
        try:
            reading = await brains.read(lines, within=WITHIN_S)
        except Unavailable as error:
            log.info("reading.skipped", conversation=conversation_id, state=error.state)
            return
        async with hold(db, conversation_id) as held:
            before = Temper.from_json(held.row.temper)
            after = tempers.update(before, (reading,), (message.text or "",))
            held.change(temper=after.to_json())
            await _keep(held, message.id, reading)
            await needs.learn(held, settings)
            if after.state is Level.IRATE:
                await queueing.heated(held)
        await bus.publish(held.news())


async def _keep(held: Held, message_id: str, reading: Reading) -> None:
    await held.connection.execute(update(messages).where(messages.c.id == message_id).values(reading=reading.to_json()))
    held.brief = True


async def _unread(db: Database, *, conversation_id: str) -> list[tuple[MessageRow, list[Line]]]:
    """The newest unread customer messages, in order, each with the lines before it and itself last."""
    mine: Any = messages.c.conversation_id == conversation_id
    unread = (
        select(messages)
        .where(mine, messages.c.author == "customer", messages.c.reading.is_(None), messages.c.text.is_not(None))
        .order_by(messages.c.seq.desc())
        .limit(MOST_AT_ONCE)
    )
    found = []
    async with db.read() as connection:
        for item in reversed((await connection.execute(unread)).mappings().all()):
            message = row(MessageRow, item)
            before = (
                select(messages.c.author, messages.c.text)
                .where(mine, messages.c.seq < message.seq, messages.c.kind == "text", messages.c.text.is_not(None))
                .order_by(messages.c.seq.desc())
                .limit(EARLIER_LINES)
            )
            said = list(await connection.execute(before))
            lines = [Line("assistant" if author == "system" else author, text) for author, text in reversed(said)]
            found.append((message, [*lines, Line("customer", message.text or "")]))
    return found
