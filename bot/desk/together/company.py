"""This desk in the company of others, on the same database: what any of them commits is told here, too."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from bot.desk.bus import Bus, Change
from bot.desk.desk import Desk
from bot.desk.tasks import end
from bot.desk.together.connections import Connections
from bot.desk.together.letters import Letter
from bot.desk.together.relay import Relay
from bot.desk.together.sweep import Sweep

Deliver = Callable[[Change], Awaitable[None]]


class Company:
    """`start()`, then it works until `close()`. `deliver` tells those who are connected here of a change."""

    def __init__(self, desk: Desk, url: str, *, here: Callable[[], set[str]], deliver: Deliver) -> None:
        self._desk, self._deliver = desk, deliver
        db, settings = desk.db, desk.settings
        self.relay = Relay(url, site_id=settings.site_id, deliver=self._opened)
        self.sweep = Sweep(db, settings, deliver)
        self.connections = Connections(db, settings, self.relay.desk_id, here)
        self._tasks: list[asyncio.Task[None]] = []

    def start(self, bus: Bus, *, overviews: Callable[[], None]) -> None:
        """Speaks, listens and looks from now on; `overviews` is called when customers came or went elsewhere."""
        bus.subscribe(self.sweep.known)
        bus.subscribe(self.relay.changed)
        self.relay.start()
        self._tasks = [
            asyncio.create_task(self.sweep.keep(), name="sweep"),
            asyncio.create_task(self.connections.keep(overviews), name="connections"),
        ]

    async def close(self) -> None:
        """The others go on."""
        for task in self._tasks:
            await end(task)
        await self.relay.close()
        await self.connections.close()

    async def _opened(self, letter: Letter) -> None:
        change = await letter.opened(self._desk.db)
        await self.sweep.known(change)
        if change.online:
            await self.connections.look()
        if letter.customer_wrote:
            self._desk.turns.overheard(change.conversation_id)
        elif change.typing and change.typing.author == "customer":
            self._desk.turns.typing(change.conversation_id, change.typing.typing)
        await self._deliver(change)
