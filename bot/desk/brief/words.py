"""Codes in words, for agents."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

RECOMMENDED: Mapping[str, str] = {
    "asked_for_person": "Say that you're there, then go on from where it stands; don't ask why they wanted a person.",
    "irate_not_calming": "Name what it cost them, once, then do one concrete thing before anything else.",
    "not_understood": "Say back in their own words what they want, and let them confirm it.",
    "repeated_question": "Answer the question itself first; it has been asked more than once.",
    "no_progress": "Offer two ways forward and let them choose.",
    "beyond_power": "Decide what the assistant could not, and tell them the decision with its date.",
    "broken_promise": "Find out what happened to it, do it now if you can, and give a new date only if it's sure.",
    "legal_threat": "Stick to facts and dates, admit nothing about liability, and tell your supervisor.",
    "fraud": "Secure the account before anything else, and tell your supervisor.",
    "danger": "Safety first: make sure they've called the emergency services; the order can wait.",
    "threat": "Stay factual and kind, and bring in your supervisor now.",
    "self_harm": "Stay with them and follow your crisis guidance; don't speak of the order unless they do.",
    "vulnerable_customer": "Be gentle and brief, and take the work off their hands.",
    "language": "Find a colleague who reads their language, or agree on one that works.",
    "assistant_unavailable": "Own the delay in one sentence, then answer what they asked.",
    "agent_took_over": "Say why you've joined, then go on from where it stands.",
    "mail_undelivered": "Reach them another way; what they were last told, they have not seen.",
}

ENTITIES: Mapping[str, str] = {
    "order_number": "Order",
    "tracking_code": "Tracking code",
    "email": "E-mail",
    "phone": "Phone",
    "product": "Product",
    "person": "Name",
    "PERSON": "Name",
    "date": "Date",
    "DATE": "Date",
    "money": "Amount",
    "MONEY": "Amount",
    "place": "Place",
    "GPE": "Place",
}

# By status; the weightier last, since each goes before what is there.
LATE_PROMISE = {
    "unconfirmed": "They were told “{promise}”, and that is due by now: check it before you write.",
    "broken": "A promise was broken (“{promise}”): own it first.",
}


# How an earlier conversation ended, by its disposition; while it has not, by who has it.
ENDED: Mapping[str, str] = {
    "solved": "solved, says the agent",
    "follow_up": "closed, to be followed up",
    "no_answer": "closed without an answer from them",
    "other": "closed",
    "idle": "they wrote no more",
    "assistant": "with the assistant",
    "queue": "still waiting for a person",
    "agent": "still with an agent",
    "closed": "closed",
}


def ended(owner: str, disposition: str | None) -> str:
    """In words. A disposition in somebody's own words is quoted."""
    key = (disposition or owner) if owner == "closed" else owner
    return ENDED.get(key) or f"closed: “{key}”"


def day_in_words(value: str, said: str) -> str:
    """A date's ISO value, or first/last of several days, for people, with how the customer put it; else only that."""
    try:
        days = [date.fromisoformat(day) for day in value.split("/")]
    except ValueError:
        return said
    plain = " to ".join(f"{day:%a} {day.day} {day:%b}" for day in days)
    return plain if plain.lower() == said.lower() else f"{plain} (“{said}”)"
