"""Which of an assistant's turns lead nowhere: nothing asked, offered, done, promised or handed over. Pure."""

from __future__ import annotations

import re

from bot.wire import TurnResult

# Replies that close a matter, or leave the next word to somebody who has nothing open: by the names of the responses.
CLOSING = frozenset(
    {
        *("utter_goodbye", "utter_thanks", "utter_welcome", "utter_praise", "utter_deny", "utter_stopped"),
        *("utter_nothing_to_stop", "utter_nothing_changed", "utter_cancel_kept", "utter_chitchat"),
        *("utter_close_kept", "utter_goodwill_declined", "utter_address_kept", "utter_will_look", "utter_will_wait"),
    }
)
_DAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day \d{1,2} [A-Z][a-z]+"
_SHORT_DAY = r"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) \d{1,2} [A-Z][a-z]{2}"
BY_DAY = re.compile(rf"\bby ({_DAY}|{_SHORT_DAY})\b")  # as we write it in a promise
_ASKS = re.compile(r"\?[”’\"')]*\s*$")


def leads_nowhere(result: TurnResult, said: list[str], *, may_close: bool = True) -> bool:
    """`said`: the names of the responses said in this turn. A turn leads somewhere if it hands over, promises, did or
    found something, shows buttons or a card, asks for something (a form is open), names the day by which something
    happens, or ends with a question; or if it closes, and `may_close`: not with somebody who still wants something."""
    if result.handoff or result.promises or result.state.get("form"):
        return False
    if any(action["ok"] for action in result.actions):
        return False
    if any(reply.buttons or reply.card for reply in result.replies):
        return False
    texts = [reply.text for reply in result.replies if reply.text]
    if texts and (_ASKS.search(texts[-1]) or BY_DAY.search(texts[-1])):
        return False
    return not (may_close and said and said[-1] in CLOSING)


def responses(before: dict[str, object] | None, after: dict[str, object]) -> list[str]:
    """The names of the responses said between two states, in order."""
    old, new = _said(before), _said(after)
    fresh = new[len(old) :] if new[: len(old)] == old else new
    return [key.rpartition(":")[0] for key in fresh]


def wordings(state: dict[str, object] | None) -> list[str]:
    """Every wording said so far, "utter_name:number"."""
    return _said(state)


def _said(state: dict[str, object] | None) -> list[str]:
    said = (state or {}).get("said")
    return [str(key) for key in said] if isinstance(said, list) else []
