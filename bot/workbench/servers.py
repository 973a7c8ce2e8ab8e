"""Servers of our own for drills: a PostgreSQL database, a Redis, a proxy; each can be harmed on purpose."""

from __future__ import annotations

import asyncio
import os
import random
import shutil
import subprocess
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from uuid import uuid4

import asyncpg
import redis
from sqlalchemy.engine import URL, make_url

from bot.launch.supervise import end_with_parent, free_port

POSTGRES = os.environ.get("EVENKEEL_TEST_POSTGRES", "postgresql+asyncpg://root@127.0.0.1:5432/test")
BACK_AFTER_S = 1.0  # as RestartSec in deploy/*.service


class Missing(RuntimeError):
    """This machine lacks a server; the message says which and what to do."""


def program(name: str) -> str:
    """Where it is. Raises Missing."""
    if found := shutil.which(name):
        return found
    raise Missing(f"{name} (on Debian: apt-get install {name})")


class Kept:
    """A process that is started again a second after it ends, as systemd does."""

    def __init__(self, name: str, command: Sequence[str], environment: Mapping[str, str], folder: Path) -> None:
        self.name, self.log = name, folder / f"{name}.log"
        self._command, self._environment = command, environment
        self._over, self._may_run = threading.Event(), threading.Event()
        self._may_run.set()
        self._process: subprocess.Popen[bytes] | None = None
        self._thread = threading.Thread(target=self._keep, name=name, daemon=True)
        self._thread.start()

    def kill(self) -> bool:
        """`kill -9`; False if it was not running."""
        if self._process is None or self._process.poll() is not None:
            return False
        self._process.kill()
        return True

    def hold_down(self) -> None:
        """`kill -9`, and it stays down until `let_up`."""
        self._may_run.clear()
        self.kill()

    def let_up(self) -> None:
        """It may start again."""
        self._may_run.set()

    def stop(self) -> None:
        """Asks it to end, and starts it no more."""
        self._over.set()
        self._may_run.set()
        if self._process and self._process.poll() is None:
            self._process.terminate()
            try:
                self._process.wait(15)
            except subprocess.TimeoutExpired:
                self._process.kill()
        self._thread.join(20)

    def _keep(self) -> None:
        while self._may_run.wait() and not self._over.is_set():
            with self.log.open("ab") as log:
                self._process = subprocess.Popen(
                    list(self._command),
                    env=dict(self._environment),
                    stdout=log,
                    stderr=log,
                    start_new_session=True,
                    preexec_fn=end_with_parent,
                )
            self._process.wait()
            self._over.wait(BACK_AFTER_S)


class Postgres:
    """A database of our own on the server that EVENKEEL_TEST_POSTGRES names. Raises Missing if it is not up."""

    def __init__(self) -> None:
        self._server, self._name = make_url(POSTGRES), f"evenkeel_drill_{uuid4().hex[:10]}"
        try:
            self._do(f'CREATE DATABASE "{self._name}"')
        except (OSError, asyncpg.PostgresError) as error:
            raise Missing(f"PostgreSQL at {POSTGRES} ({error})") from error
        self.url = self._server.set(database=self._name).render_as_string(hide_password=False)

    def cut(self, chance: random.Random, share: float = 0.5) -> int:
        """Ends about that share of the connections there are, in whatever they are doing; returns how many."""
        pids = [row["pid"] for row in self._do("SELECT pid FROM pg_stat_activity WHERE datname = $1", self._name)]
        chosen = [pid for pid in sorted(pids) if chance.random() < share]
        for pid in chosen:
            self._do("SELECT pg_terminate_backend($1)", pid)
        return len(chosen)

    def drop(self) -> None:
        """All of it."""
        self._do(f'DROP DATABASE "{self._name}" WITH (FORCE)')

    def _do(self, command: str, *values: Any) -> list[Any]:
        return asyncio.run(_run(self._server, command, values))


async def _run(server: URL, command: str, values: Sequence[Any]) -> list[Any]:
    connection = await asyncpg.connect(
        user=server.username,
        password=server.password,
        host=server.host,
        port=server.port or 5432,
        database=server.database,
    )
    try:
        return list(await connection.fetch(command, *values))
    finally:
        await connection.close()


class Redis:
    """A Redis of our own that keeps nothing on disk: the desks need none of it kept."""

    def __init__(self, folder: Path) -> None:
        port = free_port()
        self.url = f"redis://127.0.0.1:{port}/0"
        options = ["--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", str(folder)]
        self.server = Kept("redis", [program("redis-server"), *options], os.environ, folder)

    def answers(self) -> bool:
        """Whether it is up."""
        try:
            with redis.Redis.from_url(self.url) as client:
                return bool(client.ping())
        except redis.RedisError:
            return False

    def cut(self) -> int:
        """Ends every connection; returns how many."""
        try:
            with redis.Redis.from_url(self.url) as client:
                return sum(int(client.client_kill_filter(_type=kind)) for kind in ("normal", "pubsub"))
        except redis.RedisError:
            return 0
