"""How long people wait for a person: told honestly, from what the last ones really waited."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import takewhile

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.desk import presence
from bot.desk.routing import line
from bot.desk.settings import Settings
from bot.desk.store.tables import handoffs

SAMPLE = 20  # the last so many people who were reached
SAMPLE_DAYS = 14  # older waits say little about today
FEWEST = 3  # from fewer than this no figure is given
QUANTILE = 0.75  # three of four waited no longer than what is said: better late and kept than early and missed


@dataclass(frozen=True)
class Outlook:
    """What someone in the queue can honestly be told. `seconds` is None where there is no figure to give."""

    position: int  # from 1
    on_duty: int
    seconds: float | None
    opens_at: datetime | None  # set if nobody is on duty and the team does not work now
    closed: bool  # nobody on duty, outside business hours


async def outlook(connection: AsyncConnection, *, settings: Settings, at: datetime, conversation_id: str) -> Outlook:
    """For somebody in the queue."""
    places = await line.places(connection, settings=settings)
    ahead = list(takewhile(lambda place: place.conversation_id != conversation_id, places))
    on_duty = len(await presence.on_duty_now(connection, settings=settings, at=at))
    closed = not on_duty and not settings.hours.is_open(at)
    seconds = None
    if on_duty:
        seconds = await _recent(connection, settings=settings, at=at)
        if seconds is not None and ahead:  # whoever waits longer than that already shows it is too short
            oldest = min(place.in_line_since for place in ahead)
            seconds = max(seconds, (at - oldest).total_seconds())
    return Outlook(len(ahead) + 1, on_duty, seconds, settings.hours.opens_at(at) if closed else None, closed)


async def _recent(connection: AsyncConnection, *, settings: Settings, at: datetime) -> float | None:
    query = (
        select(handoffs.c.enqueued_at, handoffs.c.taken_at)
        .where(
            handoffs.c.site_id == settings.site_id,
            handoffs.c.taken_at > at - timedelta(days=SAMPLE_DAYS),
            handoffs.c.taken_at > handoffs.c.enqueued_at,
            # waits that began while nobody worked say when we open, not how long people wait
            handoffs.c.told_nobody.is_(False),
        )
        .order_by(handoffs.c.taken_at.desc())
        .limit(SAMPLE)
    )
    waits = sorted((taken - since).total_seconds() for since, taken in await connection.execute(query))
    return waits[min(len(waits) - 1, int(len(waits) * QUANTILE))] if len(waits) >= FEWEST else None
