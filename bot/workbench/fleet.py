"""Several desks and brains on PostgreSQL and Redis, behind the proxy of deploy/: real processes, all of them."""

from __future__ import annotations

import os
import random
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import httpx

from bot.launch import model, paths
from bot.launch.supervise import free_port
from bot.workbench.ground import Ground, Harm
from bot.workbench.servers import Kept, Postgres, Redis, program

READY_S = 180.0


def ready(url: str) -> bool:
    """Whether a desk says so."""
    try:
        return httpx.get(f"{url}/readyz", timeout=2).status_code == 200
    except httpx.HTTPError:
        return False


class Fleet(Ground):
    """Use as a context manager. Raises Missing where PostgreSQL, Redis or HAProxy is."""

    def __init__(self, folder: Path, *, desks: int = 2, brains: int = 2, **environment: str) -> None:
        port = free_port()
        self.folder, self.url = folder, f"http://127.0.0.1:{port}"
        self._proxy = program("haproxy")
        self._bind = f"127.0.0.1:{port}"
        self._desk_ports = [free_port() for _ in range(desks)]
        self._brain_ports = [free_port() for _ in range(brains)]
        program("redis-server")
        self.postgres, self.shop = Postgres(), Postgres()
        self.redis = Redis(folder)
        self._common = {
            **os.environ,
            "EVENKEEL_VAR": str(folder),
            "EVENKEEL_ENCODER": str(paths.var() / "encoder"),
            "EVENKEEL_SITE": str(paths.site()),
            "EVENKEEL_MODELS": str(paths.models()),
            "EVENKEEL_DATABASE_URL": self.postgres.url,
            "EVENKEEL_SHOP_DATABASE_URL": self.shop.url,
            "EVENKEEL_REDIS_URL": self.redis.url,
            "EVENKEEL_PUBLIC_URL": self.url,
            "EVENKEEL_BRAINS": ",".join(f"http://127.0.0.1:{number}" for number in self._brain_ports),
            "EVENKEEL_BRAIN_SECRET": "of the drill, and of nothing else",
            "RASA_TELEMETRY_ENABLED": "false",
            **environment,
        }
        self.processes: dict[str, Kept] = {}

    @property
    def environment(self) -> Mapping[str, str]:
        """As every process of it has it."""
        return self._common

    @property
    def desk_urls(self) -> list[str]:
        """Past the proxy."""
        return [f"http://127.0.0.1:{port}" for port in self._desk_ports]

    def __enter__(self) -> Fleet:
        try:
            self._start_all(model.train())
        except BaseException:
            self.__exit__()
            raise
        return self

    def _start_all(self, trained: Path) -> None:
        for number, port in enumerate(self._brain_ports, start=1):
            self._start(f"brain-{number}", "bot.dialogue", "--port", str(port), "--model", str(trained))
        for number, port in enumerate(self._desk_ports, start=1):
            self._start(f"desk-{number}", "bot.desk", PORT=str(port))
        told = {f"EVENKEEL_DESK_{number}": f"127.0.0.1:{port}" for number, port in enumerate(self._desk_ports, start=1)}
        told.setdefault("EVENKEEL_DESK_2", told["EVENKEEL_DESK_1"])  # a fleet of one, to compare with
        command = [self._proxy, "-db", "-f", str(paths.site() / "deploy" / "haproxy.cfg")]
        environment = {**os.environ, **told, "EVENKEEL_BIND": self._bind}
        self.processes["proxy"] = Kept("proxy", command, environment, self.folder)
        for url in [*self.desk_urls, self.url]:
            self._wait(url, lambda body: body.get("ok") is True)

    def __exit__(self, *_: object) -> None:
        for kept in self.processes.values():
            kept.stop()
        self.redis.server.stop()
        self.postgres.drop()
        self.shop.drop()

    def wait_for_brain(self) -> None:
        """Until every desk says that the assistant is ready."""
        for url in self.desk_urls:
            self._wait(url, lambda body: body.get("assistant") == "ready")

    def harms(self) -> Mapping[str, Harm]:
        """What can happen to it, by name."""
        processes = {name: self._killing(kept) for name, kept in self.processes.items() if name != "proxy"}
        return {
            **processes,
            "database connections": lambda chance: self.postgres.cut(chance) > 0,
            "shop's database connections": lambda chance: self.shop.cut(chance) > 0,
            "Redis": lambda chance: self.redis.server.kill(),
            "Redis connections": lambda chance: self.redis.cut() > 0,
        }

    def is_whole(self) -> bool:
        """Whether every desk can serve customers, and the proxy knows."""
        return all(ready(url) for url in [*self.desk_urls, self.url])

    @staticmethod
    def _killing(kept: Kept) -> Harm:
        def harm(chance: random.Random) -> bool:
            return kept.kill()

        return harm

    def _start(self, name: str, module: str, *arguments: str, **environment: str) -> None:
        command = [sys.executable, "-m", module, *arguments]
        self.processes[name] = Kept(name, command, {**self._common, **environment}, self.folder)

    def _wait(self, url: str, good: Callable[[Mapping[str, object]], bool]) -> None:
        deadline = time.monotonic() + READY_S
        while time.monotonic() < deadline:
            try:
                if good(httpx.get(f"{url}/readyz", timeout=2).json()):
                    return
            except (httpx.HTTPError, ValueError):
                pass  # not up yet: that is what we wait for
            time.sleep(0.2)
        raise RuntimeError(f"{url} was not ready in {READY_S:.0f} s; its logs are in {self.folder}")
