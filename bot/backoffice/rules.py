"""The demo shop's rules as pure functions: how long, how much, by when. data/help says the same in words.

Working days are Monday to Friday; bank holidays are not known here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

from bot.backoffice.types import Delivery, Money, Order, OrderLine, OrderStatus

SHOP_ZONE = ZoneInfo("Europe/London")
CLOSE_OF_BUSINESS = time(18, 0)

RETURN_WINDOW = timedelta(days=30)  # after delivery; damage is reported in the same window
REOPENED_FOR = timedelta(days=7)  # a return window opened once more as goodwill
LABEL_LASTS = timedelta(days=14)
NEXT_DAY_CUT_OFF = time(15, 0)  # packed today until then
REFUND_WORKING_DAYS = 5
TRACE_WORKING_DAYS = 2
REPLACEMENT_WORKING_DAYS = 3
KEEP_IT_BELOW = Money(3000)  # broken things cheaper than this need not come back
DAMAGE_LIMIT = Money(20000)  # above it a person decides

LOOKUP_FAILURES = 5  # wrong number-and-e-mail pairs per key …
LOOKUP_WINDOW = timedelta(minutes=15)  # … in this time

CHASE_WORKING_DAYS = 1  # a refund that is late, once it was asked for
VAT_PERCENT = 20  # included in every price
SELLER = "Harbour & Hearth, 4 Camber Quay, Portsmouth PO1 2PN"
SELLER_VAT = "GB 000 0000 00"  # the demo shop has none of its own

CANCELLABLE = (OrderStatus.PLACED, OrderStatus.PACKING)


def working_days_after(at: datetime, days: int) -> datetime:
    """Close of business, in the shop's zone, `days` working days after `at`; in UTC."""
    day: date = at.astimezone(SHOP_ZONE).date()
    while days > 0:
        day += timedelta(days=1)
        if day.weekday() < 5:
            days -= 1
    return datetime.combine(day, CLOSE_OF_BUSINESS, SHOP_ZONE).astimezone(timezone.utc)


def shop_day(at: datetime) -> str:
    """A date as the shop writes it in promises: "Fri 27 Nov"."""
    local = at.astimezone(SHOP_ZONE)
    return f"{local:%a} {local.day} {local:%b}"


def return_closes(delivered_at: datetime) -> datetime:
    """The last moment a return or damage may be reported: the end of the 30th day, in the shop's zone; in UTC."""
    last = (delivered_at.astimezone(SHOP_ZONE) + RETURN_WINDOW).date()
    return datetime.combine(last, time(23, 59, 59), SHOP_ZONE).astimezone(timezone.utc)


def may_change(order: Order) -> bool:
    """Its contents and its address: until there is a label for it."""
    return order.status in CANCELLABLE and order.delivery.parcel is None


def vat_in(amount: Money) -> Money:
    """The VAT that a price includes, rounded to the penny (a half up)."""
    return Money((2 * amount.pence * VAT_PERCENT + 100 + VAT_PERCENT) // (2 * (100 + VAT_PERCENT)), amount.currency)


def vat_number(typed: str) -> str | None:
    """A VAT number as it is kept ("GB123456789"), of the United Kingdom or the European Union; None if it is none."""
    plain = re.sub(r"[^A-Z0-9]", "", typed.upper())
    if plain.isdigit() and len(plain) == 9:
        plain = f"GB{plain}"  # as people here write it
    shaped = re.fullmatch(r"(GB|XI)(\d{9}|\d{12})|(?!GB|XI)[A-Z]{2}(?=.*\d)[A-Z0-9]{8,12}", plain)
    return plain if shaped else None


def closes(order: Order) -> datetime | None:
    """The last moment this order's return or damage may be reported, opened once more or not; None: not delivered."""
    delivered_at = order.delivery.delivered_at
    return None if delivered_at is None else max(return_closes(delivered_at), order.reopened_until or delivered_at)


def reopens(now: datetime) -> datetime:
    """Until when a return window opened once more stays open: the end of the seventh day; in UTC."""
    last = (now.astimezone(SHOP_ZONE) + REOPENED_FOR).date()
    return datetime.combine(last, time(23, 59, 59), SHOP_ZONE).astimezone(timezone.utc)


def next_day_delivery(now: datetime) -> datetime:
    """When it comes if it goes next-day: it is packed today until the cut-off of a working day, else the next one."""
    local = now.astimezone(SHOP_ZONE)
    goes_today = local.weekday() < 5 and local.time() < NEXT_DAY_CUT_OFF
    return working_days_after(now, 1 if goes_today else 2)


def may_trace(delivery: Delivery, now: datetime) -> bool:
    """Late, or marked delivered (and the customer says it is not there)."""
    return delivery.is_late(now) or delivery.status is OrderStatus.DELIVERED


def comes_back(amount: Money, what: str) -> bool:
    """Whether broken or wrong things must be sent back: not cheap ones, and not what never arrived."""
    return amount.pence >= KEEP_IT_BELOW.pence and not _MISSING.search(what)


def items_named(lines: Sequence[OrderLine], text: str) -> tuple[OrderLine, ...]:
    """The lines a customer's words point at: those sharing most words with its name.

    None if no word is shared. "the stoneware mug" picks "Stoneware mugs, set of 4", not "Stoneware bowl".
    """
    said = _words(text)
    shared = [len(said & _words(line.name)) for line in lines]
    most = max(shared, default=0)
    return tuple(line for line, count in zip(lines, shared, strict=True) if count == most and most > 0)


def _words(text: str) -> set[str]:
    """Lower-case words of three letters and more, plural s dropped."""
    return {word.removesuffix("s") for word in re.findall(r"[a-z]{3,}", text.lower())} - _EMPTY


_MISSING = re.compile(r"\b(missing|not in (the|my) (box|parcel)|was(n.?t| not) in|never in)\b", re.IGNORECASE)
_EMPTY = {"the", "and", "for", "with", "set", "pair", "one", "two", "four", "all", "from", "that", "this", "was"}
