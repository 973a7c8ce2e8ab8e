"""It came broken, wrong or not at all: refund or replacement, whichever puts it right, without an argument."""

from __future__ import annotations

from bot.backoffice.errors import AlreadyReturned, BackOfficeError, BeyondPower, NotDeliveredYet, OutsideReturnWindow
from bot.backoffice.rules import DAMAGE_LIMIT
from bot.backoffice.types import DamageRemedy, Order, OrderLine
from bot.deescalation.types import Move
from bot.dialogue import goodwill, words
from bot.dialogue.buttons import on_order, option
from bot.dialogue.chat import Button, Chat
from bot.dialogue.errands import items, orders
from bot.dialogue.errands.base import OrderErrand
from bot.dialogue.errands.late_parcel import YES_NO, beyond

CHOICE: tuple[Button, ...] = (
    option("A replacement", "replacement"),
    option("My money back", "refund"),
    orders.PERSON,
)


class DamagedItem(OrderErrand):
    """The assistant settles up to the shop's limit; above it a person decides."""

    name = "damaged_item"
    none_fits = "utter_damage_none"
    about = "what came damaged or wrong"
    wants = "a damaged, wrong or missing item put right"
    outcomes = ("replacement", "refund")

    def fits(self, order: Order, chat: Chat) -> bool:
        """Delivered within the window, with something in it not yet settled."""
        return items.can_go_back(order, chat.now)

    async def next_slot(self, chat: Chat) -> str | None:
        if not await orders.settle(chat, self):
            return "order"
        order = await orders.chosen(chat)
        if order is None or not self.fits(order, chat):
            return None
        if not items.settle(chat, order):
            return "item"
        if items.already_in_a_case(chat, order) or items.bought_more(chat, order):
            return None
        if not chat.get("outcome"):
            return "outcome"
        if items.total(items.chosen(chat, order)).pence > DAMAGE_LIMIT.pence:
            return None  # a person decides: no use in asking "shall I?"
        return "confirm" if chat.get("confirm") is None else None

    async def ask(self, chat: Chat, slot: str) -> None:
        order = await orders.chosen(chat)
        if slot == "order" or order is None:
            await orders.ask_which(chat, self)
            return
        lines = items.chosen(chat, order)
        if slot == "item":
            items.ask(chat, order, "utter_ask_damaged_item")
        elif slot == "outcome":
            orders.show(chat, order)
            chat.made(Move.OWN, Move.SOLVE)
            chat.say("utter_ask_damage_outcome", items=items.names(lines), buttons=CHOICE)
        else:
            orders.show(chat, order)
            outcome = chat.get("outcome")
            amount = str(items.total(lines))
            facts = {"items": items.names(lines), "amount": amount, "to": order.paid_with}
            chat.say(f"utter_ask_damage_{outcome}", facts, buttons=YES_NO)

    async def do(self, chat: Chat, order: Order) -> None:
        if fewer := items.bought_more(chat, order):
            _bought_fewer(chat, order, *fewer)
            return
        if chat.get("confirm") is False:
            chat.say("utter_nothing_changed")
            return
        outcome: DamageRemedy = "refund" if chat.get("outcome") == "refund" else "replacement"
        lines = items.chosen(chat, order)
        try:
            change = await chat.shop.report_damage(
                customer_id=chat.known_customer,
                number=order.number,
                what=str(chat.get("problem") or "damaged"),
                wanted=outcome,
                lines=[line.sku for line in lines] or None,
                request_key=chat.turn.request_key(f"damage-{outcome}"),
            )
        except BeyondPower as refusal:
            beyond(chat, refusal, outcome)
            return
        except BackOfficeError as refusal:
            if isinstance(refusal, OutsideReturnWindow) and await goodwill.offer_late_return(chat, order, self.name):
                return
            self._refused(chat, order, refusal)
            return
        chat.did(change)
        lines = lines or order.lines  # all of it, in a turn that is taken a second time
        zone = chat.turn.context.timezone
        due = words.day(change.promise_due, zone) if change.promise_due else ""
        label = change.facts.get("Please send it back")
        back = f"Please send the other back with the {label}." if label else "There is nothing to send back."
        facts = {"items": items.names(lines), "reference": change.reference, "day": due, "back": back}
        chat.say(f"utter_damage_{outcome}_done", facts, refund=change.facts.get("Refund", ""))
        await goodwill.offer(chat, order, self.name, sent=change)

    @staticmethod
    def _refused(chat: Chat, order: Order, refusal: BackOfficeError) -> None:
        orders.show(chat, order)
        chat.found("damage_refused", str(refusal), ok=False)
        chat.made(Move.OFFER_PERSON)
        zone = chat.turn.context.timezone
        if isinstance(refusal, NotDeliveredYet):
            due = words.day(order.delivery.promised_by, zone)
            chat.say("utter_damage_not_yet", number=order.number, day=due, buttons=[orders.PERSON])
        elif isinstance(refusal, OutsideReturnWindow):
            closed = words.day(refusal.closed_at, zone)
            chat.say("utter_damage_too_late", number=order.number, day=closed, buttons=[orders.PERSON])
        elif isinstance(refusal, AlreadyReturned):
            refund = on_order("See the refund", "refund_status", order.number)
            buttons = [refund, orders.PERSON]
            chat.say("utter_already_returned", number=order.number, reference=refusal.reference, buttons=buttons)
        else:
            chat.say("utter_refused_person", buttons=[orders.PERSON])


def _bought_fewer(chat: Chat, order: Order, line: OrderLine, said: int) -> None:
    """They remember buying more than there is in the order: both beside each other, and every way on."""
    rows = [
        (order.number, f"{line.quantity} × {line.name}"),
        ("Paid for it", str(line.total)),
        ("As you remember it", str(said)),
    ]
    chat.show(orders.side_by_side(line.name, rows), about=f"{order.number} {line.sku}")
    chat.found("ordered_fewer", f"Says they ordered {said} × {line.name}; {order.number}: {line.quantity}.", ok=False)
    chat.made(Move.SOLVE, Move.OFFER_PERSON)
    payments: Button = on_order("Look at the payments", "payment_problem", order.number)
    another: Button = ("Show me the product", f'/product_question{{"choice": "{line.sku}"}}')
    facts = {"items": items.names([line]), "count": str(line.quantity), "number": order.number}
    chat.say("utter_ordered_fewer", facts, buttons=[payments, another, orders.PERSON])
