"""Why a conversation went to a person, in words for agents."""

from __future__ import annotations

from collections.abc import Mapping

REASONS: Mapping[str, str] = {
    "asked_for_person": "Asked for a person",
    "irate_not_calming": "Very upset and not calming",
    "not_understood": "The assistant did not understand",
    "repeated_question": "Asked the same thing again and again",
    "no_progress": "Getting nowhere",
    "beyond_power": "Needs a decision the assistant may not make",
    "broken_promise": "A promise was not kept",
    "legal_threat": "Talks of lawyers, regulators, chargeback or press",
    "fraud": "Possible fraud",
    "danger": "Somebody may be in danger",
    "threat": "Threatens somebody",
    "self_harm": "May harm themselves",
    "vulnerable_customer": "In a hard situation",
    "language": "Writes in another language",
    "assistant_unavailable": "The assistant is not working",
    "agent_took_over": "An agent stepped in",
    "mail_undelivered": "Our e-mail to them came back",
}


def in_words(reason: str) -> str:
    """A code of `bot.deescalation.types.Reason` (or the desk's own `agent_took_over`) as agents read it."""
    return REASONS.get(reason, reason.replace("_", " "))
