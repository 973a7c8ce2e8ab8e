"""Accounts over SQL: who somebody is, what their account says, closing it and keeping it."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.backoffice import account_tables as a
from bot.backoffice import codes, mails
from bot.backoffice import tables as t
from bot.backoffice.accounts import AddressTaken, Identity, NoAccount, Profile, Purpose, StillOpen
from bot.backoffice.cases import Cases
from bot.backoffice.core import Shop, email_of, plain
from bot.backoffice.links import new_link
from bot.backoffice.outbox import post
from bot.backoffice.rules import shop_day
from bot.backoffice.steps import next_number
from bot.backoffice.subscriptions import Subscriptions
from bot.backoffice.types import ChangeResult, Check, OrderStatus

CLOSES_AFTER = timedelta(days=14)
LONGEST_NAME, LONGEST_PHONE = 120, 32
OPEN = (OrderStatus.PLACED.value, OrderStatus.PACKING.value, OrderStatus.DISPATCHED.value)


class SqlAccounts(Subscriptions, Cases):
    """Implements `Accounts` on the shop's database."""

    def __init__(self, shop: Shop) -> None:
        self.shop = shop

    async def send_code(self, *, email: str, purpose: Purpose, conversation: str, request_key: str) -> ChangeResult:
        """Raises Throttled."""
        return await codes.send(
            self.shop, email=email, purpose=purpose, conversation=conversation, request_key=request_key
        )

    async def check_code(self, *, email: str, purpose: Purpose, code: str, request_key: str) -> None:
        """Raises WrongCode, CodeExpired, TooManyTries."""
        await codes.check(self.shop, email=email, purpose=purpose, code=code, request_key=request_key)

    async def identify(self, *, email: str) -> Identity:
        """An account's owner, else a guest, whose id stays the same for the address."""
        email = email_of(email)
        async with self.shop.engine.connect() as conn:
            account = (await conn.execute(select(t.customers).where(t.customers.c.email == email))).one_or_none()
        if account is not None:
            return Identity(account.id, account.name, email, account=True)
        async with self.shop.writes.begin() as conn:
            number = await next_number(conn, "case")  # its row is the lock: two at once are one guest
            known = select(a.guests.c.id).where(a.guests.c.email == email)
            guest = (await conn.execute(known)).scalar_one_or_none()
            if guest is None:
                guest = f"gu-{number}"
                await conn.execute(insert(a.guests).values(id=guest, email=email))
        return Identity(guest, None, email, account=False)

    async def has_account(self, *, email: str) -> bool:
        """Call only for a proved address."""
        async with self.shop.engine.connect() as conn:
            query = select(t.customers.c.id).where(t.customers.c.email == email_of(email))
            return (await conn.execute(query)).first() is not None

    async def profile(self, *, customer_id: str) -> Profile:
        """Raises NoAccount for a guest."""
        async with self.shop.engine.connect() as conn:
            return await _profile(conn, customer_id)

    async def change_details(
        self, *, customer_id: str, name: str | None = None, phone: str | None = None, request_key: str
    ) -> ChangeResult:
        """Raises NoAccount."""
        new_name = plain(name, LONGEST_NAME) if name else None
        new_phone = re.sub(r"[^\d+ ]", "", phone)[:LONGEST_PHONE] if phone else None

        async def work(conn: AsyncConnection, now: datetime) -> ChangeResult:
            before, changed = await _profile(conn, customer_id), {}
            if new_name:
                await conn.execute(update(t.customers).where(t.customers.c.id == customer_id).values(name=new_name))
                changed["Name"] = new_name
            if new_phone:
                await _set_details(conn, customer_id, phone=new_phone)
                changed["Phone"] = new_phone
            what = "; ".join(f"{label}: {value}" for label, value in changed.items())
            await post(conn, now, before.email, mails.details_changed(what))
            return ChangeResult("details_changed", "", "", f"Changed in the account: {what}.", changed)

        return await self.shop.once(request_key, "details", "account", customer_id, work)

    async def change_email(self, *, customer_id: str, email: str, request_key: str) -> ChangeResult:
        """Raises NoAccount, AddressTaken."""
        new = email_of(email)

        async def work(conn: AsyncConnection, now: datetime) -> ChangeResult:
            before = await _profile(conn, customer_id)
            taken = select(t.customers.c.id).where(t.customers.c.email == new, t.customers.c.id != customer_id)
            if (await conn.execute(taken)).first():
                raise AddressTaken("Another account has that address.")
            await conn.execute(update(t.customers).where(t.customers.c.id == customer_id).values(email=new))
            await post(conn, now, before.email, mails.email_changed(new))
            return ChangeResult("email_changed", "", "", f"E-mail address changed to {new}.", {"E-mail": new})

        return await self.shop.once(request_key, "email", "account", customer_id, work)

    async def send_reset_link(self, *, email: str, conversation: str, request_key: str) -> ChangeResult:
        """The same result whether or not the address is known. Raises Throttled."""
        email = email_of(email)

        async def work(conn: AsyncConnection, now: datetime) -> ChangeResult:
            await codes.reserve(conn, now, email=email, conversation=conversation)
            known = select(t.customers.c.id).where(t.customers.c.email == email)
            if (await conn.execute(known)).first():
                await post(conn, now, email, mails.reset_link(*await new_link(conn, now, email, "password")))
            return ChangeResult("reset_sent", "", "", "A link for a new password was sent, if there is an account.")

        return await self.shop.once(request_key, "reset", "account", None, work)

    async def close_account(self, *, customer_id: str, request_key: str) -> ChangeResult:
        """In 14 days. Raises NoAccount, StillOpen."""
        return await self.shop.once(
            request_key, "close", "account", customer_id, partial(_close, customer_id=customer_id)
        )

    async def keep_account(self, *, customer_id: str, request_key: str) -> ChangeResult:
        """Raises NoAccount."""

        async def work(conn: AsyncConnection, now: datetime) -> ChangeResult:
            await next_number(conn, "case")  # its row is the lock: not while closing.py closes it
            before = await _profile(conn, customer_id)
            await _set_details(conn, customer_id, closes_at=None)
            await post(conn, now, before.email, mails.kept_open())
            return ChangeResult("account_kept", "", "", "The account stays open.")

        return await self.shop.once(request_key, "keep", "account", customer_id, work)


