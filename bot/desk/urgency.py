"""What must not wait for a brain: a request for a person, words of crisis. The handoff, and the words to open it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.deescalation.types import Evidence, Handoff, Reason, Temper
from bot.deescalation.urgent import Urgent, recognise
from bot.desk.settings import Settings
from bot.desk.texts import SENTENCES

__all__ = ["Urgent", "handoff", "opening", "recognise"]

CUES = {"person": "asks for a person", "crisis": "words of crisis"}


def handoff(found: Urgent, temper: Mapping[str, Any] | None) -> Handoff:
    """The handoff that such a message calls for by itself, whatever a brain would say."""
    turn = Temper.from_json(temper).turn + 1
    return Handoff(found.reason, found.urgency, (Evidence(turn, found.quote, CUES[found.kind]),))


def opening(reason: Reason, settings: Settings) -> str | None:
    """What the desk says first when it fetches a person for this reason itself."""
    key = f"opening_{reason.value}"
    if key not in SENTENCES:
        return None
    facts = {"crisis_lines": settings.texts.say("crisis_lines")} if reason is Reason.SELF_HARM else {}
    return settings.texts.say(key, **facts)
