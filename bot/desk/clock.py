"""The clock: acts on whatever is due. One at a time over all desks, by a lease in the database."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from uuid import uuid4

import structlog
from sqlalchemy import and_, insert, or_, select, update
from sqlalchemy.exc import IntegrityError

from bot.desk import due, outsiders, reports
from bot.desk.alerts import ladder
from bot.desk.brains import Brains
from bot.desk.bus import Bus
from bot.desk.keeper import Keeper
from bot.desk.ledger import Held, hold
from bot.desk.mail import unseen
from bot.desk.routing.offering import Offering
from bot.desk.settings import Settings
from bot.desk.store.engine import Database
from bot.desk.store.tables import agents, conversations, leases
from bot.desk.turns import TurnTaker
from bot.times import now

log = structlog.get_logger()

ANSWER_KINDS = ("reply", "starting", "busy")
AGAIN = 2  # deadlines: an answer that is due is asked of the assistant again until it is this late, then of a person


class Clock:
    """`run()` until cancelled; `tick()` does one round and says how much it did."""

    def __init__(self, db: Database, bus: Bus, settings: Settings, turns: TurnTaker, brains: Brains) -> None:
        self._db, self._bus, self._settings, self._turns = db, bus, settings, turns
        self._keeper = Keeper(db, brains, settings)
        self._offering = Offering(db, bus, settings)
        self._holder = str(uuid4())
        self._ours_until: datetime | None = None

    async def run(self) -> None:
        """Tick for ever. An error in one round is logged, and the next round tries again."""
        while True:
            try:
                await self.tick()
            except Exception:
                log.exception("clock.round_failed")
            await asyncio.sleep(self._settings.timings.clock)

    async def tick(self) -> int:
        """Act on what is due, if the lease is ours; returns how many things were done."""
        if not await self._lease():
            return 0
        at, done = now(), 0
        for conversation_id in await self._offering.run_out(at):  # first: it may be what the next step waits for
            done += await self._try(conversation_id, self._offering.end(conversation_id))
        for conversation_id, kind in await self._due(at):
            done += await self._try(conversation_id, self._act(conversation_id, kind))
        for conversation_id in await self._without_agent(at):
            done += await self._try(conversation_id, self._change(conversation_id, due.agent_vanished))
        for conversation_id in await self._finished(at):
            done += await self._try(conversation_id, self._change(conversation_id, due.idle))
        for conversation_id, agent_id in await self._offering.choose(at):
            done += await self._try(conversation_id, self._offering.offer(conversation_id, agent_id))
        for conversation_id in await ladder.due(self._db, settings=self._settings, at=at):
            done += await self._try(conversation_id, self._change(conversation_id, ladder.climb))
        for conversation_id in await unseen.due(self._db, settings=self._settings, at=at):
            done += await self._try(conversation_id, self._change(conversation_id, unseen.write))
        for conversation_id, findings in (await self._keeper.look(at)).items():
            tell = partial(reports.settle, findings=findings)
            done += await self._try(conversation_id, self._change(conversation_id, tell))
        return done

    async def _try(self, conversation_id: str, acting: Awaitable[bool]) -> int:
        """One conversation's trouble must not keep the clock from the others."""
        try:
            return int(await acting)
        except Exception:
            log.exception("clock.act_failed", conversation=conversation_id)
            return 0

    async def _act(self, conversation_id: str, kind: str) -> bool:
        if kind not in ANSWER_KINDS:
            return await self._change(conversation_id, due.ACTIONS[kind])
        late = timedelta(seconds=self._settings.timings.deadline * AGAIN)
        async with self._db.read() as connection:
            query = select(conversations.c.waiting_since).where(conversations.c.id == conversation_id)
            since = await connection.scalar(query)
        # Nobody is on it (a desk died with it, say), or whoever is has not managed to give up.
        if kind == "reply" and since and now() - since < late and not self._turns.busy(conversation_id):
            await self._turns.again(conversation_id)
        else:
            await self._turns.give_up(conversation_id)
        return True

    async def _change(self, conversation_id: str, action: Callable[[Held, Settings], Awaitable[bool]]) -> bool:
        """Under the lock, if it is still due."""
        async with hold(self._db, conversation_id) as held:
            acted = await action(held, self._settings)
        if acted:
            await self._bus.publish(held.news())
        return acted

    async def _lease(self) -> bool:
        """Ours already, renewed in its last half; or taken, if its holder has let it expire."""
        at, length = now(), timedelta(seconds=self._settings.timings.lease)
        if self._ours_until and at < self._ours_until - length / 2:
            return True
        name = f"clock:{self._settings.site_id}"
        mine = {"holder": self._holder, "expires_at": at + length}
        free = or_(leases.c.holder == self._holder, leases.c.expires_at < at)
        async with self._db.write() as connection:
            taken = await connection.execute(update(leases).where(leases.c.name == name, free).values(**mine))
            exists = await connection.scalar(select(leases.c.name).where(leases.c.name == name))
        won = bool(taken.rowcount == 1)
        if not exists:
            try:
                async with self._db.write() as connection:
                    await connection.execute(insert(leases).values(name=name, **mine))
                won = True
            except IntegrityError:
                won = False  # another desk was quicker
        self._ours_until = at + length if won else None
        return won

    async def _due(self, at: datetime) -> list[tuple[str, str]]:
        query = (
            select(conversations.c.id, conversations.c.next_step_kind)
            .where(conversations.c.owner != "closed", conversations.c.next_step_due <= at, self._here(conversations))
            .order_by(conversations.c.next_step_due)
        )
        async with self._db.read() as connection:
            return [(found[0], found[1]) for found in await connection.execute(query)]

    async def _without_agent(self, at: datetime) -> list[str]:
        gone = at - timedelta(seconds=self._settings.timings.agent_vanished)
        unseen = or_(agents.c.last_seen_at.is_(None), agents.c.last_seen_at < gone)
        gone_or_disabled = or_(and_(unseen, agents.c.role != outsiders.ROLE), agents.c.disabled_at.is_not(None))
        query = select(conversations.c.id).join(agents, agents.c.id == conversations.c.agent_id)
        return await self._ids(
            query.where(self._here(conversations), conversations.c.owner == "agent", gone_or_disabled)
        )

    async def _finished(self, at: datetime) -> list[str]:
        idle = at - timedelta(seconds=self._settings.timings.idle_close)
        query = select(conversations.c.id).where(
            self._here(conversations),
            conversations.c.owner.in_(("assistant", "agent")),
            conversations.c.waiting_on == "customer",
            conversations.c.next_step_kind.is_(None),
            conversations.c.updated_at < idle,
        )
        return await self._ids(query)

    def _here(self, of: Any) -> Any:
        return of.c.site_id == self._settings.site_id

    async def _ids(self, query: Any) -> list[str]:
        async with self._db.read() as connection:
            return list((await connection.execute(query)).scalars())
