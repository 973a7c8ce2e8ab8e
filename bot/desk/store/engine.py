"""The database: one way to read, one way to write, the same on SQLite and PostgreSQL."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from asyncpg.exceptions import InternalClientError
from sqlalchemy import event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import AsyncAdaptedQueuePool

from bot import sqlite

# Seconds a writer waits for another process's write (SQLite). Ours take milliseconds; a backup may take longer.
BUSY_TIMEOUT_S = 10

# FULL: a commit is on the disk before the customer is told "sent", so a power cut loses nothing either (NORMAL would
# survive kill -9 only). It costs one fsync a message: 1.5 ms on the machine this was written on.
SQLITE_PRAGMAS = ("synchronous = FULL",)


@dataclass(frozen=True)
class Database:
    """An open database. Every write is one transaction; rows are locked by changing them first (see ledger.py)."""

    engine: AsyncEngine
    listeners: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # webhook addresses by event: outward/config
    # SQLite has one writer at a time: within this process they queue here, in order, instead of polling for the lock.
    _writers: asyncio.Lock | None = field(default=None)

    @classmethod
    def open(cls, url: str, *, listeners: Mapping[str, tuple[str, ...]] | None = None) -> Database:
        """`url`: sqlite+aiosqlite:///path or postgresql+asyncpg://…; an SQLite file's folder is made if missing."""
        parsed = make_url(url)
        if parsed.get_backend_name() != "sqlite":
            return cls(create_async_engine(parsed, pool_size=10, max_overflow=10, pool_pre_ping=True), listeners or {})
        if parsed.database:
            Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
        engine = create_async_engine(parsed, poolclass=AsyncAdaptedQueuePool, pool_size=5, max_overflow=5)
        event.listen(engine.sync_engine, "connect", _prepare_sqlite)
        event.listen(engine.sync_engine, "begin", _begin_sqlite)
        return cls(engine, listeners or {}, asyncio.Lock())

    def apart(self, connections: int) -> Database:
        """The same database by so many connections of its own, for work that must not wait behind everybody else's.
        An SQLite file has one writer at a time anyway: itself."""
        if self.dialect == "sqlite":
            return self
        engine = create_async_engine(self.engine.url, pool_size=connections, max_overflow=0, pool_pre_ping=True)
        return Database(engine, self.listeners)

    @property
    def dialect(self) -> str:
        """`sqlite` or `postgresql`."""
        return str(self.engine.dialect.name)

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncConnection]:
        """A connection to read with; what it sees is one moment of the database (on SQLite)."""
        async with self.engine.connect() as connection:
            yield connection

    @asynccontextmanager
    async def write(self) -> AsyncIterator[AsyncConnection]:
        """A transaction: committed when the block ends, rolled back when it raises."""
        async with AsyncExitStack() as stack:
            if self._writers:
                await stack.enter_async_context(self._writers)
            connection = await stack.enter_async_context(self.engine.connect())
            connection = await connection.execution_options(evenkeel_write=True)
            async with connection.begin():
                yield connection

    async def close(self) -> None:
        """Give all connections back."""
        await self.engine.dispose()


def connection_lost(error: BaseException) -> bool:
    """Whether the database went away in the middle, so that the same may work if it is asked again."""
    if isinstance(error, DBAPIError):
        return bool(error.connection_invalidated) or isinstance(error.orig, OSError)
    return isinstance(error, (OSError, InternalClientError))  # asyncpg's word for a connection that was cut


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    sqlite.set_up(connection, wait_s=BUSY_TIMEOUT_S, pragmas=SQLITE_PRAGMAS)


def _begin_sqlite(connection: Any) -> None:
    writing = connection.get_execution_options().get("evenkeel_write")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")
