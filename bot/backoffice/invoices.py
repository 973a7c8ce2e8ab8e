"""The invoice of an order: numbered once, in one transaction, and shown as a card that holds all an invoice needs."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.backoffice import rules
from bot.backoffice import tables as t
from bot.backoffice.errors import NoInvoice
from bot.backoffice.steps import next_number, one_order
from bot.backoffice.types import ChangeResult, Money, Order, OrderStatus


async def issue_invoice(
    conn: AsyncConnection, now: datetime, *, customer_id: str, number: str, company: str | None, vat_number: str | None
) -> ChangeResult:
    """The invoice of an order, numbered once; a business may be added to it once."""
    fresh = f"IN-{await next_number(conn, 'case')}"
    order = await one_order(conn, customer_id, number)
    if order.status is OrderStatus.CANCELLED:
        raise NoInvoice(f"{number} was cancelled.", order)
    invoices = t.invoices.c
    mine = select(t.invoices).where(invoices.order_number == number)
    if (await conn.execute(mine)).one_or_none() is None:
        await conn.execute(insert(t.invoices).values(number=fresh, order_number=number, issued_at=now))
    if company:
        await conn.execute(
            update(t.invoices)
            .where(invoices.order_number == number, invoices.company.is_(None))
            .values(company=company, vat_number=vat_number)
        )
    row = (await conn.execute(mine)).one()
    if company and (row.company, row.vat_number) != (company, vat_number):
        raise NoInvoice(f"Invoice {row.number} is made out to {row.company} already.", order)
    facts = {"Invoice": row.number, "Date": rules.shop_day(row.issued_at)}
    if row.company:
        facts["Made out to"] = row.company
    if row.vat_number:
        facts["Their VAT number"] = row.vat_number
    return ChangeResult(
        did="invoice_issued",
        order_number=number,
        reference=row.number,
        summary=f"Invoice {row.number} for {number}" + (f", made out to {row.company}." if row.company else "."),
        facts=facts,
        already=row.number != fresh,
    )


def invoice_card(order: Order, facts: Mapping[str, str]) -> dict[str, Any]:
    """`facts`: of the ChangeResult that issued it. Prices include VAT, which is shown beside the net sum."""
    vat = rules.vat_in(order.total)
    rows = [
        *_business(facts),
        *((f"{line.quantity} × {line.name}", str(line.total)) for line in order.lines),
        ("Postage", str(order.postage)),
        ("Without VAT", str(Money(order.total.pence - vat.pence, vat.currency))),
        (f"VAT at {rules.VAT_PERCENT} %", str(vat)),
        ("Total, paid", f"{order.total} with {order.paid_with}"),
        ("Order", f"{order.number}, placed {rules.shop_day(order.delivery.placed_at)}"),
        ("Sent to", order.ship_to),
        ("Sold by", f"{rules.SELLER}, VAT number {rules.SELLER_VAT}"),
    ]
    return {
        "kind": "invoice",
        "title": f"Invoice {facts['Invoice']}",
        "subtitle": facts["Date"],
        "rows": [{"label": label, "value": value} for label, value in rows],
    }


def _business(facts: Mapping[str, str]) -> list[tuple[str, str]]:
    return [(label, facts[label]) for label in ("Made out to", "Their VAT number") if label in facts]
