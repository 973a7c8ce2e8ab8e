"""The deliveries of webhooks in the database: what is due, how each try ended, dead letters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, exists, func, insert, or_, select, update

from bot.desk.store.engine import Database
from bot.desk.store.tables import webhook_deliveries as table
from bot.desk.store.tables import webhook_events as events
from bot.desk.store.tables import webhook_stops as stops
from bot.times import now

STOPPED = "this address answered 410 Gone: nothing is sent there until its dead letters are tried again"
NOT_CONFIGURED = "this address is no longer among the webhooks in site.yml"
KEPT = timedelta(days=7)  # delivered ones, for whoever wonders whether something was sent
KEPT_DEAD = timedelta(days=30)


@dataclass(frozen=True)
class Delivery:
    """One event on its way to one address. `tries`: with this one."""

    id: int
    event_id: str
    tries: int


@dataclass(frozen=True)
class DeadLetter:
    """A delivery that was given up, and why."""

    id: int
    event_id: str
    type: str
    at: datetime
    conversation_id: str
    endpoint: str
    tries: int
    dead_at: datetime
    status: int | None
    error: str | None


async def claim(db: Database, *, site_id: str, endpoint: str, lease_s: float, most: int) -> list[Delivery]:
    """Due ones, the longest due first; they are ours for `lease_s`, and whoever comes later finds them due again."""
    at = now()
    due = (table.c.site_id == site_id, table.c.endpoint == endpoint, table.c.next_try_at <= at)
    query = select(table.c.id, table.c.event_id, table.c.tries, table.c.next_try_at).where(*due)
    async with db.read() as connection:
        found = (await connection.execute(query.order_by(table.c.next_try_at, table.c.id).limit(most))).all()
    ours: list[Delivery] = []
    if not found:
        return ours
    async with db.write() as connection:
        for item in found:
            free = update(table).where(table.c.id == item.id, table.c.next_try_at == item.next_try_at)
            values = {"next_try_at": at + timedelta(seconds=lease_s), "tries": item.tries + 1}
            if (await connection.execute(free.values(**values))).rowcount == 1:
                ours.append(Delivery(item.id, item.event_id, item.tries + 1))
    return ours


async def delivered(db: Database, delivery: Delivery, *, status: int) -> None:
    """It was taken."""
    await _set(db, table.c.id == delivery.id, next_try_at=None, delivered_at=now(), status=status, error=None)


async def failed(db: Database, delivery: Delivery, *, again_at: datetime | None, status: int | None, why: str) -> None:
    """It was not; without `again_at` it is given up."""
    dead = None if again_at else now()
    await _set(db, table.c.id == delivery.id, next_try_at=again_at, dead_at=dead, status=status, error=why)


async def gone(db: Database, delivery: Delivery, *, site_id: str, endpoint: str, status: int, why: str) -> None:
    """It was the last: nothing more is sent there."""
    async with db.write() as connection:
        this = update(table).where(table.c.id == delivery.id)
        await connection.execute(this.values(next_try_at=None, dead_at=now(), status=status, error=why))
        stopped = (stops.c.site_id == site_id, stops.c.endpoint == endpoint)
        await connection.execute(delete(stops).where(*stopped))
        await connection.execute(insert(stops).values(site_id=site_id, endpoint=endpoint, at=now()))


async def is_stopped(db: Database, *, site_id: str, endpoint: str) -> bool:
    """Whether the address answered 410, and nobody has had its dead letters tried again since."""
    query = select(stops.c.at).where(stops.c.site_id == site_id, stops.c.endpoint == endpoint)
    async with db.read() as connection:
        return (await connection.execute(query)).first() is not None


async def bury_stopped(db: Database, *, site_id: str, endpoint: str) -> None:
    """Whatever waits for an address that is stopped becomes a dead letter; asked again in the same statement, for a
    retry may have let it go meanwhile."""
    waiting = (table.c.site_id == site_id, table.c.endpoint == endpoint, table.c.next_try_at.is_not(None))
    still = exists().where(stops.c.site_id == site_id, stops.c.endpoint == endpoint)
    await _set(db, *waiting, still, next_try_at=None, dead_at=now(), error=STOPPED)


async def bury_strays(db: Database, *, site_id: str, configured: Sequence[str]) -> None:
    """The same for addresses that site.yml does not name any more."""
    stray = (table.c.site_id == site_id, table.c.endpoint.not_in(configured), table.c.next_try_at.is_not(None))
    await _set(db, *stray, next_try_at=None, dead_at=now(), error=NOT_CONFIGURED)


async def dead(db: Database, *, site_id: str, limit: int = 200) -> list[DeadLetter]:
    """The dead letters, newest first."""
    query = (
        select(table, events.c.type, events.c.at, events.c.conversation_id)
        .join(events, events.c.id == table.c.event_id)
        .where(table.c.site_id == site_id, table.c.dead_at.is_not(None))
        .order_by(table.c.dead_at.desc(), table.c.id.desc())
        .limit(limit)
    )
    async with db.read() as connection:
        return [
            DeadLetter(**{name: found[name] for name in DeadLetter.__dataclass_fields__})
            for found in (await connection.execute(query)).mappings()
        ]


async def undelivered(db: Database, *, site_id: str) -> tuple[int, int]:
    """How many wait to be sent, and how many were given up."""
    site = table.c.site_id == site_id
    query = select(func.count(table.c.next_try_at), func.count(table.c.dead_at)).where(
        site, table.c.delivered_at.is_(None)
    )
    async with db.read() as connection:
        waiting, given_up = (await connection.execute(query)).one()
    return int(waiting), int(given_up)


async def retry(db: Database, *, site_id: str, delivery_id: int | None = None) -> int:
    """Send this dead letter again, or all of them, with all tries before them; returns how many."""
    these: tuple[Any, ...] = (table.c.site_id == site_id, table.c.dead_at.is_not(None))
    if delivery_id is not None:
        these = (*these, table.c.id == delivery_id)
    async with db.write() as connection:
        addresses = select(table.c.endpoint).where(*these).distinct()
        revived = list((await connection.execute(addresses)).scalars())
        await connection.execute(delete(stops).where(stops.c.site_id == site_id, stops.c.endpoint.in_(revived)))
        values = {"dead_at": None, "tries": 0, "next_try_at": now()}
        return int((await connection.execute(update(table).where(*these).values(**values))).rowcount)


async def tidy(db: Database, *, site_id: str) -> None:
    """Forget what was delivered a week ago, dead letters of a month ago, and events that nothing refers to."""
    at = now()
    old = or_(table.c.delivered_at < at - KEPT, table.c.dead_at < at - KEPT_DEAD)
    unused = ~exists().where(table.c.event_id == events.c.id)
    async with db.write() as connection:
        await connection.execute(delete(table).where(table.c.site_id == site_id, old))
        await connection.execute(delete(events).where(events.c.site_id == site_id, events.c.at < at - KEPT, unused))


async def _set(db: Database, *where: Any, **values: Any) -> None:
    async with db.write() as connection:
        await connection.execute(update(table).where(*where).values(**values))
