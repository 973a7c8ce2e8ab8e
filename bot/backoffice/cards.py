"""The order as a card: something concrete to look at, with real facts and nothing its reader may not see."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.backoffice.types import Delivery, Order, OrderStatus

Row = dict[str, str]


def order_card(order: Order | Delivery, *, verified: bool, timezone: str, now: datetime) -> dict[str, Any]:
    """A card {kind, title, subtitle, rows [{label, value, tone?}]}; times in the customer's zone (an IANA name).

    Without `verified` (or given only a Delivery) it shows delivery facts alone: no items, price or address.
    """
    delivery = order if isinstance(order, Delivery) else order.delivery
    zone = zone_named(timezone)
    rows = _delivery_rows(delivery, zone, now)
    if verified and isinstance(order, Order):
        rows += _private_rows(order)
    return {
        "kind": "order",
        "title": f"Order {delivery.number}",
        "subtitle": _standing(delivery, zone, now),
        "rows": rows,
    }


def zone_named(name: str) -> ZoneInfo:
    """The zone, or UTC when the browser sent one that nobody knows."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")


def local_time(at: datetime, zone: ZoneInfo) -> str:
    """A moment as people write it: "Tue 18 Nov, 14:05"."""
    return f"{local_day(at, zone)}, {at.astimezone(zone):%H:%M}"


def local_day(at: datetime, zone: ZoneInfo) -> str:
    """A day as people write it: "Tue 18 Nov"."""
    local = at.astimezone(zone)
    return f"{local:%a} {local.day} {local:%b}"


def _delivery_rows(delivery: Delivery, zone: ZoneInfo, now: datetime) -> list[Row]:
    placed = [_row("Placed", local_time(delivery.placed_at, zone))]
    if delivery.status is OrderStatus.CANCELLED:
        return placed
    rows = [] if delivery.parcel else placed  # once it is on its way, when it was placed is only in the way
    if delivery.delivered_at:
        rows.append(_row("Promised by", local_day(delivery.promised_by, zone)))
        rows.append(_row("Delivered", local_time(delivery.delivered_at, zone), "good"))
    else:
        rows.append(
            _row("Promised by", local_day(delivery.promised_by, zone), "warn" if delivery.is_late(now) else None)
        )
    if delivery.parcel:
        last = delivery.parcel.events[-1] if delivery.parcel.events else None
        if last and not delivery.delivered_at:
            rows.append(_row("Where it is now", f"{last.place}, since {local_time(last.at, zone)}"))
        if last:
            rows.append(_row("Last event", last.text))
        rows.append(_row("Tracking", f"{delivery.parcel.tracking_code} ({delivery.parcel.carrier})"))
    elif not delivery.delivered_at:
        rows.append(_row("Where it is now", "In our warehouse, not yet with the carrier"))
    if delivery.trace:
        if delivery.trace.answer:
            rows.append(_row("Search answered", delivery.trace.answer))
        else:
            answer = f"{delivery.trace.reference}, answer by {local_day(delivery.trace.due, zone)}"
            rows.append(_row("Search opened", answer))
    return rows


def _private_rows(order: Order) -> list[Row]:
    items = ", ".join(line.name if line.quantity == 1 else f"{line.quantity} × {line.name}" for line in order.lines)
    rows = [_row("Items", items), _row("Total", f"{order.total}, paid with {order.paid_with}")]
    if order.replaces:
        rows.append(_row("Replaces", f"{order.replaces}, nothing to pay"))
    return rows


def _standing(delivery: Delivery, zone: ZoneInfo, now: datetime) -> str:
    """Where the order stands, in a few words."""
    if delivery.status is OrderStatus.CANCELLED:
        return "Cancelled"
    if delivery.delivered_at:
        return "Delivered"
    if delivery.is_late(now):
        days = (now.astimezone(zone).date() - delivery.promised_by.astimezone(zone).date()).days
        return "Late: it should be there by now" if days < 1 else f"Late by {days} day{'s' if days > 1 else ''}"
    return {
        OrderStatus.PLACED: "Placed, not yet packed",
        OrderStatus.PACKING: "Being packed",
        OrderStatus.DISPATCHED: "On its way",
        OrderStatus.DELIVERED: "Delivered",
    }[delivery.status]


def _row(label: str, value: str, tone: str | None = None) -> Row:
    return {"label": label, "value": value, **({"tone": tone} if tone else {})}
