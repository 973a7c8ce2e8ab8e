"""What was done in the back office, in words: the note for agents, and the sentence offered for the customer."""

from __future__ import annotations

from datetime import datetime

from bot.backoffice.types import ChangeResult
from bot.desk import wording
from bot.desk.office.deeds import DEEDS
from bot.desk.store.rows import PressRow
from bot.desk.texts import SENTENCES, Texts

# A kind of refusal needs no name of its own; what an agent reads begins with what they wanted.
UNKNOWN = "The back office gave no answer, so it is not known whether this was done. Look there before you do it again."


def title(deed: str) -> str:
    """As on the button."""
    return DEEDS[deed].title if deed in DEEDS else deed


def outcome(press: PressRow) -> str:
    """What came of it, in a sentence. Of a settled one."""
    result = ChangeResult.from_json(press.result) if press.result else None
    if result:
        return f"{result.summary}{' It had been done before.' if result.already else ''}"
    why = f"not done. {press.refusal}" if press.state == "refused" else UNKNOWN
    return f"{title(press.deed)}, {press.about}: {why}"


def note(press: PressRow) -> str:
    """For colleagues, in the conversation, with the reason."""
    lines = [outcome(press)]
    lines += [f"Reason: {press.told['values']['why']}"] if press.told.get("values", {}).get("why") else []
    lines += [f"How they made sure who it is: {press.told['assured']}"] if press.told.get("assured") else []
    return "\n".join(lines)


def sentence(result: ChangeResult, *, texts: Texts, zone: str, now: datetime) -> str | None:
    """What the agent may tell the customer, with its date; None where there is nothing to say."""
    key = f"told_{result.did}"
    if key not in SENTENCES:
        return None
    facts = {label.lower().replace(" ", "_").replace("-", "_"): value for label, value in result.facts.items()}
    due = wording.moment(result.promise_due, zone=zone, now=now) if result.promise_due else ""
    known = {"order": result.order_number, "reference": result.reference, "by": due}
    try:
        return texts.say(key, **{**facts, **known})
    except KeyError:  # another shop's back office, which has not this fact
        return None
