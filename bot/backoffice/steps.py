"""The steps that changes are made of. The counters' row is locked first, so no two changes wait for each other."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import and_, exists, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.backoffice import ownership, refusals, rules
from bot.backoffice import tables as t
from bot.backoffice.errors import NotFound, WhichItems
from bot.backoffice.rows import load_orders
from bot.backoffice.types import Money, Order, OrderLine, OrderStatus


async def next_number(conn: AsyncConnection, name: str) -> int:
    """The next number of a counter; its row stays locked until the transaction ends."""
    counter = t.numbers.c
    await conn.execute(update(t.numbers).where(counter.name == name).values(value=counter.value + 1))
    return int((await conn.execute(select(counter.value).where(counter.name == name))).scalar_one())


async def one_order(conn: AsyncConnection, customer_id: str, number: str) -> Order:
    found = await load_orders(conn, theirs(customer_id, number))
    if not found:
        raise NotFound("No such order for this person.")
    return found[0]


async def any_order(conn: AsyncConnection, number: str) -> Order:
    """Whoever's it is. Raises NotFound."""
    found = await load_orders(conn, t.orders.c.number == number)
    if not found:
        raise NotFound(f"There is no order {number}.")
    return found[0]


def theirs(customer_id: str, number: str) -> Any:
    return and_(t.orders.c.number == number, ownership.of(customer_id))


def sum_of(lines: Sequence[OrderLine]) -> Money:
    return Money(sum(line.total.pence for line in lines), lines[0].price_each.currency)


def names_of(lines: Sequence[OrderLine]) -> str:
    return ", ".join(line.name if line.quantity == 1 else f"{line.quantity} × {line.name}" for line in lines)


async def take_lines(
    conn: AsyncConnection, order: Order, skus: Sequence[str] | None, reference: str
) -> tuple[OrderLine, ...]:
    """Give the lines to a case, if no other case has them; None means all that are free. Raises AlreadyReturned."""
    lines = t.order_lines.c
    chosen = None if skus is None else set(skus)
    if chosen is not None and not chosen <= {line.sku for line in order.lines}:
        raise WhichItems(f"{order.number} has no such item.", order)
    free = and_(lines.order_number == order.number, lines.case_reference.is_(None))
    delivered = exists().where(t.orders.c.number == order.number, t.orders.c.status == OrderStatus.DELIVERED.value)
    condition = free if chosen is None else and_(free, lines.sku.in_(sorted(chosen)))
    ours = await conn.execute(update(t.order_lines).where(condition, delivered).values(case_reference=reference))
    if ours.rowcount == 0 or (chosen is not None and ours.rowcount != len(chosen)):
        latest = (await load_orders(conn, t.orders.c.number == order.number))[0]
        raise refusals.already_returned(latest, chosen, own=reference)
    taken = select(lines.sku).where(lines.order_number == order.number, lines.case_reference == reference)
    mine = set((await conn.execute(taken)).scalars())
    return tuple(line for line in order.lines if line.sku in mine)


async def open_refund(
    conn: AsyncConnection, now: datetime, reference: str, order: Order, amount: Money, reason: str
) -> tuple[str, datetime]:
    """Returns the promise in words, and its due time."""
    due = rules.working_days_after(now, rules.REFUND_WORKING_DAYS)
    await conn.execute(
        insert(t.refunds).values(
            reference=reference,
            order_number=order.number,
            amount_pence=amount.pence,
            paid_to=order.paid_with,
            reason=reason,
            status="requested",
            opened_at=now,
            due_by=due,
        )
    )
    return f"refund of {amount} to {order.paid_with} by {rules.shop_day(due)}", due
