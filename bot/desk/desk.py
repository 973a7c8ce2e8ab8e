"""Everything a running desk consists of, opened together and closed together."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

import structlog

from bot.desk.access.secret import signing_key
from bot.desk.brains import Brains
from bot.desk.bus import Bus
from bot.desk.clock import Clock
from bot.desk.mail import carrier
from bot.desk.office.door import Office
from bot.desk.office.hands import Hands
from bot.desk.outward.config import listeners
from bot.desk.outward.courier import Courier
from bot.desk.replies.book import ReplyBook
from bot.desk.settings import Settings
from bot.desk.site import site_folder
from bot.desk.store import migrate
from bot.desk.store.engine import Database
from bot.desk.tasks import end
from bot.desk.tokens import Tokens
from bot.desk.turns import TurnTaker

CLOCK_CONNECTIONS = 3

log = structlog.get_logger(__name__)


@dataclass
class Desk:
    """The services. `open()` makes one that runs; `close()` leaves the database as a restart wants it."""

    settings: Settings
    db: Database
    bus: Bus
    tokens: Tokens
    brains: Brains
    turns: TurnTaker
    courier: Courier
    office: Office | None  # the shop's back office, if there is one
    hands: Hands
    replies: ReplyBook
    clock: asyncio.Task[None]
    mail: list[asyncio.Task[None]]

    @classmethod
    async def open(cls, settings: Settings, bus: Bus) -> Desk:
        """Migrates, connects, starts the brains' watch and the clock, and takes up what a crash left unanswered."""
        await migrate.upgrade(settings.database_url)
        db = Database.open(settings.database_url, listeners=listeners(settings.webhooks))
        tokens = Tokens(await signing_key(db, site_id=settings.site_id), site_id=settings.site_id)
        brains = Brains(settings.brain_urls, settings.brain_secret, poll_s=settings.timings.brain_poll)
        await brains.start()
        turns = TurnTaker(db, bus, brains, settings)
        resumed = await turns.resume()
        courier = Courier(db, settings)
        bus.subscribe(courier.changed)
        await courier.start()
        office = Office.open(settings)
        hands = Hands(db, bus, settings, office)
        hands.start()
        replies = ReplyBook(site_folder() / "data" / "replies")
        clock = asyncio.create_task(_keep_time(db, bus, settings, turns, brains), name="clock")
        mail = carrier.start(db, bus, settings, tokens)
        log.info("desk_open", resumed=resumed, brains=len(settings.brain_urls))
        return cls(settings, db, bus, tokens, brains, turns, courier, office, hands, replies, clock, mail)

    async def close(self) -> None:
        """In the order in which they depend on each other."""
        for task in (self.clock, *self.mail):
            await end(task)
        await self.turns.close()
        await self.courier.close()
        await self.hands.close()
        if self.office:
            await self.office.close()
        await self.brains.close()
        await self.db.close()
        log.info("desk_closed")


async def _keep_time(db: Database, bus: Bus, settings: Settings, turns: TurnTaker, brains: Brains) -> None:
    """The clock, on connections of its own: when a desk dies, all its customers come to the others at once."""
    own = db.apart(CLOCK_CONNECTIONS)
    try:
        await Clock(own, bus, settings, turns, brains).run()
    finally:
        if own is not db:
            await own.close()
