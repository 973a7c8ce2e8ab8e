"""Sets up the shop's database: tables, counters, demo data. One process at a time, all or nothing."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, time, timedelta, timezone
from json import dumps
from typing import Any

from sqlalchemy import Table, func, insert, select, text, true, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.backoffice import account_tables as a
from bot.backoffice import tables as t
from bot.backoffice.demo import CHARGES, CUSTOMERS, PRODUCTS, SEEDS, SUBSCRIPTIONS, Seed
from bot.backoffice.demo_goods import BACK_IN, FACTS
from bot.backoffice.forward import bring_forward
from bot.backoffice.rows import load_orders
from bot.backoffice.rules import LABEL_LASTS, REFUND_WORKING_DAYS, SHOP_ZONE, working_days_after
from bot.backoffice.types import Order

PREPARE_LOCK = 20_401  # any number: the PostgreSQL lock that lets one process at a time set up the shop
FREE_POSTAGE_PENCE, POSTAGE_PENCE = 5000, 395


async def prepare(conn: AsyncConnection, now: datetime, *, fresh: bool = False) -> None:
    """Tables, counters and demo data, in the caller's transaction; an older shop is brought forward.

    Raises RuntimeError for a database that a newer program has prepared."""
    if conn.dialect.name == "postgresql":
        await conn.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": PREPARE_LOCK})
    if fresh:
        await conn.run_sync(t.metadata.drop_all)
    await conn.run_sync(bring_forward)
    schema = t.numbers.c.name == "schema"
    version = (await conn.execute(select(t.numbers.c.value).where(schema))).scalar_one_or_none()
    if version is not None and version > t.SCHEMA_VERSION:
        raise RuntimeError(
            f"the shop's database has schema version {version}, this program knows {t.SCHEMA_VERSION}: "
            "run the newer program, or point EVENKEEL_SHOP_DATABASE_URL elsewhere"
        )
    if version is not None:
        await conn.execute(update(t.numbers).where(schema).values(value=t.SCHEMA_VERSION))
    else:
        counters = {"schema": t.SCHEMA_VERSION, "case": 5100, "order": 20500}
        await conn.execute(insert(t.numbers), [{"name": name, "value": value} for name, value in counters.items()])
    if await _empty(conn, t.orders):
        await _seed(conn, now)
    await _seed_facts(conn, now)
    if await _empty(conn, t.charges):
        await _seed_charges(conn, now)
    if await _empty(conn, a.subscriptions):
        await _seed_subscriptions(conn, now)


async def _empty(conn: AsyncConnection, table: Table) -> bool:
    return bool((await conn.execute(select(func.count()).select_from(table))).scalar_one() == 0)


async def _seed(conn: AsyncConnection, now: datetime) -> None:
    products = [{"sku": sku, "name": name, "price_pence": price} for sku, (name, price) in PRODUCTS.items()]
    people = [{"id": id_, "name": name, "email": email} for id_, (name, email, _, _) in CUSTOMERS.items()]
    await conn.execute(insert(t.products), products)
    await conn.execute(insert(t.customers), people)
    for seed in SEEDS:
        await _seed_order(conn, seed, now)


async def _seed_subscriptions(conn: AsyncConnection, now: datetime) -> None:
    known = set((await conn.execute(select(t.customers.c.id))).scalars())
    rows = [
        {
            "reference": reference,
            "customer_id": who,
            "name": name,
            "price_pence": pence,
            "every_weeks": weeks,
            "next_at": _moment(now, -days, "09:00"),
            "status": "active",
        }
        for reference, who, name, pence, weeks, days in SUBSCRIPTIONS
        if who in known
    ]
    if rows:
        await conn.execute(insert(a.subscriptions), rows)
    addresses = [{"email": CUSTOMERS[who][1], "status": "on", "since": now} for who in ("cu-mara",) if who in known]
    if addresses:
        await conn.execute(insert(a.newsletter), addresses)


async def _seed_order(conn: AsyncConnection, seed: Seed, now: datetime) -> None:
    guest = "@" in seed.who
    _, email, address, paid_with = CUSTOMERS.get(seed.who, ("", seed.who, "as given at checkout", "the card used"))
    delivered_at = _moment(now, *seed.scans[-1][:2]) if seed.status == "delivered" else None
    await conn.execute(
        insert(t.orders).values(
            number=seed.number,
            customer_id=None if guest else seed.who,
            email=email,
            status=seed.status,
            placed_at=now - timedelta(days=seed.placed),
            promised_by=_moment(now, -seed.promised, "20:00"),
            delivered_at=delivered_at,
            cancelled_at=None if seed.cancelled is None else _moment(now, seed.cancelled, "10:12"),
            postage_pence=0 if _price(seed.items) >= FREE_POSTAGE_PENCE else POSTAGE_PENCE,
            paid_with=paid_with,
            ship_to=address,
        )
    )
    in_case = seed.sent_back.get("skus", ())
    lines = [
        {
            "order_number": seed.number,
            "sku": sku,
            "quantity": quantity,
            "price_pence": PRODUCTS[sku][1],
            "case_reference": f"RT-{seed.sent_back['case']}" if sku in in_case else None,
        }
        for sku, quantity in Counter(seed.items).items()
    ]
    await conn.execute(insert(t.order_lines), lines)
    if seed.tracking:
        await _seed_parcel(conn, seed, now)
    if seed.sent_back:
        await _seed_return(conn, seed, now)
    if seed.refund:
        await _seed_refund(conn, seed, now, paid_with)


async def _seed_parcel(conn: AsyncConnection, seed: Seed, now: datetime) -> None:
    await conn.execute(
        insert(t.parcels).values(
            tracking_code=seed.tracking,
            order_number=seed.number,
            carrier="Saltway Parcels",
            status=seed.parcel,
            promised_by=_moment(now, -seed.promised, "20:00"),
        )
    )
    events = [
        {"tracking_code": seed.tracking, "at": _moment(now, day, clock), "text": what, "place": place}
        for day, clock, what, place in seed.scans
    ]
    await conn.execute(insert(t.parcel_events), events)


async def _seed_return(conn: AsyncConnection, seed: Seed, now: datetime) -> None:
    back = seed.sent_back
    opened = _moment(now, back["opened"], "14:05")
    await conn.execute(
        insert(t.returns).values(
            reference=f"RT-{back['case']}",
            order_number=seed.number,
            kind=back.get("kind", "return"),
            skus=",".join(back["skus"]),
            wanted=back.get("wanted"),
            amount_pence=_price(back["skus"]),
            status=back["status"],
            label=f"RL-{back['case']}",
            opened_at=opened,
            send_by=opened + LABEL_LASTS,
        )
    )


async def _seed_refund(conn: AsyncConnection, seed: Seed, now: datetime, paid_with: str) -> None:
    refund = seed.refund
    opened = _moment(now, refund["opened"], "10:12")
    due = working_days_after(opened, REFUND_WORKING_DAYS)
    paid_at = _moment(now, refund["paid"], "04:00") if "paid" in refund else None
    await conn.execute(
        insert(t.refunds).values(
            reference=f"RF-{refund['case']}",
            order_number=seed.number,
            amount_pence=refund["pence"],
            paid_to=paid_with,
            reason=refund["reason"],
            status="paid" if paid_at else "requested",
            opened_at=opened,
            due_by=_moment(now, refund["overdue"], "18:00") if "overdue" in refund else due,
            paid_at=paid_at,
        )
    )


async def _seed_facts(conn: AsyncConnection, now: datetime) -> None:
    """What is known of the demo shop's goods, where nothing is known yet: in a shop that had no room for it, too."""
    unknown = (await conn.execute(select(t.products.c.sku).where(t.products.c.facts.is_(None)))).scalars().all()
    for sku in unknown:
        days = BACK_IN.get(sku)
        back_on = None if days is None else _moment(now, -days, "09:00")
        await conn.execute(
            update(t.products)
            .where(t.products.c.sku == sku)
            .values(facts=dumps(FACTS.get(sku, {})), in_stock=days is None, back_on=back_on)
        )


