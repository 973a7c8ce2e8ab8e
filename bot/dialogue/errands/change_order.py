"""Fewer things in an order that has no label yet; what costs more is ordered on the product's page."""

from __future__ import annotations

from bot.backoffice.errors import ChangedMeanwhile, LeavesNothing, TooLateToChange, WhichItems
from bot.backoffice.rules import CANCELLABLE, may_change
from bot.backoffice.types import ChangeResult, Money, Order, OrderLine
from bot.backoffice.types import OrderStatus as Status
from bot.deescalation.types import Move
from bot.dialogue import amounts, goods, words
from bot.dialogue.buttons import on_order, option, options
from bot.dialogue.chat import Chat
from bot.dialogue.errands import items, orders
from bot.dialogue.errands.base import OrderErrand

KINDS = (
    ("fewer", r"\b(only|just) (want |need |wanted |send |keep )?(one|two|three|\d)\b|\bone (too many|fewer|less)\b"
     r"|\b(reduc\w+|fewer|less|quantity|how many|(keep|leave) (one|two|three|\d)|chang\w+ .{0,30}\bto (one|two|\d))\b"),
    ("swap", r"\b(swap\w*|exchang\w+|replac\w+|instead of|rather than|in place of)\b"
     r"|\b(different|another) (size|colour|one)\b|\bchang\w+ .{0,30}\b(to|for|into) (?!one|two|\d)"),
    ("add", r"\b(add\w*|extra|another|more|increase|also (want|get|order|send))\b"),
    ("remove", r"\b(remov\w+|(take|taking|leave) .{0,40}\b(out|off)|take out|drop|delete|without"
     r"|(do ?n'?t|do not|no longer) (want|need)|by mistake)\b"),
)  # fmt: skip
CHOICE = options(("Take something out", "remove"), ("Change how many", "fewer"), ("Add or swap something", "add"))
CONFIRM = options(("Yes, change it", "yes"), ("No, leave it", "no"))


