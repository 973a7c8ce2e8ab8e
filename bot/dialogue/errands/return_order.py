"""Send something back, for the money or for something else in its place."""

from __future__ import annotations

import re
from typing import ClassVar

from bot.backoffice.errors import (
    AlreadyCancelled,
    AlreadyReturned,
    BackOfficeError,
    NotDeliveredYet,
    OutsideReturnWindow,
)
from bot.backoffice.rules import may_change
from bot.backoffice.types import Order, ReturnKind
from bot.deescalation.types import Move
from bot.dialogue import goodwill, words
from bot.dialogue.buttons import on_order, options
from bot.dialogue.chat import Chat
from bot.dialogue.errands import items, orders
from bot.dialogue.errands.base import OrderErrand
from bot.dialogue.errands.change_order import KINDS

CONFIRM = options(("Yes, send me the label", "yes"), ("No, I'll keep it", "no"))


_VAGUE = r"another|an?other one|(?:a |some )?different|something|my|our|the money|a refund"
_INSTEAD = re.compile(
    rf"\b(?:swap|exchange|change|swop|trade)\b[^.!?]{{1,60}}?\bfor (?!(?:{_VAGUE})\b)(?P<wanted>[^.!?\n]{{3,120}})",
    re.I,
)


class ReturnOrder(OrderErrand):
    """A free label; the money goes back when the parcel arrives."""

    name = "return_order"
    none_fits = "utter_return_none"
    about = "sending something back"
    wants = "to send something back for a refund"
    kind: ClassVar[ReturnKind] = "return"

    def fits(self, order: Order, chat: Chat) -> bool:
        """Delivered, within its thirty days, with something in it that is not yet on its way back."""
        return items.can_go_back(order, chat.now)

    async def next_slot(self, chat: Chat) -> str | None:
        if not await orders.settle(chat, self):
            return "order"
        order = await orders.chosen(chat)
        if order is None or not self.fits(order, chat):
            return None
        if not items.settle(chat, order):
            return "item"
        if items.already_in_a_case(chat, order):
            return None
        if self.kind == "exchange" and not chat.get("outcome"):
            return "outcome"
        return "confirm" if chat.get("confirm") is None else None

    async def ask(self, chat: Chat, slot: str) -> None:
        order = await orders.chosen(chat)
        if slot == "order" or order is None:
            await orders.ask_which(chat, self)
        elif slot == "item":
            items.ask(chat, order, "utter_ask_return_item")
        elif slot == "outcome":
            chat.say("utter_ask_exchange_for", items=items.names(items.chosen(chat, order)))
        else:
            orders.show(chat, order)
            lines = items.chosen(chat, order)
            response = "utter_ask_exchange_confirm" if self.kind == "exchange" else "utter_ask_return_confirm"
            facts = {"items": items.names(lines), "amount": str(items.total(lines)), "to": order.paid_with}
            chat.say(response, facts, wanted=chat.get("outcome"), buttons=CONFIRM)

    async def hear(self, chat: Chat, slot: str | None) -> bool:
        """What they would like instead is anything they say."""
        if slot == "outcome" and self.kind == "exchange" and chat.intent not in ("stop", "request_human"):
            chat.set(outcome=words.to_quote(chat.text))
            return True
        return await super().hear(chat, slot)

    async def do(self, chat: Chat, order: Order) -> None:
        said = str(chat.get("problem") or "")
        if may_change(order) and words.first_named(said, KINDS) == "remove":
            chat.go_on_with("change_order", order=order.number, said=said)  # out of an order is not out of a parcel
            return
        if chat.get("confirm") is False:
            chat.say("utter_nothing_changed")
            return
        lines = items.chosen(chat, order)
        try:
            change = await chat.shop.request_return(
                customer_id=chat.known_customer,
                number=order.number,
                kind=self.kind,
                lines=[line.sku for line in lines] or None,
                wanted=chat.get("outcome"),
                request_key=chat.turn.request_key(self.kind),
            )
        except BackOfficeError as refusal:
            if isinstance(refusal, OutsideReturnWindow) and await goodwill.offer_late_return(chat, order, self.name):
                return
            self._refused(chat, order, refusal)
            return
        chat.did(change)
        lines = lines or order.lines  # all of it, in a turn that is taken a second time
        facts = {"label": change.facts.get("Free label", ""), "by": change.facts.get("Post it by", "")}
        chat.say(f"utter_{self.kind}_opened", facts, items=items.names(lines), then=change.facts.get("Then", ""))
        await goodwill.offer(chat, order, self.name)

    def _refused(self, chat: Chat, order: Order, refusal: BackOfficeError) -> None:
        """Why not, from the order's own facts, and the nearest thing that can be done."""
        zone = chat.turn.context.timezone
        number = order.number
        orders.show(chat, order)
        chat.found(f"{self.kind}_refused", str(refusal), ok=False)
        chat.made(Move.OFFER_PERSON)
        if isinstance(refusal, OutsideReturnWindow):
            closed = words.day(refusal.closed_at, zone)
            chat.say("utter_return_too_late", number=number, day=closed, buttons=[orders.PERSON])
        elif isinstance(refusal, NotDeliveredYet):
            cancel = on_order("Cancel it instead", "cancel_order", number)
            due = words.day(order.delivery.promised_by, zone)
            chat.say("utter_return_not_yet", number=number, day=due, buttons=[cancel, orders.PERSON])
        elif isinstance(refusal, AlreadyReturned):
            refund = on_order("See the refund", "refund_status", number)
            buttons = [refund, orders.PERSON]
            chat.say("utter_already_returned", number=number, reference=refusal.reference, buttons=buttons)
        elif isinstance(refusal, AlreadyCancelled):
            chat.say("utter_status_cancelled", number=number, buttons=[orders.PERSON])
        else:
            chat.say("utter_refused_person", buttons=[orders.PERSON])


class ExchangeItem(ReturnOrder):
    """The same, but they want another thing instead."""

    name = "exchange_item"
    about = "exchanging something"
    wants = "to exchange something for another"
    kind = "exchange"

    def open(self, chat: Chat) -> None:
        """ "Swap the mugs for green ones" has said already what they want instead."""
        super().open(chat)
        if instead := _INSTEAD.search(chat.text):
            chat.set(outcome=words.to_quote(instead["wanted"]))
