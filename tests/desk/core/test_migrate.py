"""Migrations lead to the schema that the code uses."""

from __future__ import annotations

import asyncio
from typing import Any

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text

from bot.desk.store import migrate
from bot.desk.store.engine import Database
from bot.desk.store.tables import metadata


async def test_the_migrated_schema_is_the_one_in_tables(database_url: str) -> None:
    db = Database.open(database_url)

    def differences(connection: Any) -> list[Any]:
        return list(compare_metadata(MigrationContext.configure(connection), metadata))

    async with db.write() as connection:
        assert await connection.run_sync(differences) == []
    await db.close()


async def test_migrating_again_and_twice_at_once_changes_nothing(database_url: str) -> None:
    await asyncio.gather(migrate.upgrade(database_url), migrate.upgrade(database_url))
    db = Database.open(database_url)
    async with db.read() as connection:
        assert (await connection.execute(text("SELECT version_num FROM alembic_version"))).scalars().all() == ["v0001"]
        await connection.execute(text("SELECT * FROM broken_guarantees"))
    await db.close()
