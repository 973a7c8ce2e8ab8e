"""Money: refunds, cancelling, charges put right, goodwill. Each in words before it is done."""

from __future__ import annotations

from bot.backoffice import rules
from bot.backoffice.types import ChangeResult, Money
from bot.deescalation.goodwill_policy import Kind
from bot.desk.office.case import Case, Field, Values
from bot.desk.office.door import Office
from bot.desk.office.fields import WHY, lines


def refund_fields(case: Case) -> tuple[Field, ...]:
    """How much, and why."""
    ways = [("all", f"All that is left, {case.paid.left}"), ("amount", "An amount")]
    if case.free and len(case.order.lines) > 1:
        ways.insert(1, ("lines", "Some items, at what they cost"))
    most = f" You may refund up to {case.most} at once; above that, ask a supervisor." if case.most else ""
    return (
        Field("how", "How much", "choice", tuple(ways)),
        lines(case, when=("how", "lines")),
        Field("amount", "Amount in pounds", "money", hint=f"{case.paid.left} is left.{most}", when=("how", "amount")),
        WHY,
    )


def refund_amount(case: Case, values: Values) -> Money:
    """What that comes to."""
    if values["how"] == "all":
        return case.paid.left
    if values["how"] == "amount":
        return Money(values["amount"], case.paid.left.currency)
    chosen = [line.total.pence for line in case.order.lines if line.sku in values["lines"]]
    return Money(sum(chosen), case.paid.left.currency)


def refund_words(case: Case, values: Values) -> list[str]:
    """What goes where, and what is left."""
    amount = refund_amount(case, values)
    due = rules.shop_day(rules.working_days_after(case.now, rules.REFUND_WORKING_DAYS))
    left = Money(max(0, case.paid.left.pence - amount.pence), amount.currency)
    words = [f"{amount} goes back to {case.order.paid_with} by {due}.", f"Then {left} of {case.paid.paid} is left."]
    if case.order.status in rules.CANCELLABLE:
        words.append("The order still goes out. To stop it, cancel it instead.")
    return words


async def refund(office: Office, case: Case, values: Values, key: str) -> ChangeResult:
    """Do it."""
    how = values["how"]
    return await office.staff.refund(
        number=case.order.number,
        amount=Money(values["amount"], case.paid.left.currency) if how == "amount" else None,
        lines=values["lines"] if how == "lines" else None,
        why=values["why"],
        most=case.most,
        request_key=key,
    )


async def cancel(office: Office, case: Case, values: Values, key: str) -> ChangeResult:
    """Do it."""
    return await office.shop.cancel_order(customer_id=case.found.customer_id, number=case.order.number, request_key=key)


def cancel_words(case: Case, values: Values) -> list[str]:
    """What stops, and what goes back."""
    due = rules.shop_day(rules.working_days_after(case.now, rules.REFUND_WORKING_DAYS))
    amount = min(case.order.total, case.paid.left, key=lambda money: money.pence)
    return [f"{case.order.number} is stopped for good.", f"{amount} goes back to {case.order.paid_with} by {due}."]


async def chase(office: Office, case: Case, values: Values, key: str) -> ChangeResult:
    """Do it."""
    return await office.shop.chase_refund(customer_id=case.found.customer_id, number=case.order.number, request_key=key)


def chase_words(case: Case, values: Values) -> list[str]:
    """Which refund, and by when."""
    late = next(one for one in case.back.refunds if one.is_late(case.now))
    due = rules.shop_day(rules.working_days_after(case.now, rules.CHASE_WORKING_DAYS))
    return [f"Refund {late.reference} of {late.amount} goes before everything else, paid by {due}."]


async def duplicate(office: Office, case: Case, values: Values, key: str) -> ChangeResult:
    """Do it."""
    return await office.shop.refund_duplicate(
        customer_id=case.found.customer_id, number=case.order.number, request_key=key
    )


def duplicate_words(case: Case, values: Values) -> list[str]:
    """Which charge, and by when."""
    due = rules.shop_day(rules.working_days_after(case.now, rules.REFUND_WORKING_DAYS))
    extra = next(charge for charge in case.charges if charge.status == "taken")
    return [f"The second charge, {extra.amount} ({extra.reference}), goes back to {extra.paid_with} by {due}."]


def gifts(case: Case) -> list[tuple[str, str]]:
    """The kinds of goodwill that fit this order, with their words."""
    gifts = [(Kind.CREDIT.value, "Credit for the next order")]
    if case.order.postage.pence and case.paid.left.pence >= case.order.postage.pence:
        gifts.append((Kind.POSTAGE.value, f"The postage back, {case.order.postage}"))
    if case.order.status in rules.CANCELLABLE:
        gifts.append((Kind.EXPEDITE.value, "Next-day delivery, at our cost"))
    closes = rules.closes(case.order)
    if closes and case.now > closes:
        gifts.append((Kind.LATE_RETURN.value, "The return window, open once more"))
    return gifts


def gift_cost(case: Case, values: Values) -> Money:
    """What it takes from the budget."""
    kind = Kind(values["gift"])
    fixed = {Kind.POSTAGE: case.order.postage.pence, Kind.EXPEDITE: case.budget.expedite_cost}
    return Money(values["amount"] if kind is Kind.CREDIT else fixed.get(kind, 0), case.budget.currency)


def gift_fields(case: Case) -> tuple[Field, ...]:
    """What, how much, and why."""
    left = Money(case.given.left(case.budget), case.budget.currency)
    hint = f"{left} is left of what people may give: {Money(case.budget.per_order)} for one order."
    return (
        Field("gift", "What", "choice", tuple(gifts(case))),
        Field("amount", "Amount in pounds", "money", hint=hint, when=("gift", Kind.CREDIT.value)),
        WHY,
    )


def gift_words(case: Case, values: Values) -> list[str]:
    """What they get, and what it costs."""
    kind, cost = Kind(values["gift"]), gift_cost(case, values)
    what = {
        Kind.CREDIT: f"They get a code worth {cost}, good for {case.budget.voucher_months} months.",
        Kind.POSTAGE: f"{cost} of postage goes back to {case.order.paid_with}.",
        Kind.EXPEDITE: f"It goes by next-day delivery: {rules.shop_day(rules.next_day_delivery(case.now))}.",
        Kind.LATE_RETURN: f"They can send it back until {rules.shop_day(rules.reopens(case.now))}.",
    }[kind]
    given = Money(case.given.order, cost.currency)
    return [what, f"It costs {cost} of the goodwill budget. Given before for this order: {given}."]


async def gift(office: Office, case: Case, values: Values, key: str) -> ChangeResult:
    """Do it."""
    return await office.staff.give(
        number=case.order.number,
        kind=Kind(values["gift"]),
        amount=gift_cost(case, values),
        why=values["why"],
        policy=case.budget,
        request_key=key,
    )
