"""Looks in the database for what other desks committed and nobody told us: Redis was away, or that desk has died."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

import structlog
from sqlalchemy import select

from bot.desk.bus import Change
from bot.desk.settings import Settings
from bot.desk.store.engine import Database
from bot.desk.store.rows import MessageRow, row
from bot.desk.store.tables import conversations, messages
from bot.times import now

EVERY_S = 2.0
LONGEST_COMMIT_S = 15.0  # a row is dated before its transaction commits, by a desk whose clock may be a little off

log = structlog.get_logger(__name__)


class Sweep:
    """Run `keep()`. `known` is to be called with every change that has been told here, whoever made it."""

    def __init__(self, db: Database, settings: Settings, deliver: Callable[[Change], Awaitable[None]]) -> None:
        self._db, self._settings, self._deliver = db, settings, deliver
        self._since = now()
        self._told: dict[str, datetime] = {}  # conversation → the version of it that was told here

    async def known(self, change: Change) -> None:
        """This one need not be found."""
        if change.version:
            self._told[change.conversation_id] = change.version

    async def keep(self) -> None:
        """Runs until cancelled."""
        while True:
            await asyncio.sleep(EVERY_S)
            try:
                await self.look()
            except Exception:
                log.exception("sweep_failed")

    async def look(self) -> int:
        """One round; returns how many conversations had changed untold."""
        at = now()
        since = self._since - timedelta(seconds=LONGEST_COMMIT_S)
        recent = await self._recent(since)
        untold = [changed for changed, version in recent.items() if self._told.get(changed) != version]
        for conversation_id in untold:
            said = await self._said(conversation_id, since)
            site_id, version = self._settings.site_id, recent[conversation_id]
            await self._deliver(Change(conversation_id, site_id, tuple(said), brief=True, version=version))
            self._told[conversation_id] = version
        self._told = {changed: version for changed, version in self._told.items() if version > since}
        self._since = at
        return len(untold)

    async def _recent(self, since: datetime) -> dict[str, datetime]:
        here = (conversations.c.site_id == self._settings.site_id, conversations.c.updated_at > since)
        async with self._db.read() as connection:
            found = await connection.execute(select(conversations.c.id, conversations.c.updated_at).where(*here))
            return dict(found.all())

    async def _said(self, conversation_id: str, since: datetime) -> list[MessageRow]:
        query = (
            select(messages)
            .where(messages.c.conversation_id == conversation_id, messages.c.at > since)
            .order_by(messages.c.seq)
        )
        async with self._db.read() as connection:
            return [row(MessageRow, found) for found in (await connection.execute(query)).mappings()]
