"""A desk's services on a real database, SQLite and PostgreSQL, with a brain that does as told.

After every published change, and at the end of every test, the guarantee is evaluated.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import time
import warnings
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import asyncpg
import pytest
from sqlalchemy import insert, update
from sqlalchemy.engine import make_url

from bot.desk import conversations, guarantee, handoff
from bot.desk.brains import Brains
from bot.desk.bus import Bus, Change
from bot.desk.clock import Clock
from bot.desk.outward.config import listeners
from bot.desk.settings import Settings, Timings
from bot.desk.store import migrate
from bot.desk.store.engine import Database
from bot.desk.store.rows import AgentRow, ConversationRow, MessageRow
from bot.desk.store.tables import agents
from bot.desk.store.tables import conversations as conversations_table
from bot.desk.turns import TurnTaker
from bot.times import now
from tests.conftest import missing
from tests.desk.scripted_brain import ScriptedBrain, echo

POSTGRES = os.environ.get("EVENKEEL_TEST_POSTGRES", "postgresql+asyncpg://root@127.0.0.1:5432/test")


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """A database of this run's own, dropped at its end."""
    url, name = make_url(POSTGRES), f"evenkeel_test_{uuid4().hex[:12]}"

    async def run(command: str) -> None:
        connection = await asyncpg.connect(
            user=url.username, password=url.password, host=url.host, port=url.port or 5432, database=url.database
        )
        try:
            await connection.execute(command)
        finally:
            await connection.close()

    try:
        asyncio.run(run(f'CREATE DATABASE "{name}"'))
    except (OSError, asyncpg.PostgresError) as error:
        warnings.warn(f"PostgreSQL is not reachable at {POSTGRES}: {error}", stacklevel=1)
        missing(f"PostgreSQL at {POSTGRES}")
    ours = url.set(database=name).render_as_string(hide_password=False)
    asyncio.run(migrate.upgrade(ours))
    yield ours
    asyncio.run(run(f'DROP DATABASE "{name}" WITH (FORCE)'))


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A migrated database: an SQLite file, then PostgreSQL."""
    if request.param == "postgresql":
        return str(request.getfixturevalue("postgres_url"))
    shutil.copy(request.getfixturevalue("empty_file"), tmp_path / "desk.db")
    return f"sqlite+aiosqlite:///{tmp_path}/desk.db"


@pytest.fixture(scope="session")
def empty_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file with nothing in it."""
    path = tmp_path_factory.mktemp("empty") / "desk.db"
    asyncio.run(migrate.upgrade(f"sqlite+aiosqlite:///{path}"))
    return path


