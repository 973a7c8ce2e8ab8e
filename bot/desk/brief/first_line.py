"""A first line for the agent: acknowledge, show that it has been read, go straight on to what would put it right."""

from __future__ import annotations

import re
from collections.abc import Mapping

READ = "I've read everything above, so there's no need to repeat any of it."

LINES: Mapping[str, str] = {
    "asked_for_person": "{hello} you asked for a person, and I'm here. {read} {question}",
    "irate_not_calming": "{hello} this{about} should have been sorted out before it got this far. {read} {question}",
    "not_understood": "{hello} the assistant misread you{about}, and I'm taking over. {read} {question}",
    "repeated_question": "{hello} you've had to ask more than once{about}; I'm dealing with it now. {read} {question}",
    "no_progress": "{hello} this{about} has taken too long already. {read} {question}",
    "beyond_power": "{hello} this{about} needs a decision the assistant can't make, and I can. {read} {question}",
    "broken_promise": "{hello} you were promised something{about} that wasn't done, and I'm on it. {read} {question}",
    "legal_threat": "{hello} I'd like to put this{about} right with you directly. {read} {question}",
    "fraud": "{hello} I'm looking at the safety of your account first. Is there anything you see that wasn't you?",
    "danger": "{hello} before anything else: is everyone safe now?",
    "self_harm": "{hello} I'm a person and I'm here with you. Are you safe right now?",
    "threat": "{hello} I've read what happened{about}, and I'm here to sort it out with you. {question}",
    "vulnerable_customer": "{hello} I'll take care of this{about} myself. {read} {question}",
    "language": "{hello} I've read what you wrote{about}. Which language suits you best?",
    "assistant_unavailable": "{hello} our assistant wasn't working and you had to wait{about}. {read} {question}",
    "agent_took_over": "{hello} I'm joining from the team{about}. {read} {question}",
}


def suggest(*, reason: str, name: str | None, order: str | None, intended: str | None) -> str:
    """`order`: the number they named last; `intended`: the outcome they confirmed."""
    return LINES.get(reason, LINES["agent_took_over"]).format(
        hello=f"Hello {name.split()[0]}," if name and name.strip() else "Hello,",
        about=f" with order {order}" if order else "",
        read=READ,
        question=f"You want {_to_them(intended)}; is that still so?"
        if intended
        else "What would put this right for you?",
    )


def _to_them(intended: str) -> str:
    """ "their parcel" as "your parcel": the outcome is noted down about the customer, and said to them."""
    return re.sub(r"\b(their|theirs|them|they)\b", lambda found: _SECOND_PERSON[found.group()], intended)


_SECOND_PERSON = {"their": "your", "theirs": "yours", "them": "you", "they": "you"}
