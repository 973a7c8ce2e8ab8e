"""Keeps the processes alive: one desk, the brains behind it. Restarts with backoff; warms a new model, then swaps.

Each brain slot has a fixed port and the desk knows them all; one slot more than brains run, so that a brain with a
new model can start beside the old one and take over only when it is ready.
"""

from __future__ import annotations

import asyncio
import ctypes
import os
import secrets
import signal
import socket
import sys
import time
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from bot.launch import model, paths
from bot.launch.errors import EXIT_CONFIG, CannotStart

FIRST_WAIT_S, LONGEST_WAIT_S = 0.5, 30.0
SETTLED_S = 60.0  # a process that lived this long starts again without a wait
STOP_S = 10.0
PR_SET_PDEATHSIG = 1  # linux/prctl.h
Say = Callable[[str], None]


def free_port() -> int:
    """A port on loopback that nothing uses at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def check_port(host: str, port: int) -> None:
    """Raises CannotStart if the public port is taken."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise CannotStart(
                f"port {port} on {host} cannot be used ({error.strerror}). Stop what uses it, or choose another: "
                f"PORT={port + 1} make run"
            ) from error


@dataclass
class Child:
    """One process of ours. `log` receives what it prints."""

    name: str
    command: list[str]
    env: dict[str, str]
    log: Path
    process: asyncio.subprocess.Process | None = None
    stopping: bool = False
    failures: int = 0
    started: float = field(default=0.0)

    async def start(self) -> None:
        """Starts it in a session of its own, so that Ctrl-C reaches us first and we end things in order."""
        self.log.parent.mkdir(parents=True, exist_ok=True)
        with self.log.open("ab") as log:
            self.process = await asyncio.create_subprocess_exec(
                *self.command,
                env={**os.environ, **paths.databases(), **self.env},
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=end_with_parent,
            )
        self.started = time.monotonic()
        pid_file = paths.var() / "run" / f"{self.name}.pid"
        pid_file.parent.mkdir(exist_ok=True)
        pid_file.write_text(str(self.process.pid))

    async def stop(self) -> None:
        """Asks it to finish; ends it after ten seconds."""
        self.stopping = True
        if self.process is None or self.process.returncode is not None:
            return
        self.process.terminate()
        try:
            await asyncio.wait_for(self.process.wait(), STOP_S)
        except asyncio.TimeoutError:
            self.process.kill()
            await self.process.wait()

    def last_words(self) -> str:
        """The end of its log."""
        lines = self.log.read_text(errors="replace").strip().splitlines() if self.log.exists() else []
        return "\n    ".join(lines[-8:])


