"""Who waits is offered to who is free: what the clock does each time, and an agent who declines.

Everything is read from the database each time, so a restart, or another desk's clock, goes on where this one stopped.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from sqlalchemy import or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.desk import presence, queueing
from bot.desk.bus import Bus
from bot.desk.ledger import hold
from bot.desk.routing import line, offers, team
from bot.desk.routing.choice import choose
from bot.desk.routing.order import Place, in_order
from bot.desk.settings import Settings
from bot.desk.store.engine import Database
from bot.desk.store.rows import AgentRow, HandoffRow, row
from bot.desk.store.tables import agents, handoffs
from bot.desk.store.tables import offers as table
from bot.privacy.intake import accept
from bot.privacy.mask import mask

log = structlog.get_logger()


@dataclass(frozen=True)
class Offering:
    """The services, for the clock: `run_out`, then `end` for each; `choose`, then `offer` for each."""

    db: Database
    bus: Bus
    settings: Settings

    async def run_out(self, at: datetime) -> list[str]:
        """Conversations whose offer has had its time, or is put to somebody who has gone."""
        query = select(table.c.conversation_id).join(agents, agents.c.id == table.c.agent_id)
        here = (table.c.site_id == self.settings.site_id, table.c.answer.is_(None))
        gone = at - timedelta(seconds=self.settings.timings.agent_vanished)
        absent = or_(
            agents.c.availability != "online",
            agents.c.last_seen_at.is_(None),
            agents.c.last_seen_at <= gone,
            agents.c.disabled_at.is_not(None),
        )
        async with self.db.read() as connection:
            found = await connection.execute(query.where(*here, or_(table.c.expires_at <= at, absent)))
            return list(found.scalars())

    async def end(self, conversation_id: str) -> bool:
        """Under the lock, if it is still unanswered. Whoever has gone has not missed anything."""
        async with hold(self.db, conversation_id) as held:
            offer = await offers.open_here(held)
            if offer is None:
                return False
            person = await presence.find(held.connection, agent_id=offer.agent_id)
            there = person is not None and team.is_on_duty(person, settings=self.settings, at=held.at)
            if there and offer.expires_at > held.at:
                return False
            await offers.end(held, offer, "expired" if there else "withdrawn")
            if there:
                await offers.missed(held, self.settings, agent_id=offer.agent_id)
            await offers.not_coming(held, self.settings, offer)
        await self.bus.publish(held.news())
        return True

    async def choose(self, at: datetime) -> list[tuple[str, str]]:
        """Who is to be offered to whom now, as ids of conversations and agents; the first in line first."""
        if self.settings.routing.mode != "offer":
            return []
        async with self.db.read() as connection:
            colleagues = await team.read(connection, settings=self.settings, at=at)
            if not any(one.is_free for one in colleagues):  # however long the queue is
                return []
            waiting = await self._waiting(connection)
            asked = await offers.asked_before(connection, waiting)
        chosen = []
        for handoff in waiting:
            one = choose(handoff, colleagues, asked=asked[handoff.id], routing=self.settings.routing, at=at)
            if one:
                chosen.append((handoff.conversation_id, one.agent.id))
                colleagues.remove(one)
        return chosen

    async def _waiting(self, connection: AsyncConnection) -> list[HandoffRow]:
        """In line, and put to nobody now; in the order of the line."""
        open_here = select(table.c.handoff_id).where(table.c.site_id == self.settings.site_id, table.c.answer.is_(None))
        query = select(handoffs).where(
            handoffs.c.site_id == self.settings.site_id, *line.IN_LINE, handoffs.c.id.not_in(open_here)
        )
        found = {
            item["conversation_id"]: row(HandoffRow, item) for item in (await connection.execute(query)).mappings()
        }
        places = [Place(one.urgency_rank, one.in_line_since, one.conversation_id) for one in found.values()]
        in_line = in_order(places, head_start=self.settings.routing.lead)
        return [found[place.conversation_id] for place in in_line]

    async def offer(self, conversation_id: str, agent_id: str) -> bool:
        """Under the lock, if they still wait; False if somebody or something else was quicker."""
        try:
            async with hold(self.db, conversation_id) as held:
                handoff = await queueing.open_handoff(held)
                if held.row.owner != "queue" or handoff is None:
                    return False
                await offers.make(held, self.settings, handoff, agent_id=agent_id)
        except IntegrityError:
            log.info("offer.overtaken", conversation=conversation_id, agent=agent_id)
            return False
        await self.bus.publish(held.news())
        return True


async def decline(
    db: Database, bus: Bus, *, settings: Settings, conversation_id: str, agent: AgentRow, reason: str | None = None
) -> None:
    """The agent doesn't take it; who waits keeps their place. An offer that has run out needs no answer.

    `reason`: shown to colleagues as a note. Raises Refused."""
    words = mask(accept(reason)).text[: offers.REASON_LIMIT] if reason and reason.strip() else None
    async with hold(db, conversation_id) as held:
        offer = await offers.open_here(held)
        if offer is None or offer.agent_id != agent.id:
            return
        await offers.end(held, offer, "declined", reason=words)
        await offers.shown_up(held.connection, agent_id=agent.id)
        if words:
            await held.add(author="agent", kind="note", text=f"Did not take this: {words}", agent=agent)
        await offers.not_coming(held, settings, offer)
    await bus.publish(held.news())
