"""What the order panel shows, as the JSON of web/protocol.ts."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.backoffice.accounts import NoAccount
from bot.backoffice.cards import local_day, order_card
from bot.backoffice.errors import NotFound
from bot.backoffice.types import ChangeResult, Money, Order, Refund, Return
from bot.desk import views
from bot.desk.office import told
from bot.desk.office.case import Case
from bot.desk.office.deeds import DEEDS
from bot.desk.office.door import Office
from bot.desk.settings import Settings
from bot.desk.store.rows import ConversationRow, MessageRow, PressRow

Json = dict[str, Any]

MOST_ORDERS = 20  # the newest
MOST_NAMED = 6
# Whatever may be an order's number; the back office knows which are.
NUMBER = re.compile(r"#?\b[A-Z]{0,4}[-_ ]?\d{4,12}\b", re.IGNORECASE)


def named_in(messages: list[MessageRow], *, shown: bool = False) -> list[str]:
    """What may be order numbers in the customer's words, the latest first. `shown`: on the assistant's cards too."""
    found: list[str] = []
    for message in reversed(messages):
        if message.author == "customer":
            entities = (message.reading or {}).get("entities") or ()
            found += [str(entity["value"]) for entity in entities if entity.get("entity") == "order_number"]
            found += NUMBER.findall(message.text or "")
        elif shown and message.card and message.card.get("kind") == "order":
            found += NUMBER.findall(str(message.card.get("title")))
    return list(dict.fromkeys(number.strip() for number in found))


async def orders(office: Office, row: ConversationRow, messages: list[MessageRow]) -> list[Order]:
    """Of who has proved who they are: all theirs, those last spoken of first. Of anybody else: those they named."""
    if row.customer_verified and row.customer_id:
        theirs = await office.shop.orders_of(customer_id=row.customer_id)
        spoken_of = named_in(messages, shown=True)

        def place(order: Order) -> int:
            return next((at for at, number in enumerate(spoken_of) if _same(order.number, number)), len(spoken_of))

        return sorted(theirs[:MOST_ORDERS], key=place)
    found: dict[str, Order] = {}
    for number in named_in(messages)[:MOST_NAMED]:
        try:
            order = (await office.staff.find(number=number)).order
        except NotFound:
            continue
        found.setdefault(order.number, order)
    return list(found.values())


async def account(office: Office, row: ConversationRow, *, zone: str) -> list[Json]:
    """Rows about the account of who has proved who they are; empty for guests."""
    if not (row.customer_verified and row.customer_id):
        return []
    try:
        profile = await office.shop.accounts.profile(customer_id=row.customer_id)
        running = await office.shop.accounts.subscriptions(customer_id=row.customer_id)
    except (NoAccount, NotFound):
        return []
    rows = [_row("Name", profile.name), _row("E-mail", profile.email)]
    rows += [_row("Phone", profile.phone)] if profile.phone else []
    if profile.closes_at:
        rows.append(_row("Account", f"closes on {local_day(profile.closes_at, ZoneInfo(zone))}", "warn"))
    for one in running:
        rows.append(_row("Subscription", f"{one.name}, every {one.every_weeks} weeks, {one.status}"))
    return rows


def brief_order(order: Order, *, zone: str, now: datetime) -> Json:
    """`OrderHead`: one line of the list."""
    card = order_card(order.delivery, verified=False, timezone=zone, now=now)
    names = ", ".join(line.name if line.quantity == 1 else f"{line.quantity} × {line.name}" for line in order.lines)
    return {"number": order.number, "standing": card["subtitle"], "items": names, "late": order.delivery.is_late(now)}


def whole_order(case: Case, done: list[PressRow], *, row: ConversationRow, settings: Settings) -> Json:
    """`OrderView`: everything about one order, and what can be done."""
    order, zone = case.order, ZoneInfo(settings.timezone)
    delivery = order_card(order.delivery, verified=False, timezone=settings.timezone, now=case.now)["rows"]
    return {
        **brief_order(order, zone=settings.timezone, now=case.now),
        "lines": [
            {"sku": line.sku, "name": line.name, "quantity": line.quantity, "total": str(line.total), "case": line.case}
            for line in order.lines
        ],
        "rows": [
            *delivery,
            _row("Address", order.ship_to if row.customer_verified else _masked(order.ship_to)),
            *([_row("Replaces", order.replaces)] if order.replaces else []),
        ],
        "events": [
            {"at": views.iso(event.at), "text": event.text, "place": event.place}
            for event in reversed(order.delivery.parcel.events if order.delivery.parcel else ())
        ],
        "money": [
            _row("Paid", f"{case.paid.paid}, with {order.paid_with}"),
            *([_row("Postage", str(order.postage))] if order.postage.pence else []),
            *[_refund(refund, zone, case.now) for refund in case.back.refunds],
            *[_return(one, order, zone) for one in case.back.returns],
            *([_row("Goodwill", f"{Money(case.given.order)} so far")] if case.given.order else []),
            _row("Left to refund", str(case.paid.left)),
        ],
        "deeds": [_deed(name, case, verified=row.customer_verified) for name in DEEDS if _offered(name, case, row)],
        "done": [press(one, settings=settings, zone=row.timezone, now=case.now) for one in done],
        "seen": max([one.nth or 0 for one in done], default=0),
    }


def press(one: PressRow, *, settings: Settings, zone: str, now: datetime) -> Json:
    """`Press`."""
    result = ChangeResult.from_json(one.result) if one.result else None
    words = {
        "doing": "The back office has not answered yet. It is asked again until it does, and does it once.",
        "done": result.summary if result else "",
        "refused": one.refusal or "",
        "unknown": told.UNKNOWN,
    }[one.state]
    sentence = told.sentence(result, texts=settings.texts, zone=zone, now=now) if result else None
    dated = result is not None and result.promise is not None and result.promise_due is not None
    return {
        "id": one.id,
        "title": told.title(one.deed),
        "about": one.about,
        "by": one.agent_name,
        "at": views.iso(one.at),
        "state": one.state,
        "words": words,
        "sentence": sentence,
        "promise": result.promise if result and dated else None,
        "told": one.told_seq is not None,
    }


def _offered(name: str, case: Case, row: ConversationRow) -> bool:
    deed = DEEDS[name]
    return deed.offered(case) and (row.customer_verified or deed.unverified != "never")


def _deed(name: str, case: Case, *, verified: bool) -> Json:
    deed = DEEDS[name]
    fields = [field.to_json() for field in deed.fields(case)]
    care = not verified and deed.unverified == "care"
    return {"name": name, "title": deed.title, "care": care, "fields": fields}


def _refund(refund: Refund, zone: ZoneInfo, now: datetime) -> Json:
    if refund.paid_at:
        return _row(refund.reference, f"{refund.amount} paid on {local_day(refund.paid_at, zone)}", "good")
    due = refund.chase_due or refund.due_by
    late = refund.is_late(now)
    words = f"{refund.amount} to {refund.to}, {'was due' if late else 'due'} by {local_day(due, zone)}"
    return _row(refund.reference, words, "warn" if late else None)


def _return(one: Return, order: Order, zone: ZoneInfo) -> Json:
    names = ", ".join(line.name for line in order.lines if line.sku in one.skus)
    until = f", to be posted by {local_day(one.send_by, zone)}" if one.status == "label sent" else ""
    return _row(one.reference, f"{one.kind} of {names}: {one.status}{until}")


def _masked(address: str) -> str:
    return f"••••• {address[-3:]} (ask for it, don't tell it)"


def _same(number: str, typed: str) -> bool:
    return re.sub(r"\W", "", number).upper().endswith(re.sub(r"\W", "", typed).upper()[-5:])


def _row(label: str, value: str, tone: str | None = None) -> Json:
    return {"label": label, "value": value, **({"tone": tone} if tone else {})}
