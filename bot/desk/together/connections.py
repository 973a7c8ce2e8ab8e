"""Which customers are connected, at whichever desk: each desk writes down its own, and takes them back as they leave.

What a desk wrote counts until a little while after its last sign of life, so a desk that dies takes its own along.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import timedelta

import structlog
from sqlalchemy import delete, insert, select, update
from sqlalchemy.exc import IntegrityError, SQLAlchemyError

from bot.desk.settings import Settings
from bot.desk.store.engine import Database
from bot.desk.store.tables import connections
from bot.times import now

EVERY_S = 5.0
LAST_S = 20.0

log = structlog.get_logger(__name__)


class Connections:
    """Run `keep()`. `here` tells whose customers are connected to this desk."""

    def __init__(self, db: Database, settings: Settings, desk_id: str, here: Callable[[], set[str]]) -> None:
        self._db, self._settings, self._desk_id, self._here = db, settings, desk_id, here
        self._elsewhere: set[str] = set()

    def everywhere(self) -> set[str]:
        """The conversations whose customer is connected to any desk."""
        return self._here() | self._elsewhere

    async def changed(self, conversation_id: str) -> None:
        """Their customer has come or gone: write down which it is now."""
        try:
            await self._write({conversation_id}, whole=False)
        except (SQLAlchemyError, OSError):  # within seconds `keep` writes it down
            log.warning("connection_not_written", conversation=conversation_id, exc_info=True)

    async def look(self) -> bool:
        """Reads what the others wrote; True if that is news."""
        here = (connections.c.site_id == self._settings.site_id, connections.c.until > now())
        query = select(connections.c.conversation_id).where(*here, connections.c.desk_id != self._desk_id)
        async with self._db.read() as connection:
            before, self._elsewhere = self._elsewhere, set((await connection.execute(query)).scalars())
        return before != self._elsewhere

    async def keep(self, news: Callable[[], None]) -> None:
        """Runs until cancelled; calls `news` when the others' have changed."""
        while True:
            try:
                await self._write(set(), whole=True)
                if await self.look():
                    news()
            except Exception:
                log.exception("connections_not_kept")
            await asyncio.sleep(EVERY_S)

    async def close(self) -> None:
        """None are connected here any more."""
        async with self._db.write() as connection:
            await connection.execute(delete(connections).where(connections.c.desk_id == self._desk_id))

    async def _write(self, about: set[str], *, whole: bool) -> None:
        """Makes our rows agree with who is here, for these conversations or all; renews them; forgets the dead's."""
        at, mine = now(), connections.c.desk_id == self._desk_id
        until = at + timedelta(seconds=LAST_S)
        which = mine if whole else mine & connections.c.conversation_id.in_(about)
        try:
            async with self._db.write() as connection:
                written = set((await connection.execute(select(connections.c.conversation_id).where(which))).scalars())
                wanted = self._here() if whole else self._here() & about
                if gone := written - wanted:
                    await connection.execute(delete(connections).where(mine, connections.c.conversation_id.in_(gone)))
                await connection.execute(update(connections).where(which).values(until=until))
                if come := wanted - written:
                    same = {"site_id": self._settings.site_id, "desk_id": self._desk_id, "until": until}
                    rows = [{**same, "conversation_id": conversation_id} for conversation_id in come]
                    await connection.execute(insert(connections), rows)
                if whole:
                    await connection.execute(delete(connections).where(connections.c.until < at - timedelta(minutes=1)))
        except IntegrityError:
            return  # written by ourselves meanwhile
