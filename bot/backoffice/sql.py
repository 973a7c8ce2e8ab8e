"""The back office over SQL: who may see what, throttled look-ups, and changes that happen once per request key."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Sequence
from datetime import datetime, timezone
from functools import partial
from typing import Any

from sqlalchemy import delete, insert, or_, select

from bot.backoffice import changes, ownership, promise_checks, rules, seeding
from bot.backoffice import tables as t
from bot.backoffice.account_tables import account_details
from bot.backoffice.accounts import Accounts
from bot.backoffice.core import Shop, email_of, plain
from bot.backoffice.damage import settle_damage
from bot.backoffice.database import DEFAULT_URL
from bot.backoffice.errors import NotFound, Throttled
from bot.backoffice.numbers import order_number
from bot.backoffice.rows import account_of, delivery_of, load_orders, load_parcels, load_refunds, load_returns
from bot.backoffice.sql_accounts import SqlAccounts
from bot.backoffice.sql_orders import OrderDesk
from bot.backoffice.steps import one_order
from bot.backoffice.types import (
    Account,
    ChangeResult,
    DamageRemedy,
    Delivery,
    Order,
    PromiseState,
    RefundStatus,
    ReturnKind,
)


def utc_now() -> datetime:
    """The present moment, with its zone."""
    return datetime.now(timezone.utc)


def make_backoffice(url: str | None = None, *, now: Callable[[], datetime] = utc_now) -> SqlBackOffice:
    """The shop at `url`, else EVENKEEL_SHOP_DATABASE_URL, else a SQLite file. Call `prepare` before use."""
    return SqlBackOffice(url or os.environ.get("EVENKEEL_SHOP_DATABASE_URL") or DEFAULT_URL, now=now)


class SqlBackOffice(OrderDesk):
    """Implements `BackOffice`. Safe for any number of processes on one database."""

    def __init__(self, url: str, *, now: Callable[[], datetime] = utc_now) -> None:
        self.shop = Shop(url, now)
        self.accounts: Accounts = SqlAccounts(self.shop)

    async def prepare(self, *, fresh: bool = False) -> None:
        """Create the tables, and seed the demo shop if it is empty; `fresh` throws away what was there."""
        async with self.shop.writes.begin() as conn:
            await seeding.prepare(conn, self.shop.now(), fresh=fresh)

    async def close(self) -> None:
        """Let go of the database."""
        await self.shop.engine.dispose()

    async def find_order(self, *, number: str, email: str) -> Delivery:
        """Delivery status for whoever holds the parcel. Raises NotFound or Throttled."""
        number, email = order_number(number), email_of(email)
        keys = [_hashed("number", number), _hashed("email", email)]
        attempts = await self._reserve_attempt(keys)
        async with self.shop.engine.connect() as conn:
            query = select(t.orders).where(t.orders.c.number == number, t.orders.c.email == email)
            row = (await conn.execute(query)).one_or_none()
            parcels = await load_parcels(conn, [number]) if row else {}
        if row is None:
            raise NotFound("No order with that number and e-mail.")
        await self._forget_attempt(attempts)
        return delivery_of(row, parcels.get(number))

    async def customer(self, *, customer_id: str) -> Account:
        """Raises NotFound."""
        return await self._account(t.customers.c.id == customer_id)

    async def customer_by_email(self, *, email: str) -> Account:
        """Raises NotFound."""
        return await self._account(t.customers.c.email == email_of(email))

    async def orders_of(self, *, customer_id: str) -> tuple[Order, ...]:
        """Newest first; empty if there are none."""
        async with self.shop.engine.connect() as conn:
            return await load_orders(conn, ownership.of(customer_id))

    async def order_of(self, *, customer_id: str, number: str) -> Order:
        """Raises NotFound."""
        async with self.shop.engine.connect() as conn:
            return await one_order(conn, customer_id, order_number(number))

    async def refund_status(self, *, customer_id: str, number: str) -> RefundStatus:
        """Raises NotFound."""
        number = order_number(number)
        async with self.shop.engine.connect() as conn:
            await one_order(conn, customer_id, number)
            return RefundStatus(number, await load_refunds(conn, number), await load_returns(conn, number))

    async def cancel_order(self, *, customer_id: str, number: str, request_key: str) -> ChangeResult:
        """Cancel and refund. Raises NotFound, TooLateToCancel, AlreadyCancelled."""
        number = order_number(number)
        work = partial(changes.cancel, customer_id=customer_id, number=number)
        return await self.shop.once(request_key, "cancel", number, customer_id, work)

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
        """Free label for a return or exchange. Refusals as in the interface."""
        number, wanted = order_number(number), plain(wanted) if wanted else None
        work = partial(
            changes.open_return, customer_id=customer_id, number=number, kind=kind, lines=lines, wanted=wanted
        )
        return await self.shop.once(request_key, kind, number, customer_id, work)

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
        """Refund or replace what came damaged, wrong or missing. Refusals as in the interface."""
        number, what = order_number(number), plain(what)
        work = partial(settle_damage, customer_id=customer_id, number=number, what=what, wanted=wanted, lines=lines)
        return await self.shop.once(request_key, f"damage:{wanted}", number, customer_id, work)

    async def trace_parcel(
        self, *, number: str, customer_id: str | None = None, email: str | None = None, request_key: str
    ) -> ChangeResult:
        """Search for an order that has not come. Raises NotFound, Throttled, NotLate; ValueError without a person."""
        if not customer_id and not email:
            raise ValueError("trace_parcel needs a customer_id or an e-mail")
        number = order_number(number)
        if not customer_id and email:
            email = email_of(email)
            await self.find_order(number=number, email=email)  # throttles guesses
        work = partial(changes.open_trace, number=number, customer_id=customer_id, email=email)
        return await self.shop.once(request_key, "trace", number, customer_id, work)

    async def promise_state(self, *, kind: str, reference: str) -> PromiseState | None:
        """Whether a promise has been kept. None: an unknown kind or reference."""
        async with self.shop.engine.connect() as conn:
            return await promise_checks.look(conn, self.shop.now(), kind, reference)

    async def _account(self, condition: Any) -> Account:
        async with self.shop.engine.connect() as conn:
            closed = select(account_details.c.customer_id).where(account_details.c.closed_at.is_not(None))
            query = select(t.customers).where(condition, t.customers.c.id.not_in(closed))
            row = (await conn.execute(query)).one_or_none()
        if row is None:
            raise NotFound("No such customer.")
        return account_of(row)

    async def _reserve_attempt(self, keys: list[str]) -> list[int]:
        """Count a look-up as failed before it is made, so that parallel guesses cannot slip under the limit.

        Raises Throttled when either half has failed too often; such an attempt does not count itself.
        """
        now = self.shop.now()
        since = now - rules.LOOKUP_WINDOW
        failed = t.failed_lookups.c
        async with self.shop.writes.begin() as conn:
            await conn.execute(delete(t.failed_lookups).where(failed.at < since))
            ids = []
            for key in keys:
                made = await conn.execute(insert(t.failed_lookups).values(key=key, at=now))
                ids.append(int(made.inserted_primary_key[0]))
        async with self.shop.engine.connect() as conn:
            tried = select(failed.key, failed.at).where(failed.key.in_(keys), failed.at >= since)
            rows = (await conn.execute(tried.order_by(failed.at.desc()))).all()
        for key in keys:
            times = [row.at for row in rows if row.key == key]
            if len(times) > rules.LOOKUP_FAILURES:
                await self._forget_attempt(ids)
                raise Throttled("Too many tries.", times[rules.LOOKUP_FAILURES] + rules.LOOKUP_WINDOW)
        return ids

    async def _forget_attempt(self, ids: list[int]) -> None:
        async with self.shop.writes.begin() as conn:
            await conn.execute(delete(t.failed_lookups).where(or_(*(t.failed_lookups.c.id == id_ for id_ in ids))))


def _hashed(kind: str, value: str) -> str:
    """Half a look-up as a throttling key; hashed, so that the table holds no e-mail addresses in the clear."""
    return hashlib.sha256(f"{kind}:{value}".encode()).hexdigest()
