"""Goodwill in the dialogue: when the matter itself has been dealt with, once, and plainly.

What may be given is bot/deescalation/goodwill.py's to say; here its facts are gathered and its answer is put to the
customer. Nothing is offered to somebody who waits for a person to decide, nor after grave matters.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from bot.backoffice.errors import NotFound
from bot.backoffice.goodwill import Goodwill, Note
from bot.backoffice.rules import closes, next_day_delivery
from bot.backoffice.types import ChangeResult, Order, OrderStatus
from bot.deescalation import goodwill as rule
from bot.deescalation.goodwill import Case, Gift, Given, Verdict
from bot.deescalation.goodwill_policy import Cause, Kind
from bot.deescalation.signals import ORDINALS, ordinal, particulars
from bot.deescalation.types import Happened, Move, Reason
from bot.dialogue import menus, records, words
from bot.dialogue.chat import Chat
from bot.dialogue.errands import orders

FORM = "goodwill_form"
_ABOUT_THE_PARCEL = ("late_parcel", "order_status")


@dataclass(frozen=True)
class Judged:
    """One order's facts, and what the rule says to them."""

    case: Case
    given: Given
    verdict: Verdict
    recommendation: str | None


def hear(chat: Chat) -> None:
    """From each message: an occasion, the day they need it by (only they can know), and whether they ask outright."""
    kept, texts = chat.memory.goodwill, chat.turn.texts or (chat.text,)
    seen = particulars("\n".join(texts))
    if seen.occasion:
        kept["occasion"] = seen.occasion
    if (seen.deadline or seen.occasion_ahead) and (day := _day_named(chat, seen.deadline)):
        kept["needed_by"] = day
    if not chat.turn.pressed and any(rule.asks(text) for text in texts):
        kept["asked"] = True


def first_things_first(chat: Chat) -> None:
    """They ask for something while a question of ours is open: that comes first, and this is not forgotten."""
    if chat.memory.goodwill.get("asked") and chat.loop not in (None, FORM) and chat.intent == "complain":
        chat.say("utter_goodwill_first", joined=True)


async def offer(chat: Chat, order: Order | None, errand: str, *, sent: ChangeResult | None = None) -> None:
    """At the end of an errand that has been dealt with. `sent`: the replacement that was, if one was."""
    if order is None or not _fitting(chat):
        return
    judged = await _judge(chat, order, errand, sent=sent)
    if judged and judged.verdict.gift:
        _put(chat, judged.verdict.gift, judged.case, order)


async def offer_late_return(chat: Chat, order: Order, errand: str) -> bool:
    """Instead of "too late", where it is not long ago and the first time. False: it stays at that."""
    closed = closes(order)
    if closed is None or not _fitting(chat):
        return False
    judged = await _judge(chat, order, errand, closed=closed)
    if not (judged and judged.verdict.gift):
        return False
    again = {"errand": errand, "problem": chat.get("problem")}
    _put(chat, judged.verdict.gift, judged.case, order, day=words.day(closed, chat.turn.context.timezone), again=again)
    return True


async def answer_if_asked(chat: Chat, errand: str) -> None:
    """At the end of an errand: what they asked for meanwhile, unless something is still open."""
    if chat.memory.goodwill.get("asked") and not (chat.asked or chat.memory.begin_with or chat.get("handoff_reason")):
        await answer(chat, errand)


async def answer(chat: Chat, errand: str | None = None) -> None:
    """Asked outright: what the rule gives, else a person with the recommendation. No haggling."""
    order = await _meant(chat)
    errand = errand or (chat.memory.last[0] if chat.memory.last else None)
    if order is None:
        chat.say("utter_goodwill_what", buttons=[*menus.troubles(), orders.PERSON])
        return  # once they have said, it is answered at the end of that
    if errand is None and order.delivery.is_late(chat.now) and not order.delivery.trace:
        chat.go_on_with("late_parcel", order=order.number)
        return
    await _answer(chat, order, errand)
    chat.memory.goodwill.pop("asked", None)


