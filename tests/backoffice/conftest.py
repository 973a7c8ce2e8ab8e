"""The demo shop, freshly seeded, on SQLite and on PostgreSQL, with a clock the test can move."""

from __future__ import annotations

import asyncio
import os
import uuid
from collections.abc import AsyncIterator, Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path

import asyncpg
import pytest
from sqlalchemy.engine import make_url

from bot.backoffice.sql import SqlBackOffice, make_backoffice
from tests.conftest import missing

POSTGRES = os.environ.get("EVENKEEL_TEST_POSTGRES", "postgresql+asyncpg://root@127.0.0.1:5432/test")


class Clock:
    """The time as the shop sees it: a Wednesday at noon, until moved."""

    def __init__(self) -> None:
        self.now = datetime(2026, 3, 11, 12, 0, tzinfo=timezone.utc)

    def __call__(self) -> datetime:
        return self.now

    def advance(self, **by: float) -> None:
        self.now += timedelta(**by)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """A PostgreSQL database of this run's own, dropped at the end."""
    name = f"evenkeel_shop_{uuid.uuid4().hex[:12]}"
    admin = str(make_url(POSTGRES).set(drivername="postgresql"))

    async def run(statement: str) -> None:
        connection = await asyncpg.connect(admin, timeout=5)
        try:
            await connection.execute(statement)
        finally:
            await connection.close()

    try:
        asyncio.run(run(f'CREATE DATABASE "{name}"'))
    except (OSError, asyncio.TimeoutError, asyncpg.PostgresError) as error:
        missing(f"PostgreSQL ({error})")
    yield str(make_url(POSTGRES).set(database=name))
    asyncio.run(run(f'DROP DATABASE "{name}" WITH (FORCE)'))


@pytest.fixture(params=["sqlite", "postgresql"])
def shop_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite+aiosqlite:///{tmp_path}/shop.db"
    return str(request.getfixturevalue("postgres_url"))


@pytest.fixture
async def shop(shop_url: str, clock: Clock) -> AsyncIterator[SqlBackOffice]:
    back_office = make_backoffice(shop_url, now=clock)
    await back_office.prepare(fresh=True)
    yield back_office
    await back_office.close()
