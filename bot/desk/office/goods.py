"""Goods and papers: returns, things sent again, searches, addresses, invoices. Each in words before it is done."""

from __future__ import annotations

from bot.backoffice import rules
from bot.backoffice.types import ChangeResult, Money, OrderStatus
from bot.desk.office.case import Case, Field, Values
from bot.desk.office.door import Office
from bot.desk.office.fields import MAY, lines, names


def return_fields(case: Case) -> tuple[Field, ...]:
    """Which items, and what for."""
    kinds = (("return", "Money back when it arrives"), ("exchange", "Something else instead"))
    instead = Field("wanted", "What they want instead", "text", when=("kind", "exchange"))
    return (lines(case), Field("kind", "What for", "choice", kinds), instead, MAY)


def return_words(case: Case, values: Values) -> list[str]:
    """The label, and what happens then."""
    send_by = rules.shop_day(case.now + rules.LABEL_LASTS)
    return [f"A free label for {names(case, values)}, to be posted by {send_by}.", "No money moves until it arrives."]


async def send_back(office: Office, case: Case, values: Values, key: str) -> ChangeResult:
    """Do it."""
    return await office.shop.request_return(
        customer_id=case.found.customer_id,
        number=case.order.number,
        kind=values["kind"],
        lines=values["lines"],
        wanted=values.get("wanted"),
        request_key=key,
    )


def may_return(case: Case) -> bool:
    """Something is free, and its thirty days still run."""
    closes = rules.closes(case.order)
    return bool(case.free) and closes is not None and case.now <= closes


def replace_words(case: Case, values: Values) -> list[str]:
    """What goes out, and whether the first comes back."""
    due = rules.shop_day(rules.working_days_after(case.now, rules.REPLACEMENT_WORKING_DAYS))
    back = case.order.status is OrderStatus.DELIVERED and rules.comes_back(
        Money(sum(line.total.pence for line in case.order.lines if line.sku in values["lines"])), values["why"]
    )
    return [
        f"{names(case, values)} goes out again, free, to the address of the order, by {due}.",
        "They get a free label to send the first one back." if back else "Nothing has to come back.",
    ]


async def replace(office: Office, case: Case, values: Values, key: str) -> ChangeResult:
    """Do it."""
    return await office.staff.replace(
        number=case.order.number, lines=values["lines"], why=values["why"], request_key=key
    )


async def trace(office: Office, case: Case, values: Values, key: str) -> ChangeResult:
    """Do it."""
    return await office.shop.trace_parcel(number=case.order.number, customer_id=case.found.customer_id, request_key=key)


def trace_words(case: Case, values: Values) -> list[str]:
    """With whom, and by when they answer."""
    due = rules.shop_day(rules.working_days_after(case.now, rules.TRACE_WORKING_DAYS))
    carrier = case.order.delivery.parcel.carrier if case.order.delivery.parcel else "our warehouse"
    return [f"A search is opened with {carrier}. The answer is due by {due}."]


async def address(office: Office, case: Case, values: Values, key: str) -> ChangeResult:
    """Do it."""
    return await office.shop.change_address(
        customer_id=case.found.customer_id, number=case.order.number, address=values["address"], request_key=key
    )


async def invoice(office: Office, case: Case, values: Values, key: str) -> ChangeResult:
    """Do it."""
    return await office.staff.mail_invoice(number=case.order.number, request_key=key)
