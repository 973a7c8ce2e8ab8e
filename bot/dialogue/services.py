"""What the errands work with, and what outlives a turn: the shop's back office and the help centre."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from pathlib import Path

from bot.backoffice.goodwill import Goodwill, SqlGoodwill
from bot.backoffice.goodwill_report import read_policy
from bot.backoffice.interface import BackOffice
from bot.backoffice.sql import SqlBackOffice, make_backoffice
from bot.deescalation.goodwill_policy import Policy
from bot.guides.book import GuideBook
from bot.help.centre import HelpCentre
from bot.understanding.encoder import shared_encoder

SITE = Path(__file__).resolve().parents[2]  # the demo site is this repository's root


@dataclass
class Services:
    """Call `ready` before the first use."""

    backoffice: BackOffice
    help: HelpCentre
    guides: GuideBook
    policy: Policy = field(default_factory=Policy)  # the goodwill budget; the default gives nothing
    _lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    _prepared: bool = False

    @property
    def goodwill(self) -> Goodwill | None:
        """The budget, where the shop's database is ours; None where it is somebody else's."""
        office = self.backoffice
        return SqlGoodwill(office.shop, self.policy) if isinstance(office, SqlBackOffice) else None

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
    """`shop_url`: a database; None takes the environment's, see make_backoffice. Raises PolicyError (site.yml)."""
    centre = HelpCentre.load(site / "data" / "help", shared_encoder().encode_all)
    return Services(make_backoffice(shop_url), centre, GuideBook(site / "data" / "guides"), read_policy(site))
