"""What the errands work with, and what outlives a turn: the shop's back office and the help centre."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from pathlib import Path

from bot.backoffice.interface import BackOffice
from bot.backoffice.sql import make_backoffice
from bot.help.centre import HelpCentre
from bot.understanding.encoder import shared_encoder

SITE = Path(__file__).resolve().parents[2]  # the demo site is this repository's root


@dataclass
class Services:
    """Call `ready` before the first use."""

    backoffice: BackOffice
    help: HelpCentre
    _lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    _prepared: bool = False

    async def ready(self) -> Services:
        """Make the demo shop's tables if they are missing; once."""
        async with self._lock:
            if not self._prepared:
                prepare = getattr(self.backoffice, "prepare", None)  # only databases of our own need it
                if prepare is not None:
                    await prepare()
                self._prepared = True
        return self


def open_services(shop_url: str | None = None, *, site: Path = SITE) -> Services:
    """`shop_url`: a database; None takes the environment's, see make_backoffice."""
    return Services(make_backoffice(shop_url), HelpCentre.load(site / "data" / "help", shared_encoder().encode_all))