@dataclass
class World:
    """A desk without its sockets. Every test has a site of its own, so that one database serves them all."""

    db: Database
    bus: Bus
    settings: Settings
    brain: ScriptedBrain
    brains: Brains
    turns: TurnTaker
    clock: Clock
    changes: list[Change] = field(default_factory=list)
    broken: list[guarantee.Violation] = field(default_factory=list)

    async def conversation(self, **more: Any) -> str:
        """A new conversation's id."""
        started = await conversations.start(self.db, site_id=self.settings.site_id, **more)
        return started.id

    async def says(self, conversation_id: str, text: str, *, id: str | None = None, **more: Any) -> MessageRow:
        """The customer writes."""
        received = await conversations.receive(
            self.db,
            self.bus,
            settings=self.settings,
            conversation_id=conversation_id,
            client_id=id or str(uuid4()),
            text=text,
            **more,
        )
        self.turns.heard(conversation_id)
        return received.message

    async def agent(
        self, name: str = "Sam Reed", *, on_duty: bool = True, role: str = "agent", **more: Any
    ) -> AgentRow:
        """Somebody of the team, whose page is open if they are on duty."""
        row = AgentRow(
            id=str(uuid4()),
            site_id=self.settings.site_id,
            email=f"{uuid4().hex}@example.org",
            name=name,
            role=role,
            password_hash="-",
            created_at=now(),
            disabled_at=None,
            availability="online" if on_duty else "away",
            last_seen_at=now() if on_duty else None,
            **more,
        )
        async with self.db.write() as connection:
            await connection.execute(insert(agents).values(**vars(row)))
        return row

    async def do(self, action: Callable[..., Awaitable[Any]], conversation_id: str, **facts: Any) -> Any:
        """One of the services that take db, bus and settings."""
        return await action(self.db, self.bus, settings=self.settings, conversation_id=conversation_id, **facts)

    async def queued(self, text: str = "I want to talk to a person", **more: Any) -> str:
        """A conversation in the queue."""
        conversation_id = await self.conversation(**more)
        await self.says(conversation_id, text)
        assert (await self.row(conversation_id)).owner == "queue"
        return conversation_id

    async def taken(self, agent: AgentRow) -> str:
        """A conversation that the agent has, and owes a word in."""
        conversation_id = await self.queued()
        await self.do(handoff.take, conversation_id, agent=agent)
        return conversation_id

    async def row(self, conversation_id: str) -> ConversationRow:
        """The conversation as committed."""
        found = await conversations.get(self.db, conversation_id=conversation_id)
        assert found is not None
        return found

    async def log(self, conversation_id: str, *, for_agents: bool = True) -> list[MessageRow]:
        """Its messages as committed."""
        return await conversations.messages_after(self.db, conversation_id=conversation_id, for_agents=for_agents)

    async def said(self, conversation_id: str, *authors: str) -> list[str]:
        """What was said, by these authors or by everybody."""
        return [m.text or "" for m in await self.log(conversation_id) if not authors or m.author in authors]

    async def until(self, holds: Callable[[], Awaitable[Any]], *, seconds: float = 15) -> Any:
        """Wait for something that will be so; what it returned."""
        deadline = time.monotonic() + seconds
        while not (value := await holds()):
            assert time.monotonic() < deadline, "it never happened"
            await asyncio.sleep(0.02)
        return value

    async def until_owner(self, conversation_id: str, owner: str) -> None:
        """Wait for a change of owner."""

        async def passed() -> bool:
            return (await self.row(conversation_id)).owner == owner

        await self.until(passed)

    async def until_answered(self, conversation_id: str) -> list[str]:
        """Wait until the customer owes the next word; everything the assistant has said."""

        async def answered() -> bool:
            return (await self.row(conversation_id)).waiting_on == "customer"

        await self.until(answered)
        return await self.said(conversation_id, "assistant")

    async def make_due(self, conversation_id: str, *, ago: float = 0.5) -> None:
        """Time has passed: the next step was due so many seconds ago."""
        await self.set(conversation_id, next_step_due=now() - timedelta(seconds=ago))

    async def set(self, conversation_id: str, **values: Any) -> None:
        """Behind the services' backs."""
        async with self.db.write() as connection:
            where = conversations_table.c.id == conversation_id
            await connection.execute(update(conversations_table).where(where).values(**values))

    async def last_seen(self, agent: AgentRow, at: datetime) -> None:
        """The agent's last heartbeat was then."""
        async with self.db.write() as connection:
            await connection.execute(update(agents).where(agents.c.id == agent.id).values(last_seen_at=at))

    async def close(self) -> None:
        """As a desk that is told to stop."""
        await self.turns.close()
        await self.brains.close()
        await self.db.close()


Worlds = Callable[..., Awaitable[World]]


@pytest.fixture
async def worlds(database_url: str, brain: ScriptedBrain) -> AsyncIterator[Worlds]:
    """Makes desks on the same database; the guarantee must hold after every change that any of them publishes."""
    made: list[World] = []
    site = f"test-{uuid4().hex[:12]}"

    async def make(*, brains: list[str] | None = None, **settings: Any) -> World:
        timings = replace(Timings(silence=0.05, longest_listening=0.4), **settings.pop("timings", {}))
        told = Settings(site_id=site, database_url=database_url, timings=timings, **settings)
        db, bus = Database.open(database_url, listeners=listeners(told.webhooks)), Bus()
        asked = Brains([brain.url] if brains is None else brains, "scripted", poll_s=0.2)
        await asked.start()
        turns = TurnTaker(db, bus, asked, told)
        world = World(db, bus, told, brain, asked, turns, Clock(db, bus, told, turns, asked))

        async def changed(change: Change) -> None:
            world.changes.append(change)
            world.broken += await guarantee.broken(db, settings=told)

        bus.subscribe(changed)
        made.append(world)
        return world

    yield make
    broken = [violation for world in made for violation in world.broken]
    if made:
        broken += await guarantee.broken(made[0].db, settings=made[0].settings)
    for world in made:
        await world.close()
    assert not broken, f"the guarantee was broken: {broken}"


@pytest.fixture
async def world(worlds: Worlds) -> World:
    """One desk."""
    return await worlds()


@pytest.fixture(scope="session")
def one_brain() -> Iterator[ScriptedBrain]:
    """Started once; starting takes longer than most tests."""
    with ScriptedBrain() as scripted:
        yield scripted


@pytest.fixture
def brain(one_brain: ScriptedBrain) -> ScriptedBrain:
    """One brain, well, that has been asked nothing yet."""
    one_brain.answer, one_brain.state, one_brain.delay_s = echo, "ready", 0.0
    one_brain.turns, one_brain.reads, one_brain.checks, one_brain.kept = [], [], [], {}
    one_brain.promises_answer = None
    return one_brain
