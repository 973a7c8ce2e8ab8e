"""One order as the panel needs it to say what can be done, and what an agent fills in to have it done."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from bot.backoffice.staff import Found, Paid
from bot.backoffice.types import Charge, Money, Order, OrderLine, RefundStatus
from bot.deescalation.goodwill import Given
from bot.deescalation.goodwill_policy import Policy
from bot.desk.access.errors import Refused
from bot.desk.office.door import Office

LONGEST = 300  # characters of what an agent fills in

Json = dict[str, Any]


@dataclass(frozen=True)
class Case:
    """Everything about one order, as of `now`. `most`: this person's largest refund; None: whatever was paid."""

    found: Found
    paid: Paid
    back: RefundStatus
    charges: tuple[Charge, ...]
    given: Given
    budget: Policy  # for people
    most: Money | None
    now: datetime

    @property
    def order(self) -> Order:
        return self.found.order

    @property
    def free(self) -> tuple[OrderLine, ...]:
        """The lines that no return, refund or replacement has."""
        return tuple(line for line in self.order.lines if line.case is None)


async def look(office: Office, number: str, *, budget: Policy, most: Money | None, now: datetime) -> Case:
    """Raises NotFound."""
    found = await office.staff.find(number=number)
    who, number = found.customer_id, found.order.number
    paid, back, charges, given = await asyncio.gather(
        office.staff.paid(number=number),
        office.shop.refund_status(customer_id=who, number=number),
        office.shop.charges_of(customer_id=who),
        office.staff.given(number=number),
    )
    theirs = tuple(charge for charge in charges if charge.order_number == number)
    return Case(found, paid, back, theirs, given, budget, most, now)


@dataclass(frozen=True)
class Field:
    """Something to fill in. `when`: only while another field has a value: ("how", "amount")."""

    name: str
    label: str
    kind: Literal["text", "long", "money", "choice", "lines"]
    options: tuple[tuple[str, str], ...] = ()  # value and words
    required: bool = True
    hint: str = ""
    when: tuple[str, str] | None = None

    def to_json(self) -> Json:
        """`DeedField` in web/protocol.ts."""
        options = [{"value": value, "words": words} for value, words in self.options]
        when = {"name": self.when[0], "is": self.when[1]} if self.when else None
        return {**vars(self), "options": options, "when": when}


Values = Mapping[str, Any]


def filled_in(fields: tuple[Field, ...], given: Any) -> dict[str, Any]:
    """What was filled in, checked; money in pence, lines as a list. Raises Refused, naming the field."""
    if not isinstance(given, dict):
        raise Refused("not_understood", "That could not be read. Please reload the page and try again.")
    values: dict[str, Any] = {}
    for field in fields:
        if field.when and values.get(field.when[0]) != field.when[1]:
            continue
        value = _value(field, given.get(field.name))
        if value is None and field.required:
            raise Refused("fill_in", f"Please fill in: {field.label}.")
        if value is not None:
            values[field.name] = value
    return values


def _value(field: Field, given: Any) -> Any:
    if given is None or given == "" or given == []:
        return None
    allowed = [value for value, _ in field.options]
    if field.kind == "lines":
        chosen = [item for item in allowed if isinstance(given, list) and item in given]
        return chosen or None
    if not isinstance(given, str) or any("\ud800" <= letter <= "\udfff" for letter in given):
        raise Refused("fill_in", f"Please fill in: {field.label}.")
    if field.kind == "money":
        return pence(given, field.label)
    if field.kind == "choice" and given not in allowed:
        raise Refused("fill_in", f"Please choose: {field.label}.")
    if len(given) > LONGEST:
        raise Refused("fill_in", f"{field.label}: at most {LONGEST} characters, please.")
    return given.strip() or None


def pence(typed: str, label: str) -> int:
    """ "20", "20.50", "£1,020.5": in pence. Raises Refused."""
    plain = typed.strip().lstrip("£").replace(",", "")
    whole, _, part = plain.partition(".")
    if not whole.isdecimal() or len(whole) > 6 or len(part) > 2 or (part and not part.isdecimal()):
        raise Refused("fill_in", f"{label}: write an amount such as 20 or 20.50.")
    found = int(whole) * 100 + int(part.ljust(2, "0") or 0)
    if found == 0:
        raise Refused("fill_in", f"{label}: write an amount above nothing.")
    return found
