"""What the desk recognises by itself, with no brain: a request for a person, and words of crisis."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bot.deescalation.crisis import crisis
from bot.deescalation.person import asks_for_person
from bot.deescalation.phrases import trim
from bot.deescalation.types import Reason, Urgency


@dataclass(frozen=True)
class Urgent:
    """Something that must not wait for the brain. `quote` is the customer's own sentence."""

    kind: Literal["person", "crisis"]
    reason: Reason
    urgency: Urgency
    quote: str


def recognise(text: str) -> Urgent | None:
    """A crisis before a request for a person; None if the message is neither."""
    if found := crisis(text):
        return Urgent("crisis", found[0], Urgency.URGENT, trim(found[1]))
    if quote := asks_for_person(text):
        return Urgent("person", Reason.ASKED, Urgency.NORMAL, trim(quote))
    return None
