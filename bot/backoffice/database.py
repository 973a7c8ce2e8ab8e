"""How the shop's database is opened: SQLite in WAL mode, or PostgreSQL. Writers on SQLite take their turn at BEGIN."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import event
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

DEFAULT_URL = "sqlite+aiosqlite:///var/shop.db"
SQLITE_WAIT_MS = 30_000  # how long a writer waits for its turn before "database is locked"


def open_engine(url: str) -> AsyncEngine:
    """An engine on which a SQLite transaction begins IMMEDIATE when the connection is marked as a writer's."""
    parsed = make_url(url)
    engine = create_async_engine(url, pool_pre_ping=not parsed.drivername.startswith("sqlite"))
    if parsed.drivername.startswith("sqlite"):
        if parsed.database:
            Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
        event.listen(engine.sync_engine, "connect", _set_up_sqlite)
        event.listen(engine.sync_engine, "begin", _begin_sqlite)
    return engine


def writer(engine: AsyncEngine) -> AsyncEngine:
    """The same engine and pool, for transactions that write from the start."""
    return engine.execution_options(evenkeel_writes=True)


def _set_up_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = (
        None  # we say BEGIN ourselves; the driver's own is deferred, and then two writers clash
    )
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", f"busy_timeout={SQLITE_WAIT_MS}", "foreign_keys=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Any) -> None:
    writes = connection.get_execution_options().get("evenkeel_writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
