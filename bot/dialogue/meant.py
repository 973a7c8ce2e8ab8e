"""What a message is about when its intent does not say: what went wrong in their words, or the next likeliest wish."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
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
    return next((name for name in _standing_out(chat.ranking) if name in errands.ALL), None)


def likeliest(ranking: Sequence[Mapping[str, Any]]) -> list[str]:
    """The wishes behind the mood, likeliest first; empty if there is none to speak of."""
    return [str(item["name"]) for item in _wishes(ranking) if float(item["confidence"]) >= menus.LIKELY]


def _standing_out(ranking: Sequence[Mapping[str, Any]]) -> Iterable[str]:
    """The best wish if it stands out; of several that may be one matter, together, the best that is no mere outcome."""
    left = _wishes(ranking)
    total = sum(float(item["confidence"]) for item in left)
    if not left or float(left[0]["confidence"]) < LEFT:
        return
    matter = [item for item in left if wishes.related(left[0]["name"], item["name"])]
    if sum(float(item["confidence"]) for item in matter) >= MOST_OF_IT * total:
        yield from (str(item["name"]) for item in matter if item["name"] not in wishes.OUTCOMES)


def _wishes(ranking: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    return [item for item in ranking if item["name"] in menus.TITLES and item["name"] not in MOODS]
