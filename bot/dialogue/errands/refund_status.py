"""Where is my money: what is on its way back, since when, by when; overdue is said to be overdue."""

from __future__ import annotations

from collections.abc import Mapping

from bot.backoffice.errors import NotFound, StillUnpaid
from bot.backoffice.types import Check, Order, Refund, Return
from bot.backoffice.types import RefundStatus as Status
from bot.deescalation.types import Move, Reason, Urgency
from bot.dialogue import goodwill, words
from bot.dialogue.buttons import on_order
from bot.dialogue.chat import Chat
from bot.dialogue.errands import orders
from bot.dialogue.errands.base import OrderErrand


class RefundStatus(OrderErrand):
    """Reads every order's refunds when none is named: usually one of them has any."""

    name = "refund_status"
    none_fits = "utter_refund_no_order"
    about = "your refund"
    wants = "to know where their refund is"
    read_only = True

    def fits(self, order: Order, chat: Chat) -> bool:
        """Cancelled, or with something sent back."""
        return order.cancelled_at is not None or any(line.case for line in order.lines)

    async def next_slot(self, chat: Chat) -> str | None:
        return None if await orders.settle(chat, self) else "order"

    async def ask(self, chat: Chat, slot: str) -> None:
        await orders.ask_which(chat, self)

    async def do(self, chat: Chat, order: Order) -> None:
        try:
            status = await chat.shop.refund_status(customer_id=chat.known_customer, number=order.number)
        except NotFound:
            chat.say("utter_no_orders", buttons=[orders.PERSON])
            return
        chat.made(Move.SOLVE)
        await self._say(chat, order, status)
        if chat.turn.handoff is None:
            await goodwill.offer(chat, order, self.name)

    async def _say(self, chat: Chat, order: Order, status: Status) -> None:
        zone = chat.turn.context.timezone
        if status.refunds:
            late = (refund for refund in status.refunds if refund.is_late(chat.now))
            refund = next(late, status.refunds[0])
            chat.show(_card(refund, zone, late=refund.is_late(chat.now)), about=refund.reference)
            chat.found(
                "refund_looked_up",
                f"Refund {refund.reference}: {refund.status}.",
                _facts(refund, zone),
                order=order.number,
            )
            facts = {"amount": str(refund.amount), "to": refund.to, "number": order.number}
            if refund.paid_at:
                day = words.day(refund.paid_at, zone)
                chat.say("utter_refund_paid", facts, day=day, reference=refund.reference)
            elif refund.is_late(chat.now):
                await _chase(chat, refund, facts)
            else:
                due = words.day(refund.due_by, zone)
                paid = Check("refund_paid", refund.reference)
                chat.promise(f"refund {refund.reference} of {refund.amount} to {refund.to}", refund.due_by, paid)
                chat.say("utter_refund_on_its_way", facts, day=due)
        elif status.returns:
            self._say_return(chat, status.returns[0])
        else:
            chat.found("refund_looked_up", f"No refund or return for {order.number}.", ok=False)
            back = on_order("Send it back", "return_order", order.number)
            chat.say("utter_refund_none", number=order.number, buttons=[back, orders.PERSON])

    @staticmethod
    def _say_return(chat: Chat, returned: Return) -> None:
        zone = chat.turn.context.timezone
        chat.found("return_looked_up", f"{returned.kind} {returned.reference}: {returned.status}.")
        facts = {"reference": returned.reference, "label": returned.label, "day": words.day(returned.send_by, zone)}
        arrived = returned.status == "arrived"
        chat.say("utter_return_arrived" if arrived else "utter_return_awaited", facts)


async def _chase(chat: Chat, refund: Refund, facts: Mapping[str, str]) -> None:
    """We are late: have it paid before everything else, once. Late after that, a person sees to it."""
    zone = chat.turn.context.timezone
    due = words.day(refund.due_by, zone)
    chat.made(Move.OWN)
    try:
        change = await chat.shop.chase_refund(
            customer_id=chat.known_customer, number=refund.order_number, request_key=chat.turn.request_key("chase")
        )
    except StillUnpaid as refusal:
        advice = "Pay it by hand today, and tell them when it has gone out"
        chat.found("needs_decision", str(refusal), {"Recommended": advice}, ok=False)
        chat.say("utter_refund_still_unpaid", facts, day=due)
        chat.hand_off(Reason.BEYOND_POWER, urgency=Urgency.HIGH, cue=str(refusal), told=True)
        return
    chat.did(change)
    chat.made(Move.OFFER_PERSON)
    by = words.day(change.promise_due, zone) if change.promise_due else ""
    response = "utter_refund_chased_before" if change.already else "utter_refund_chased"
    chat.say(response, facts, day=due, by=by, reference=refund.reference, buttons=[orders.PERSON])


def _facts(refund: Refund, zone: str) -> dict[str, str]:
    facts = {
        "Amount": str(refund.amount),
        "To": refund.to,
        "Asked for": words.short_day(refund.opened_at, zone),
        "Due by": words.short_day(refund.due_by, zone),
    }
    if refund.paid_at:
        facts["Paid"] = words.short_day(refund.paid_at, zone)
    return {**facts, "Reference": refund.reference}


def _card(refund: Refund, zone: str, *, late: bool) -> dict[str, object]:
    rows = [{"label": label, "value": value} for label, value in _facts(refund, zone).items()]
    for row in rows:
        if row["label"] == "Due by" and late:
            row["tone"] = "warn"
        if row["label"] == "Paid":
            row["tone"] = "good"
    return {"kind": "refund", "title": f"Refund for {refund.order_number}", "subtitle": refund.reason, "rows": rows}
