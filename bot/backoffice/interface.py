"""What the assistant may ask of a shop's back office, as types: the Protocol, what it returns, what it refuses.

Two doors. `find_order` and `trace_parcel(email=…)` need only what is printed on the parcel (order number and e-mail)
and give a `Delivery`: no prices, items or addresses. Everything else needs the id of a signed-in customer.
Somebody else's order is `NotFound`, exactly like one that does not exist. Every change takes a `request_key`
(turn id and step): the same key again returns the recorded result and changes nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from typing import Any, Literal, Protocol

ReturnKind = Literal["return", "exchange"]
DamageRemedy = Literal["refund", "replacement"]


class OrderStatus(str, Enum):
    """Placed and packing can be cancelled; dispatched is with the carrier."""

    PLACED = "placed"
    PACKING = "packing"
    DISPATCHED = "dispatched"
    DELIVERED = "delivered"
    CANCELLED = "cancelled"


class ParcelStatus(str, Enum):
    """As the carrier last reported it."""

    LABELLED = "label made"
    IN_TRANSIT = "in transit"
    OUT_FOR_DELIVERY = "out for delivery"
    DELIVERED = "delivered"


@dataclass(frozen=True)
class Money:
    """An amount in the currency's smallest unit (pence)."""

    pence: int
    currency: str = "GBP"

    def __str__(self) -> str:
        sign = "£" if self.currency == "GBP" else f"{self.currency} "
        return f"{sign}{self.pence // 100:,}.{self.pence % 100:02d}"


@dataclass(frozen=True)
class Account:
    """A customer with an account."""

    id: str
    name: str
    email: str


@dataclass(frozen=True)
class ParcelEvent:
    """One scan or note by the carrier."""

    at: datetime
    text: str
    place: str


@dataclass(frozen=True)
class Trace:
    """A search for an order that has not come; `due` is when the customer hears the outcome."""

    reference: str
    opened_at: datetime
    due: datetime


@dataclass(frozen=True)
class Parcel:
    """What went to the carrier. `promised_by` is the date the customer was given; events oldest first."""

    carrier: str
    tracking_code: str
    status: ParcelStatus
    promised_by: datetime
    events: tuple[ParcelEvent, ...]

    def is_late(self, now: datetime) -> bool:
        """Promised, not delivered, and the promise has passed."""
        return self.status is not ParcelStatus.DELIVERED and now > self.promised_by


@dataclass(frozen=True)
class Delivery:
    """What an order number and e-mail buy: where the parcel is. No price, items, name or address."""

    number: str
    status: OrderStatus
    placed_at: datetime
    promised_by: datetime
    delivered_at: datetime | None
    parcel: Parcel | None  # None until it is packed
    trace: Trace | None = None

    def is_late(self, now: datetime) -> bool:
        """Not delivered, not cancelled, and the promised date has passed."""
        open_ = self.status not in (OrderStatus.DELIVERED, OrderStatus.CANCELLED)
        return open_ and now > self.promised_by


@dataclass(frozen=True)
class OrderLine:
    """One kind of thing in an order. `case` is the return or damage reference it is part of, if any."""

    sku: str
    name: str
    quantity: int
    price_each: Money
    case: str | None = None

    @property
    def total(self) -> Money:
        return Money(self.price_each.pence * self.quantity, self.price_each.currency)


@dataclass(frozen=True)
class Refund:
    """Money going back. `status` is requested or paid; `due_by` was told to the customer."""

    reference: str
    order_number: str
    amount: Money
    to: str  # "the card ending 1881"
    reason: str
    status: Literal["requested", "paid"]
    opened_at: datetime
    due_by: datetime
    paid_at: datetime | None = None

    def is_late(self, now: datetime) -> bool:
        """Not paid, and the date we gave has passed."""
        return self.status == "requested" and now > self.due_by


@dataclass(frozen=True)
class Return:
    """Things coming back. `label` is the free return label's code; `send_by` the last day to post it."""

    reference: str
    order_number: str
    kind: ReturnKind
    skus: tuple[str, ...]
    wanted: str | None  # for an exchange: what they want instead
    amount: Money  # what the returned lines cost; a whole order's postage too
    status: Literal["label sent", "arrived"]
    label: str
    opened_at: datetime
    send_by: datetime


@dataclass(frozen=True)
class Order:
    """Everything about an order, for its signed-in customer only."""

    delivery: Delivery
    customer_id: str | None  # None for a guest
    lines: tuple[OrderLine, ...]
    total: Money  # lines and postage
    postage: Money
    paid_with: str  # "the card ending 1881"
    ship_to: str
    cancelled_at: datetime | None = None
    replaces: str | None = None  # the order this one is a replacement for

    @property
    def number(self) -> str:
        return self.delivery.number

    @property
    def status(self) -> OrderStatus:
        return self.delivery.status


@dataclass(frozen=True)
class RefundStatus:
    """Money and goods on their way back for one order, newest first. Both empty: nothing was ever asked for."""

    order_number: str
    refunds: tuple[Refund, ...]
    returns: tuple[Return, ...]


