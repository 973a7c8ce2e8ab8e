"""Whether what was promised has been done, looked up in the shop's own tables. One function for each kind of check."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.backoffice import tables as t
from bot.backoffice.rules import shop_day
from bot.backoffice.types import Money, OrderStatus, PromiseState

Look = Callable[[AsyncConnection, str], Awaitable[PromiseState | None]]
OPEN = PromiseState("open")


async def look(conn: AsyncConnection, kind: str, reference: str) -> PromiseState | None:
    """None for a kind or a reference that is not known here."""
    return await CHECKS[kind](conn, reference) if kind in CHECKS else None


async def refund_paid(conn: AsyncConnection, reference: str) -> PromiseState | None:
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


async def order_delivered(conn: AsyncConnection, number: str) -> PromiseState | None:
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


async def trace_answered(conn: AsyncConnection, reference: str) -> PromiseState | None:
    """`reference`: the search's. A parcel that arrives meanwhile answers it too."""
    row = (await conn.execute(select(t.orders).where(t.orders.c.trace_reference == reference))).one_or_none()
    if row is None:
        return None
    if row.trace_answered_at:
        facts = {"Order": row.number, "Search answered": row.trace_answer}
        return PromiseState("kept", f"{row.number}: {row.trace_answer}.", facts)
    delivered_since = row.delivered_at is not None and row.delivered_at > row.trace_opened_at
    cancelled = row.status == OrderStatus.CANCELLED.value
    return await order_delivered(conn, row.number) if delivered_since or cancelled else OPEN


async def return_received(conn: AsyncConnection, reference: str) -> PromiseState | None:
    """`reference`: the return's."""
    query = select(t.returns.c.status).where(t.returns.c.reference == reference)
    status = (await conn.execute(query)).scalar_one_or_none()
    if status is None:
        return None
    return PromiseState("kept", f"Return {reference} has arrived.") if status == "arrived" else OPEN


CHECKS: Mapping[str, Look] = {
    "refund_paid": refund_paid,
    "parcel_delivered": order_delivered,
    "replacement_delivered": order_delivered,
    "trace_answered": trace_answered,
    "return_received": return_received,
}
