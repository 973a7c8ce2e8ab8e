"""Subscriptions: shown, skipped once, paused, taken up again, made rarer or more frequent, cancelled."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.backoffice import account_tables as a
from bot.backoffice import mails
from bot.backoffice import tables as t
from bot.backoffice.accounts import Subscription, SubscriptionChange
from bot.backoffice.core import Shop
from bot.backoffice.errors import NotFound
from bot.backoffice.outbox import post
from bot.backoffice.rules import shop_day
from bot.backoffice.types import ChangeResult, Money

WEEKS = (1, 2, 4, 6, 8)  # how often it can come
STATES = {"skip": ("active",), "pause": ("active",), "resume": ("paused",), "cancel": ("active", "paused")}
DID = {
    "skip": "subscription_skipped",
    "pause": "subscription_paused",
    "resume": "subscription_resumed",
    "cancel": "subscription_cancelled",
}


class Subscriptions:
    """Part of SqlAccounts."""

    shop: Shop

    async def subscriptions(self, *, customer_id: str) -> tuple[Subscription, ...]:
        """Those not cancelled."""
        async with self.shop.engine.connect() as conn:
            table = a.subscriptions
            query = select(table).where(table.c.customer_id == customer_id, table.c.status != "cancelled")
            rows = (await conn.execute(query.order_by(table.c.reference))).all()
        return tuple(_subscription(row) for row in rows)

    async def change_subscription(
        self,
        *,
        customer_id: str,
        reference: str,
        change: SubscriptionChange | None = None,
        every_weeks: int | None = None,
        request_key: str,
    ) -> ChangeResult:
        """Raises NotFound when it is not theirs or not in a state for it; ValueError for an unknown interval."""
        if (change is None) == (every_weeks is None) or (every_weeks is not None and every_weeks not in WEEKS):
            raise ValueError("one change, to an interval the shop has")

        async def work(conn: AsyncConnection, now: datetime) -> ChangeResult:
            table = a.subscriptions
            states = STATES[change] if change else ("active", "paused")
            mine = (table.c.reference == reference, table.c.customer_id == customer_id, table.c.status.in_(states))
            # Its own row is the lock: what is read after this nobody else changes before we are done.
            ours = await conn.execute(update(table).where(*mine).values(name=table.c.name))
            if ours.rowcount != 1:
                raise NotFound("No such subscription of theirs to change in that way.")
            before = _subscription((await conn.execute(select(table).where(*mine))).one())
            weeks = every_weeks or before.every_weeks
            next_at = before.next_at
            if change == "skip":
                next_at += timedelta(weeks=weeks)
            while change == "resume" and next_at < now:
                next_at += timedelta(weeks=weeks)
            status = {"pause": "paused", "resume": "active", "cancel": "cancelled"}.get(change or "", before.status)
            values = {"every_weeks": weeks, "next_at": next_at, "status": status}
            await conn.execute(update(table).where(table.c.reference == reference).values(**values))
            summary = _in_words(before.name, status, weeks, next_at)
            email = select(t.customers.c.email).where(t.customers.c.id == customer_id)
            await post(conn, now, (await conn.execute(email)).scalar_one(), mails.subscription(summary))
            facts = {"Subscription": before.name, "Every": f"{weeks} weeks", "Next one": shop_day(next_at)}
            did = DID[change] if change else "subscription_changed"
            return ChangeResult(did, "", reference, summary, facts)

        operation = f"subscription:{change or every_weeks}"
        return await self.shop.once(request_key, operation, reference, customer_id, work)


def _in_words(name: str, status: str, weeks: int, next_at: datetime) -> str:
    if status == "cancelled":
        return f"{name}: cancelled. Nothing more is sent or charged."
    if status == "paused":
        return f"{name}: paused. Nothing is sent or charged until you take it up again."
    return f"{name}: every {weeks} weeks, the next one on {shop_day(next_at)}."


def _subscription(row: Any) -> Subscription:
    return Subscription(row.reference, row.name, Money(row.price_pence), row.every_weeks, row.next_at, row.status)