class Supervisor:
    """Runs desk and brains until told to stop. Raises CannotStart if a process says that trying again is useless."""

    def __init__(
        self, trained: Path, *, host: str, port: int, brains: int, say: Say, desk_up: Callable[[], None]
    ) -> None:
        self.trained, self.host, self.port, self.say, self.desk_up = trained, host, port, say, desk_up
        self.secret = os.environ.get("EVENKEEL_BRAIN_SECRET") or secrets.token_urlsafe(32)
        self.slots: list[int] = []
        while len(self.slots) < brains + 1:
            if (candidate := free_port()) not in self.slots:
                self.slots.append(candidate)
        self.running = brains
        self.children: dict[str, Child] = {}
        self.brain_ports: dict[str, int] = {}
        self.tasks: set[asyncio.Task[None]] = set()
        self.finished = asyncio.Event()
        self.fatal: CannotStart | None = None

    async def run(self) -> None:
        """Starts everything, then watches until a signal comes."""
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, self.finished.set)
        try:
            for port in self.slots[: self.running]:
                await self._start_brain(port)
            await self._start(self._desk())
            self._background(self._announce_when_ready())
            self._background(self._swap_when_trained())
            await self.finished.wait()
        finally:
            for task in self.tasks:
                task.cancel()
            await asyncio.gather(*(child.stop() for child in self.children.values()))
        if self.fatal:
            raise self.fatal

    def _desk(self) -> Child:
        env = {
            "EVENKEEL_BRAINS": ",".join(f"http://127.0.0.1:{port}" for port in self.slots),
            "EVENKEEL_BRAIN_SECRET": self.secret,
            "EVENKEEL_HOST": self.host,
            "PORT": str(self.port),
        }
        return Child("desk", [sys.executable, "-m", "bot.desk"], env, paths.var() / "log" / "desk.log")

    async def _start_brain(self, port: int) -> Child:
        name = f"brain-{self.slots.index(port) + 1}"
        public = os.environ.get("EVENKEEL_PUBLIC_URL", f"http://{self.host}:{self.port}")  # as the desk has it
        env = {
            "EVENKEEL_BRAIN_SECRET": self.secret,
            "EVENKEEL_PUBLIC_URL": public,
            "RASA_TELEMETRY_ENABLED": "false",
        }
        command = [sys.executable, "-m", "bot.dialogue", "--port", str(port), "--model", str(self.trained)]
        child = Child(name, command, env, paths.var() / "log" / f"{name}.log")
        self.brain_ports[name] = port
        await self._start(child)
        return child

    async def _start(self, child: Child) -> None:
        self.children[child.name] = child
        await child.start()
        self._background(self._keep(child))

    def _background(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.create_task(work)
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)

    async def _keep(self, child: Child) -> None:
        while True:
            assert child.process is not None
            code = await child.process.wait()
            if child.stopping:
                return
            if code == EXIT_CONFIG:
                self.fatal = CannotStart(f"the {child.name} cannot run:\n    {child.last_words()}")
                self.finished.set()
                return
            child.failures = 0 if time.monotonic() - child.started > SETTLED_S else child.failures + 1
            wait = min(LONGEST_WAIT_S, FIRST_WAIT_S * 2 ** max(0, child.failures - 1))
            self.say(f"The {child.name} ended ({_how(code)}); starting it again in {wait:g} s. Its log: {child.log}")
            await asyncio.sleep(wait)
            await child.start()

    async def _announce_when_ready(self) -> None:
        desk = f"http://{self.host}:{self.port}"
        await self._until(f"{desk}/healthz", lambda body: True)
        self.desk_up()
        await self._until(f"{desk}/readyz", lambda body: body.get("assistant") == "ready")
        self.say("[green]✓[/] The assistant answers. Ctrl-C stops everything.\n")

    async def _swap_when_trained(self) -> None:
        """A maintainer trained anew: warm a standby, then let the old brain finish what it has."""
        while True:
            await asyncio.sleep(2)
            wanted = model.expected()
            if wanted == self.trained or not wanted.exists():
                continue
            self.trained = wanted
            self.say("A new model is there: warming a brain with it ...")
            for old in [child for name, child in self.children.items() if name in self.brain_ports]:
                port = next(slot for slot in self.slots if slot not in self.brain_ports.values())
                await self._start_brain(port)
                await self._until(f"http://127.0.0.1:{port}/healthz", lambda body: body.get("state") == "ready")
                await old.stop()
                del self.children[old.name], self.brain_ports[old.name]
            self.say("The new model answers now.")

    async def _until(self, url: str, good: Callable[[dict[str, object]], bool]) -> None:
        headers = {"X-Evenkeel-Secret": self.secret}
        async with httpx.AsyncClient(timeout=2, headers=headers) as client:
            while True:
                try:
                    answer = await client.get(url)
                    if answer.status_code == 200 and good(answer.json()):
                        return
                except (httpx.HTTPError, ValueError):
                    pass  # not up yet: that is what we wait for
                await asyncio.sleep(0.3)


def end_with_parent() -> None:
    """If the supervisor itself is killed, Linux ends its children too, so that no port stays taken."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def _how(code: int) -> str:
    return f"signal {signal.Signals(-code).name}" if code < 0 else f"exit {code}"
