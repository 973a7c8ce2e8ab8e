"""Time passes in the demo shop: what staff, bank and carrier would do, so that promises can be kept or broken.

Each deed is one conditional UPDATE: done twice, it changes nothing the second time.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Table, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.backoffice import account_tables as a
from bot.backoffice import tables as t
from bot.backoffice.core import Shop
from bot.backoffice.errors import NotFound
from bot.backoffice.types import OrderStatus, ParcelStatus
from bot.times import now

Deed = Callable[[AsyncConnection, datetime, str], Awaitable[bool]]
ANSWER = "found at the depot, and out for delivery again"


async def do(shop: Shop, deed: str, reference: str) -> bool:
    """True if it changed anything. Raises NotFound for a reference that is not there, KeyError for another deed."""
    async with shop.writes.begin() as conn:
        return await DEEDS[deed](conn, shop.now(), reference.upper())


def run(deed: str, reference: str, url: str) -> int:
    """`evenkeel demo`: does it, says so in a sentence, and returns 0; 2 if there is no such thing."""
    if deed not in DEEDS:
        print(f"demo: there is no {deed!r}; there are {', '.join(DEEDS)}", file=sys.stderr)
        return 2

    async def doing() -> bool:
        shop = Shop(url, now)
        try:
            return await do(shop, deed, reference)
        finally:
            await shop.engine.dispose()

    try:
        changed = asyncio.run(doing())
    except NotFound as refusal:
        print(f"demo: {reference}: {refusal}", file=sys.stderr)
        return 2
    print(f"{reference}: {deed}, done." if changed else f"{reference}: nothing left to do.")
    return 0


async def pay_refund(conn: AsyncConnection, at: datetime, reference: str) -> bool:
    """The money leaves."""
    refund = t.refunds.c
    return await _change(
        conn, t.refunds, refund.reference == reference, refund.paid_at.is_(None), status="paid", paid_at=at
    )


async def refuse_refund(conn: AsyncConnection, at: datetime, reference: str) -> bool:
    """The bank sends the money back: a promise that cannot be kept."""
    refund = t.refunds.c
    return await _change(conn, t.refunds, refund.reference == reference, refund.status == "requested", status="refused")


async def deliver(conn: AsyncConnection, at: datetime, number: str) -> bool:
    """The order reaches the door."""
    order, parcel = t.orders.c, t.parcels.c
    under_way = order.status.not_in([OrderStatus.DELIVERED.value, OrderStatus.CANCELLED.value])
    delivered = {"status": OrderStatus.DELIVERED.value, "delivered_at": at}
    changed = await _change(conn, t.orders, order.number == number, under_way, **delivered)
    if changed:
        handed = update(t.parcels).where(parcel.order_number == number)
        await conn.execute(handed.values(status=ParcelStatus.DELIVERED.value))
    return changed


async def answer_trace(conn: AsyncConnection, at: datetime, reference: str) -> bool:
    """The carrier answers a search."""
    order = t.orders.c
    answered = {"trace_answered_at": at, "trace_answer": ANSWER}
    this = order.trace_reference == reference
    return await _change(conn, t.orders, this, order.trace_answered_at.is_(None), **answered)


async def answer_case(conn: AsyncConnection, at: datetime, reference: str) -> bool:
    """A person answers a complaint or a data request."""
    case = a.cases.c
    return await _change(conn, a.cases, case.reference == reference, case.answered_at.is_(None), answered_at=at)


async def _change(conn: AsyncConnection, table: Table, this: Any, still: Any, **values: Any) -> bool:
    if not (await conn.execute(select(table).where(this))).first():
        raise NotFound("There is nothing with that reference in the demo shop.")
    return bool((await conn.execute(update(table).where(this, still).values(**values))).rowcount)


DEEDS: Mapping[str, Deed] = {
    "pay-refund": pay_refund,
    "refuse-refund": refuse_refund,
    "deliver": deliver,
    "answer-trace": answer_trace,
    "answer-case": answer_case,
}
