"""Which agent is asked about somebody who waits. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.desk.routing.config import Routing
from bot.desk.routing.order import URGENT
from bot.desk.routing.team import Colleague
from bot.desk.store.rows import HandoffRow


@dataclass(frozen=True)
class Asked:
    """An agent was asked about this customer before, or had them and passed them on."""

    times: int = 0
    declined_at: datetime | None = None  # the last time that they said no


def choose(
    wanted: HandoffRow, team: Iterable[Colleague], *, asked: Mapping[str, Asked], routing: Routing, at: datetime
) -> Colleague | None:
    """Of those who are free, who is asked now; None: nobody yet.

    At first only who has the skill and the language; once the customer has waited long enough for them, or is in
    danger, anybody, and those who have them before the others. Then: who was asked about this customer least often,
    who has the least to do for what they may have, who has been without a new customer longest.
    """
    wide = wanted.urgency_rank == URGENT or at >= wanted.enqueued_at + timedelta(seconds=routing.widen_after)
    lately = at - timedelta(seconds=routing.again_after)

    def may(one: Colleague) -> bool:
        declined = asked.get(one.agent.id, Asked()).declined_at
        return one.is_free and (declined is None or declined <= lately) and (wide or all(_fits(wanted, one)))

    def place(one: Colleague) -> tuple[int, bool, bool, float, datetime, str]:
        reads, able = _fits(wanted, one)
        return asked.get(one.agent.id, Asked()).times, not reads, not able, one.load, one.idle_since, one.agent.id

    return min(filter(may, team), key=place, default=None)


def _fits(wanted: HandoffRow, one: Colleague) -> tuple[bool, bool]:
    """Whether they have the language, and the skill."""
    return wanted.language in one.agent.languages, wanted.skill is None or wanted.skill in one.agent.skills
