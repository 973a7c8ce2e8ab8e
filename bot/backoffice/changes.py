"""Cancelling, returning, tracing. Each function runs inside one transaction that does all of it or nothing.

A change is one conditional UPDATE whose row count says whether it was ours to make; only when it was not do we read,
to say why.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import and_, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.backoffice import refusals, rules
from bot.backoffice import tables as t
from bot.backoffice.errors import NotFound, NotLate
from bot.backoffice.paid import paid
from bot.backoffice.rows import delivery_of, load_parcels
from bot.backoffice.steps import names_of, next_number, one_order, open_refund, sum_of, take_lines, theirs
from bot.backoffice.types import ChangeResult, OrderStatus, ReturnKind


async def cancel(conn: AsyncConnection, now: datetime, *, customer_id: str, number: str) -> ChangeResult:
    """Stop an order that is not yet with the carrier, and refund all of it."""
    reference = f"RF-{await next_number(conn, 'case')}"
    mine = theirs(customer_id, number)
    ours = await conn.execute(
        update(t.orders)
        .where(mine, t.orders.c.status.in_([status.value for status in rules.CANCELLABLE]))
        .values(status=OrderStatus.CANCELLED.value, cancelled_at=now)
    )
    order = await one_order(conn, customer_id, number)
    if ours.rowcount != 1:
        raise refusals.cannot_cancel(order)
    amount = min(order.total, (await paid(conn, number)).left, key=lambda money: money.pence)
    if not amount.pence:  # a person gave all of it back before
        return ChangeResult(
            "cancelled", number, number, f"Cancelled {number} before dispatch; nothing is left to refund."
        )
    promise, due = await open_refund(conn, now, reference, order, amount, "order cancelled")
    return ChangeResult(
        did="cancelled",
        order_number=number,
        reference=reference,
        summary=f"Cancelled {number} before dispatch; {promise}, reference {reference}.",
        facts={"Order": number, "Refund": f"{amount} to {order.paid_with}", "Reference": reference},
        promise=promise,
        promise_due=due,
    )


async def open_return(
    conn: AsyncConnection,
    now: datetime,
    *,
    customer_id: str,
    number: str,
    kind: ReturnKind,
    lines: Sequence[str] | None,
    wanted: str | None,
) -> ChangeResult:
    """A free label for things that came and are not wanted, or wanted otherwise."""
    case = await next_number(conn, "case")
    reference, label = f"RT-{case}", f"RL-{case}"
    order = await one_order(conn, customer_id, number)
    refusals.check_window(order, now)
    taken = await take_lines(conn, order, lines, reference)
    send_by = now + rules.LABEL_LASTS
    whole_order = len(taken) == len(order.lines)
    amount = order.total if whole_order else sum_of(taken)  # a whole order's postage is refunded too
    await conn.execute(
        insert(t.returns).values(
            reference=reference,
            order_number=number,
            kind=kind,
            skus=",".join(line.sku for line in taken),
            wanted=wanted,
            amount_pence=amount.pence,
            status="label sent",
            label=label,
            opened_at=now,
            send_by=send_by,
        )
    )
    after = "What you asked for instead goes out" if kind == "exchange" else f"{amount} goes back to {order.paid_with}"
    days = rules.REPLACEMENT_WORKING_DAYS if kind == "exchange" else rules.REFUND_WORKING_DAYS
    facts = {
        "Items": names_of(taken),
        "Free label": label,
        "Post it by": rules.shop_day(send_by),
        "Then": f"{after} within {days} working days of its arrival",
        "Reference": reference,
    }
    if wanted:
        facts["Wanted instead"] = wanted
    return ChangeResult(
        did="exchange_opened" if kind == "exchange" else "return_opened",
        order_number=number,
        reference=reference,
        summary=f"Opened {kind} {reference} for {names_of(taken)} from {number}; free label {label}, "
        f"to be posted by {rules.shop_day(send_by)}.",
        facts=facts,
    )


async def open_trace(
    conn: AsyncConnection, now: datetime, *, number: str, customer_id: str | None, email: str | None
) -> ChangeResult:
    """Search for an order that has not come. One trace per order: a second request gets the first one's answer."""
    reference = f"TC-{await next_number(conn, 'case')}"
    due = rules.working_days_after(now, rules.TRACE_WORKING_DAYS)
    orders = t.orders.c
    mine = theirs(customer_id, number) if customer_id else and_(orders.number == number, orders.email == email)
    late = and_(
        orders.status.not_in([OrderStatus.CANCELLED.value, OrderStatus.DELIVERED.value]), orders.promised_by < now
    )
    ours = await conn.execute(
        update(t.orders)
        .where(mine, orders.trace_reference.is_(None), or_(late, orders.status == OrderStatus.DELIVERED.value))
        .values(trace_reference=reference, trace_opened_at=now, trace_due=due)
    )
    row = (await conn.execute(select(t.orders).where(mine))).one_or_none()
    if row is None:
        raise NotFound("No such order for this person.")
    delivery = delivery_of(row, (await load_parcels(conn, [number])).get(number))
    trace = delivery.trace
    if trace is None:
        why = "it was cancelled" if row.cancelled_at else f"it is promised by {rules.shop_day(delivery.promised_by)}"
        raise NotLate(f"Nothing to search for with {number}: {why}.", delivery)
    promise = f"an answer about {number} by {rules.shop_day(trace.due)}"
    carrier = delivery.parcel.carrier if delivery.parcel else "our warehouse"
    return ChangeResult(
        did="trace_opened",
        order_number=number,
        reference=trace.reference,
        summary=f"Trace {trace.reference} for {number} with {carrier}; {promise}.",
        facts={"Search with": carrier, "Answer by": rules.shop_day(trace.due), "Reference": trace.reference},
        promise=promise,
        promise_due=trace.due,
        already=ours.rowcount != 1,
    )