async def _profile(conn: AsyncConnection, customer_id: str) -> Profile:
    query = (
        select(t.customers, *(a.account_details.c[name] for name in ("phone", "closes_at", "closed_at")))
        .outerjoin(a.account_details, a.account_details.c.customer_id == t.customers.c.id)
        .where(t.customers.c.id == customer_id)
    )
    row = (await conn.execute(query)).one_or_none()
    if row is None or row.closed_at is not None:
        raise NoAccount("There is no account: they ordered as a guest, or it was closed.")
    return Profile(row.id, row.name, row.email, row.phone, row.closes_at)


async def _set_details(conn: AsyncConnection, customer_id: str, **values: Any) -> None:
    """The customer's row is the lock: two first changes at once do not both insert."""
    mine = t.customers.c.id == customer_id
    await conn.execute(update(t.customers).where(mine).values(name=t.customers.c.name))
    details = a.account_details
    changed = await conn.execute(update(details).where(details.c.customer_id == customer_id).values(**values))
    if changed.rowcount == 0:
        await conn.execute(insert(details).values(customer_id=customer_id, **values))


async def _close(conn: AsyncConnection, now: datetime, *, customer_id: str) -> ChangeResult:
    before = await _profile(conn, customer_id)
    if reasons := await still_open(conn, customer_id):
        raise StillOpen(reasons)
    closes_at = before.closes_at or now + CLOSES_AFTER
    await _set_details(conn, customer_id, closes_at=closes_at)
    await post(conn, now, before.email, mails.closing(closes_at))
    return ChangeResult(
        "account_closing",
        "",
        "",
        f"The account closes on {shop_day(closes_at)}; until then it can be undone.",
        {"Closes on": shop_day(closes_at)},
        promise=f"your account closed on {shop_day(closes_at)}",
        promise_due=closes_at,
        check=Check("account_closed", customer_id),
        already=before.closes_at is not None,
    )


async def still_open(conn: AsyncConnection, customer_id: str) -> tuple[str, ...]:
    """Orders not with them yet, and money not yet back."""
    mine = t.orders.c.customer_id == customer_id
    orders = select(t.orders.c.number).where(mine, t.orders.c.status.in_(OPEN)).order_by(t.orders.c.number)
    owed = (
        select(t.refunds.c.order_number, t.refunds.c.due_by)
        .join(t.orders, t.orders.c.number == t.refunds.c.order_number)
        .where(mine, t.refunds.c.status == "requested")
        .order_by(t.refunds.c.order_number)
    )
    waiting = [f"{number} has not reached you yet" for number in (await conn.execute(orders)).scalars()]
    waiting += [f"the refund for {row.order_number} has not been paid yet" for row in await conn.execute(owed)]
    return tuple(waiting)
