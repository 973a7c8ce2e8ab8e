"""The card shows real facts, in the reader's own time, and nothing its reader may not see."""

from __future__ import annotations

import json
from typing import Any

from bot.backoffice.cards import order_card
from bot.backoffice.sql import SqlBackOffice
from tests.backoffice.conftest import Clock


def rows(card: dict[str, Any]) -> dict[str, str]:
    return {row["label"]: row["value"] for row in card["rows"]}


async def test_a_late_order_says_how_late_and_where_it_is(shop: SqlBackOffice, clock: Clock) -> None:
    order = await shop.order_of(customer_id="cu-mara", number="EK-20401")
    card = order_card(order, verified=True, timezone="Europe/London", now=clock.now)

    assert (card["kind"], card["title"], card["subtitle"]) == ("order", "Order EK-20401", "Late by 4 days")
    assert rows(card) == {
        "Promised by": "Sat 7 Mar",
        "Where it is now": "Avonmouth, since Fri 6 Mar, 06:05",
        "Last event": "Held at the depot: label damaged, to be re-labelled",
        "Tracking": "TRK402913355 (Saltway Parcels)",
        "Items": "Burr coffee grinder, Pour-over kettle, matt black",
        "Total": "£123.00, paid with the card ending 1881",
    }
    assert [row["label"] for row in card["rows"] if row.get("tone") == "warn"] == ["Promised by"]


async def test_times_are_the_readers_own(shop: SqlBackOffice, clock: Clock) -> None:
    delivery = await shop.find_order(number="EK-20401", email="mara@example.com")
    card = order_card(delivery, verified=False, timezone="Pacific/Auckland", now=clock.now)

    assert rows(card)["Where it is now"] == "Avonmouth, since Fri 6 Mar, 19:05"


async def test_an_unknown_zone_falls_back_to_utc(shop: SqlBackOffice, clock: Clock) -> None:
    delivery = await shop.find_order(number="EK-20401", email="mara@example.com")
    for zone in ("Mars/Olympus", "", "../etc/passwd"):
        assert "06:05" in rows(order_card(delivery, verified=False, timezone=zone, now=clock.now))["Where it is now"]


async def test_an_unverified_card_of_a_whole_order_hides_price_items_and_address(
    shop: SqlBackOffice, clock: Clock
) -> None:
    for order in await shop.orders_of(customer_id="cu-mara"):
        card = order_card(order, verified=False, timezone="Europe/London", now=clock.now)
        assert not {"Items", "Total"} & set(rows(card))
        shown = json.dumps(card, ensure_ascii=False)
        assert all(private not in shown for private in ("£", "Ropewalk", "1881", *(line.name for line in order.lines)))


async def test_a_delivered_order_says_when_and_is_good_news(shop: SqlBackOffice, clock: Clock) -> None:
    order = await shop.order_of(customer_id="cu-mara", number="EK-20403")
    card = order_card(order, verified=True, timezone="Europe/London", now=clock.now)

    assert card["subtitle"] == "Delivered"
    assert {"label": "Delivered", "value": "Thu 5 Mar, 11:20", "tone": "good"} in card["rows"]
    assert "Where it is now" not in rows(card)


async def test_an_order_still_here_and_a_cancelled_one_say_so(shop: SqlBackOffice, clock: Clock) -> None:
    placed = await shop.order_of(customer_id="cu-mara", number="EK-20402")
    cancelled = await shop.order_of(customer_id="cu-tom", number="EK-20413")

    card = order_card(placed, verified=True, timezone="Europe/London", now=clock.now)
    assert card["subtitle"] == "Placed, not yet packed"
    assert rows(card)["Where it is now"] == "In our warehouse, not yet with the carrier"
    card = order_card(cancelled, verified=True, timezone="Europe/London", now=clock.now)
    assert card["subtitle"] == "Cancelled"
    assert "Promised by" not in rows(card)


async def test_an_open_search_and_a_replacement_are_on_the_card(shop: SqlBackOffice, clock: Clock) -> None:
    await shop.trace_parcel(customer_id="cu-mara", number="EK-20401", request_key="k1")
    sent = await shop.report_damage(
        customer_id="cu-mara", number="EK-20403", what="bowl cracked", wanted="replacement", request_key="k2"
    )
    traced = await shop.order_of(customer_id="cu-mara", number="EK-20401")
    replacement = await shop.order_of(customer_id="cu-mara", number=sent.facts["Replacement order"])

    shown = rows(order_card(traced, verified=True, timezone="Europe/London", now=clock.now))
    assert shown["Search opened"] == "TC-5101, answer by Fri 13 Mar"
    shown = rows(order_card(replacement, verified=True, timezone="Europe/London", now=clock.now))
    assert shown["Replaces"] == "EK-20403, nothing to pay"
