"""Putting right what came damaged, wrong or missing: refund or replacement, at once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.backoffice import refusals, rules
from bot.backoffice import tables as t
from bot.backoffice.errors import BeyondPower, WhichItems
from bot.backoffice.steps import names_of, next_number, one_order, open_refund, sum_of, take_lines
from bot.backoffice.types import ChangeResult, Check, DamageRemedy, Order, OrderLine, OrderStatus


async def settle_damage(
    conn: AsyncConnection,
    now: datetime,
    *,
    customer_id: str,
    number: str,
    what: str,
    wanted: DamageRemedy,
    lines: Sequence[str] | None,
) -> ChangeResult:
    """Refund or replace at once what came damaged, wrong or missing; cheap or missing things need not come back."""
    case = await next_number(conn, "case")
    reference = f"{'RF' if wanted == 'refund' else 'RP'}-{case}"
    order = await one_order(conn, customer_id, number)
    refusals.check_window(order, now)
    taken = await take_lines(conn, order, lines or _meant(order, what), reference)
    amount = sum_of(taken)
    if amount.pence > rules.DAMAGE_LIMIT.pence:
        limit = rules.DAMAGE_LIMIT
        raise BeyondPower(f"{amount} is more than the {limit} the assistant may settle.", order, limit)
    check = None
    if wanted == "refund":
        promise, due = await open_refund(conn, now, reference, order, amount, f"reported: {what}")
        facts = {"Items": names_of(taken), "Refund": f"{amount} to {order.paid_with}"}
    else:
        replacement, due = await send_replacement(conn, now, order, taken)
        check = Check("replacement_delivered", replacement)
        promise = f"replacement {replacement} for {names_of(taken)} delivered by {rules.shop_day(due)}"
        facts = {"Items": names_of(taken), "Replacement order": replacement}
    facts["By"] = rules.shop_day(due)
    if rules.comes_back(amount, what):
        facts["Please send it back"] = f"free label RL-{case}"
    else:
        facts["Sending it back"] = "not needed"
    facts["Reference"] = reference
    return ChangeResult(
        did="refund_opened" if wanted == "refund" else "replacement_sent",
        order_number=number,
        reference=reference,
        summary=f'{number}, reported "{what[:120]}": {promise}, reference {reference}.',
        facts=facts,
        promise=promise,
        promise_due=due,
        check=check,
    )


def _meant(order: Order, what: str) -> list[str]:
    """The SKUs a customer's words point at; the only line if there is one. Raises WhichItems."""
    if len(order.lines) == 1:
        return [order.lines[0].sku]
    named = rules.items_named(order.lines, what)
    if len(named) != 1:
        raise WhichItems(f"{order.number} has {len(order.lines)} things; which ones is not clear.", order)
    return [named[0].sku]


async def send_replacement(
    conn: AsyncConnection, now: datetime, order: Order, lines: Sequence[OrderLine]
) -> tuple[str, datetime]:
    """A new order at the price already paid (so that cancelling it refunds that), without postage. Returns its number
    and when it is there."""
    number = f"EK-{await next_number(conn, 'order')}"
    due = rules.working_days_after(now, rules.REPLACEMENT_WORKING_DAYS)
    original = select(t.orders.c.email).where(t.orders.c.number == order.number)
    await conn.execute(
        insert(t.orders).values(
            number=number,
            customer_id=order.customer_id,
            email=(await conn.execute(original)).scalar_one(),
            status=OrderStatus.PLACED.value,
            placed_at=now,
            promised_by=due,
            postage_pence=0,
            currency=order.total.currency,
            paid_with=order.paid_with,
            ship_to=order.ship_to,
            replaces=order.number,
        )
    )
    rows = [
        {"order_number": number, "sku": line.sku, "quantity": line.quantity, "price_pence": line.price_each.pence}
        for line in lines
    ]
    await conn.execute(insert(t.order_lines), rows)
    return number, due
