"""Finds out whether promises have been kept: asks a brain, which asks the back office, until each is settled.

A promise with nothing to look at (a callback, say) is settled by whoever keeps it, or is late. One that is due and that
nobody can tell about is asked about for a while, and then counts as not kept: never silently as kept.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import structlog
from sqlalchemy import case, false, or_, select, update

from bot.desk import promises
from bot.desk.brains import Brains, Unavailable
from bot.desk.settings import Settings
from bot.desk.store.engine import Database
from bot.desk.store.rows import PromiseRow, row
from bot.desk.store.tables import promises as table
from bot.times import now
from bot.wire import Check, Finding

log = structlog.get_logger()

AT_ONCE = 50  # asked about in one request; those due soonest first
WITHIN_S = 2.0  # the clock has other things to do

# By promise: what became of it, or None where it is due and nobody could say.
Findings = Mapping[str, Finding | None]


class Keeper:
    """`look()` once a tick."""

    def __init__(self, db: Database, brains: Brains, settings: Settings) -> None:
        self._db, self._brains, self._settings = db, brains, settings
        self._since = now()  # whatever fell due while no desk ran is asked about first, for as long as anything else

    async def look(self, at: datetime) -> dict[str, Findings]:
        """The conversations in which a promise can be settled now, with what is known of it."""
        waiting = await self._waiting(at)
        found = await self._ask(waiting)
        await self._remember(at, asked=waiting, found=found)
        settled: dict[str, dict[str, Finding | None]] = defaultdict(dict)
        for promise in waiting:
            finding = found.get(promise.id)
            if finding and (finding.state != "open" or promise.due_at <= at):
                settled[promise.conversation_id][promise.id] = finding
        for promise in await self._late(at):
            settled[promise.conversation_id].setdefault(promise.id, None)
        return dict(settled)

    async def _waiting(self, at: datetime) -> list[PromiseRow]:
        return await self._rows(table.c.next_check_at <= at, limit=AT_ONCE)

    async def _late(self, at: datetime) -> list[PromiseRow]:
        patience = timedelta(seconds=self._settings.timings.promise_patience)
        nobody_to_ask = table.c.check_kind.is_(None)
        asked_enough = table.c.due_at <= at - patience if self._since <= at - patience else false()
        return await self._rows(table.c.due_at <= at, or_(nobody_to_ask, asked_enough))

    async def _rows(self, *where: Any, limit: int | None = None) -> list[PromiseRow]:
        here = table.c.site_id == self._settings.site_id
        query = select(table).where(here, *promises.is_open(), *where).order_by(table.c.due_at).limit(limit)
        async with self._db.read() as connection:
            return [row(PromiseRow, found) for found in (await connection.execute(query)).mappings()]

    async def _ask(self, waiting: list[PromiseRow]) -> dict[str, Finding]:
        checks = [
            Check(promise.id, promise.check_kind, promise.check_reference)
            for promise in waiting
            if promise.check_kind and promise.check_reference
        ]
        if not checks:
            return {}
        try:
            return await self._brains.promises(checks, within=WITHIN_S)
        except Unavailable as error:
            log.info("promises.not_told", state=error.state, asked=len(checks))
            return {}

    async def _remember(self, at: datetime, *, asked: list[PromiseRow], found: Mapping[str, Finding]) -> None:
        """When to ask again: at the latest when it is due. A due one without an answer is asked about all the time."""
        if not asked:
            return
        later = at + timedelta(seconds=self._settings.timings.promise_check)
        next_time = case((table.c.due_at < later, table.c.due_at), else_=later)
        async with self._db.write() as connection:
            for told, values in ((False, {}), (True, {"checked_at": at})):
                ids = [promise.id for promise in asked if (promise.id in found) is told]
                again = update(table).where(table.c.id.in_(ids), *promises.is_open())
                await connection.execute(again.values(next_check_at=next_time, **values))
