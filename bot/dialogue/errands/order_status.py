"""Where is my order: answered at once, for anybody with its number and e-mail."""

from __future__ import annotations

from datetime import timedelta

from bot.backoffice.types import Delivery, Order
from bot.backoffice.types import OrderStatus as Status
from bot.deescalation.types import Move
from bot.dialogue import words
from bot.dialogue.buttons import on_order
from bot.dialogue.chat import Chat
from bot.dialogue.errands import orders
from bot.dialogue.errands.base import Errand

RECENT = timedelta(days=7)  # an order delivered longer ago is rarely what "where is it" means


class OrderStatus(Errand):
    """Shows the order's card and says the one thing that matters about it."""

    name = "order_status"
    about = "where your order is"
    wants = "to know where their order is"
    needs_sign_in = False
    read_only = True

    def fits(self, order: Order, chat: Chat) -> bool:
        """Still to come, or come lately."""
        delivered = order.delivery.delivered_at
        return order.status is not Status.CANCELLED and (delivered is None or chat.now - delivered < RECENT)

    async def next_slot(self, chat: Chat) -> str | None:
        if chat.customer_id is None:
            return await orders.settle_delivery(chat)
        return None if await orders.settle(chat, self) else "order"

    async def ask(self, chat: Chat, slot: str) -> None:
        if slot == "email":
            chat.say("utter_ask_email")
        else:
            await orders.ask_which(chat, self)

    async def finish(self, chat: Chat) -> None:
        delivery = await orders.delivery(chat)
        if delivery is None:
            if not chat.get("told"):
                chat.say("utter_no_orders", buttons=[orders.PERSON])
            return
        if delivery.delivered_at and words.says_missing(chat.text):
            chat.go_on_with("late_parcel", order=delivery.number)
            return
        orders.show(chat, await orders.chosen(chat) or delivery)
        chat.made(Move.SOLVE)
        say_status(chat, delivery, thought_late=words.says_late(chat.text))


def say_status(chat: Chat, delivery: Delivery, *, thought_late: bool = False) -> None:
    """One sentence or two for where it stands, and the next step as buttons. `thought_late`: they think it late."""
    zone = chat.turn.context.timezone
    number = delivery.number
    due = words.day(delivery.promised_by, zone)
    if delivery.status is Status.CANCELLED:
        chat.say("utter_status_cancelled", number=number, buttons=[on_order("See the refund", "refund_status", number)])
    elif delivery.delivered_at:
        when = words.day(delivery.delivered_at, zone)
        chat.say("utter_status_delivered", number=number, day=when, buttons=orders.about_delivered(number))
    elif delivery.trace and delivery.trace.answer:
        chat.say("utter_status_trace_answered", number=number, answer=delivery.trace.answer, buttons=[orders.PERSON])
    elif delivery.trace:
        chat.say("utter_status_traced", number=number, day=words.day(delivery.trace.due, zone))
    elif delivery.is_late(chat.now):
        search = on_order("Search for it", "late_parcel", number, choice="trace")
        late = [search, orders.PERSON]
        chat.say("utter_status_late", number=number, day=due, last=last_seen(delivery, zone), buttons=late)
        chat.made(Move.OFFER_PERSON)
    elif thought_late:
        chat.made(Move.OFFER_PERSON)
        last = last_seen(delivery, zone)
        chat.say("utter_status_not_due_yet", number=number, day=due, last=last, buttons=[orders.PERSON])
    elif delivery.status is Status.DISPATCHED:
        chat.say("utter_status_on_its_way", number=number, day=due, last=last_seen(delivery, zone))
    else:
        chat.say(
            "utter_status_packing", number=number, day=due, buttons=[on_order("Cancel it", "cancel_order", number)]
        )


def last_seen(delivery: Delivery, zone: str) -> str:
    """The latest fact about the parcel, as a clause."""
    if delivery.parcel is None or not delivery.parcel.events:
        return "it has not left our warehouse yet"
    event = delivery.parcel.events[-1]
    return f"the last scan was on {words.day(event.at, zone)} in {event.place}: “{event.text}”"
