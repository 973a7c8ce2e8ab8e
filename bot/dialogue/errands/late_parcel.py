"""Late, or marked delivered and not there: own it, then a search, a replacement, the money, or a person."""

from __future__ import annotations

from datetime import timedelta

from bot.backoffice.errors import BackOfficeError, BeyondPower, NotLate
from bot.backoffice.rules import RETURN_WINDOW
from bot.backoffice.types import Delivery, Order
from bot.backoffice.types import OrderStatus as Status
from bot.deescalation.types import Move, Reason
from bot.dialogue import goodwill, identity, words
from bot.dialogue.buttons import option, options
from bot.dialogue.chat import Button, Chat
from bot.dialogue.errands import items, orders
from bot.dialogue.errands.base import Errand
from bot.dialogue.errands.order_status import last_seen, say_status

LOOK = "look"  # they go and look where the carrier says it is
WAIT = "wait"  # nothing is to be done now
FRESH = timedelta(hours=36)  # delivered so lately, it may well be where the last scan says
RECENT = timedelta(days=7)  # said to be delivered longer ago, it would have been missed sooner


class LateParcel(Errand):
    """The search works for anybody with number and e-mail; goods and money need a signed-in customer."""

    name = "late_parcel"
    about = "the parcel that has not come"
    wants = "their overdue parcel, or to be made good for it"
    needs_sign_in = False
    prefers_late = True
    outcomes = ("trace", "replacement", "refund", LOOK)
    tells = frozenset({"order_status"})  # it says where the parcel is

    def fits(self, order: Order, chat: Chat) -> bool:
        """Late, or said to be delivered not long ago."""
        delivered = order.delivery.delivered_at
        return order.delivery.is_late(chat.now) or (
            delivered is not None and chat.now - delivered < RECENT and bool(items.free(order))
        )

    async def next_slot(self, chat: Chat) -> str | None:
        if chat.customer_id is None:
            missing = await orders.settle_delivery(chat)
            if missing:
                return missing
        elif not await orders.settle(chat, self):
            return "order"
        delivery = await orders.delivery(chat)
        if delivery is None or delivery.trace or not _missing(chat, delivery):
            return None
        if chat.get("outcome") is None:
            return "outcome"
        if chat.get("outcome") not in ("replacement", "refund") or not delivery.delivered_at:
            return None
        if chat.customer_id is None:  # the money or the goods are for the customer alone
            return identity.SLOT if identity.still_open(chat) else None
        return "confirm" if chat.get("confirm") is None else None

    async def hear(self, chat: Chat, slot: str | None) -> bool:
        """While only a search is on offer (or a person), a yes is a yes to the search; they may also wait."""
        if slot == "outcome" and words.will_wait(chat.text):
            chat.set(outcome=WAIT)
            return True
        if slot == "outcome" and words.yes_or_no(chat.text, chat.intent):
            delivery = await orders.delivery(chat)
            if delivery and not delivery.delivered_at:
                chat.set(outcome="trace")
                return True
        return await super().hear(chat, slot)

    async def ask(self, chat: Chat, slot: str) -> None:
        if slot == "email":
            chat.say("utter_ask_email")
        elif slot == "order":
            await orders.ask_which(chat, self)
        elif slot == "outcome":
            await self._ask_outcome(chat)
        else:
            order = await orders.chosen(chat)
            if order is not None:
                orders.show(chat, order)
                facts = {"amount": str(items.total(items.free(order))), "to": order.paid_with}
                chat.say(f"utter_ask_missing_{chat.get('outcome')}", facts, number=order.number, buttons=YES_NO)

    async def _ask_outcome(self, chat: Chat) -> None:
        delivery = await orders.delivery(chat)
        if delivery is None:
            return
        zone = chat.turn.context.timezone
        orders.show(chat, await orders.chosen(chat) or delivery)
        buttons: list[Button] = [option("Search for it", "trace")]
        if delivery.delivered_at:
            buttons += [
                option("Send it again", "replacement"),
                option("Refund it", "refund"),
            ]
        chat.made(Move.OWN, Move.SOLVE, Move.OFFER_PERSON)
        if delivery.delivered_at and _elsewhere(chat, delivery):
            look: Button = option("I'll look there", LOOK)
            chat.say("utter_ask_look_there", last=last_seen(delivery, zone), buttons=[look, *buttons, orders.PERSON])
        elif delivery.delivered_at:
            when = words.day(delivery.delivered_at, zone)
            chat.say("utter_ask_outcome_missing", day=when, buttons=[*buttons, orders.PERSON])
        else:
            due = words.day(delivery.promised_by, zone)
            last = last_seen(delivery, zone)
            chat.say("utter_ask_outcome_late", day=due, last=last, buttons=[*buttons, orders.PERSON])

    async def finish(self, chat: Chat) -> None:
        delivery = await orders.delivery(chat)
        if delivery is None:
            if not chat.get("told"):
                chat.say("utter_no_orders", buttons=[orders.PERSON])
            return
        outcome = chat.get("outcome")
        if outcome == "trace" and _missing(chat, delivery):
            await self._trace(chat, delivery)
        elif delivery.trace or not _missing(chat, delivery):
            orders.show(chat, await orders.chosen(chat) or delivery)
            say_status(chat, delivery, thought_late=True)
        elif outcome in (LOOK, WAIT):
            chat.say("utter_will_look" if outcome == LOOK else "utter_will_wait", number=delivery.number)
        elif delivery.delivered_at and chat.customer_id is None:
            identity.give_up(chat)
        elif not delivery.delivered_at:
            chat.wants(f"a {outcome} for {delivery.number}, which has not come")
            chat.say("utter_beyond_power_late", outcome=outcome)
            chat.hand_off(
                Reason.BEYOND_POWER,
                cue=f"wants a {outcome} for a parcel that is still with the carrier",
                recommend=_recommend(chat, delivery, outcome),
                told=True,
            )
        elif not chat.get("confirm"):
            chat.say("utter_nothing_changed")
        else:
            await self._settle(chat, delivery)

    async def _trace(self, chat: Chat, delivery: Delivery) -> None:
        try:
            change = await chat.shop.trace_parcel(
                number=delivery.number,
                customer_id=chat.customer_id,
                email=chat.get("email"),
                request_key=chat.turn.request_key("trace"),
            )
        except NotLate:
            say_status(chat, delivery)
            return
        chat.did(change)
        due = words.day(change.promise_due, chat.turn.context.timezone) if change.promise_due else ""
        if change.already:
            chat.say("utter_status_traced", number=delivery.number, day=due)
        else:
            chat.say("utter_trace_opened", day=due, reference=change.reference, number=delivery.number)
        await goodwill.offer(chat, await orders.chosen(chat), self.name)

    async def _settle(self, chat: Chat, delivery: Delivery) -> None:
        order = await orders.chosen(chat)
        assert order is not None and chat.customer_id is not None
        outcome = chat.get("outcome")
        try:
            change = await chat.shop.report_damage(
                customer_id=chat.customer_id,
                number=order.number,
                what="marked delivered, but missing",
                wanted=outcome,
                lines=[line.sku for line in items.free(order)],
                request_key=chat.turn.request_key(f"missing-{outcome}"),
            )
        except BeyondPower as refusal:
            beyond(chat, refusal, outcome)
            return
        except BackOfficeError as refusal:
            chat.found("missing_refused", str(refusal), ok=False)
            chat.say("utter_refused_person", buttons=[orders.PERSON])
            return
        chat.did(change)
        due = words.day(change.promise_due, chat.turn.context.timezone) if change.promise_due else ""
        chat.say(
            f"utter_missing_{outcome}_done", day=due, reference=change.reference, refund=change.facts.get("Refund", "")
        )
        await goodwill.offer(chat, order, self.name, sent=change)


