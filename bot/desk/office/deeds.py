"""What can be done to an order from the panel: when it is offered, what it needs, what it will do in words, doing it.

Only what the back office really offers is here. A deed must be safe to ask for twice with the same key.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from bot.backoffice import rules
from bot.backoffice.types import ChangeResult, OrderStatus
from bot.desk.office import fields, goods, money
from bot.desk.office.case import Case, Field, Values
from bot.desk.office.door import Office

# Towards somebody who has not proved who they are: `fine`; `care`: the agent says how they made sure; or `never`.
Unverified = Literal["fine", "care", "never"]


@dataclass(frozen=True)
class Deed:
    """`words`: what will happen, sentence by sentence. `do` gets the key under which it is done once."""

    title: str
    unverified: Unverified
    offered: Callable[[Case], bool]
    fields: Callable[[Case], tuple[Field, ...]]
    words: Callable[[Case, Values], list[str]]
    do: Callable[[Office, Case, Values, str], Awaitable[ChangeResult]]


DEEDS: Mapping[str, Deed] = {
    "refund": Deed(
        "Refund", "care", lambda case: case.paid.left.pence > 0, money.refund_fields, money.refund_words, money.refund
    ),
    "cancel": Deed(
        "Cancel the order",
        "care",
        lambda case: case.order.status in rules.CANCELLABLE,
        fields.nothing,
        money.cancel_words,
        money.cancel,
    ),
    "replace": Deed(
        "Send again",
        "care",
        lambda case: bool(case.free) and case.order.status in (OrderStatus.DISPATCHED, OrderStatus.DELIVERED),
        lambda case: (fields.lines(case), Field("why", "What was wrong, in a few words", "long")),
        goods.replace_words,
        goods.replace,
    ),
    "return": Deed("Return label", "care", goods.may_return, goods.return_fields, goods.return_words, goods.send_back),
    "trace": Deed(
        "Trace the parcel",
        "fine",
        lambda case: rules.may_trace(case.order.delivery, case.now) and case.order.delivery.trace is None,
        fields.nothing,
        goods.trace_words,
        goods.trace,
    ),
    "address": Deed(
        "Change the address",
        "never",
        lambda case: rules.may_change(case.order),
        lambda case: (Field("address", "New address", "long"), fields.MAY),
        lambda case, values: [f"{case.order.number} goes to {values['address']} instead of {case.order.ship_to}."],
        goods.address,
    ),
    "goodwill": Deed("Goodwill", "care", lambda case: True, money.gift_fields, money.gift_words, money.gift),
    "chase": Deed(
        "Have the late refund paid",
        "fine",
        lambda case: any(one.is_late(case.now) for one in case.back.refunds),
        fields.nothing,
        money.chase_words,
        money.chase,
    ),
    "duplicate": Deed(
        "Refund the second charge",
        "fine",
        lambda case: sum(charge.status == "taken" for charge in case.charges) > 1,
        fields.nothing,
        money.duplicate_words,
        money.duplicate,
    ),
    "invoice": Deed(
        "Mail the invoice",
        "fine",
        lambda case: case.order.status is not OrderStatus.CANCELLED,
        fields.nothing,
        lambda case, values: ["The invoice goes by e-mail to the address of the order, and to no other."],
        goods.invoice,
    ),
}
