"""What can be wished for, in a customer's words, and short choices of it as buttons."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from bot.dialogue.buttons import on_order
from bot.dialogue.chat import Button
from bot.dialogue.wishes import OUTCOMES

# Every intent that can be a wish: what its button says. The rest are answers, moods and small talk.
TITLES = {
    "order_status": "Where is my order?",
    "late_parcel": "It's late or missing",
    "cancel_order": "Cancel an order",
    "return_order": "Send something back",
    "exchange_item": "Exchange something",
    "refund_status": "Where is my refund?",
    "damaged_item": "Damaged or wrong",
    "choose_refund": "Get my money back",
    "choose_replacement": "Have it replaced",
    "place_order": "Order something",
    "change_order": "Change my order",
    "change_address": "Change the delivery address",
    "delivery_options": "Delivery options and costs",
    "delivery_time": "How long delivery takes",
    "cancellation_fee": "What cancelling costs",
    "product_question": "Ask about a product",
    "faq_returns": "How returns work",
    "faq_warranty": "The guarantee",
    "faq_payment": "Ways to pay",
    "faq_account": "What an account is for",
    "faq_contact": "How to reach you",
    "payment_problem": "A problem with a payment",
    "invoice_request": "Get an invoice",
    "fraud_report": "A charge I don't recognise",
    "create_account": "Open an account",
    "registration_problem": "I can't register",
    "sign_in_problem": "I can't sign in",
    "edit_account": "Change my details",
    "switch_account": "Use another account",
    "delete_account": "Close my account",
    "privacy_request": "My personal data",
    "newsletter": "The newsletter",
    "subscription": "My subscription",
    "leave_review": "Write a review",
    "technical_problem": "The website or app doesn't work",
    "complain": "Make a complaint",
    "staff_complaint": "Complain about somebody",
}
MOODS = frozenset({"complain", "staff_complaint"})  # say how it is, not what is wanted
WISHES = frozenset(TITLES) - MOODS - OUTCOMES  # what can be asked for outright
CHOICES = 3
FEWEST = 2
LIKELY = 0.04  # probability from which an intent is worth a button


def errand(name: str) -> Button:
    """The button that stands for a wish."""
    return TITLES[name], f"/{name}"


def wished(ranking: Iterable[Mapping[str, Any]], *, least: float = LIKELY) -> list[tuple[str, float]]:
    """The wishes in a reading's ranking that are at least so likely, and how likely; moods left out."""
    return [
        (str(item["name"]), float(item.get("confidence") or 0))
        for item in ranking
        if item["name"] in TITLES.keys() - MOODS and float(item.get("confidence") or 0) >= least
    ]


def likeliest(ranking: Iterable[Mapping[str, Any]]) -> list[Button]:
    """The two or three wishes that the unclear message most resembles; the usual ones where it resembles none."""
    named = [name for name, _ in wished(ranking)]
    if len(named) < FEWEST:
        named += ["order_status", "return_order", "refund_status"]
    return [errand(name) for name in dict.fromkeys(named)][:CHOICES]


def usual() -> list[Button]:
    """What people mostly come for."""
    return [errand(name) for name in ("order_status", "return_order", "refund_status")]


def troubles() -> list[Button]:
    """What people are mostly upset about."""
    return [errand(name) for name in ("late_parcel", "damaged_item", "refund_status")]


def what_happened(outcome: str, order: str | None = None) -> list[Button]:
    """The errands that end in this outcome, of an order if it is known which."""
    names = ["damaged_item", "late_parcel", *(["return_order", "cancel_order"] if outcome == "refund" else [])]
    return [on_order(TITLES[name], name, order) if order else errand(name) for name in names]
