"""Putting payments right: a charge that was one too many, a refund that is late. Each inside one transaction."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.backoffice import rules
from bot.backoffice import tables as t
from bot.backoffice.errors import ChargedOnce, NotOverdue, StillUnpaid
from bot.backoffice.rows import load_refunds
from bot.backoffice.steps import next_number, one_order, open_refund
from bot.backoffice.types import ChangeResult, Money


async def refund_duplicate(conn: AsyncConnection, now: datetime, *, customer_id: str, number: str) -> ChangeResult:
    """Give back the latest charge for an order that was charged more than once; one charge always stays."""
    reference = f"RF-{await next_number(conn, 'case')}"
    order = await one_order(conn, customer_id, number)
    charges = t.charges.c
    ours = select(t.charges).where(charges.order_number == number, charges.status == "taken")
    query = ours.order_by(charges.at, charges.reference)
    taken = (await conn.execute(query)).all()
    if len(taken) < 2:
        return await _given_back_before(conn, customer_id, number)
    extra = taken[-1]
    await conn.execute(
        update(t.charges)
        .where(charges.reference == extra.reference, charges.status == "taken")
        .values(status="refunded", refund_reference=reference)
    )
    amount = Money(extra.amount_pence, extra.currency)
    promise, due = await open_refund(conn, now, reference, order, amount, f"charged twice ({extra.reference})")
    return ChangeResult(
        did="duplicate_refunded",
        order_number=number,
        reference=reference,
        summary=f"{number} was charged twice; {promise}, reference {reference}.",
        facts={"Order": number, "Refund": f"{amount} to {order.paid_with}", "Reference": reference},
        promise=promise,
        promise_due=due,
    )


async def _given_back_before(conn: AsyncConnection, customer_id: str, number: str) -> ChangeResult:
    """The answer to a second request. Raises ChargedOnce if there never was a second charge."""
    charges = t.charges.c
    query = select(charges.refund_reference).where(charges.order_number == number, charges.status == "refunded")
    reference = (await conn.execute(query.order_by(charges.at.desc()))).scalars().first()
    refund = next((one for one in await load_refunds(conn, number) if one.reference == reference), None)
    order = await one_order(conn, customer_id, number)
    if refund is None:
        raise ChargedOnce(f"{number} was charged once.", order)
    promise = f"refund of {refund.amount} to {refund.to} by {rules.shop_day(refund.due_by)}"
    return ChangeResult(
        did="duplicate_refunded",
        order_number=number,
        reference=refund.reference,
        summary=f"The second charge for {number} was given back before: {promise}.",
        facts={"Order": number, "Refund": f"{refund.amount} to {refund.to}", "Reference": refund.reference},
        promise=promise,
        promise_due=refund.due_by,
        already=True,
    )


async def chase_refund(conn: AsyncConnection, now: datetime, *, customer_id: str, number: str) -> ChangeResult:
    """Have a late refund paid before everything else. Once for each: asked again, the date given then is the answer."""
    await next_number(conn, "case")  # its row is the lock that all changes take first
    order = await one_order(conn, customer_id, number)
    refund = next((one for one in await load_refunds(conn, number) if one.is_late(now)), None)
    if refund is None:
        raise NotOverdue(f"No refund of {number} is late.", order)
    due = refund.chase_due or rules.working_days_after(now, rules.CHASE_WORKING_DAYS)
    refunds = t.refunds.c
    ours = await conn.execute(
        update(t.refunds)
        .where(refunds.reference == refund.reference, refunds.paid_at.is_(None), refunds.chased_at.is_(None))
        .values(chased_at=now, chase_due=due, status="requested")
    )
    if ours.rowcount != 1 and now > due:
        raise StillUnpaid(
            f"{refund.amount} to {refund.to} was due by {rules.shop_day(refund.due_by)}, chased, due again by "
            f"{rules.shop_day(due)}, and is still unpaid.",
            order,
            refund,
        )
    promise = f"refund {refund.reference} of {refund.amount} to {refund.to} paid by {rules.shop_day(due)}"
    return ChangeResult(
        did="refund_chased",
        order_number=number,
        reference=refund.reference,
        summary=f"Chased the overdue {promise}.",
        facts={
            "Refund": f"{refund.amount} to {refund.to}",
            "Was due": rules.shop_day(refund.due_by),
            "Now by": rules.shop_day(due),
            "Reference": refund.reference,
        },
        promise=promise,
        promise_due=due,
        already=ours.rowcount != 1,
    )
