"""The whole product as real processes in a folder of its own, for drills, benchmarks and tests."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import httpx

from bot.desk import guarantee
from bot.desk.settings import Settings
from bot.desk.store.engine import Database
from bot.launch import model, paths
from bot.launch.supervise import free_port

READY_S = 180.0


class Product:
    """`evenkeel run`, on a free port and fresh databases. Use as a context manager."""

    def __init__(self, folder: Path, **environment: str) -> None:
        self.folder = folder
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        encoder = paths.var() / "encoder"
        self.environment = {
            **os.environ,
            "PORT": str(self.port),
            "EVENKEEL_VAR": str(folder),
            "EVENKEEL_ENCODER": str(encoder),
            "EVENKEEL_SITE": str(paths.site()),
            "EVENKEEL_MODELS": str(paths.models()),
            **environment,
        }
        self.process: subprocess.Popen[str] | None = None
        self.output: list[str] = []

    def __enter__(self) -> Product:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    @property
    def log(self) -> str:
        """Everything the command has printed."""
        return "".join(self.output)

    def start(self) -> None:
        """Starts it and waits until the desk answers. Raises RuntimeError with the output if it ends first."""
        model.train()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "bot.cli", "run"],
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        threading.Thread(target=self._collect, daemon=True).start()
        self.wait_until(lambda: self._answers("/healthz"), "the desk to answer")

    def wait_for_brain(self) -> None:
        """Waits until the assistant is ready."""
        self.wait_until(lambda: "The assistant answers" in self.log, "the assistant to be ready")

    def stop(self) -> None:
        """As Ctrl-C does."""
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            try:
                self.process.wait(30)
            except subprocess.TimeoutExpired:
                self.process.kill()

    def kill(self, name: str) -> None:
        """`kill -9` of the process called `desk` or `brain-1`."""
        pid = int((self.folder / "run" / f"{name}.pid").read_text())
        os.kill(pid, signal.SIGKILL)

    def setup_token(self) -> str:
        """The token of the one-time set-up link, as printed."""
        self.wait_until(lambda: "token=" in self.log, "the set-up link")
        found = re.search(r"token=([\w.\-]+)", self.log)
        assert found
        return found.group(1)

    def broken_guarantees(self) -> list[guarantee.Violation]:
        """The guarantee, evaluated over what is committed right now."""

        async def ask() -> list[guarantee.Violation]:
            db = Database.open(f"sqlite+aiosqlite:///{self.folder / 'desk.db'}")
            try:
                return await guarantee.broken(db, settings=Settings.from_env())
            finally:
                await db.close()

        return asyncio.run(ask())

    def wait_until(self, condition: Callable[[], bool], what: str, seconds: float = READY_S) -> None:
        """Polls. Raises RuntimeError, with the end of the output, when it takes too long."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            if condition():
                return
            if self.process and self.process.poll() is not None:
                break
            time.sleep(0.1)
        raise RuntimeError(f"waited in vain for {what}:\n{self.log[-3000:]}")

    def _answers(self, path: str) -> bool:
        try:
            return httpx.get(self.url + path, timeout=2).status_code == 200
        except httpx.HTTPError:
            return False

    def _collect(self) -> None:
        assert self.process and self.process.stdout
        for line in self.process.stdout:
            self.output.append(line)
