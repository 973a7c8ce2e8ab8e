"""What people at the desk may do beyond the assistant: any order, and money within what was paid for it.

The desk says who may press what, and keeps who did; here it is made sure that no order gives back more than was paid.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from sqlalchemy import select

from bot.backoffice import account_tables as a
from bot.backoffice import by_hand
from bot.backoffice import tables as t
from bot.backoffice.core import Shop, plain
from bot.backoffice.errors import NotFound
from bot.backoffice.goodwill import SqlGoodwill
from bot.backoffice.numbers import order_number
from bot.backoffice.paid import Paid, paid
from bot.backoffice.rows import load_orders
from bot.backoffice.sql_accounts import SqlAccounts
from bot.backoffice.types import ChangeResult, Money, Order
from bot.deescalation.goodwill import Given
from bot.deescalation.goodwill_policy import Kind, Policy

__all__ = ["Found", "Paid", "SqlStaff", "Staff"]


@dataclass(frozen=True)
class Found:
    """An order, and whom to name to `BackOffice` for changing it: its account, or the guest who placed it."""

    order: Order
    customer_id: str
    email: str


class Staff(Protocol):
    """What the desk calls. All times are UTC. Every change takes a `request_key`, as in `BackOffice`."""

    async def find(self, *, number: str) -> Found:
        """Anybody's order. Raises NotFound."""

    async def paid(self, *, number: str) -> Paid:
        """What was paid for an order, and how much of it went back. Raises NotFound."""

    async def refund(
        self,
        *,
        number: str,
        amount: Money | None,
        lines: Sequence[str] | None,
        why: str,
        most: Money | None,
        request_key: str,
    ) -> ChangeResult:
        """Give money back the way it was paid: an amount, some lines, or (without both) all that is left.

        `most`: this person's limit. Raises NotFound, WhichItems, AlreadyReturned, MoreThanPaid, BeyondPower."""

    async def replace(self, *, number: str, lines: Sequence[str], why: str, request_key: str) -> ChangeResult:
        """Send these lines again, whether they came broken or never came. Raises NotFound, WhichItems,
        AlreadyReturned, AlreadyCancelled, NotSentYet."""

    async def mail_invoice(self, *, number: str, request_key: str) -> ChangeResult:
        """To the order's own address. Raises NotFound, NoInvoice."""

    async def given(self, *, number: str) -> Given:
        """Goodwill so far, the assistant's included. Raises NotFound."""

    async def give(
        self, *, number: str, kind: Kind, amount: Money, why: str, policy: Policy, request_key: str
    ) -> ChangeResult:
        """Goodwill, within the `policy` for people. Raises NotFound, OverBudget, TooLateToCancel, AlreadyCancelled."""


class SqlStaff:
    """Implements `Staff` on the shop's database."""

    def __init__(self, shop: Shop) -> None:
        self.shop = shop
        self._accounts = SqlAccounts(shop)

    async def find(self, *, number: str) -> Found:
        """Raises NotFound."""
        number = order_number(number)
        async with self.shop.engine.connect() as conn:
            found = await load_orders(conn, t.orders.c.number == number)
            if not found:
                raise NotFound(f"There is no order {number}.")
            email = str((await conn.execute(select(t.orders.c.email).where(t.orders.c.number == number))).scalar_one())
            known = select(a.guests.c.id).where(a.guests.c.email == email)
            customer_id = found[0].customer_id or (await conn.execute(known)).scalar_one_or_none()
        return Found(found[0], customer_id or (await self._accounts.identify(email=email)).id, email)

    async def paid(self, *, number: str) -> Paid:
        """Raises NotFound."""
        async with self.shop.engine.connect() as conn:
            return await paid(conn, order_number(number))

    async def refund(
        self,
        *,
        number: str,
        amount: Money | None,
        lines: Sequence[str] | None,
        why: str,
        most: Money | None,
        request_key: str,
    ) -> ChangeResult:
        """Refusals as in the interface."""
        number = order_number(number)
        work = partial(by_hand.refund, number=number, amount=amount, lines=lines, why=plain(why), most=most)
        return await self.shop.once(request_key, "staff:refund", number, None, work)

    async def replace(self, *, number: str, lines: Sequence[str], why: str, request_key: str) -> ChangeResult:
        """Refusals as in the interface."""
        number = order_number(number)
        work = partial(by_hand.replace, number=number, lines=lines, why=plain(why))
        return await self.shop.once(request_key, "staff:replace", number, None, work)

    async def mail_invoice(self, *, number: str, request_key: str) -> ChangeResult:
        """Refusals as in the interface."""
        found = await self.find(number=number)
        work = partial(by_hand.mail_invoice, customer_id=found.customer_id, order=found.order, email=found.email)
        return await self.shop.once(request_key, "staff:invoice", found.order.number, None, work)

    async def given(self, *, number: str) -> Given:
        """Raises NotFound."""
        found = await self.find(number=number)
        purse = SqlGoodwill(self.shop, Policy())
        return await purse.given(customer_id=found.customer_id, number=found.order.number)

    async def give(
        self, *, number: str, kind: Kind, amount: Money, why: str, policy: Policy, request_key: str
    ) -> ChangeResult:
        """Refusals as in the interface."""
        found = await self.find(number=number)
        return await SqlGoodwill(self.shop, policy).grant(
            customer_id=found.customer_id,
            number=found.order.number,
            kind=kind,
            amount=amount,
            causes=(),  # a person's decision: no rule's cause is used up by it
            why=why,
            request_key=request_key,
        )
