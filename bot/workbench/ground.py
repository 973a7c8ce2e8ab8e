"""What a drill is played on: the product on one machine, or a fleet."""

from __future__ import annotations

import asyncio
import random
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping

from bot.desk import guarantee
from bot.desk.settings import Settings
from bot.desk.setup_link import ensure_setup_link
from bot.desk.store.engine import Database

Harm = Callable[[random.Random], bool]  # does it; False if there was nothing to harm


class Ground(ABC):
    """`url`: where customers and agents come in. Use as a context manager."""

    url: str

    @abstractmethod
    def __enter__(self) -> Ground:
        """Starts it."""

    @abstractmethod
    def __exit__(self, *_: object) -> None:
        """Ends it."""

    @abstractmethod
    def wait_for_brain(self) -> None:
        """Waits until the assistant is ready."""

    @property
    @abstractmethod
    def environment(self) -> Mapping[str, str]:
        """As its processes have it."""

    @abstractmethod
    def harms(self) -> Mapping[str, Harm]:
        """What can happen to it, by name."""

    @abstractmethod
    def is_whole(self) -> bool:
        """Whether every desk can serve customers now."""

    @property
    def settings(self) -> Settings:
        """As its desks have them."""
        return Settings.from_env(self.environment, webhooks=False)

    def setup_token(self) -> str:
        """Of a fresh set-up link. Raises LookupError once there is somebody."""

        async def make() -> str | None:
            db = Database.open(self.settings.database_url)
            try:
                return await ensure_setup_link(db, self.settings)
            finally:
                await db.close()

        path = asyncio.run(make())
        if not path:
            raise LookupError("somebody is there already")
        return path.partition("token=")[2]

    def broken_guarantees(self) -> list[guarantee.Violation]:
        """The guarantee, evaluated over what is committed right now."""

        async def ask() -> list[guarantee.Violation]:
            db = Database.open(self.settings.database_url)
            try:
                return await guarantee.broken(db, settings=self.settings)
            finally:
                await db.close()

        return asyncio.run(ask())
