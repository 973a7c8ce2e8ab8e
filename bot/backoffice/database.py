"""How the shop's database is opened: SQLite in WAL mode, or PostgreSQL. Writers on SQLite take their turn at BEGIN."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import event
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from bot import sqlite

DEFAULT_URL = "sqlite+aiosqlite:///var/shop.db"
SQLITE_WAIT_S = 30  # how long a writer waits for its turn before "database is locked"


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
    sqlite.set_up(connection, wait_s=SQLITE_WAIT_S)


def _begin_sqlite(connection: Any) -> None:
    writes = connection.get_execution_options().get("evenkeel_writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
