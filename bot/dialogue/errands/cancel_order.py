"""Cancel an order that has not gone out yet, after showing which one and asking once."""

from __future__ import annotations

from bot.backoffice.errors import AlreadyCancelled, TooLateToCancel
from bot.backoffice.rules import CANCELLABLE
from bot.backoffice.types import ChangeResult, Order
from bot.deescalation.types import Move
from bot.dialogue import words
from bot.dialogue.buttons import on_order, options
from bot.dialogue.chat import Chat
from bot.dialogue.errands import orders
from bot.dialogue.errands.base import OrderErrand

CONFIRM = options(("Yes, cancel it", "yes"), ("No, keep it", "no"))


class CancelOrder(OrderErrand):
    """Only its signed-in customer may."""

    name = "cancel_order"
    none_fits = "utter_cancel_none"
    about = "cancelling your order"
    wants = "to cancel their order and get the money back"

    def fits(self, order: Order, chat: Chat) -> bool:
        """Not yet with the carrier."""
        return order.status in CANCELLABLE

    async def next_slot(self, chat: Chat) -> str | None:
        if not await orders.settle(chat, self):
            return "order"
        order = await orders.chosen(chat)
        if order is not None and self.fits(order, chat) and chat.get("confirm") is None:
            return "confirm"
        return None

    async def ask(self, chat: Chat, slot: str) -> None:
        order = await orders.chosen(chat)
        if slot == "order" or order is None:
            await orders.ask_which(chat, self)
            return
        orders.show(chat, order)
        amount, to = str(order.total), order.paid_with
        chat.say("utter_ask_cancel_confirm", number=order.number, amount=amount, to=to, buttons=CONFIRM)

    async def do(self, chat: Chat, order: Order) -> None:
        if chat.get("confirm") is False:
            chat.say("utter_cancel_kept", number=order.number)
            return
        zone = chat.turn.context.timezone
        try:
            change = await chat.shop.cancel_order(
                customer_id=chat.known_customer, number=order.number, request_key=chat.turn.request_key("cancel")
            )
        except TooLateToCancel as refusal:
            orders.show(chat, refusal.order)
            chat.found("cancel_refused", str(refusal), ok=False)
            came = refusal.order.delivery.delivered_at
            buttons = [on_order("Send it back", "return_order", order.number), orders.PERSON]
            chat.made(Move.SOLVE, Move.OFFER_PERSON)
            if came:
                chat.say("utter_cancel_delivered", number=order.number, day=words.day(came, zone), buttons=buttons)
            else:
                chat.say("utter_cancel_too_late", number=order.number, buttons=buttons[1:])
        except AlreadyCancelled as refusal:
            when = words.day(refusal.order.cancelled_at, zone) if refusal.order.cancelled_at else "earlier"
            chat.found("cancel_refused", str(refusal), ok=False)
            refund = on_order("See the refund", "refund_status", order.number)
            chat.say("utter_already_cancelled", number=order.number, day=when, buttons=[refund])
        else:
            chat.did(change)
            _say_cancelled(chat, change, order.number)


def _say_cancelled(chat: Chat, change: ChangeResult, number: str) -> None:
    """With the money that comes back; a person may have given all of it back before."""
    if change.promise_due is None:
        chat.say("utter_cancelled_paid_back", number=number)
        return
    due = words.day(change.promise_due, chat.turn.context.timezone)
    refund = change.facts["Refund"]
    chat.say("utter_cancelled", number=number, refund=refund, day=due, reference=change.reference)
