"""What can be done to an order from the panel: when it is offered, what it needs, what it will do in words, doing it.

Only what the back office really offers is here. A deed must be safe to ask for twice with the same key.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from bot.backoffice import rules
from bot.backoffice.types import ChangeResult, Money, OrderStatus
from bot.deescalation.goodwill_policy import Kind
from bot.desk.office.case import Case, Field, Values
from bot.desk.office.door import Office

# Towards somebody who has not proved who they are: `fine`; `care`: the agent says how they made sure; or `never`.
Unverified = Literal["fine", "care", "never"]
WHY = Field("why", "Reason, for colleagues and the books", "long")
MAY = Field("why", "Note for colleagues", "long", required=False)


@dataclass(frozen=True)
class Deed:
    """`words`: what will happen, sentence by sentence. `do` gets the key under which it is done once."""

    title: str
    unverified: Unverified
    offered: Callable[[Case], bool]
    fields: Callable[[Case], tuple[Field, ...]]
    words: Callable[[Case, Values], list[str]]
    do: Callable[[Office, Case, Values, str], Awaitable[ChangeResult]]


def _lines(case: Case, *, when: tuple[str, str] | None = None) -> Field:
    options = tuple((line.sku, f"{line.quantity} × {line.name}, {line.total}") for line in case.free)
    return Field("lines", "Which items", "lines", options, when=when)


def _names(case: Case, values: Values) -> str:
    return ", ".join(f"{line.quantity} × {line.name}" for line in case.order.lines if line.sku in values["lines"])


def _nothing(case: Case) -> tuple[Field, ...]:
    return (MAY,)


# ---------------------------------------------------------------- money back


def _refund_fields(case: Case) -> tuple[Field, ...]:
    ways = [("all", f"All that is left, {case.paid.left}"), ("amount", "An amount")]
    if case.free and len(case.order.lines) > 1:
        ways.insert(1, ("lines", "Some items, at what they cost"))
    most = f" You may refund up to {case.most} at once; above that, ask a supervisor." if case.most else ""
    return (
        Field("how", "How much", "choice", tuple(ways)),
        _lines(case, when=("how", "lines")),
        Field("amount", "Amount in pounds", "money", hint=f"{case.paid.left} is left.{most}", when=("how", "amount")),
        WHY,
    )


def _refund_amount(case: Case, values: Values) -> Money:
    if values["how"] == "all":
        return case.paid.left
    if values["how"] == "amount":
        return Money(values["amount"], case.paid.left.currency)
    lines = [line.total.pence for line in case.order.lines if line.sku in values["lines"]]
    return Money(sum(lines), case.paid.left.currency)


def _refund_words(case: Case, values: Values) -> list[str]:
    amount = _refund_amount(case, values)
    due = rules.shop_day(rules.working_days_after(case.now, rules.REFUND_WORKING_DAYS))
    left = Money(max(0, case.paid.left.pence - amount.pence), amount.currency)
    words = [f"{amount} goes back to {case.order.paid_with} by {due}.", f"Then {left} of {case.paid.paid} is left."]
    if case.order.status in rules.CANCELLABLE:
        words.append("The order still goes out. To stop it, cancel it instead.")
    return words


async def _refund(office: Office, case: Case, values: Values, key: str) -> ChangeResult:
    how = values["how"]
    return await office.staff.refund(
        number=case.order.number,
        amount=Money(values["amount"], case.paid.left.currency) if how == "amount" else None,
        lines=values["lines"] if how == "lines" else None,
        why=values["why"],
        most=case.most,
        request_key=key,
    )


async def _cancel(office: Office, case: Case, values: Values, key: str) -> ChangeResult:
    return await office.shop.cancel_order(customer_id=case.found.customer_id, number=case.order.number, request_key=key)


def _cancel_words(case: Case, values: Values) -> list[str]:
    due = rules.shop_day(rules.working_days_after(case.now, rules.REFUND_WORKING_DAYS))
    amount = min(case.order.total, case.paid.left, key=lambda money: money.pence)
    return [f"{case.order.number} is stopped for good.", f"{amount} goes back to {case.order.paid_with} by {due}."]


async def _chase(office: Office, case: Case, values: Values, key: str) -> ChangeResult:
    return await office.shop.chase_refund(customer_id=case.found.customer_id, number=case.order.number, request_key=key)


def _chase_words(case: Case, values: Values) -> list[str]:
    late = next(one for one in case.back.refunds if one.is_late(case.now))
    due = rules.shop_day(rules.working_days_after(case.now, rules.CHASE_WORKING_DAYS))
    return [f"Refund {late.reference} of {late.amount} goes before everything else, paid by {due}."]


async def _duplicate(office: Office, case: Case, values: Values, key: str) -> ChangeResult:
    return await office.shop.refund_duplicate(
        customer_id=case.found.customer_id, number=case.order.number, request_key=key
    )


def _duplicate_words(case: Case, values: Values) -> list[str]:
    due = rules.shop_day(rules.working_days_after(case.now, rules.REFUND_WORKING_DAYS))
    extra = next(charge for charge in case.charges if charge.status == "taken")
    return [f"The second charge, {extra.amount} ({extra.reference}), goes back to {extra.paid_with} by {due}."]


# ---------------------------------------------------------------- goods


def _return_fields(case: Case) -> tuple[Field, ...]:
    kinds = (("return", "Money back when it arrives"), ("exchange", "Something else instead"))
    instead = Field("wanted", "What they want instead", "text", when=("kind", "exchange"))
    return (_lines(case), Field("kind", "What for", "choice", kinds), instead, MAY)


def _return_words(case: Case, values: Values) -> list[str]:
    send_by = rules.shop_day(case.now + rules.LABEL_LASTS)
    return [f"A free label for {_names(case, values)}, to be posted by {send_by}.", "No money moves until it arrives."]


async def _return(office: Office, case: Case, values: Values, key: str) -> ChangeResult:
    return await office.shop.request_return(
        customer_id=case.found.customer_id,
        number=case.order.number,
        kind=values["kind"],
        lines=values["lines"],
        wanted=values.get("wanted"),
        request_key=key,
    )


def _may_return(case: Case) -> bool:
    closes = rules.closes(case.order)
    return bool(case.free) and closes is not None and case.now <= closes


def _replace_words(case: Case, values: Values) -> list[str]:
    due = rules.shop_day(rules.working_days_after(case.now, rules.REPLACEMENT_WORKING_DAYS))
    back = case.order.status is OrderStatus.DELIVERED and rules.comes_back(
        Money(sum(line.total.pence for line in case.order.lines if line.sku in values["lines"])), values["why"]
    )
    return [
        f"{_names(case, values)} goes out again, free, to the address of the order, by {due}.",
        "They get a free label to send the first one back." if back else "Nothing has to come back.",
    ]


async def _replace(office: Office, case: Case, values: Values, key: str) -> ChangeResult:
    return await office.staff.replace(
        number=case.order.number, lines=values["lines"], why=values["why"], request_key=key
    )


async def _trace(office: Office, case: Case, values: Values, key: str) -> ChangeResult:
    return await office.shop.trace_parcel(number=case.order.number, customer_id=case.found.customer_id, request_key=key)


def _trace_words(case: Case, values: Values) -> list[str]:
    due = rules.shop_day(rules.working_days_after(case.now, rules.TRACE_WORKING_DAYS))
    carrier = case.order.delivery.parcel.carrier if case.order.delivery.parcel else "our warehouse"
    return [f"A search is opened with {carrier}. The answer is due by {due}."]


async def _address(office: Office, case: Case, values: Values, key: str) -> ChangeResult:
    return await office.shop.change_address(
        customer_id=case.found.customer_id, number=case.order.number, address=values["address"], request_key=key
    )


# ---------------------------------------------------------------- making up for it, papers


def _gifts(case: Case) -> list[tuple[str, str]]:
    gifts = [(Kind.CREDIT.value, "Credit for the next order")]
    if case.order.postage.pence and case.paid.left.pence >= case.order.postage.pence:
        gifts.append((Kind.POSTAGE.value, f"The postage back, {case.order.postage}"))
    if case.order.status in rules.CANCELLABLE:
        gifts.append((Kind.EXPEDITE.value, "Next-day delivery, at our cost"))
    closes = rules.closes(case.order)
    if closes and case.now > closes:
        gifts.append((Kind.LATE_RETURN.value, "The return window, open once more"))
    return gifts


def _gift_cost(case: Case, values: Values) -> Money:
    kind = Kind(values["gift"])
    fixed = {Kind.POSTAGE: case.order.postage.pence, Kind.EXPEDITE: case.budget.expedite_cost}
    return Money(values["amount"] if kind is Kind.CREDIT else fixed.get(kind, 0), case.budget.currency)


def _gift_fields(case: Case) -> tuple[Field, ...]:
    left = Money(case.given.left(case.budget), case.budget.currency)
    hint = f"{left} is left of what people may give: {Money(case.budget.per_order)} for one order."
    return (
        Field("gift", "What", "choice", tuple(_gifts(case))),
        Field("amount", "Amount in pounds", "money", hint=hint, when=("gift", Kind.CREDIT.value)),
        WHY,
    )


def _gift_words(case: Case, values: Values) -> list[str]:
    kind, cost = Kind(values["gift"]), _gift_cost(case, values)
    what = {
        Kind.CREDIT: f"They get a code worth {cost}, good for {case.budget.voucher_months} months.",
        Kind.POSTAGE: f"{cost} of postage goes back to {case.order.paid_with}.",
        Kind.EXPEDITE: f"It goes by next-day delivery: {rules.shop_day(rules.next_day_delivery(case.now))}.",
        Kind.LATE_RETURN: f"They can send it back until {rules.shop_day(rules.reopens(case.now))}.",
    }[kind]
    given = Money(case.given.order, cost.currency)
    return [what, f"It costs {cost} of the goodwill budget. Given before for this order: {given}."]


async def _gift(office: Office, case: Case, values: Values, key: str) -> ChangeResult:
    return await office.staff.give(
        number=case.order.number,
        kind=Kind(values["gift"]),
        amount=_gift_cost(case, values),
        why=values["why"],
        policy=case.budget,
        request_key=key,
    )


async def _invoice(office: Office, case: Case, values: Values, key: str) -> ChangeResult:
    return await office.staff.mail_invoice(number=case.order.number, request_key=key)


DEEDS: Mapping[str, Deed] = {
    "refund": Deed("Refund", "care", lambda case: case.paid.left.pence > 0, _refund_fields, _refund_words, _refund),
    "cancel": Deed(
        "Cancel the order",
        "care",
        lambda case: case.order.status in rules.CANCELLABLE,
        _nothing,
        _cancel_words,
        _cancel,
    ),
    "replace": Deed(
        "Send again",
        "care",
        lambda case: bool(case.free) and case.order.status in (OrderStatus.DISPATCHED, OrderStatus.DELIVERED),
        lambda case: (_lines(case), Field("why", "What was wrong, in a few words", "long")),
        _replace_words,
        _replace,
    ),
    "return": Deed("Return label", "care", _may_return, _return_fields, _return_words, _return),
    "trace": Deed(
        "Trace the parcel",
        "fine",
        lambda case: rules.may_trace(case.order.delivery, case.now) and case.order.delivery.trace is None,
        _nothing,
        _trace_words,
        _trace,
    ),
    "address": Deed(
        "Change the address",
        "never",
        lambda case: rules.may_change(case.order),
        lambda case: (Field("address", "New address", "long"), MAY),
        lambda case, values: [f"{case.order.number} goes to {values['address']} instead of {case.order.ship_to}."],
        _address,
    ),
    "goodwill": Deed("Goodwill", "care", lambda case: bool(case.order.number), _gift_fields, _gift_words, _gift),
    "chase": Deed(
        "Have the late refund paid",
        "fine",
        lambda case: any(one.is_late(case.now) for one in case.back.refunds),
        _nothing,
        _chase_words,
        _chase,
    ),
    "duplicate": Deed(
        "Refund the second charge",
        "fine",
        lambda case: sum(charge.status == "taken" for charge in case.charges) > 1,
        _nothing,
        _duplicate_words,
        _duplicate,
    ),
    "invoice": Deed(
        "Mail the invoice",
        "fine",
        lambda case: case.order.status is not OrderStatus.CANCELLED,
        _nothing,
        lambda case, values: ["The invoice goes by e-mail to the address of the order, and to no other."],
        _invoice,
    ),
}