async def recommendation(chat: Chat) -> str | None:
    """For whoever takes over, about the order in hand; None where the rule has nothing to say."""
    order = await _meant(chat)
    last = chat.memory.errand or (chat.memory.last[0] if chat.memory.last else None)
    if order is None or not rule.welcome(chat.memory.history):
        return None
    judged = await _judge(chat, order, last, asked=True)
    return judged.recommendation if judged else None


def too_much(chat: Chat, recommend: str | None, *, cue: str) -> None:
    """Beyond the assistant's power: a person decides, and is told what the rule would give."""
    chat.say("utter_goodwill_beyond")
    chat.hand_off(Reason.BEYOND_POWER, cue=cue, recommend=recommend, told=True)


def budget(chat: Chat) -> Goodwill | None:
    """The shop's, if it has one."""
    return chat.turn.services.goodwill


async def _answer(chat: Chat, order: Order, errand: str | None) -> None:
    judged = await _judge(chat, order, errand, asked=True)
    verdict = judged.verdict if judged else None
    if judged and verdict and verdict.gift and not chat.memory.refused and rule.welcome(chat.memory.history):
        _put(chat, verdict.gift, judged.case, order)
    elif judged and verdict and verdict.due:
        await _note(chat, judged, "refused")
        cue = "was refused something before" if chat.memory.refused else verdict.why
        too_much(chat, judged.recommendation, cue=f"asks for something to make up for it; {cue}")
    else:
        settled = judged is not None and bool(judged.given.settled)
        chat.made(Move.OFFER_PERSON)
        response = "utter_goodwill_settled" if settled else "utter_goodwill_none"
        chat.say(response, number=order.number, buttons=[orders.PERSON])


def _fitting(chat: Chat) -> bool:
    """Nothing else is open, nothing grave was said, and nobody is waiting for a person's decision."""
    memory = chat.memory
    busy = chat.asked or memory.paused or memory.begin_with or chat.get("handoff_reason") or chat.turn.handoff
    return not busy and rule.welcome(memory.history)


def _put(
    chat: Chat,
    gift: Gift,
    case: Case,
    order: Order,
    *,
    day: str | None = None,
    again: Mapping[str, object] | None = None,
) -> None:
    """Open the form that asks whether they would like it. `again`: the errand to take up when it is given."""
    zone = chat.turn.context.timezone
    if gift.kind is Kind.EXPEDITE:
        day = words.day(next_day_delivery(chat.now), zone)
    chat.memory.goodwill.pop("asked", None)
    chat.memory.goodwill["gift"] = {
        "kind": gift.kind.value,
        "pence": gift.pence,
        "causes": [cause.value for cause in gift.causes],
        "number": case.number,
        "why": ", ".join(rule.words(cause, case) for cause in gift.causes),
        "because": words.listed([_because(cause, case) for cause in gift.causes]),
        "to": order.paid_with,
        "day": day or "",
        "again": dict(again) if again else None,
        "message": chat.message_id,
    }
    chat.memory.begin_with = {"problem": chat.text}
    chat.then(FORM)


async def _judge(
    chat: Chat,
    order: Order,
    errand: str | None,
    *,
    sent: ChangeResult | None = None,
    closed: datetime | None = None,
    asked: bool = False,
) -> Judged | None:
    """None where nobody is signed in or the shop has no budget."""
    purse = budget(chat)
    if purse is None or chat.customer_id is None:
        return None
    case = await _case(chat, order, errand, sent=sent, closed=closed, asked=asked)
    given = await purse.given(customer_id=chat.customer_id, number=case.number)
    verdict = rule.decide(case, given, purse.policy, asked=asked)
    return Judged(case, given, verdict, rule.recommend(verdict, case, given, purse.policy))