async def _seed_charges(conn: AsyncConnection, now: datetime) -> None:
    """One for every order that was paid for, and the demo shop's odd ones; older shops have theirs written down now."""
    orders = {order.number: order for order in await load_orders(conn, true()) if order.replaces is None}
    rows = [
        _charge(order, reference=f"CH-{number.removeprefix('EK-')}", at=order.delivery.placed_at)
        for number, order in orders.items()
    ]
    for paid in CHARGES:
        at = now - timedelta(days=paid.at)
        order = orders.get(paid.order or "")
        if order is not None:
            falls_away = None if paid.falls_away is None else _moment(now, -paid.falls_away, "23:59")
            rows.append(
                _charge(order, reference=paid.reference, at=at) | {"status": paid.status, "falls_away": falls_away}
            )
        elif paid.order is None and "EK-20462" in orders:
            rows.append(
                {
                    "reference": paid.reference,
                    "order_number": None,
                    "customer_id": paid.who,
                    "amount_pence": paid.pence,
                    "paid_with": CUSTOMERS[paid.who][3],
                    "status": paid.status,
                    "at": at,
                    "falls_away": None,
                    "basket": paid.basket,
                }
            )
    if rows:
        await conn.execute(insert(t.charges), rows)


def _charge(order: Order, *, reference: str, at: datetime) -> dict[str, Any]:
    return {
        "reference": reference,
        "order_number": order.number,
        "customer_id": order.customer_id,
        "amount_pence": order.total.pence,
        "paid_with": order.paid_with,
        "status": "taken",
        "at": at,
        "falls_away": None,
        "basket": None,
    }


def _moment(now: datetime, days_ago: float, clock: str) -> datetime:
    """A time of day in the shop's zone, so many days before today (negative: after), or to the minute so long ago
    where no time is given; in UTC."""
    if not clock:
        return (now - timedelta(days=days_ago)).replace(second=0, microsecond=0)
    day = (now.astimezone(SHOP_ZONE) - timedelta(days=days_ago)).date()
    return datetime.combine(day, time.fromisoformat(clock), SHOP_ZONE).astimezone(timezone.utc)


def _price(skus: tuple[str, ...]) -> int:
    return sum(PRODUCTS[sku][1] for sku in skus)
