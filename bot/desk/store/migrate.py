"""Brings the database to the newest schema. `python -m bot.desk.store.migrate MESSAGE` writes the next migration."""

from __future__ import annotations

import asyncio
import sys

from alembic import command
from alembic.config import Config
from sqlalchemy import text
from sqlalchemy.engine import Connection

from bot.desk.store.engine import Database

LOCK = 0x45764B6C  # any fixed number: two desks that start together migrate one after the other


async def upgrade(url: str) -> None:
    """Apply every missing migration to the database at `url`, in one transaction; safe to call at each start."""
    db = Database.open(url)
    try:
        async with db.write() as connection:
            if db.dialect == "postgresql":
                await connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
            await connection.run_sync(_upgrade)
    finally:
        await db.close()


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", "bot.desk.store:migrations")
    config.attributes["connection"] = connection
    return config


def _upgrade(connection: Connection) -> None:
    command.upgrade(_config(connection), "head")


async def _write_next(message: str) -> None:
    """From the difference between the newest schema and `tables`: for maintainers."""
    db = Database.open("sqlite+aiosqlite:///:memory:")
    async with db.write() as connection:
        await connection.run_sync(_upgrade)
        await connection.run_sync(
            lambda sync: command.revision(_config(sync), message, autogenerate=True, rev_id=f"v{message.split()[0]}")
        )
    await db.close()


if __name__ == "__main__":
    asyncio.run(_write_next(" ".join(sys.argv[1:])))
