"""An older shop is brought forward: all or nothing, by one process at a time, with nothing lost, on both databases."""

from __future__ import annotations

import asyncio

import pytest
from sqlalchemy import Column, Integer, MetaData, String, Table, inspect, select, text

from bot.backoffice import tables as t
from bot.backoffice.sql import SqlBackOffice, make_backoffice
from tests.backoffice.conftest import Clock

LACKING = "returns", "failed_lookups"  # tables, one of them with an index of its own
LACKING_COLUMNS = {"orders": ("currency", "cancelled_at")}  # one with a default, one nullable


async def make_older(shop: SqlBackOffice, *, version: int) -> None:
    """As if the program that prepared it had known less."""
    async with shop.shop.writes.begin() as conn:
        for name in LACKING:
            await conn.execute(text(f"DROP TABLE {name}"))
        for table, columns in LACKING_COLUMNS.items():
            for column in columns:
                await conn.execute(text(f"ALTER TABLE {table} DROP COLUMN {column}"))
    await stamp(shop, version)


async def stamp(shop: SqlBackOffice, version: int) -> None:
    async with shop.shop.writes.begin() as conn:
        await conn.execute(t.numbers.update().where(t.numbers.c.name == "schema").values(value=version))


async def version_of(shop: SqlBackOffice) -> int:
    async with shop.shop.engine.connect() as conn:
        found = await conn.execute(select(t.numbers.c.value).where(t.numbers.c.name == "schema"))
        return int(found.scalar_one())


async def columns_of(shop: SqlBackOffice) -> dict[str, set[str]]:
    async with shop.shop.engine.connect() as conn:
        found = await conn.run_sync(
            lambda plain: {
                name: {column["name"] for column in inspect(plain).get_columns(name)}
                for name in inspect(plain).get_table_names()
            }
        )
    return dict(found)


async def test_an_older_shop_gets_what_it_lacks_and_keeps_what_it_has(shop: SqlBackOffice) -> None:
    await shop.cancel_order(customer_id="cu-mara", number="EK-20402", request_key="before")
    whole = await columns_of(shop)
    await make_older(shop, version=2)
    assert await columns_of(shop) != whole

    await shop.prepare()

    assert await columns_of(shop) == whole
    assert await version_of(shop) == t.SCHEMA_VERSION
    order = await shop.order_of(customer_id="cu-mara", number="EK-20402")
    assert order.status.value == "cancelled"
    assert order.total.currency == "GBP"
    again = await shop.cancel_order(customer_id="cu-mara", number="EK-20402", request_key="before")
    assert again.did == "cancelled"
    assert (await shop.trace_parcel(customer_id="cu-mara", number="EK-20401", request_key="after")).promise


async def test_what_is_new_is_filled_in_for_what_was_there(shop: SqlBackOffice) -> None:
    await shop.change_quantity(
        customer_id="cu-ines", number="EK-20451", sku="MUG-04", quantity=1, request_key="their own change"
    )
    async with shop.shop.writes.begin() as conn:
        for statement in ("DROP TABLE charges", "ALTER TABLE products DROP COLUMN facts"):
            await conn.execute(text(statement))
        await conn.execute(text("UPDATE products SET price_pence = 1 WHERE sku = 'PAN-28'"))
    await stamp(shop, 2)

    await shop.prepare()
    await shop.prepare()

    order = await shop.order_of(customer_id="cu-ines", number="EK-20451")
    charges = [one for one in await shop.charges_of(customer_id="cu-ines") if one.order_number == order.number]
    assert {one.amount for one in charges} == {order.total}
    pan = next(product for product in await shop.products() if product.sku == "PAN-28")
    assert (pan.price.pence, pan.facts["Size"]) == (1, "28 cm across, 5 cm deep")


async def test_several_at_once_bring_it_forward_once(shop: SqlBackOffice, shop_url: str, clock: Clock) -> None:
    await make_older(shop, version=2)
    others = [make_backoffice(shop_url, now=clock) for _ in range(4)]

    await asyncio.gather(*(other.prepare() for other in others))

    assert await version_of(shop) == t.SCHEMA_VERSION
    assert len(await shop.orders_of(customer_id="cu-mara")) == 5
    for other in others:
        await other.close()


async def test_a_newer_shop_is_refused_and_left_alone(shop: SqlBackOffice) -> None:
    newer = t.SCHEMA_VERSION + 1
    await make_older(shop, version=newer)
    before = await columns_of(shop)

    with pytest.raises(RuntimeError, match=f"version {newer}"):
        await shop.prepare()

    assert await columns_of(shop) == before
    assert await version_of(shop) == newer


async def test_when_one_step_fails_nothing_is_changed(shop: SqlBackOffice, monkeypatch: pytest.MonkeyPatch) -> None:
    await make_older(shop, version=2)
    before = await columns_of(shop)
    impossible = MetaData()
    for table in t.metadata.tables.values():
        table.to_metadata(impossible)
    impossible.tables["orders"].append_column(Column("must_be_known", String(8), nullable=False))
    Table("brand_new", impossible, Column("id", Integer, primary_key=True))
    monkeypatch.setattr(t, "metadata", impossible)

    with pytest.raises(RuntimeError, match=r"orders\.must_be_known"):
        await shop.prepare()

    assert await columns_of(shop) == before
    assert await version_of(shop) == 2
