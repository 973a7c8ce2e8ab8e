"""Customers of the shop with an order each that can still be cancelled, for those who come to do that."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import create_async_engine

from bot.backoffice import tables as t
from bot.times import now

Owner = tuple[str, str]  # customer id, order number


def place(url: str, count: int) -> list[Owner]:
    """In the shop's database, which its own programs have made and filled by now."""
    return asyncio.run(_place(url, count))


async def _place(url: str, count: int) -> list[Owner]:
    engine, at = create_async_engine(url), now()
    owners = [(f"cu-drill-{number}", f"EK-8{number:04d}") for number in range(count)]
    try:
        async with engine.begin() as connection:
            goods = sa.select(t.products.c.sku, t.products.c.price_pence).limit(1)
            sku, price = (await connection.execute(goods)).one()
            for customer_id, number in owners:
                email = f"{customer_id}@example.com"
                person = {"id": customer_id, "name": "Pat Drill", "email": email}
                await connection.execute(sa.insert(t.customers).values(**person))
                await connection.execute(
                    sa.insert(t.orders).values(
                        number=number,
                        customer_id=customer_id,
                        email=email,
                        status="placed",
                        placed_at=at - timedelta(hours=1),
                        promised_by=at + timedelta(days=4),
                        postage_pence=0,
                        paid_with="the card ending 1881",
                        ship_to="1 Quay Street, Bristol BS1 4TR",
                    )
                )
                line = {"order_number": number, "sku": sku, "quantity": 1, "price_pence": price}
                await connection.execute(sa.insert(t.order_lines).values(**line))
                await connection.execute(
                    sa.insert(t.charges).values(
                        reference=number.replace("EK", "CH"),
                        order_number=number,
                        customer_id=customer_id,
                        amount_pence=price,
                        paid_with="the card ending 1881",
                        status="taken",
                        at=at - timedelta(hours=1),
                    )
                )
    finally:
        await engine.dispose()
    return owners