class ChangeOrder(OrderErrand):
    """The slot `value` holds how many are to stay, of one thing of which there are several."""

    name = "change_order"
    about = "changing your order"
    wants = "something in their order changed"
    outcomes = ("remove", "fewer", "add", "swap")

    def fits(self, order: Order, chat: Chat) -> bool:
        """Not yet labelled."""
        return may_change(order)

    async def next_slot(self, chat: Chat) -> str | None:
        said = str(chat.get("problem") or "")
        if not chat.get("outcome"):
            chat.set(outcome=words.first_named(said, KINDS))
        if not await orders.settle(chat, self):
            return "order"
        order = await orders.chosen(chat)
        if order is None or not may_change(order):
            return None
        if not chat.get("outcome"):
            return "outcome"
        if chat.get("outcome") in ("add", "swap"):
            return None
        if not items.settle(chat, order):
            return "item"
        several = self._several(chat, order)
        if several and chat.get("value") is None:
            staying = amounts.left_over(said, several.quantity)
            if staying is None:
                return "value"
            chat.set(value=str(staying))
        if several and self._staying(chat, several) >= several.quantity:
            chat.set(outcome="add")
            return None
        if self._leaves_nothing(chat, order):
            return None
        return "confirm" if chat.get("confirm") is None else None

    async def hear(self, chat: Chat, slot: str | None) -> bool:
        """How many are to stay, in words or by a button."""
        if slot == "value" and not chat.entity("order_number"):
            choice = chat.entity("choice")
            number = int(choice) if choice and choice.isdigit() else amounts.named(chat.text)
            if number is None and words.means_all(chat.text):
                number = 0
            if number is not None:
                chat.set(value=str(number))
            return number is not None
        return await super().hear(chat, slot)

    def _outcome(self, chat: Chat) -> str | None:
        choice = chat.entity("choice")
        return choice if choice in self.outcomes else words.first_named(chat.text, KINDS)

    async def ask(self, chat: Chat, slot: str) -> None:
        order = await orders.chosen(chat)
        if slot == "order" or order is None:
            await orders.ask_which(chat, self)
        elif slot == "outcome":
            orders.show(chat, order)
            chat.say("utter_ask_change", number=order.number, buttons=CHOICE)
        elif slot == "item":
            items.ask(chat, order, "utter_ask_change_item")
        elif slot == "value":
            line = items.chosen(chat, order)[0]
            buttons = [option(str(number) if number else "None", str(number)) for number in range(line.quantity)]
            facts = {"items": items.names([line]), "count": str(line.quantity)}
            chat.say("utter_ask_change_keep", facts, buttons=buttons)
        else:
            orders.show(chat, order)
            out = self._taken_out(chat, order)
            amount = Money(sum(line.price_each.pence * fewer for line, fewer in out), order.total.currency)
            facts = {"items": _named(out), "amount": str(amount), "to": order.paid_with}
            chat.say("utter_ask_change_confirm", facts, number=order.number, buttons=CONFIRM)

    async def do(self, chat: Chat, order: Order) -> None:
        if not may_change(order):
            self._too_late(chat, order)
        elif chat.get("outcome") in ("add", "swap"):
            await self._costs_more(chat, order)
        elif self._leaves_nothing(chat, order):
            self._offer_to_cancel(chat, order)
        elif not chat.get("confirm"):
            chat.say("utter_nothing_changed")
        else:
            await self._change(chat, order)

    async def _change(self, chat: Chat, order: Order) -> None:
        out = self._taken_out(chat, order)
        done: list[ChangeResult] = []
        try:
            for line, fewer in out:
                change = await chat.shop.change_quantity(
                    customer_id=chat.known_customer,
                    number=order.number,
                    sku=line.sku,
                    quantity=line.quantity - fewer,
                    request_key=chat.turn.request_key(f"out-{line.sku}"),
                )
                chat.did(change)
                done.append(change)
        except TooLateToChange as refusal:
            self._too_late(chat, refusal.order)
            return
        except LeavesNothing as refusal:
            self._offer_to_cancel(chat, refusal.order)
            return
        except (ChangedMeanwhile, WhichItems) as refusal:
            chat.found("change_refused", str(refusal), ok=False)
            orders.show(chat, refusal.order)
            chat.say("utter_refused_person", buttons=[orders.PERSON])
            return
        amount = Money(sum(line.price_each.pence * fewer for line, fewer in out), order.total.currency)
        due = done[-1].promise_due
        day = words.day(due, chat.turn.context.timezone) if due else ""
        facts = {"items": _named(out), "amount": str(amount), "to": order.paid_with, "day": day}
        chat.say("utter_order_changed", facts, number=order.number, reference=", ".join(one.reference for one in done))

    async def _costs_more(self, chat: Chat, order: Order) -> None:
        """A payment can't be taken in a chat: the thing's page, and taking the other out, if that is what they want."""
        said = f"{chat.get('problem') or ''} {chat.text}"
        wanted = list(await goods.named(chat, said))
        swap = chat.get("outcome") == "swap"
        if swap:
            there = {line.sku for line in order.lines}
            wanted = [product for product in wanted if product.sku not in there]
        for product in wanted[: goods.SHOWN]:
            goods.show(chat, product)
        chat.found("change_refused", f"Adding to {order.number} needs a payment, which the chat can't take.", ok=False)
        out = on_order("Take something out", "change_order", order.number, choice="remove")
        chat.made(Move.SOLVE)
        response = "utter_change_swap" if swap else "utter_change_add"
        chat.say(response, number=order.number, buttons=[*([out] if swap else []), orders.PERSON])

    @staticmethod
    def _offer_to_cancel(chat: Chat, order: Order) -> None:
        orders.show(chat, order)
        cancel = on_order("Cancel the order", "cancel_order", order.number)
        chat.say("utter_change_is_cancelling", number=order.number, amount=str(order.total), buttons=[cancel])

    @staticmethod
    def _too_late(chat: Chat, order: Order) -> None:
        number, zone = order.number, chat.turn.context.timezone
        orders.show(chat, order)
        chat.found("change_refused", f"{number} can't be changed any more ({order.status.value}).", ok=False)
        chat.made(Move.SOLVE, Move.OFFER_PERSON)
        if order.status is Status.CANCELLED:
            chat.say("utter_status_cancelled", number=number, buttons=[orders.PERSON])
        elif order.delivery.delivered_at:
            back = on_order("Send it back", "return_order", number)
            day = words.day(order.delivery.delivered_at, zone)
            chat.say("utter_change_delivered", number=number, day=day, buttons=[back, orders.PERSON])
        elif order.status in CANCELLABLE:
            cancel = on_order("Cancel it all", "cancel_order", number)
            chat.say("utter_change_labelled", number=number, buttons=[cancel, orders.PERSON])
        else:
            day = words.day(order.delivery.promised_by, zone)
            chat.say("utter_change_too_late", number=number, day=day, buttons=[orders.PERSON])

    @staticmethod
    def _several(chat: Chat, order: Order) -> OrderLine | None:
        """The one thing chosen, if there are several of it."""
        lines = items.chosen(chat, order)
        whole_order = chat.get("item") == items.ALL and len(order.lines) > 1
        return lines[0] if len(lines) == 1 and lines[0].quantity > 1 and not whole_order else None

    @staticmethod
    def _staying(chat: Chat, line: OrderLine) -> int:
        return int(chat.get("value") or 0) if line.quantity > 1 else 0

    def _taken_out(self, chat: Chat, order: Order) -> list[tuple[OrderLine, int]]:
        """The things, and how many fewer of each."""
        several = self._several(chat, order)
        if several:
            return [(several, several.quantity - self._staying(chat, several))]
        return [(line, line.quantity) for line in items.chosen(chat, order)]

    def _leaves_nothing(self, chat: Chat, order: Order) -> bool:
        out = {line.sku: fewer for line, fewer in self._taken_out(chat, order)}
        return all(out.get(line.sku) == line.quantity for line in order.lines)


def _named(out: list[tuple[OrderLine, int]]) -> str:
    """ "one of the stoneware mugs (set of 4) and the linen tea towels (pair)"."""
    return words.listed(
        [items.names([line]) if fewer == line.quantity else f"{fewer} of {items.names([line])}" for line, fewer in out]
    )
