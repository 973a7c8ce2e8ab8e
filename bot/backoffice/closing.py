"""Accounts whose closing day has come: what is theirs goes, orders and invoices stay for tax. Safe to run anywhere."""

from __future__ import annotations

import asyncio
from datetime import datetime
from typing import Any

import structlog
from sqlalchemy import and_, delete, or_, select, update
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.backoffice import account_tables as a
from bot.backoffice import mails
from bot.backoffice import tables as t
from bot.backoffice.core import Shop
from bot.backoffice.mail_tables import codes
from bot.backoffice.mail_tables import mails as outbox
from bot.backoffice.outbox import post
from bot.backoffice.sql_accounts import still_open
from bot.backoffice.steps import next_number

LOOK_EVERY_S = 60.0

log = structlog.get_logger()


async def run(shop: Shop) -> None:
    """Until cancelled. A database that is away is looked for again."""
    while True:
        try:
            await close_due(shop)
        except SQLAlchemyError:
            log.exception("account.closing_failed")
        await asyncio.sleep(LOOK_EVERY_S)


async def close_due(shop: Shop) -> int:
    """Close them, each in a transaction of its own; how many were. One with something open again waits for that."""
    now, closed = shop.now(), 0
    async with shop.engine.connect() as conn:
        due = (await conn.execute(select(a.account_details.c.customer_id).where(_due(now)))).scalars().all()
    for customer_id in due:
        async with shop.writes.begin() as conn:
            closed += await _close(conn, now, customer_id)
    return closed


async def _close(conn: AsyncConnection, now: datetime, customer_id: str) -> bool:
    """False: something is open, they chose to keep it meanwhile, or another process was quicker."""
    await next_number(conn, "case")  # its row is the lock: whoever keeps the account comes before or after
    if await still_open(conn, customer_id):
        return False
    details, customers = a.account_details, t.customers
    mine = update(details).where(details.c.customer_id == customer_id, _due(now)).values(closed_at=now, phone=None)
    if (await conn.execute(mine)).rowcount != 1:
        return False
    email = (await conn.execute(select(customers.c.email).where(customers.c.id == customer_id))).scalar_one()
    nobody = {"name": "Closed account", "email": f"{customer_id}@closed.invalid"}
    await conn.execute(update(customers).where(customers.c.id == customer_id).values(**nobody))
    for table in (a.newsletter, a.links, codes):
        await conn.execute(delete(table).where(table.c.email == email))
    await conn.execute(delete(a.reviews).where(a.reviews.c.customer_id == customer_id))
    answered = a.cases.c.answered_at.is_not(None)
    await conn.execute(delete(a.cases).where(a.cases.c.customer_id == customer_id, answered))
    theirs = a.subscriptions.c.customer_id == customer_id
    await conn.execute(update(a.subscriptions).where(theirs).values(status="cancelled"))
    account = (t.changes.c.customer_id == customer_id, t.changes.c.order_number == "account")
    await conn.execute(delete(t.changes).where(*account))  # what was changed, in words
    done_with = or_(outbox.c.sent_at.is_not(None), outbox.c.given_up_at.is_not(None))
    await conn.execute(delete(outbox).where(outbox.c.recipient == email, done_with))
    await post(conn, now, email, mails.closed())
    return True


def _due(now: datetime) -> Any:
    details = a.account_details.c
    return and_(details.closes_at <= now, details.closed_at.is_(None))
