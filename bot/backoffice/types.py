"""What the back office speaks of: orders, parcels, refunds, returns, and what a change really did."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from typing import Any, Literal

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
    answered_at: datetime | None = None
    answer: str | None = None  # a clause: "found at the depot, out for delivery again"


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
    """Money going back. `status` is requested, paid or refused (by the bank); `due_by` was told to the customer."""

    reference: str
    order_number: str
    amount: Money
    to: str  # "the card ending 1881"
    reason: str
    status: Literal["requested", "paid", "refused"]
    opened_at: datetime
    due_by: datetime
    paid_at: datetime | None = None
    chased_at: datetime | None = None  # we were late, and it was put before everything else
    chase_due: datetime | None = None  # the date given then

    def is_late(self, now: datetime) -> bool:
        """Not paid, and the date we gave has passed or cannot be kept."""
        return self.status == "refused" or (self.status == "requested" and now > self.due_by)


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
class Charge:
    """Money taken, reserved, or not taken after all. `order_number` is None where no order came of it."""

    reference: str
    order_number: str | None
    amount: Money
    paid_with: str  # "the card ending 1881"
    status: Literal["taken", "pending", "failed", "refunded"]
    at: datetime
    falls_away: datetime | None = None  # a pending one: when the bank lets go of it, at the latest
    basket: str | None = None  # what a failed payment was for, in words


@dataclass(frozen=True)
class Product:
    """A thing on sale. `facts`: label → value, such as "Dishwasher" → "safe, top rack"."""

    sku: str
    name: str
    price: Money
    in_stock: bool
    back_on: datetime | None  # when it is expected again; None while it is there, or when nobody knows
    facts: Mapping[str, str]


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
    reopened_until: datetime | None = None  # the return window, if it was opened once more

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
class Check:
    """What keeps a promise: a kind of `promise_checks.CHECKS`, and the refund, parcel, search … that it looks at."""

    kind: str
    reference: str


@dataclass(frozen=True)
class PromiseState:
    """Whether what was promised has been done, as the shop's own records have it.

    `state`: kept; open (not done, but may still be); failed (it cannot be any more); void (the customer made it
    pointless, for instance by cancelling). `said`: one sentence with the facts, for customer and agents.
    """

    state: Literal["kept", "open", "failed", "void"]
    said: str | None = None
    facts: Mapping[str, str] = field(default_factory=dict)


# What keeps the promise that comes with a change, by what its reference stands for; a change with another reference
# says so itself, or is a kind of its own, which a person checks.
KEPT_BY: Mapping[str, str] = {
    "RF": "refund_paid",
    "TC": "trace_answered",
    "RT": "return_received",
    "CP": "complaint_answered",
    "PR": "data_request_answered",
}


@dataclass(frozen=True)
class ChangeResult:
    """What was really done. `summary` is one plain sentence for the brief.

    `promise` is a dated commitment to the customer, where one arises; `check` says what keeps it, if that is not
    plain from `reference` (see `kept_by`).
    `did`: cancelled, return_opened, exchange_opened, refund_opened, replacement_sent, trace_opened, address_changed,
    order_changed, duplicate_refunded, refund_chased, invoice_issued, goodwill_credit, goodwill_postage,
    goodwill_expedite, goodwill_late_return.
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
    check: Check | None = None

    @property
    def kept_by(self) -> Check:
        """What keeps the promise."""
        return self.check or Check(KEPT_BY.get(self.reference.split("-")[0], self.did), self.reference)

    def to_json(self) -> dict[str, Any]:
        """A plain dict; the due time as ISO 8601 UTC."""
        body = dict(vars(self), facts=dict(self.facts), check=vars(self.check) if self.check else None)
        body["promise_due"] = self.promise_due.isoformat() if self.promise_due else None
        return body

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> ChangeResult:
        """The inverse of `to_json`."""
        due, check = data.get("promise_due"), data.get("check")
        parsed = {
            "promise_due": datetime.fromisoformat(due) if due else None,
            "check": Check(**check) if check else None,
        }
        return cls(**{**data, **parsed})
