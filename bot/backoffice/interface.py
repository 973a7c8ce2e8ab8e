"""What the assistant may ask of a shop's back office. What it returns is in types.py, what it refuses in errors.py.

Two doors. `find_order` and `trace_parcel(email=…)` need only what is printed on the parcel (order number and e-mail)
and give a `Delivery`: no prices, items or addresses. Everything else needs the id of a signed-in customer.
Somebody else's order is `NotFound`, exactly like one that does not exist. Every change takes a `request_key`
(turn id and step): the same key again returns the recorded result and changes nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from bot.backoffice.accounts import Accounts
from bot.backoffice.types import (
    Account,
    ChangeResult,
    Charge,
    DamageRemedy,
    Delivery,
    Order,
    Product,
    PromiseState,
    RefundStatus,
    ReturnKind,
)


class BackOffice(Protocol):
    """What the actions call. All times are UTC; `lines` are SKUs, None meaning the whole order."""

    accounts: Accounts  # what concerns people rather than orders

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

    async def promise_state(self, *, kind: str, reference: str) -> PromiseState | None:
        """Whether a promise has been kept; the kinds are in promise_checks.py. None: it cannot tell."""

    async def change_address(self, *, customer_id: str, number: str, address: str, request_key: str) -> ChangeResult:
        """Send an order elsewhere while there is no label on it. Raises NotFound, TooLateToChange."""

    async def change_quantity(
        self, *, customer_id: str, number: str, sku: str, quantity: int, request_key: str
    ) -> ChangeResult:
        """Fewer of one thing (0: none) while there is no label; the difference is refunded. Raises NotFound,
        TooLateToChange, LeavesNothing, WhichItems (it has no more than that), ChangedMeanwhile."""

    async def charges_of(self, *, customer_id: str) -> tuple[Charge, ...]:
        """What was taken, reserved or refused, newest first."""

    async def refund_duplicate(self, *, customer_id: str, number: str, request_key: str) -> ChangeResult:
        """Refund the second charge for an order; asked again, with `already`. Raises NotFound, ChargedOnce."""

    async def chase_refund(self, *, customer_id: str, number: str, request_key: str) -> ChangeResult:
        """Have a late refund paid by the next working day; asked again, with `already`. Raises NotFound, NotOverdue,
        StillUnpaid (that day has passed too)."""

    async def issue_invoice(
        self,
        *,
        customer_id: str,
        number: str,
        company: str | None = None,
        vat_number: str | None = None,
        request_key: str,
    ) -> ChangeResult:
        """The order's invoice; its number and date are in `facts`, for `invoice_card`. Raises NotFound, NoInvoice."""

    async def products(self) -> tuple[Product, ...]:
        """Everything on sale, by name."""
