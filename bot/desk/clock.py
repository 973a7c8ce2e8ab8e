"""The clock: acts on whatever is due. One at a time over all desks, by a lease in the database."""

from __future__ import annotations

from bot.desk.bus import Bus
from bot.desk.settings import Settings
from bot.desk.store.engine import Database
from bot.desk.turns import TurnTaker


class Clock:
    """`run()` until cancelled; `tick()` does one round and says how much it did."""

    def __init__(self, db: Database, bus: Bus, settings: Settings, turns: TurnTaker) -> None:
        raise NotImplementedError

    async def run(self) -> None:
        """Tick for ever. An error in one round is logged, and the next round tries again."""
        raise NotImplementedError

    async def tick(self) -> int:
        """Act on what is due, if the lease is ours; returns how many things were done."""
        raise NotImplementedError
