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


def wish(ranking: Sequence[Mapping[str, Any]]) -> str | None:
    """The wish that stands out behind the mood, if one does. What may be one matter counts together, and of that what
    happened says more than the mere outcome they want."""
    left = menus.wished(ranking, least=0.0)
    if not left or left[0][1] < LEFT:
        return None
    matter = {name: confidence for name, confidence in left if wishes.related(left[0][0], name)}
    if sum(matter.values()) < MOST_OF_IT * sum(confidence for _, confidence in left):
        return None
    return next((name for name in matter if name not in wishes.OUTCOMES), None)
