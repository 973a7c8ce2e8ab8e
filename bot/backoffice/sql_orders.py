"""The half of the SQL back office that changes orders and payments, and knows what is on sale."""

from __future__ import annotations

from functools import partial

from sqlalchemy import or_, select

from bot.backoffice import amend, invoices, ownership, payments
from bot.backoffice import tables as t
from bot.backoffice.core import LONGEST_EMAIL, Shop, plain
from bot.backoffice.numbers import order_number
from bot.backoffice.rows import load_charges, load_products
from bot.backoffice.types import ChangeResult, Charge, Product

LONGEST_ADDRESS = LONGEST_EMAIL  # characters, as the column has it
LONGEST_COMPANY = 120


class OrderDesk:
    """Part of `SqlBackOffice`; what each raises is in the interface."""

    shop: Shop

    async def change_address(self, *, customer_id: str, number: str, address: str, request_key: str) -> ChangeResult:
        """Send an unlabelled order elsewhere."""
        number = order_number(number)
        work = partial(
            amend.change_address, customer_id=customer_id, number=number, address=plain(address, LONGEST_ADDRESS)
        )
        return await self.shop.once(request_key, "address", number, customer_id, work)

    async def change_quantity(
        self, *, customer_id: str, number: str, sku: str, quantity: int, request_key: str
    ) -> ChangeResult:
        """Fewer of one thing, or none of it, with the difference refunded."""
        number = order_number(number)
        work = partial(amend.change_quantity, customer_id=customer_id, number=number, sku=sku, quantity=quantity)
        return await self.shop.once(request_key, "quantity", number, customer_id, work)

    async def charges_of(self, *, customer_id: str) -> tuple[Charge, ...]:
        """Newest first; failed and pending ones too."""
        async with self.shop.engine.connect() as conn:
            theirs = select(t.orders.c.number).where(ownership.of(customer_id))
            condition = or_(t.charges.c.customer_id == customer_id, t.charges.c.order_number.in_(theirs))
            return await load_charges(conn, condition)

    async def refund_duplicate(self, *, customer_id: str, number: str, request_key: str) -> ChangeResult:
        """Give back a second charge."""
        number = order_number(number)
        work = partial(payments.refund_duplicate, customer_id=customer_id, number=number)
        return await self.shop.once(request_key, "duplicate", number, customer_id, work)

    async def chase_refund(self, *, customer_id: str, number: str, request_key: str) -> ChangeResult:
        """Have a late refund paid."""
        number = order_number(number)
        work = partial(payments.chase_refund, customer_id=customer_id, number=number)
        return await self.shop.once(request_key, "chase", number, customer_id, work)

    async def issue_invoice(
        self,
        *,
        customer_id: str,
        number: str,
        company: str | None = None,
        vat_number: str | None = None,
        request_key: str,
    ) -> ChangeResult:
        """The order's invoice, made out to a business where one is named."""
        number, company = order_number(number), plain(company, LONGEST_COMPANY) if company else None
        work = partial(
            invoices.issue_invoice, customer_id=customer_id, number=number, company=company, vat_number=vat_number
        )
        return await self.shop.once(request_key, "invoice", number, customer_id, work)

    async def products(self) -> tuple[Product, ...]:
        """Everything on sale, by name."""
        async with self.shop.engine.connect() as conn:
            return await load_products(conn)
