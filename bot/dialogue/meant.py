"""What a message is about when its intent does not say: what went wrong in their words, or the next likeliest wish."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.deescalation.acknowledgements import troubles
from bot.dialogue import errands, menus, wishes
from bot.dialogue.chat import Chat

# For what went wrong (bot/deescalation/acknowledgements.py): the errand that puts it right.
ERRAND_OF_TROUBLE = {
    "marked_delivered": "late_parcel",
    "late_parcel": "late_parcel",
    "wrong_item": "damaged_item",
    "damaged": "damaged_item",
    "faulty": "damaged_item",
    "refund_slow": "refund_status",
    "return_trouble": "return_order",
    "cancel_trouble": "cancel_order",
    "charged_wrongly": "payment_problem",
}
MOODS = frozenset({"complain", "staff_complaint", "praise"})  # say how it is, not what is wanted
# Behind a mood, a wish has some probability left and most of what is left; behind a mere mood it is one in a thousand.
LEFT = 0.05
MOST_OF_IT = 0.5


def errand(chat: Chat) -> str | None:
    """The errand that the message, read as a mood or not at all, most plainly asks for; None if it asks for none."""
    for trouble in troubles(chat.text):
        if ERRAND_OF_TROUBLE.get(trouble) in errands.ALL:
            return ERRAND_OF_TROUBLE[trouble]
    found = wish(chat.ranking)
    return found if found in errands.ALL else None


def likeliest(ranking: Sequence[Mapping[str, Any]]) -> list[str]:
    """The wishes behind the mood, likeliest first; empty if there is none to speak of."""
    return [str(item["name"]) for item in _wishes(ranking) if float(item["confidence"]) >= menus.LIKELY]


def wish(ranking: Sequence[Mapping[str, Any]]) -> str | None:
    """The wish that stands out behind the mood, if one does. What may be one matter counts together, and of that what
    happened says more than the mere outcome they want."""
    left = _wishes(ranking)
    total = sum(float(item["confidence"]) for item in left)
    if not left or float(left[0]["confidence"]) < LEFT:
        return None
    matter = [item for item in left if wishes.related(left[0]["name"], item["name"])]
    if sum(float(item["confidence"]) for item in matter) < MOST_OF_IT * total:
        return None
    return next((str(item["name"]) for item in matter if item["name"] not in wishes.OUTCOMES), None)


def _wishes(ranking: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    return [item for item in ranking if item["name"] in menus.TITLES and item["name"] not in MOODS]
