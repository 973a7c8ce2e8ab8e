"""What was paid for an order, and how much of it went back: no refund may go beyond that."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.backoffice import tables as t
from bot.backoffice.steps import any_order
from bot.backoffice.types import Money


@dataclass(frozen=True)
class Paid:
    """The money of an order, what replaces it included. `coming_back`: by returns that are open."""

    paid: Money
    refunded: Money
    coming_back: Money

    @property
    def left(self) -> Money:
        """What may still go back."""
        left = self.paid.pence - self.refunded.pence - self.coming_back.pence
        return Money(max(0, left), self.paid.currency)


async def paid(conn: AsyncConnection, number: str) -> Paid:
    """Raises NotFound. Of a replacement: the money of the order that it replaces."""
    order = await any_order(conn, number)
    first = order.replaces or number
    numbers = [first, *(await conn.execute(select(t.orders.c.number).where(t.orders.c.replaces == first))).scalars()]
    charges, refunds, returns = t.charges.c, t.refunds.c, t.returns.c
    taken = await _sum(
        conn, charges.amount_pence, charges.order_number.in_(numbers), charges.status.in_(["taken", "refunded"])
    )
    back = await _sum(conn, refunds.amount_pence, refunds.order_number.in_(numbers))
    settled = [
        reference.replace("RF-", "RT-")
        for reference in (
            await conn.execute(select(refunds.reference).where(refunds.order_number.in_(numbers)))
        ).scalars()
    ]
    coming = await _sum(
        conn,
        returns.amount_pence,
        returns.order_number.in_(numbers),
        returns.kind == "return",
        returns.reference.not_in(settled),
    )
    return Paid(*(Money(pence, order.total.currency) for pence in (taken, back, coming)))


async def _sum(conn: AsyncConnection, column: Any, *where: Any) -> int:
    return int((await conn.execute(select(func.coalesce(func.sum(column), 0)).where(*where))).scalar_one())
