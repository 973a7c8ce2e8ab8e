"""The way forward for somebody who complains: what it is about, more of the errand before it, or a short choice."""

from __future__ import annotations

import re

from bot.backoffice.errors import NotFound, Throttled
from bot.backoffice.types import Delivery, Order
from bot.dialogue import later, meant, menus
from bot.dialogue.buttons import on_order
from bot.dialogue.chat import Button, Chat
from bot.dialogue.errands import orders

ABOUT_THE_PARCEL = ("order_status", "late_parcel")


async def go(chat: Chat) -> None:
    """Begins what their words are about; else goes on with what was answered last; else asks what would help."""
    named = await orders.named_in(chat)
    errand = meant.errand(chat)
    if errand == "late_parcel" and named is None and _about_money(chat):
        errand = None  # "three days late" is the refund just spoken of, not a parcel
    if errand is not None:
        chat.go_on_with(errand, order=named.number if named else chat.entity("order_number"))
    elif (wish := meant.wish(chat.ranking)) is not None:
        later.begin(chat, wish)
    elif named is not None:
        chat.go_on_with("order_status", order=named.number)
    elif (broken := chat.memory.damage) is not None:  # told, and not yet dealt with
        order = await orders.named_in(chat, broken)
        chat.go_on_with("damaged_item", order=order.number if order else None, said=broken)
    elif chat.memory.last is not None:
        await _further(chat, *chat.memory.last)
    else:
        await _ask(chat)


def _about_money(chat: Chat) -> bool:
    spoke_of_parcel = re.search(r"\b(?:parcel|package|order|deliver\w*|tracking)\b", chat.text, re.I)
    return chat.memory.last is not None and chat.memory.last[0] == "refund_status" and not spoke_of_parcel


async def _further(chat: Chat, errand: str, number: str) -> None:
    """More of the errand answered last. Nothing is taken to be missing that they did not say is missing."""
    delivery = await _still_visible(chat, number) if errand in ABOUT_THE_PARCEL else None
    if delivery is None or delivery.trace or not (delivery.delivered_at or delivery.is_late(chat.now)):
        chat.say("utter_forward_person", buttons=[orders.PERSON])
    elif delivery.is_late(chat.now) or errand == "late_parcel":
        chat.go_on_with("late_parcel", order=number)
    else:
        chat.lead_in()
        chat.say("utter_forward_delivered", number=number, buttons=[*orders.about_delivered(number), orders.PERSON])


async def _ask(chat: Chat) -> None:
    """What would put it right: a short choice, their own order in trouble first."""
    likely = [menus.errand(name) for name, _ in menus.wished(chat.ranking)]
    trouble = [_about(order) for order in await _in_trouble(chat)]
    offered = dict.fromkeys([*trouble, *(likely or menus.troubles())])
    chat.lead_in()
    chat.say("utter_ask_outcome_complaint", buttons=[*list(offered)[: menus.CHOICES], orders.PERSON])


async def _in_trouble(chat: Chat) -> list[Order]:
    """A signed-in customer's orders that are late."""
    if chat.customer_id is None:
        return []
    return [
        order for order in await chat.shop.orders_of(customer_id=chat.customer_id) if order.delivery.is_late(chat.now)
    ]


def _about(order: Order) -> Button:
    return on_order(f"{order.number}, which is late", "late_parcel", order.number)


async def _still_visible(chat: Chat, number: str) -> Delivery | None:
    """They may have signed in or out since the order was found."""
    try:
        return await orders.delivery(chat, number)
    except (NotFound, Throttled):
        return None
