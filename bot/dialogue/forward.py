"""The way forward for somebody who is not content with the answer they got: more of the same errand, or a person."""

from __future__ import annotations

from bot.backoffice.errors import NotFound, Throttled
from bot.backoffice.types import Delivery
from bot.dialogue.chat import Chat
from bot.dialogue.errands import orders

ABOUT_THE_PARCEL = ("order_status", "late_parcel")


async def go(chat: Chat) -> bool:
    """Says or begins what can still be done about the errand answered last. False: there is none."""
    if chat.memory.last is None:
        return False
    errand, number = chat.memory.last
    delivery = await _still_visible(chat, number) if errand in ABOUT_THE_PARCEL else None
    if delivery and not delivery.trace and (delivery.delivered_at or delivery.is_late(chat.now)):
        chat.go_on_with("late_parcel", order=number)
    else:
        chat.say("utter_forward_person", buttons=[orders.PERSON])
    return True


async def _still_visible(chat: Chat, number: str) -> Delivery | None:
    """They may have signed in or out since the order was found."""
    try:
        return await orders.delivery(chat, number)
    except (NotFound, Throttled):
        return None
