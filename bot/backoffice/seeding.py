"""Sets up the shop's database: tables, counters, demo data. One process at a time, all or nothing."""

from __future__ import annotations

from datetime import datetime, time, timedelta, timezone

from sqlalchemy import func, insert, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.backoffice import tables as t
from bot.backoffice.demo import CUSTOMERS, PRODUCTS, SEEDS, Seed
from bot.backoffice.forward import bring_forward
from bot.backoffice.rules import LABEL_LASTS, REFUND_WORKING_DAYS, SHOP_ZONE, working_days_after

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
    if (await conn.execute(select(func.count()).select_from(t.orders))).scalar_one() == 0:
        await _seed(conn, now)


async def _seed(conn: AsyncConnection, now: datetime) -> None:
    products = [{"sku": sku, "name": name, "price_pence": price} for sku, (name, price) in PRODUCTS.items()]
    people = [{"id": id_, "name": name, "email": email} for id_, (name, email, _, _) in CUSTOMERS.items()]
    await conn.execute(insert(t.products), products)
    await conn.execute(insert(t.customers), people)
    for seed in SEEDS:
        await _seed_order(conn, seed, now)


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
            "quantity": 1,
            "price_pence": PRODUCTS[sku][1],
            "case_reference": f"RT-{seed.sent_back['case']}" if sku in in_case else None,
        }
        for sku in seed.items
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


def _moment(now: datetime, days_ago: float, clock: str) -> datetime:
    """A time of day in the shop's zone, so many days before today (negative: after); in UTC."""
    day = (now.astimezone(SHOP_ZONE) - timedelta(days=days_ago)).date()
    return datetime.combine(day, time.fromisoformat(clock), SHOP_ZONE).astimezone(timezone.utc)


def _price(skus: tuple[str, ...]) -> int:
    return sum(PRODUCTS[sku][1] for sku in skus)
