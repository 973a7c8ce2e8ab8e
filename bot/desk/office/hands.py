"""Has the back office do what was pressed: at once, and again until it answers, whoever still waits for it."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from functools import partial

import structlog

from bot.backoffice.errors import BackOfficeError
from bot.backoffice.types import ChangeResult
from bot.desk.bus import Bus
from bot.desk.ledger import hold
from bot.desk.office import presses
from bot.desk.office.case import look
from bot.desk.office.deeds import DEEDS
from bot.desk.office.door import Office, OfficeDown
from bot.desk.settings import Settings
from bot.desk.store.engine import Database
from bot.desk.store.rows import PressRow
from bot.desk.tasks import end
from bot.times import now

log = structlog.get_logger(__name__)

LONGEST_WAIT_S = 60.0
SPARE_S = 5.0  # a lease is this much longer than a try


class Hands:
    """`start()`, then it works until `close()`."""

    def __init__(self, db: Database, bus: Bus, settings: Settings, office: Office | None) -> None:
        self.office = office
        self._db, self._bus, self._settings = db, bus, settings
        self._under_way: dict[str, asyncio.Task[None]] = {}
        self._again: asyncio.Task[None] | None = None

    @property
    def lease_s(self) -> float:
        """How long nobody else tries what somebody has begun."""
        return self._settings.timings.office_change + SPARE_S

    def start(self) -> None:
        """Takes up what a crash, or a back office that was down, left undone."""
        if self.office:
            self._again = asyncio.create_task(self._keep_trying(), name="order panel")

    async def close(self) -> None:
        """What is under way is taken up again by whoever starts next, under the same key."""
        for task in [*self._under_way.values(), *([self._again] if self._again else [])]:
            await end(task)

    async def do(self, press: PressRow, *, wait_s: float) -> None:
        """Begin, and wait so long at most; it goes on by itself."""
        task = self._under_way.get(press.id)
        if task is None:
            task = self._under_way[press.id] = asyncio.create_task(self._try(press), name=f"press {press.id}")
            task.add_done_callback(partial(self._ended, press))
        await asyncio.wait({task}, timeout=wait_s)

    def _ended(self, press: PressRow, task: asyncio.Task[None]) -> None:
        self._under_way.pop(press.id, None)
        if not task.cancelled() and task.exception():  # our own database: it is tried again once the lease is over
            log.error("office.try_failed", press=press.id, exc_info=task.exception())

    async def _keep_trying(self) -> None:
        while True:
            try:
                for press in await presses.due(self._db, site_id=self._settings.site_id, lease_s=self.lease_s):
                    await self.do(press, wait_s=0)
            except Exception:
                log.exception("office.round_failed")
            await asyncio.sleep(self._settings.timings.clock)

    async def _try(self, press: PressRow) -> None:
        timings = self._settings.timings
        try:
            result = await self._carry_out(press)
        except BackOfficeError as refusal:
            await self._settle(press, "refused", refusal=str(refusal))
        except OfficeDown:
            if now() >= press.at + timedelta(seconds=timings.office_patience):
                await self._settle(press, "unknown")
            else:
                wait = min(timings.office_retry * 2 ** (press.tries - 1), LONGEST_WAIT_S)
                await presses.later(self._db, press, wait_s=wait)
        else:
            await self._settle(press, "done", result=result)

    async def _carry_out(self, press: PressRow) -> ChangeResult:
        office = self.office
        if office is None:
            raise OfficeDown
        powers, told = self._settings.powers, press.told

        async def doing() -> ChangeResult:
            case = await look(
                office,
                press.about,
                budget=powers.goodwill(office.assistants),
                most=powers.most(supervises=told["supervises"]),
                now=now(),
            )
            return await DEEDS[press.deed].do(office, case, told["values"], f"desk:{press.id}")

        return await office.ask(doing, within=self._settings.timings.office_change)

    async def _settle(
        self, press: PressRow, state: str, *, result: ChangeResult | None = None, refusal: str | None = None
    ) -> None:
        async with hold(self._db, press.conversation_id) as held:
            if not await presses.settle(held, press, state=state, result=result, refusal=refusal):
                return
        log.info("office.settled", deed=press.deed, state=state, tries=press.tries)
        await self._bus.publish(held.news())