@dataclass(frozen=True)
class ChangeResult:
    """What was really done. `summary` is one plain sentence for the brief.

    `promise` is a dated commitment to the customer, where one arises.
    `did`: cancelled, return_opened, exchange_opened, refund_opened, replacement_sent, trace_opened.
    `facts`: label → value, ready to show. `already`: it had been done before, under another request.
    """

    did: str
    order_number: str
    reference: str
    summary: str
    facts: Mapping[str, str] = field(default_factory=dict)
    promise: str | None = None
    promise_due: datetime | None = None
    already: bool = False

    def to_json(self) -> dict[str, Any]:
        """A plain dict; the due time as ISO 8601 UTC."""
        body = dict(vars(self), facts=dict(self.facts))
        body["promise_due"] = self.promise_due.isoformat() if self.promise_due else None
        return body

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> ChangeResult:
        """The inverse of `to_json`."""
        due = data.get("promise_due")
        return cls(**{**data, "promise_due": datetime.fromisoformat(due) if due else None})


class BackOfficeError(Exception):
    """A refusal. `code` is for rules and reports, str() is one plain sentence for the brief."""

    code = "back_office"


class NotFound(BackOfficeError):
    """No such order for this person. Never says whether the number or the e-mail was wrong."""

    code = "not_found"


class Throttled(BackOfficeError):
    """Too many failed look-ups. `retry_at`: when to try again."""

    code = "throttled"

    def __init__(self, message: str, retry_at: datetime) -> None:
        super().__init__(message)
        self.retry_at = retry_at


class OrderRefusal(BackOfficeError):
    """A rule of the shop says no to this change of this order, which the customer may see."""

    def __init__(self, message: str, order: Order) -> None:
        super().__init__(message)
        self.order = order


class TooLateToCancel(OrderRefusal):
    """Already with the carrier, or delivered: offer the free return instead."""

    code = "too_late_to_cancel"


class AlreadyCancelled(OrderRefusal):
    """It was cancelled before; `refund_status` knows the money."""

    code = "already_cancelled"


class NotDeliveredYet(OrderRefusal):
    """Nothing to send back or to find damaged yet."""

    code = "not_delivered_yet"


class AlreadyReturned(OrderRefusal):
    """These items already have a return or damage case. `reference` names it."""

    code = "already_returned"

    def __init__(self, message: str, order: Order, reference: str) -> None:
        super().__init__(message, order)
        self.reference = reference


class OutsideReturnWindow(OrderRefusal):
    """More than 30 days after delivery. `closed_at`: when the window closed."""

    code = "outside_return_window"

    def __init__(self, message: str, order: Order, closed_at: datetime) -> None:
        super().__init__(message, order)
        self.closed_at = closed_at


class WhichItems(OrderRefusal):
    """The order has several things and it is not clear which are meant: ask, then pass `lines`."""

    code = "which_items"


class BeyondPower(OrderRefusal):
    """More money than the assistant may give: a person must decide. `limit` is where its power ends."""

    code = "beyond_power"

    def __init__(self, message: str, order: Order, limit: Money) -> None:
        super().__init__(message, order)
        self.limit = limit


class NotLate(BackOfficeError):
    """Nothing to search for: the promised date has not passed, or it was cancelled. Carries the delivery only."""

    code = "not_late"

    def __init__(self, message: str, delivery: Delivery) -> None:
        super().__init__(message)
        self.delivery = delivery


class RequestKeyReused(BackOfficeError):
    """A programming mistake: one request key used for two different changes."""

    code = "request_key_reused"


class BackOffice(Protocol):
    """What the actions call. All times are UTC; `lines` are SKUs, None meaning the whole order."""

    async def find_order(self, *, number: str, email: str) -> Delivery:
        """Delivery status for whoever holds the parcel. Raises NotFound or Throttled."""

    async def customer(self, *, customer_id: str) -> Account:
        """Raises NotFound."""

    async def customer_by_email(self, *, email: str) -> Account:
        """Raises NotFound."""

    async def orders_of(self, *, customer_id: str) -> tuple[Order, ...]:
        """Newest first; empty if there are none."""

    async def order_of(self, *, customer_id: str, number: str) -> Order:
        """Raises NotFound."""

    async def refund_status(self, *, customer_id: str, number: str) -> RefundStatus:
        """Raises NotFound."""

    async def cancel_order(self, *, customer_id: str, number: str, request_key: str) -> ChangeResult:
        """Cancel and refund. Raises NotFound, TooLateToCancel, AlreadyCancelled."""

    async def request_return(
        self,
        *,
        customer_id: str,
        number: str,
        kind: ReturnKind = "return",
        lines: Sequence[str] | None = None,
        wanted: str | None = None,
        request_key: str,
    ) -> ChangeResult:
        """Free label for a return or exchange. Raises NotFound, NotDeliveredYet, AlreadyCancelled, AlreadyReturned,
        OutsideReturnWindow."""

    async def report_damage(
        self,
        *,
        customer_id: str,
        number: str,
        what: str,
        wanted: DamageRemedy,
        lines: Sequence[str] | None = None,
        request_key: str,
    ) -> ChangeResult:
        """Refund or replace what came damaged, wrong or missing. Without `lines` the items are found in `what`
        (the customer's words). Raises NotFound, NotDeliveredYet, AlreadyCancelled, AlreadyReturned,
        OutsideReturnWindow, WhichItems, BeyondPower."""

    async def trace_parcel(
        self, *, number: str, customer_id: str | None = None, email: str | None = None, request_key: str
    ) -> ChangeResult:
        """Search for a late order, or one marked delivered that is not there; a trace already open is returned
        with `already`. Needs a customer_id or the e-mail. Raises NotFound, Throttled, NotLate."""