async def _case(
    chat: Chat, order: Order, errand: str | None, *, sent: ChangeResult | None, closed: datetime | None, asked: bool
) -> Case:
    zone, kept = words.zone(chat.turn.context.timezone), chat.memory.goodwill

    def days(since: datetime, until: datetime) -> int:
        return max(0, (until.astimezone(zone).date() - since.astimezone(zone).date()).days)

    delivery = order.delivery
    about_parcel = order.status is not OrderStatus.CANCELLED and (asked or errand in _ABOUT_THE_PARCEL)
    status = await chat.shop.refund_status(customer_id=chat.known_customer, number=order.number)
    refund = next(iter(status.refunds), None)
    replacement = sent.kept_by.reference if sent and sent.did == "replacement_sent" else None
    by = date.fromisoformat(kept["needed_by"]) if replacement and kept.get("needed_by") else None
    return Case(
        number=replacement if by and replacement else order.number,
        days_late=days(delivery.promised_by, delivery.delivered_at or chat.now) if about_parcel else 0,
        postage=order.postage.pence,
        refund_days_overdue=days(refund.due_by, refund.paid_at or chat.now) if refund else 0,
        refund=refund.amount.pence if refund else 0,
        damaged=errand == "damaged_item",
        occasion=kept.get("occasion"),
        needed_by=by,
        arrives=sent.promise_due.astimezone(zone).date() if by and sent and sent.promise_due else None,
        next_day=next_day_delivery(chat.now).astimezone(zone).date() if by else None,
        window_closed_days=days(closed, chat.now) if closed else None,
        happened=Happened(
            contact_number=records.contact_number(chat, errand), promises_broken=records.promises_broken(chat, errand)
        ),
    )


async def _meant(chat: Chat) -> Order | None:
    """The order in hand, or the one spoken of last, or the one that is in trouble."""
    if chat.customer_id is None:
        return None
    last = chat.memory.last[1] if chat.memory.last else None
    for number in (chat.get("order"), chat.entity("order_number"), last, chat.get("order_number")):
        if number and number != orders.NONE:
            try:
                return await chat.shop.order_of(customer_id=chat.customer_id, number=number)
            except NotFound:
                continue
    return await orders.likely(chat, None)


async def _note(chat: Chat, judged: Judged, outcome: Note) -> None:
    purse, gift = budget(chat), judged.verdict.gift
    assert purse is not None
    await purse.note(
        outcome,
        customer_id=chat.known_customer,
        number=judged.case.number,
        kind=gift.kind if gift else Kind.CREDIT,
        causes=gift.causes if gift else (),
        why=f"{judged.verdict.because}; {judged.verdict.why}",
        request_key=chat.turn.request_key("goodwill"),
    )


def _because(cause: Cause, case: Case) -> str:
    """A cause as said to the customer, after "since": about us, never about them."""
    contact = case.happened.contact_number
    return {
        Cause.LATE_PARCEL: f"it's {case.days_late} days late",
        Cause.BROKEN_PROMISE: "we didn't keep our word",
        Cause.THIRD_CONTACT: f"this is the {ordinal(contact)} time"
        if contact <= len(ORDINALS)
        else "it's been so often",
        Cause.DAMAGED_GIFT: f"it was meant for {case.occasion}",
        Cause.OVERDUE_REFUND: f"your refund is {case.refund_days_overdue} days late",
        Cause.DEADLINE: "it has to be there in time",
        Cause.WINDOW_CLOSED: "it's not long past the date",
    }[cause]


def _day_named(chat: Chat, deadline: str | None) -> str | None:
    """The day that a deadline or an occasion still to come names, as an ISO date."""
    for reading in chat.turn.readings:
        for entity in reading.entities:
            if entity.entity == "date" and (deadline is None or entity.text.lower() in deadline.lower()):
                return _iso(entity.value)
    return None


def _iso(value: str) -> str | None:
    """One day, or the first of several; None where the reader could not tell which."""
    first = value.split("/")[0]
    try:
        return date.fromisoformat(first).isoformat()
    except ValueError:
        return None
