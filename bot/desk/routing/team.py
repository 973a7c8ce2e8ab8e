"""The team as it stands: who is there, how many conversations each has, and what each can do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.desk import outsiders
from bot.desk.settings import Settings
from bot.desk.store.rows import AgentRow, row
from bot.desk.store.tables import agents, conversations, handoffs, offers

LONG_AGO = timedelta(hours=12)  # whoever last had a customer before that comes first anyway


@dataclass(frozen=True)
class Colleague:
    """Somebody of the team, as they stand now."""

    agent: AgentRow
    state: str  # online | away | offline
    open: int  # conversations they have
    limit: int  # how many they are offered at most
    asked: bool  # an offer waits for their answer
    idle_since: datetime  # when they last got or ended a conversation, today; else since they have their account

    @property
    def is_free(self) -> bool:
        """Another customer may be offered to them now."""
        return self.state == "online" and self.open < self.limit and not self.asked

    @property
    def load(self) -> float:
        """0 is idle, 1 is all they are offered."""
        return self.open / self.limit


async def read(connection: AsyncConnection, *, settings: Settings, at: datetime) -> list[Colleague]:
    """Everybody who works at this desk, by name. Agents of another help desk are not: what they take is not known."""
    query = (
        select(agents)
        .where(agents.c.site_id == settings.site_id, agents.c.disabled_at.is_(None), agents.c.role != outsiders.ROLE)
        .order_by(agents.c.name, agents.c.id)
    )
    people = [row(AgentRow, found) for found in (await connection.execute(query)).mappings()]
    have = select(conversations.c.agent_id, func.count()).where(
        conversations.c.site_id == settings.site_id, conversations.c.owner == "agent"
    )
    load = dict(iter(await connection.execute(have.group_by(conversations.c.agent_id))))
    open_offers = select(offers.c.agent_id).where(offers.c.site_id == settings.site_id, offers.c.answer.is_(None))
    asked = set((await connection.execute(open_offers)).scalars())
    worked = (
        select(handoffs.c.agent_id, func.max(func.coalesce(handoffs.c.ended_at, handoffs.c.taken_at)))
        .where(
            handoffs.c.site_id == settings.site_id,
            or_(handoffs.c.ended_at.is_(None), handoffs.c.ended_at > at - LONG_AGO),
            handoffs.c.agent_id.is_not(None),
        )
        .group_by(handoffs.c.agent_id)
    )
    since = dict(iter(await connection.execute(worked)))
    return [
        Colleague(
            agent=person,
            state=state_of(person, settings=settings, at=at),
            open=load.get(person.id, 0),
            limit=person.max_open or settings.routing.max_open,
            asked=person.id in asked,
            idle_since=since.get(person.id) or person.created_at,
        )
        for person in people
    ]


def state_of(person: AgentRow, *, settings: Settings, at: datetime) -> str:
    """`online` or `away` as they chose; `offline` when their page has sent no heartbeat for too long."""
    gone = at - timedelta(seconds=settings.timings.agent_vanished)
    if person.last_seen_at is None or person.last_seen_at <= gone:
        return "offline"
    return person.availability


def is_on_duty(person: AgentRow, *, settings: Settings, at: datetime) -> bool:
    """Whether customers may be told to count on them."""
    return not person.disabled_at and state_of(person, settings=settings, at=at) == "online"