YES_NO = options(("Yes, please", "yes"), ("No, leave it", "no"))


def beyond(chat: Chat, refusal: BeyondPower, outcome: str) -> None:
    """More money than the assistant may give: a person decides, with the recommendation in the brief."""
    chat.wants(f"a {outcome} for {refusal.order.number}")
    chat.found("needs_decision", str(refusal), ok=False)
    orders.show(chat, refusal.order)
    chat.say("utter_beyond_power")
    goods = words.listed([line.name for line in refusal.order.lines])
    within = f"its {RETURN_WINDOW.days} days still run" if items.can_go_back(refusal.order, chat.now) else "reported"
    recommend = f"Recommended: a {outcome} for {refusal.order.number} ({goods}): {within}, and only the amount is above"
    chat.hand_off(
        Reason.BEYOND_POWER,
        cue=str(refusal),
        recommend=f"{recommend} the {refusal.limit} the assistant may settle; check what they report first.",
        told=True,
    )


def _recommend(chat: Chat, delivery: Delivery, outcome: str) -> str:
    """What the shop's rule for lost parcels comes to: search first, then whichever they choose."""
    zone = chat.turn.context.timezone
    if trace := delivery.trace:
        search = f"the search {trace.reference} answers by {words.short_day(trace.due, zone)}"
        return (
            f"Recommended: a {outcome} for {delivery.number} if it isn't found ({search}), at once if they cannot wait."
        )
    return (
        f"Recommended: open a search for {delivery.number} now, and a {outcome} if it isn't found in two working days."
    )


def _missing(chat: Chat, delivery: Delivery) -> bool:
    return delivery.is_late(chat.now) or delivery.status is Status.DELIVERED


def _elsewhere(chat: Chat, delivery: Delivery) -> bool:
    """Handed over a moment ago, to somebody or somewhere that the carrier names."""
    events = delivery.parcel.events if delivery.parcel else ()
    fresh = delivery.delivered_at is not None and chat.now - delivery.delivered_at < FRESH
    return fresh and bool(events) and words.names_a_place(events[-1].text)
