"""What each kind of goodwill does in the shop. Runs inside the transaction that has checked the limits."""

from __future__ import annotations

import hashlib
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timezone

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.backoffice import refusals, rules
from bot.backoffice import tables as t
from bot.backoffice.steps import next_number, open_refund, theirs
from bot.backoffice.types import ChangeResult, Check, Money, Order
from bot.deescalation.goodwill_policy import Cause, Kind, Policy

_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # none that is taken for another
_CODE_LENGTH = 8  # of 32 letters: a million live codes are guessed once in a million tries


@dataclass(frozen=True)
class Wanted:
    """A gift asked for."""

    customer_id: str
    number: str
    kind: Kind
    amount: Money
    causes: tuple[Cause, ...]
    why: str
    request_key: str


@dataclass(frozen=True)
class Done:
    """A gift given. `code` and `valid_until` are a voucher's."""

    result: ChangeResult
    code: str | None = None
    valid_until: datetime | None = None


Give = Callable[[AsyncConnection, datetime, Wanted, Order, Policy], Awaitable[Done]]


async def credit(conn: AsyncConnection, now: datetime, wanted: Wanted, order: Order, policy: Policy) -> Done:
    """A voucher code for the next order."""
    code = code_for(wanted.request_key)
    until = _months_on(now, policy.voucher_months)
    facts = {"Credit": str(wanted.amount), "Code": code, "Valid until": f"{until:%d %B %Y}".lstrip("0")}
    return Done(_result(wanted, code, f"Gave {wanted.amount} credit, code {code}", facts), code, until)


async def postage(conn: AsyncConnection, now: datetime, wanted: Wanted, order: Order, policy: Policy) -> Done:
    """The delivery money back, the way it was paid."""
    reference = f"RF-{await next_number(conn, 'case')}"
    promise, due = await open_refund(conn, now, reference, order, wanted.amount, f"postage: {wanted.why}"[:200])
    facts = {"Postage back": f"{wanted.amount} to {order.paid_with}", "By": rules.shop_day(due), "Reference": reference}
    paid = Check("refund_paid", reference)
    return Done(_result(wanted, reference, f"Gave the postage back, {promise}", facts, promise, due, paid))


async def expedite(conn: AsyncConnection, now: datetime, wanted: Wanted, order: Order, policy: Policy) -> Done:
    """Next-day delivery for what has not gone out. Raises TooLateToCancel, or AlreadyCancelled."""
    due = rules.next_day_delivery(now)
    ours = await conn.execute(
        update(t.orders)
        .where(
            theirs(wanted.customer_id, wanted.number),
            t.orders.c.status.in_([status.value for status in rules.CANCELLABLE]),
        )
        .values(promised_by=due)
    )
    if ours.rowcount != 1:
        raise refusals.cannot_cancel(order)
    promise = f"{wanted.number} delivered by {rules.shop_day(due)}, next-day at our cost"
    check = Check("parcel_delivered", wanted.number)
    facts = {"Order": wanted.number, "Next-day delivery": "at our cost", "By": rules.shop_day(due)}
    did = f"Sent {wanted.number} by next-day delivery"
    return Done(_result(wanted, wanted.number, did, facts, promise, due, check))


async def late_return(conn: AsyncConnection, now: datetime, wanted: Wanted, order: Order, policy: Policy) -> Done:
    """The return window, open once more for a few days."""
    until = rules.reopens(now)
    this = theirs(wanted.customer_id, wanted.number)
    await conn.execute(update(t.orders).where(this).values(reopened_until=until))
    facts = {"Order": wanted.number, "Return window open until": rules.shop_day(until)}
    return Done(_result(wanted, wanted.number, f"Opened the return window of {wanted.number} once more", facts))


GIVE: Mapping[Kind, Give] = {
    Kind.CREDIT: credit,
    Kind.POSTAGE: postage,
    Kind.EXPEDITE: expedite,
    Kind.LATE_RETURN: late_return,
}


def code_for(request_key: str) -> str:
    """The same for a retried request. Nobody can guess it who does not know the key: it holds a random UUID."""
    digest = hashlib.sha256(f"voucher:{request_key}".encode()).digest()
    return "EK-" + "".join(_LETTERS[byte % len(_LETTERS)] for byte in digest[:_CODE_LENGTH])


def _result(
    wanted: Wanted,
    reference: str,
    did: str,
    facts: dict[str, str],
    promise: str | None = None,
    due: datetime | None = None,
    check: Check | None = None,
) -> ChangeResult:
    return ChangeResult(
        did=f"goodwill_{wanted.kind.value}",
        order_number=wanted.number,
        reference=reference,
        summary=f"{did} (goodwill: {wanted.why}).",
        facts=facts,
        promise=promise,
        promise_due=due,
        check=check,
    )


def _months_on(now: datetime, months: int) -> datetime:
    """The end of that day, in the shop's zone; in UTC."""
    local = now.astimezone(rules.SHOP_ZONE)
    years, month = divmod(local.month - 1 + months, 12)
    day = min(local.day, 28)
    last = datetime(local.year + years, month + 1, day)
    return datetime.combine(last, time(23, 59, 59), rules.SHOP_ZONE).astimezone(timezone.utc)
