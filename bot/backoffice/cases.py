"""What people say to the shop and a person answers or publishes: complaints, data requests, reviews, the newsletter."""

from __future__ import annotations

import calendar
from datetime import datetime

from sqlalchemy import delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.backoffice import account_tables as a
from bot.backoffice import mails, ownership
from bot.backoffice import tables as t
from bot.backoffice.accounts import CaseKind
from bot.backoffice.core import Shop, email_of, plain
from bot.backoffice.errors import NotFound
from bot.backoffice.links import new_link
from bot.backoffice.outbox import post
from bot.backoffice.rules import shop_day, working_days_after
from bot.backoffice.steps import next_number
from bot.backoffice.types import ChangeResult

LONGEST_CASE = 4000  # characters, as a message
COMPLAINT_WORKING_DAYS = 5
TITLES: dict[CaseKind, str] = {
    "complaint": "Your complaint",
    "staff_complaint": "Your complaint",
    "data_copy": "A copy of your data",
    "data_erasure": "Deleting your data",
}


class Cases:
    """Part of SqlAccounts."""

    shop: Shop

    async def open_case(
        self, *, kind: CaseKind, words: str, customer_id: str | None, email: str | None, request_key: str
    ) -> ChangeResult:
        """To be answered by a person by a date; a mail confirms it where an address is known."""
        words, address = plain(words, LONGEST_CASE), email_of(email) if email else None

        async def work(conn: AsyncConnection, now: datetime) -> ChangeResult:
            data = kind.startswith("data_")
            reference = f"{'PR' if data else 'CP'}-{await next_number(conn, 'case')}"
            due = one_month_after(now) if data else working_days_after(now, COMPLAINT_WORKING_DAYS)
            row = {"reference": reference, "kind": kind, "customer_id": customer_id, "email": address, "words": words}
            await conn.execute(insert(a.cases).values(**row, opened_at=now, due_by=due))
            if address:
                await post(conn, now, address, mails.case(TITLES[kind], reference, words, due))
            what = TITLES[kind][0].lower() + TITLES[kind][1:]
            return ChangeResult(
                f"{kind}_opened",
                "",
                reference,
                f"Recorded {reference} ({kind.replace('_', ' ')}), to be answered by {shop_day(due)}.",
                {"Reference": reference, "Answer by": shop_day(due)},
                promise=f"an answer about {what} ({reference}) by {shop_day(due)}",
                promise_due=due,
            )

        return await self.shop.once(request_key, kind, "case", customer_id, work)

    async def set_newsletter(self, *, email: str, on: bool, request_key: str) -> ChangeResult:
        """Off at once; on once the link in the mail is pressed."""
        email = email_of(email)

        async def work(conn: AsyncConnection, now: datetime) -> ChangeResult:
            await next_number(conn, "case")  # the lock: two changes for one address come one after the other
            row = (await conn.execute(select(a.newsletter).where(a.newsletter.c.email == email))).one_or_none()
            running = row is not None and row.status == "on"
            if not on:
                await conn.execute(delete(a.links).where(a.links.c.email == email, a.links.c.purpose == "newsletter"))
            if not (on and running):
                await conn.execute(delete(a.newsletter).where(a.newsletter.c.email == email))
                status = "asked" if on else "off"
                await conn.execute(insert(a.newsletter).values(email=email, status=status, since=now))
            if on and not running:
                await post(conn, now, email, mails.newsletter_confirm(*await new_link(conn, now, email, "newsletter")))
            elif running and not on:
                await post(conn, now, email, mails.newsletter_off())
            words = "Confirmation for the newsletter sent." if on else "The newsletter is off for this address."
            return ChangeResult("newsletter_on" if on else "newsletter_off", "", "", words)

        return await self.shop.once(request_key, f"newsletter:{on}", "newsletter", None, work)

    async def review(self, *, customer_id: str, sku: str, stars: int, text: str, request_key: str) -> ChangeResult:
        """Raises NotFound for something they did not buy; ValueError outside 1 to 5 stars."""
        if not 1 <= stars <= 5:
            raise ValueError(f"{stars} stars")
        text = plain(text, LONGEST_CASE)

        async def work(conn: AsyncConnection, now: datetime) -> ChangeResult:
            bought = (
                select(t.products.c.name)
                .join(t.order_lines, t.order_lines.c.sku == t.products.c.sku)
                .join(t.orders, t.orders.c.number == t.order_lines.c.order_number)
                .where(t.products.c.sku == sku, ownership.of(customer_id))
                .limit(1)
            )
            name = (await conn.execute(bought)).scalar_one_or_none()
            if name is None:
                raise NotFound("They did not buy that.")
            reference = f"RV-{await next_number(conn, 'case')}"
            row = {"reference": reference, "customer_id": customer_id, "sku": sku, "stars": stars, "text": text}
            await conn.execute(insert(a.reviews).values(**row, at=now))
            return ChangeResult(
                "review_stored",
                "",
                reference,
                f"Stored a review of {name}, {stars} of 5 stars, for publication.",
                {"Review of": name, "Stars": f"{stars} of 5"},
            )

        return await self.shop.once(request_key, "review", sku, customer_id, work)


def one_month_after(at: datetime) -> datetime:
    """The same day of the next month, or its last (UK GDPR, article 12(3), as the ICO counts it)."""
    year, month = (at.year + 1, 1) if at.month == 12 else (at.year, at.month + 1)
    return at.replace(year=year, month=month, day=min(at.day, calendar.monthrange(year, month)[1]))
