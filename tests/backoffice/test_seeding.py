"""Whenever the shop is seeded, its dates make sense, and there is an order for every errand."""

from __future__ import annotations

from datetime import datetime, timezone
from pathlib import Path

import pytest

from bot.backoffice.demo import CUSTOMERS, SEEDS
from bot.backoffice.errors import NotFound
from bot.backoffice.rules import return_closes
from bot.backoffice.sql import make_backoffice
from bot.backoffice.types import Order, OrderStatus

MOMENTS = [
    datetime(2026, 3, 11, 0, 5, tzinfo=timezone.utc),
    datetime(2026, 3, 29, 1, 30, tzinfo=timezone.utc),  # the night the clocks change
    datetime(2026, 7, 4, 23, 55, tzinfo=timezone.utc),  # already tomorrow in London
    datetime(2026, 11, 22, 13, 0, tzinfo=timezone.utc),
    datetime(2028, 2, 29, 8, 0, tzinfo=timezone.utc),
]


@pytest.mark.parametrize("now", MOMENTS, ids=str)
async def test_dates_are_plausible_whenever_it_is_seeded(tmp_path: Path, now: datetime) -> None:
    shop = make_backoffice(f"sqlite+aiosqlite:///{tmp_path}/shop.db", now=lambda: now)
    await shop.prepare()
    orders = {order.number: order for id_ in CUSTOMERS for order in await shop.orders_of(customer_id=id_)}
    guests = [await shop.find_order(number="EK-20431", email="rosa@example.com")]
    guests.append(await shop.find_order(number="EK-20432", email="sam@example.com"))
    refunds = {
        n: (await shop.refund_status(customer_id=str(o.customer_id), number=n)).refunds for n, o in orders.items()
    }
    await shop.close()

    assert len(orders) + len(guests) == len(SEEDS)
    for delivery in [order.delivery for order in orders.values()] + guests:
        events = delivery.parcel.events if delivery.parcel else ()
        moments = [delivery.placed_at, *(event.at for event in events), now]
        assert moments == sorted(moments), delivery.number
        assert delivery.placed_at < delivery.promised_by
    assert orders["EK-20401"].delivery.is_late(now)
    assert guests[1].is_late(now)
    assert not guests[0].is_late(now)
    assert not orders["EK-20422"].delivery.is_late(now)
    assert orders["EK-20402"].status is OrderStatus.PLACED
    assert _can_be_returned(orders["EK-20403"], now)
    assert not _can_be_returned(orders["EK-20404"], now)
    assert not refunds["EK-20405"][0].is_late(now)
    assert refunds["EK-20413"][0].is_late(now)
    assert refunds["EK-20441"][0].status == "paid"


async def test_a_guest_has_no_account(tmp_path: Path) -> None:
    shop = make_backoffice(f"sqlite+aiosqlite:///{tmp_path}/shop.db")
    await shop.prepare()
    with pytest.raises(NotFound):
        await shop.customer_by_email(email="sam@example.com")
    await shop.close()


def _can_be_returned(order: Order, now: datetime) -> bool:
    delivered_at = order.delivery.delivered_at
    return delivered_at is not None and now <= return_closes(delivered_at)
