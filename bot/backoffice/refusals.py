"""Why the shop says no, from the order's own facts."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from bot.backoffice.errors import (
    AlreadyCancelled,
    AlreadyReturned,
    NotDeliveredYet,
    OrderRefusal,
    OutsideReturnWindow,
    TooLateToCancel,
)
from bot.backoffice.rules import closes, shop_day
from bot.backoffice.types import Order, OrderStatus


def cannot_cancel(order: Order) -> OrderRefusal:
    """An order that was not ours to cancel: cancelled before, or already with the carrier."""
    if order.status is OrderStatus.CANCELLED and order.cancelled_at:
        return AlreadyCancelled(f"{order.number} was cancelled on {shop_day(order.cancelled_at)}.", order)
    return TooLateToCancel(f"{order.number} is already {order.status.value}; it can be sent back free.", order)


def check_window(order: Order, now: datetime) -> None:
    """Raises unless the order was delivered and its 30 days still run."""
    delivered_at = order.delivery.delivered_at
    if order.status is OrderStatus.CANCELLED:
        raise AlreadyCancelled(f"{order.number} was cancelled; nothing was sent.", order)
    if delivered_at is None:
        raise NotDeliveredYet(f"{order.number} has not been delivered yet.", order)
    closed_at = closes(order)
    if closed_at and now > closed_at:
        message = f"{order.number} came on {shop_day(delivered_at)}; its 30 days ended on {shop_day(closed_at)}."
        raise OutsideReturnWindow(message, order, closed_at)


def already_returned(order: Order, skus: Collection[str] | None, own: str) -> AlreadyReturned:
    """Lines that another case has. `order` as read after the failed attempt, which may have taken some for `own`."""
    wanted = [line for line in order.lines if skus is None or line.sku in skus]
    cases = [line.case for line in wanted if line.case not in (None, own)]
    reference = cases[0] if cases else "another case"
    return AlreadyReturned(f"These items of {order.number} are already in {reference}.", order, reference)
