"""The back office as the desk uses it. The brain has a door of its own: this one works while no brain does."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import TypeVar

import structlog

from bot.backoffice.errors import BackOfficeError
from bot.backoffice.goodwill_report import read_policy
from bot.backoffice.interface import BackOffice
from bot.backoffice.sql import SqlBackOffice, make_backoffice
from bot.backoffice.staff import SqlStaff, Staff
from bot.deescalation.goodwill_policy import Policy
from bot.desk.access.errors import Refused
from bot.desk.settings import Settings
from bot.desk.site import site_folder

log = structlog.get_logger(__name__)
Answer = TypeVar("Answer")


class OfficeDown(Exception):
    """The back office gave no answer, or none in time. What was asked of it may have been done."""


@dataclass
class Office:
    """One shop. A business with a back office of its own gives objects that implement the two interfaces."""

    shop: BackOffice
    staff: Staff
    assistants: Policy = field(default_factory=Policy)  # what the assistant may give as goodwill
    _lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    _ready: bool = False

    @classmethod
    def open(cls, settings: Settings) -> Office | None:
        """None where no back office is configured. Connects to nothing yet: it may be down while the desk starts.

        Raises PolicyError where site.yml's goodwill is wrong."""
        if not (settings.shop_url or settings.demo):
            return None
        shop = make_backoffice(settings.shop_url)
        return cls(shop, SqlStaff(shop.shop), read_policy(site_folder()))

    async def ask(self, asked: Callable[[], Awaitable[Answer]], *, within: float) -> Answer:
        """Its answer. Raises what it refuses, and OfficeDown."""
        try:
            return await asyncio.wait_for(self._answer(asked), within)
        except (BackOfficeError, Refused):
            raise
        except Exception as error:  # whatever is wrong over there is not to break the desk
            log.warning("office.down", error=f"{type(error).__name__}: {error}"[:200])
            raise OfficeDown from error

    async def ready(self) -> None:
        """Makes the demo shop's tables if they are missing; once."""
        async with self._lock:
            if not self._ready and isinstance(self.shop, SqlBackOffice):
                await self.shop.prepare()
            self._ready = True

    async def close(self) -> None:
        """Let go of its database."""
        if isinstance(self.shop, SqlBackOffice):
            await self.shop.close()

    async def _answer(self, asked: Callable[[], Awaitable[Answer]]) -> Answer:
        await self.ready()
        return await asked()
