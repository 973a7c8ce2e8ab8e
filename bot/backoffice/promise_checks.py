"""Whether what was promised has been done, looked up in the shop's own tables. One function for each kind of check."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.backoffice import account_tables as a
from bot.backoffice import tables as t
from bot.backoffice.rules import shop_day
from bot.backoffice.types import Money, OrderStatus, PromiseState

Look = Callable[[AsyncConnection, datetime, str], Awaitable[PromiseState | None]]
OPEN = PromiseState("open")


async def look(conn: AsyncConnection, now: datetime, kind: str, reference: str) -> PromiseState | None:
    """None for a kind or a reference that is not known here."""
    return await CHECKS[kind](conn, now, reference) if kind in CHECKS else None


async def refund_paid(conn: AsyncConnection, now: datetime, reference: str) -> PromiseState | None:
    """`reference`: the refund's."""
    row = (await conn.execute(select(t.refunds).where(t.refunds.c.reference == reference))).one_or_none()
    if row is None:
        return None
    amount = Money(row.amount_pence)
    if row.paid_at:
        day = shop_day(row.paid_at)
        facts = {"Refund": f"{amount} to {row.paid_to}", "Paid": day, "Reference": reference}
        return PromiseState("kept", f"{amount} went to {row.paid_to} on {day}, reference {reference}.", facts)
    if row.status == "refused":
        return PromiseState("failed", f"{row.paid_to[:1].upper()}{row.paid_to[1:]} would not take the {amount}.")
    return OPEN


async def order_delivered(conn: AsyncConnection, now: datetime, number: str) -> PromiseState | None:
    """`number`: the order's, also a replacement's."""
    row = (await conn.execute(select(t.orders).where(t.orders.c.number == number))).one_or_none()
    if row is None:
        return None
    if row.status == OrderStatus.CANCELLED.value:
        return PromiseState("void", f"{number} was cancelled.")
    if row.delivered_at is None:
        return OPEN
    day = shop_day(row.delivered_at)
    return PromiseState("kept", f"{number} was delivered on {day}.", {"Order": number, "Delivered": day})


async def trace_answered(conn: AsyncConnection, now: datetime, reference: str) -> PromiseState | None:
    """`reference`: the search's. A parcel that arrives meanwhile answers it too."""
    row = (await conn.execute(select(t.orders).where(t.orders.c.trace_reference == reference))).one_or_none()
    if row is None:
        return None
    if row.trace_answered_at:
        facts = {"Order": row.number, "Search answered": row.trace_answer}
        return PromiseState("kept", f"{row.number}: {row.trace_answer}.", facts)
    delivered_since = row.delivered_at is not None and row.delivered_at > row.trace_opened_at
    cancelled = row.status == OrderStatus.CANCELLED.value
    return await order_delivered(conn, now, row.number) if delivered_since or cancelled else OPEN


async def return_received(conn: AsyncConnection, now: datetime, reference: str) -> PromiseState | None:
    """`reference`: the return's."""
    query = select(t.returns.c.status).where(t.returns.c.reference == reference)
    status = (await conn.execute(query)).scalar_one_or_none()
    if status is None:
        return None
    return PromiseState("kept", f"Return {reference} has arrived.") if status == "arrived" else OPEN


async def case_answered(conn: AsyncConnection, now: datetime, reference: str) -> PromiseState | None:
    """`reference`: a complaint's or a data request's."""
    row = (await conn.execute(select(a.cases).where(a.cases.c.reference == reference))).one_or_none()
    if row is None:
        return None
    if row.answered_at is None:
        return OPEN
    where = f" It went to {row.email}." if row.email else ""
    return PromiseState("kept", f"{reference} was answered on {shop_day(row.answered_at)}.{where}")


async def account_closed(conn: AsyncConnection, now: datetime, customer_id: str) -> PromiseState | None:
    """`customer_id`: whose. Undone until then, there is nothing to keep."""
    details = a.account_details.c
    query = select(details.closes_at, details.closed_at).where(details.customer_id == customer_id)
    row = (await conn.execute(query)).one_or_none()
    if row is None:
        return None
    if row.closes_at is None:
        return PromiseState("void", "They chose to keep the account.")
    return PromiseState("kept", "The account is closed.") if row.closed_at else OPEN


CHECKS: Mapping[str, Look] = {
    "refund_paid": refund_paid,
    "parcel_delivered": order_delivered,
    "replacement_delivered": order_delivered,
    "trace_answered": trace_answered,
    "return_received": return_received,
    "complaint_answered": case_answered,
    "data_request_answered": case_answered,
    "account_closed": account_closed,
}
