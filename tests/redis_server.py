"""A Redis of a test's own, which can be ended and started again."""

from __future__ import annotations

import shutil
import subprocess
import time
from pathlib import Path

import redis

from bot.launch.supervise import free_port
from tests.conftest import missing


class RedisServer:
    """Keeps nothing on disk: the desks need none of it kept."""

    def __init__(self, folder: Path) -> None:
        self.program = shutil.which("redis-server") or missing("redis-server")
        self.folder, self.port = folder, free_port()
        self.url = f"redis://127.0.0.1:{self.port}/0"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Until it answers."""
        options = ["--port", str(self.port), "--bind", "127.0.0.1", "--save", "", "--dir", str(self.folder)]
        self.process = subprocess.Popen([str(self.program), *options], stdout=subprocess.DEVNULL)
        deadline = time.monotonic() + 10
        with redis.Redis.from_url(self.url) as client:
            while True:
                try:
                    client.ping()
                    return
                except redis.ConnectionError:
                    assert time.monotonic() < deadline, "Redis did not start"
                    time.sleep(0.02)

    def stop(self) -> None:
        """At once, as a crash does."""
        if self.process:
            self.process.kill()
            self.process.wait()
            self.process = None
