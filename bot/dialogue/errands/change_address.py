"""Another address for an order, as long as there is no label on it; after that, the nearest thing."""

from __future__ import annotations

from bot.backoffice.errors import TooLateToChange
from bot.backoffice.rules import CANCELLABLE, may_change
from bot.backoffice.types import Order
from bot.backoffice.types import OrderStatus as Status
from bot.deescalation.types import Move, Reason
from bot.dialogue import address, words
from bot.dialogue.buttons import on_order, options
from bot.dialogue.chat import Chat
from bot.dialogue.errands import orders
from bot.dialogue.errands.base import OrderErrand

CONFIRM = options(("Yes, send it there", "yes"), ("No, leave it", "no"))
AGAIN, PERSON = "again", "person"  # in the slot `outcome`: how often no address could be made out


class ChangeAddress(OrderErrand):
    """Asks for the address at most twice: then a person takes it down."""

    name = "change_address"
    about = "the address of your order"
    wants = "their order sent to another address"

    def fits(self, order: Order, chat: Chat) -> bool:
        """Not yet labelled."""
        return may_change(order)

    async def next_slot(self, chat: Chat) -> str | None:
        if not chat.get("value"):
            chat.set(value=address.found(str(chat.get("problem") or "")))
        if not await orders.settle(chat, self):
            return "order"
        order = await orders.chosen(chat)
        if order is None or not may_change(order) or chat.get("outcome") == PERSON:
            return None
        if not chat.get("value"):
            return "value"
        return "confirm" if chat.get("confirm") is None else None

    async def hear(self, chat: Chat, slot: str | None) -> bool:
        """An address whenever one is given; anything else where one was asked for counts as a try."""
        given = address.found(chat.text)
        if given:
            chat.set(value=given, confirm=None)
            if chat.entity("order_number"):
                chat.set(order=chat.entity("order_number"))
            return True
        if slot == "value" and not chat.entity("order_number"):
            if self._says_something_else(chat):
                return False
            chat.set(outcome=PERSON if chat.get("outcome") == AGAIN else AGAIN)
            return True
        return await super().hear(chat, slot)

    async def ask(self, chat: Chat, slot: str) -> None:
        order = await orders.chosen(chat)
        if slot == "order" or order is None:
            await orders.ask_which(chat, self)
        elif slot == "value" and chat.get("outcome") == AGAIN:
            chat.say("utter_ask_address_again")
        elif slot == "value":
            chat.say("utter_ask_address", number=order.number, address=order.ship_to)
        else:
            rows = [("Goes to now", order.ship_to), ("Would go to", chat.get("value"))]
            card = orders.side_by_side(f"Address of {order.number}", rows)
            orders.show_once(chat, card, about=f"{order.number} {chat.get('value')}")
            chat.say("utter_ask_address_confirm", number=order.number, buttons=CONFIRM)

    async def do(self, chat: Chat, order: Order) -> None:
        if not may_change(order):
            self._too_late(chat, order)
        elif chat.get("outcome") == PERSON:
            chat.say("utter_address_person")
            chat.hand_off(
                Reason.NOT_UNDERSTOOD, cue=f"the new address of {order.number} was not clear twice", told=True
            )
        elif not chat.get("confirm"):
            chat.say("utter_address_kept", number=order.number, address=order.ship_to)
        else:
            await self._change(chat, order)

    async def _change(self, chat: Chat, order: Order) -> None:
        try:
            change = await chat.shop.change_address(
                customer_id=chat.known_customer,
                number=order.number,
                address=str(chat.get("value")),
                request_key=chat.turn.request_key("address"),
            )
        except TooLateToChange as refusal:
            self._too_late(chat, refusal.order)
            return
        chat.did(change)
        due = words.day(order.delivery.promised_by, chat.turn.context.timezone)
        chat.say("utter_address_changed", number=order.number, address=change.facts["New address"], day=due)

    @staticmethod
    def _too_late(chat: Chat, order: Order) -> None:
        """Why not, and what comes nearest: data/help/changing-the-address.md says the same."""
        number, zone = order.number, chat.turn.context.timezone
        orders.show(chat, order)
        chat.found("address_refused", f"{number} can't be sent elsewhere any more ({order.status.value}).", ok=False)
        chat.made(Move.SOLVE, Move.OFFER_PERSON)
        if order.status is Status.CANCELLED:
            chat.say("utter_status_cancelled", number=number, buttons=[orders.PERSON])
        elif order.delivery.delivered_at:
            day = words.day(order.delivery.delivered_at, zone)
            missing = on_order("It isn't here", "late_parcel", number)
            buttons = [missing, orders.PERSON]
            chat.say("utter_address_delivered", number=number, day=day, address=order.ship_to, buttons=buttons)
        elif order.status in CANCELLABLE:
            cancel = on_order("Cancel it instead", "cancel_order", number)
            chat.say("utter_address_labelled", number=number, buttons=[cancel, orders.PERSON])
        else:
            parcel = order.delivery.parcel
            facts = {"carrier": parcel.carrier, "tracking": parcel.tracking_code} if parcel else {}
            chat.say("utter_address_with_carrier", facts, number=number, buttons=[orders.PERSON])
