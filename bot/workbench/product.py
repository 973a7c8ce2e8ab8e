"""The whole product as real processes in a folder of its own, for drills, benchmarks and tests."""

from __future__ import annotations

import os
import random
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

import httpx

from bot.launch import model, paths
from bot.launch.supervise import free_port
from bot.workbench.ground import Ground, Harm

READY_S = 180.0


class Product(Ground):
    """`evenkeel run`, on a free port and fresh databases. Use as a context manager."""

    def __init__(self, folder: Path, **environment: str) -> None:
        self.folder = folder
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        encoder = paths.var() / "encoder"
        self._environment = {
            **os.environ,
            "PORT": str(self.port),
            "EVENKEEL_VAR": str(folder),
            "EVENKEEL_DATABASE_URL": f"sqlite+aiosqlite:///{folder / 'desk.db'}",
            "EVENKEEL_SHOP_DATABASE_URL": f"sqlite+aiosqlite:///{folder / 'shop.db'}",
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
    def environment(self) -> Mapping[str, str]:
        """As its processes have it."""
        return self._environment

    @property
    def log(self) -> str:
        """Everything the command has printed."""
        return "".join(self.output)

    def start(self) -> None:
        """Starts it and waits until the desk answers. Raises RuntimeError with the output if it ends first."""
        model.train()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "bot.cli", "run"],
            env=self._environment,
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

    def is_whole(self) -> bool:
        """Whether the desk can serve customers now."""
        return self._answers("/readyz")

    def harms(self) -> Mapping[str, Harm]:
        """What can happen to it, by name."""
        return {name: partial(self._harm, name) for name in ("desk", "brain-1")}

    def _harm(self, name: str, chance: random.Random) -> bool:
        try:
            self.kill(name)
        except ProcessLookupError:
            return False  # still being restarted from the last time
        return True

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
