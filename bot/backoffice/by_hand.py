"""Changes that a person at the desk decides on: refunds within what was paid, and things sent again.

Each runs inside one transaction, which locks the counters' row first.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.backoffice import invoices, mails, refusals, rules
from bot.backoffice import tables as t
from bot.backoffice.damage import send_replacement
from bot.backoffice.errors import AlreadyCancelled, BeyondPower, MoreThanPaid, NotSentYet, WhichItems
from bot.backoffice.outbox import post
from bot.backoffice.paid import paid
from bot.backoffice.steps import any_order, names_of, next_number, open_refund, sum_of
from bot.backoffice.types import ChangeResult, Check, Money, Order, OrderLine, OrderStatus


async def refund(
    conn: AsyncConnection,
    now: datetime,
    *,
    number: str,
    amount: Money | None,
    lines: Sequence[str] | None,
    why: str,
    most: Money | None,
) -> ChangeResult:
    """An amount, some lines at what they cost, or all that is left."""
    reference = f"RF-{await next_number(conn, 'case')}"
    order = await any_order(conn, number)
    left = (await paid(conn, number)).left
    taken = await _claim(conn, order, lines, reference) if lines is not None else ()
    wanted = amount or (sum_of(taken) if taken else left)
    if wanted.pence <= 0 or wanted.pence > left.pence or wanted.currency != left.currency:
        raise MoreThanPaid(f"{wanted} is not possible: {left} of what was paid for {number} is left.", order, left)
    if most and wanted.pence > most.pence:
        raise BeyondPower(f"{wanted} is more than the {most} that you may refund at once.", order, most)
    if wanted == left:
        await conn.execute(_free(order).values(case_reference=reference))  # nothing of it is worth a return any more
    promise, due = await open_refund(conn, now, reference, order, wanted, why)
    of = f" for {names_of(taken)}" if taken else ""
    return ChangeResult(
        did="refund_opened",
        order_number=number,
        reference=reference,
        summary=f"Refund of {wanted} of {number}{of} to {order.paid_with} by {rules.shop_day(due)}, "
        f"reference {reference}.",
        facts={"Order": number, "Refund": f"{wanted} to {order.paid_with}", "Reference": reference},
        promise=promise,
        promise_due=due,
    )


async def replace(conn: AsyncConnection, now: datetime, *, number: str, lines: Sequence[str], why: str) -> ChangeResult:
    """Send these lines again, free of charge."""
    case = await next_number(conn, "case")
    order = await any_order(conn, number)
    if order.status is OrderStatus.CANCELLED:
        raise AlreadyCancelled(f"{number} was cancelled; there is nothing to replace.", order)
    if order.status in rules.CANCELLABLE:
        raise NotSentYet(f"{number} has not gone out yet, so there is nothing to replace.", order)
    reference = f"RP-{case}"
    taken = await _claim(conn, order, lines, reference)
    replacement, due = await send_replacement(conn, now, order, taken)
    promise = f"replacement {replacement} for {names_of(taken)} delivered by {rules.shop_day(due)}"
    back = order.status is OrderStatus.DELIVERED and rules.comes_back(sum_of(taken), why)
    facts = {
        "Items": names_of(taken),
        "Replacement order": replacement,
        "Sending it back": f"free label RL-{case}" if back else "not needed",
        "Reference": reference,
    }
    return ChangeResult(
        did="replacement_sent",
        order_number=number,
        reference=reference,
        summary=f"{number}: {promise}, reference {reference}.",
        facts=facts,
        promise=promise,
        promise_due=due,
        check=Check("replacement_delivered", replacement),
    )


async def mail_invoice(
    conn: AsyncConnection, now: datetime, *, customer_id: str, order: Order, email: str
) -> ChangeResult:
    """The invoice as it stands, issued now if it was not, to the address of the order."""
    issued = await invoices.issue_invoice(
        conn, now, customer_id=customer_id, number=order.number, company=None, vat_number=None
    )
    card = invoices.invoice_card(order, issued.facts)
    rows = [(row["label"], row["value"]) for row in card["rows"]]
    await post(conn, now, email, mails.invoice(issued.reference, rows))
    return ChangeResult(
        did="invoice_mailed",
        order_number=order.number,
        reference=issued.reference,
        summary=f"Invoice {issued.reference} of {order.number} sent to {email}.",
        facts={"Invoice": issued.reference, "Sent to": email},
    )


async def _claim(conn: AsyncConnection, order: Order, skus: Sequence[str], reference: str) -> tuple[OrderLine, ...]:
    """Give the lines to a case, delivered or not, if no other case has them."""
    chosen, lines = set(skus), t.order_lines.c
    if not chosen or not chosen <= {line.sku for line in order.lines}:
        raise WhichItems(f"Choose which things of {order.number} are meant.", order)
    ours = await conn.execute(_free(order).where(lines.sku.in_(sorted(chosen))).values(case_reference=reference))
    if ours.rowcount != len(chosen):
        latest = await any_order(conn, order.number)
        raise refusals.already_returned(latest, chosen, own=reference)
    return tuple(line for line in order.lines if line.sku in chosen)


def _free(order: Order) -> Any:
    """An UPDATE of the lines that no case has."""
    lines = t.order_lines.c
    return update(t.order_lines).where(lines.order_number == order.number, lines.case_reference.is_(None))
