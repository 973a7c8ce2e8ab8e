"""Migrations lead to the schema that the code uses."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

from bot.desk import guarantee, promises
from bot.desk.settings import Settings
from bot.desk.store import migrate
from bot.desk.store.engine import Database
from bot.desk.store.tables import metadata


async def test_the_migrated_schema_is_the_one_in_tables(database_url: str) -> None:
    db = Database.open(database_url)

    def differences(connection: Any) -> list[Any]:
        words = {"include_name": lambda name, kind, _: kind != "table" or not name.startswith("message_words")}
        return list(compare_metadata(MigrationContext.configure(connection, opts=words), metadata))

    async with db.write() as connection:
        assert await connection.run_sync(differences) == []
    await db.close()


async def test_migrating_again_and_twice_at_once_changes_nothing(database_url: str) -> None:
    await asyncio.gather(migrate.upgrade(database_url), migrate.upgrade(database_url))
    db = Database.open(database_url)
    async with db.read() as connection:
        newest = ScriptDirectory.from_config(migrate._config(connection.sync_connection)).get_current_head()
        assert (await connection.execute(text("SELECT version_num FROM alembic_version"))).scalars().all() == [newest]
        await connection.execute(text("SELECT * FROM broken_guarantees"))
    await db.close()


async def test_promises_of_the_first_schema_are_brought_along_and_those_reported_stay_so(tmp_path: Path) -> None:
    db = Database.open(f"sqlite+aiosqlite:///{tmp_path}/old.db")
    at = "2026-11-20 12:00:00"
    async with db.write() as connection:
        await connection.run_sync(lambda sync: command.upgrade(migrate._config(sync), "v0001"))
        await connection.execute(
            text(
                "INSERT INTO conversations (id, site_id, reference, created_at, updated_at, owner, revision, last_seq,"
                " answered_seq, waiting_on, customer_verified, locale, timezone)"
                f" VALUES ('c', 's', 'EV-1', '{at}', '{at}', 'closed', 0, 1, 1, 'customer', 0, 'en', 'UTC')"
            )
        )
        for name, broken in (("open", "NULL"), ("broken", f"'{at}'")):
            await connection.execute(
                text(
                    "INSERT INTO promises (id, site_id, conversation_id, made_by, owner, text, seq, made_at, due_at,"
                    " broken_at)"
                    f" VALUES ('{name}', 's', 'c', 'assistant', 'assistant', 'it', 1, '{at}', '{at}', {broken})"
                )
            )
    await db.close()
    await migrate.upgrade(f"sqlite+aiosqlite:///{tmp_path}/old.db")
    db = Database.open(f"sqlite+aiosqlite:///{tmp_path}/old.db")
    made = await promises.of(db, conversation_id="c")
    rules = await guarantee.broken(db, settings=Settings(site_id="s"))
    await db.close()
    assert {promise.id: promise.status for promise in made} == {"open": "open", "broken": "unconfirmed"}
    assert [found.rule for found in rules] == ["promise_late"], "the open one is reported at the clock's next tick"


async def test_skills_can_be_taken_away_again_and_come_back(tmp_path: Path) -> None:
    db = Database.open(f"sqlite+aiosqlite:///{tmp_path}/desk.db")
    for go, to in ((command.upgrade, "head"), (command.downgrade, "v0007"), (command.upgrade, "head")):
        async with db.write() as connection:
            await connection.run_sync(lambda sync, go=go, to=to: go(migrate._config(sync), to))
    async with db.read() as connection:
        await connection.execute(text("SELECT skills, languages, max_open FROM agents"))
        await connection.execute(text("SELECT * FROM broken_guarantees"))
    await db.close()
