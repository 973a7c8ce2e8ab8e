"""A real desk on a free port with a database file of its own, and people to use it."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import httpx
import pytest
import uvicorn

from bot.desk import guarantee
from bot.desk.__main__ import configure_log
from bot.desk.app import create_app
from bot.desk.settings import Settings, Timings
from bot.desk.setup_link import ensure_setup_link
from bot.desk.store.engine import Database
from bot.launch.supervise import free_port
from bot.workbench.driver import Agent, Customer

configure_log()  # structlog's own default draws boxes around tracebacks, slowly, and prints what customers wrote
PASSWORD = "a long enough password"
QUICK = Timings(silence=0.1, longest_listening=0.5, deadline=2.0, starting_patience=1.0, brain_poll=0.2, clock=0.1)


@dataclass
class RunningDesk:
    """A desk that is up, and what tests want to know of it."""

    settings: Settings
    file: Path
    server: uvicorn.Server
    thread: threading.Thread
    people: list[Any] = field(default_factory=list)
    harmed: bool = False  # the test broke the database on purpose

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.settings.port}"

    def http(self, **options: Any) -> httpx.Client:
        client = httpx.Client(base_url=self.url, timeout=20, **options)
        self.people.append(client)
        return client

    def customer(self, **options: Any) -> Customer:
        customer = Customer(self.url, **options).arrive()
        self.people.append(customer)
        return customer

    def setup_token(self) -> str:
        """Of a fresh set-up link; only while there is no agent."""

        async def link() -> str | None:
            db = Database.open(self.settings.database_url)
            try:
                return await ensure_setup_link(db, self.settings)
            finally:
                await db.close()

        path = asyncio.run(link())
        assert path and path.startswith("/desk/setup?token=")
        return path.partition("token=")[2]

    def first_agent(self, email: str = "ada@shop.example", name: str = "Ada") -> Agent:
        agent = Agent(self.url, email=email, password=PASSWORD)
        agent.register(self.setup_token(), name)
        self.people.append(agent)
        return agent.arrive()

    def colleague_of(self, agent: Agent, email: str, name: str, role: str = "agent") -> Agent:
        csrf = agent.http.get("/api/me").json()["csrf"]
        answer = agent.http.post("/api/invitations", json={"role": role}, headers={"X-CSRF-Token": csrf})
        colleague = Agent(self.url, email=email, password=PASSWORD)
        colleague.register(answer.json()["url"].partition("token=")[2], name)
        self.people.append(colleague)
        return colleague.arrive()

    def rows(self, query: str, *values: Any) -> list[tuple[Any, ...]]:
        """Straight from the file, as another program sees it."""
        with sqlite3.connect(self.file) as connection:
            return connection.execute(query, values).fetchall()

    def broken_guarantees(self) -> list[Any]:
        """By the predicate, over the committed rows."""

        async def look() -> list[Any]:
            db = Database.open(self.settings.database_url)
            try:
                return list(await guarantee.broken(db, settings=self.settings))
            finally:
                await db.close()

        return asyncio.run(look())

    def stop(self) -> None:
        """Ends everything. Whatever the test did, the guarantee must hold."""
        broken = [] if self.harmed else self.broken_guarantees()
        for person in reversed(self.people):
            person.close()
        self.server.should_exit = True
        self.thread.join(15)
        assert not self.thread.is_alive(), "the desk did not stop"
        assert broken == []


def start_desk(folder: Path, **changes: Any) -> RunningDesk:
    """Starts a desk and waits until it answers."""
    port, file = free_port(), folder / "desk.db"
    url = f"http://127.0.0.1:{port}"
    first = Settings(port=port, public_url=url, database_url=f"sqlite+aiosqlite:///{file}", timings=QUICK)
    settings = replace(first, **changes)
    config = uvicorn.Config(create_app(settings), port=port, ws="wsproto", log_level="warning", access_log=False)
    config.timeout_graceful_shutdown, config.proxy_headers = 1, False  # as in bot/desk/__main__.py
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    deadline = time.monotonic() + 20
    while not server.started:
        assert thread.is_alive() and time.monotonic() < deadline, "the desk did not start"
        time.sleep(0.02)
    return RunningDesk(settings, file, server, thread)


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[..., RunningDesk]]:
    """Starts desks with settings of the test's own."""
    running: list[RunningDesk] = []

    def starting(**changes: Any) -> RunningDesk:
        folder = tmp_path / str(len(running))
        folder.mkdir()
        running.append(start_desk(folder, **changes))
        return running[-1]

    yield starting
    for desk in running:
        desk.stop()


@pytest.fixture
def desk(start: Callable[..., RunningDesk]) -> RunningDesk:
    """A fresh desk without a brain: the assistant is unavailable, and everything else works."""
    return start()


@pytest.fixture(scope="module")
def shared_desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningDesk]:
    """One desk for a module's many small refusals."""
    running = start_desk(tmp_path_factory.mktemp("shared"))
    yield running
    running.stop()


@pytest.fixture
def demo_desk(start: Callable[..., RunningDesk], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> RunningDesk:
    """The demo shop's desk."""
    monkeypatch.setenv("EVENKEEL_SHOP_DATABASE_URL", f"sqlite+aiosqlite:///{tmp_path}/shop.db")
    return start(demo=True)
