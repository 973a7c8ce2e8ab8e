"""Short choices of what to do, as buttons."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from bot.dialogue import errands
from bot.dialogue.chat import Button

TITLES = {
    "order_status": "Where is my order?",
    "late_parcel": "It's late or missing",
    "cancel_order": "Cancel an order",
    "return_order": "Send something back",
    "exchange_item": "Exchange something",
    "refund_status": "Where is my refund?",
    "damaged_item": "Damaged or wrong",
}
CHOICES = 3


def errand(name: str) -> Button:
    """The button that starts an errand."""
    return TITLES[name], f"/{name}"


def likeliest(ranking: Iterable[Mapping[str, Any]]) -> list[Button]:
    """The errands that the unclear message most resembles, filled up with the usual ones."""
    named = [str(item.get("name")) for item in ranking if item.get("name") in errands.ALL]
    names = list(dict.fromkeys([*named, "order_status", "return_order", "refund_status"]))
    return [errand(name) for name in names[:CHOICES]]


def usual() -> list[Button]:
    """What people mostly come for."""
    return [errand(name) for name in ("order_status", "return_order", "refund_status")]


def troubles() -> list[Button]:
    """What people are mostly upset about."""
    return [errand(name) for name in ("late_parcel", "damaged_item", "refund_status")]


def what_happened(outcome: str) -> list[Button]:
    """The errands that end in this outcome."""
    names = ["damaged_item", "late_parcel"]
    return [errand(name) for name in ([*names, "return_order", "cancel_order"] if outcome == "refund" else names)]
