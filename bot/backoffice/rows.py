"""From the shop's rows to the interface's types. Reads only; runs inside the caller's transaction."""

from __future__ import annotations

from collections import defaultdict
from json import loads
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.backoffice import tables as t
from bot.backoffice.types import (
    Account,
    Charge,
    Delivery,
    Money,
    Order,
    OrderLine,
    OrderStatus,
    Parcel,
    ParcelEvent,
    ParcelStatus,
    Product,
    Refund,
    Return,
    Trace,
)


async def load_orders(conn: AsyncConnection, condition: Any) -> tuple[Order, ...]:
    """Whole orders that meet a condition on the orders table, newest first."""
    rows = (await conn.execute(select(t.orders).where(condition).order_by(t.orders.c.placed_at.desc()))).all()
    numbers = [row.number for row in rows]
    if not numbers:
        return ()
    lines: dict[str, list[OrderLine]] = defaultdict(list)
    wanted = (
        select(t.order_lines, t.products.c.name)
        .join(t.products, t.products.c.sku == t.order_lines.c.sku)
        .where(t.order_lines.c.order_number.in_(numbers))
        .order_by(t.order_lines.c.sku)
    )
    currency = {row.number: row.currency for row in rows}
    for row in await conn.execute(wanted):
        price = Money(row.price_pence, currency[row.order_number])
        lines[row.order_number].append(OrderLine(row.sku, row.name, row.quantity, price, row.case_reference))
    parcels = await load_parcels(conn, numbers)
    return tuple(_order(row, tuple(lines[row.number]), parcels.get(row.number)) for row in rows)


async def load_parcels(conn: AsyncConnection, numbers: list[str]) -> dict[str, Parcel]:
    """Parcels by order number, events oldest first."""
    events: dict[str, list[ParcelEvent]] = defaultdict(list)
    history = (
        select(t.parcel_events, t.parcels.c.order_number)
        .join(t.parcels, t.parcels.c.tracking_code == t.parcel_events.c.tracking_code)
        .where(t.parcels.c.order_number.in_(numbers))
        .order_by(t.parcel_events.c.at)
    )
    for row in await conn.execute(history):
        events[row.tracking_code].append(ParcelEvent(row.at, row.text, row.place))
    return {
        row.order_number: Parcel(
            row.carrier,
            row.tracking_code,
            ParcelStatus(row.status),
            row.promised_by,
            tuple(events[row.tracking_code]),
        )
        for row in await conn.execute(select(t.parcels).where(t.parcels.c.order_number.in_(numbers)))
    }


async def load_refunds(conn: AsyncConnection, number: str) -> tuple[Refund, ...]:
    """Newest first."""
    query = select(t.refunds).where(t.refunds.c.order_number == number).order_by(t.refunds.c.opened_at.desc())
    return tuple(
        Refund(
            row.reference,
            row.order_number,
            Money(row.amount_pence),
            row.paid_to,
            row.reason,
            row.status,
            row.opened_at,
            row.due_by,
            row.paid_at,
            row.chased_at,
            row.chase_due,
        )
        for row in await conn.execute(query)
    )


async def load_returns(conn: AsyncConnection, number: str) -> tuple[Return, ...]:
    """Newest first."""
    query = select(t.returns).where(t.returns.c.order_number == number).order_by(t.returns.c.opened_at.desc())
    return tuple(
        Return(
            row.reference,
            row.order_number,
            row.kind,
            tuple(row.skus.split(",")),
            row.wanted,
            Money(row.amount_pence),
            row.status,
            row.label,
            row.opened_at,
            row.send_by,
        )
        for row in await conn.execute(query)
    )


async def load_charges(conn: AsyncConnection, condition: Any) -> tuple[Charge, ...]:
    """Charges that meet a condition on their table, newest first."""
    query = select(t.charges).where(condition).order_by(t.charges.c.at.desc(), t.charges.c.reference.desc())
    return tuple(
        Charge(
            row.reference,
            row.order_number,
            Money(row.amount_pence, row.currency),
            row.paid_with,
            row.status,
            row.at,
            row.falls_away,
            row.basket,
        )
        for row in await conn.execute(query)
    )


async def load_products(conn: AsyncConnection) -> tuple[Product, ...]:
    """Everything on sale, by name."""
    return tuple(
        Product(row.sku, row.name, Money(row.price_pence), row.in_stock, row.back_on, loads(row.facts or "{}"))
        for row in await conn.execute(select(t.products).order_by(t.products.c.name))
    )


def delivery_of(row: Any, parcel: Parcel | None) -> Delivery:
    """The part of an order that its number and e-mail buy."""
    trace = None
    if row.trace_reference is not None:
        trace = Trace(row.trace_reference, row.trace_opened_at, row.trace_due, row.trace_answered_at, row.trace_answer)
    status = OrderStatus(row.status)
    return Delivery(row.number, status, row.placed_at, row.promised_by, row.delivered_at, parcel, trace)


def account_of(row: Any) -> Account:
    """A customer's row as the interface shows it."""
    return Account(row.id, row.name, row.email)


def _order(row: Any, lines: tuple[OrderLine, ...], parcel: Parcel | None) -> Order:
    return Order(
        delivery=delivery_of(row, parcel),
        customer_id=row.customer_id,
        lines=lines,
        total=Money(sum(line.total.pence for line in lines) + row.postage_pence, row.currency),
        postage=Money(row.postage_pence, row.currency),
        paid_with=row.paid_with,
        ship_to=row.ship_to,
        cancelled_at=row.cancelled_at,
        replaces=row.replaces,
        reopened_until=row.reopened_until,
    )
