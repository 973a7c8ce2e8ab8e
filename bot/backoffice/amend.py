"""Changing an order that is not yet labelled: where it goes, and what is in it. Each inside one transaction."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import and_, delete, exists, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.backoffice import rules
from bot.backoffice import tables as t
from bot.backoffice.errors import ChangedMeanwhile, LeavesNothing, TooLateToChange, WhichItems
from bot.backoffice.steps import next_number, one_order, open_refund, theirs
from bot.backoffice.types import ChangeResult, Money, Order


async def change_address(
    conn: AsyncConnection, now: datetime, *, customer_id: str, number: str, address: str
) -> ChangeResult:
    """Send it elsewhere, as long as there is no label on it."""
    reference = f"AD-{await next_number(conn, 'case')}"
    before = await one_order(conn, customer_id, number)
    ours = await conn.execute(update(t.orders).where(theirs(customer_id, number), _open()).values(ship_to=address))
    if ours.rowcount != 1:
        raise _too_late(before)
    return ChangeResult(
        did="address_changed",
        order_number=number,
        reference=reference,
        summary=f"{number} goes to {address} instead of {before.ship_to}.",
        facts={"Order": number, "Old address": before.ship_to, "New address": address, "Reference": reference},
    )


async def change_quantity(
    conn: AsyncConnection, now: datetime, *, customer_id: str, number: str, sku: str, quantity: int
) -> ChangeResult:
    """Fewer of one thing, or none; the difference is refunded. The postage stays as it was."""
    reference = f"RF-{await next_number(conn, 'case')}"
    order = await one_order(conn, customer_id, number)
    line = next((line for line in order.lines if line.sku == sku), None)
    if line is None or not 0 <= quantity < line.quantity:
        raise WhichItems(f"{number} does not have more than {quantity} of {sku}.", order)
    if quantity == 0 and len(order.lines) == 1:
        raise LeavesNothing(f"{line.name} is all there is in {number}.", order)
    lines = t.order_lines.c
    as_shown = and_(lines.order_number == number, lines.sku == sku, lines.quantity == line.quantity)
    still_open = exists().where(theirs(customer_id, number), _open())
    if quantity:
        ours = await conn.execute(update(t.order_lines).where(as_shown, still_open).values(quantity=quantity))
    else:
        ours = await conn.execute(delete(t.order_lines).where(as_shown, still_open))
    if ours.rowcount != 1:
        if not rules.may_change(order):
            raise _too_late(order)
        raise ChangedMeanwhile(f"{number} was changed at the same moment.", order)
    fewer = line.quantity - quantity
    amount = Money(line.price_each.pence * fewer, line.price_each.currency)
    promise, due = await open_refund(conn, now, reference, order, amount, f"{fewer} × {line.name} taken out")
    return ChangeResult(
        did="order_changed",
        order_number=number,
        reference=reference,
        summary=f"Took {fewer} × {line.name} out of {number}; {promise}, reference {reference}.",
        facts={
            "Order": number,
            "Taken out": f"{fewer} × {line.name}",
            "Left of it": str(quantity),
            "Refund": f"{amount} to {order.paid_with}",
            "Reference": reference,
        },
        promise=promise,
        promise_due=due,
    )


def _open() -> Any:
    """Placed or being packed, and no parcel yet."""
    orders = t.orders.c
    open_ = orders.status.in_([status.value for status in rules.CANCELLABLE])
    return and_(open_, ~exists().where(t.parcels.c.order_number == orders.number))


def _too_late(order: Order) -> TooLateToChange:
    where = "labelled" if order.status in rules.CANCELLABLE else order.status.value
    return TooLateToChange(f"{order.number} is already {where}.", order)
