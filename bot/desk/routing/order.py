"""The order of the line: who is taken first. Pure; the queue shown, the place told and the offers all follow it.

The rule: people in danger come before everybody. Everybody else stands as if they had come when they came, those with
`high` urgency as if they had come a head start earlier. So somebody upset passes those who came shortly before, and
nobody who has waited a head start longer is ever passed: nobody waits for ever. The order of two people depends on
nothing but the two, and does not change as time goes by: what one was told about their place stays true.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

URGENT, HIGH, NORMAL = 0, 1, 2  # `handoffs.urgency_rank`


@dataclass(frozen=True)
class Place:
    """Somebody in line: what decides, and who it is."""

    urgency_rank: int
    in_line_since: datetime
    conversation_id: str


def key(place: Place, *, head_start: timedelta) -> tuple[bool, datetime, str]:
    """Sorts places by the rule; the smallest is taken first. `head_start`: what high urgency is worth."""
    earlier = head_start if place.urgency_rank == HIGH else timedelta(0)
    return place.urgency_rank != URGENT, place.in_line_since - earlier, place.conversation_id


def in_order(places: Iterable[Place], *, head_start: timedelta) -> list[Place]:
    """Everybody, in the order in which to take them."""
    return sorted(places, key=lambda place: key(place, head_start=head_start))
