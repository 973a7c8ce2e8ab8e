"""When a person must take over: every reason with its threshold, in one place, and the evidence quoted."""

from __future__ import annotations

import re

from bot.deescalation.crisis import crisis
from bot.deescalation.cues import insults
from bot.deescalation.grave import grave
from bot.deescalation.person import asks_for_person
from bot.deescalation.phrases import trim
from bot.deescalation.situation import Situation
from bot.deescalation.temper import UPSET_AT
from bot.deescalation.thresholds import FLAG_AT
from bot.deescalation.types import Evidence, Handoff, Level, Move, Reason, Urgency

# --- Thresholds -------------------------------------------------------------------------------------------------
# The counts are the source texts': two failed understandings, the same question three times.
MISUNDERSTANDINGS = 2
SAME_QUESTION = 3
# "No progress in a long conversation": five turns in which nothing was found out, agreed or done, once the
# conversation has eight turns (short ones end by the rules above); a heated customer is not kept that long.
NO_PROGRESS_TURNS = 5
NO_PROGRESS_FROM_TURN = 8
NO_PROGRESS_TURNS_HEATED = 4
# The reader's flags have their own table (thresholds.py). Abuse is no reason.
PERSON_INTENT = "request_human"
PERSON_CONFIDENCE = 0.5

_FLAGGED = {
    "self_harm": Reason.SELF_HARM,
    "danger": Reason.DANGER,
    "threat": Reason.THREAT,
    "fraud": Reason.FRAUD,
    "legal": Reason.LEGAL,
}
_CRISES = ("self_harm", "danger", "threat")
_CRISIS_REASONS = frozenset(_FLAGGED[flag] for flag in _CRISES)
_HIGH = frozenset({Reason.FRAUD, Reason.LEGAL, Reason.VULNERABLE, Reason.IRATE})
_ATTEMPTS = frozenset({Move.ACKNOWLEDGE, Move.REFOCUS, Move.SOLVE})
_REFUSES_PERSON = re.compile(
    r"\b(?:don'?t|do not|no) (?:want|need|like|to|put|transfer|connect|pass|hand)\b|\bno need\b|\brather not\b"
    r"|\bwithout\b|^no\b"
)


def due(situation: Situation) -> Handoff | None:
    """The handoff that is due now, the gravest reason first; None while the assistant may go on."""
    found = _crisis(situation) or _asked(situation) or _grave(situation) or _language(situation) or _stuck(situation)
    if found is None:
        return None
    reason, quote, cue = found
    evidence = [Evidence(situation.turn, trim(quote), cue, round(situation.reading.frustration, 4))]
    if insults(situation.text):
        evidence.append(Evidence(situation.turn, trim(situation.text), "insults aimed at us"))
    evidence += [Evidence(situation.turn, trim(situation.text), kind.words) for kind in sorted(situation.kinds)]
    evidence += [item for item in situation.temper.evidence if item.cue not in {other.cue for other in evidence}][-4:]
    return Handoff(reason, _urgency(reason, situation.temper.state), tuple(evidence))


Found = tuple[Reason, str, str]


def _crisis(situation: Situation) -> Found | None:
    if found := crisis(situation.text):
        return found[0], found[1], f"words of {found[0].value.replace('_', '-')}"
    return _by_flag(situation, _CRISES)


def _asked(situation: Situation) -> Found | None:
    if quote := asks_for_person(situation.text):
        return Reason.ASKED, quote, "asks for a person"
    reading = situation.reading
    meant = reading.flags.get("human_request", 0.0) >= FLAG_AT["human_request"] or (
        reading.intent == PERSON_INTENT and reading.confidence >= PERSON_CONFIDENCE
    )
    if meant and not _REFUSES_PERSON.search(situation.text.lower().replace("’", "'")):
        return Reason.ASKED, situation.text, "asks for a person, as read"
    return None


def _grave(situation: Situation) -> Found | None:
    if found := grave(situation.text):
        return found[0], found[1], f"speaks of {found[0].value.replace('_', ' ')}"
    return _by_flag(situation, ("fraud", "legal"))


def _language(situation: Situation) -> Found | None:
    if situation.language in situation.languages:
        return None
    return Reason.LANGUAGE, situation.text, f"writes in a language we don't work in ({situation.language})"


def _stuck(situation: Situation) -> Found | None:
    """Reasons that build up over turns."""
    happened, text = situation.happened, situation.text
    if _irate_not_calming(situation):
        return Reason.IRATE, text, f"irate since turn {situation.temper.since_turn}, and not calmer after an attempt"
    if happened.misunderstandings >= MISUNDERSTANDINGS:
        return Reason.NOT_UNDERSTOOD, text, f"{happened.misunderstandings} failed understandings running"
    if happened.same_question >= SAME_QUESTION:
        return Reason.REPEATED, text, f"the same question {happened.same_question} times"
    if situation.beyond_power:
        return Reason.BEYOND_POWER, text, f"beyond the assistant's power: {situation.beyond_power}"
    patience = NO_PROGRESS_TURNS if situation.temper.state is Level.CALM else NO_PROGRESS_TURNS_HEATED
    if situation.turn >= NO_PROGRESS_FROM_TURN and situation.turns_without_progress >= patience:
        return Reason.NO_PROGRESS, text, f"{situation.turns_without_progress} turns without progress"
    return None


def _irate_not_calming(situation: Situation) -> bool:
    """Irate, an honest attempt was made since, and this message is heated still. A calm answer means it is working,
    and so does any answer to what we asked: control is won when the customer starts to answer questions (Bacal)."""
    temper = situation.temper
    if temper.state is not Level.IRATE or situation.person_declined or situation.answered:
        return False
    if situation.reading.frustration < UPSET_AT:
        return False
    handed = max((used.turn for used in situation.history if used.move is Move.HAND_OFF), default=0)
    start = max(temper.since_turn, handed + 1)
    return any(used.move in _ATTEMPTS and start <= used.turn < situation.turn for used in situation.history)


def _by_flag(situation: Situation, flags: tuple[str, ...]) -> Found | None:
    for flag in flags:
        if (probability := situation.reading.flags.get(flag, 0.0)) >= FLAG_AT[flag]:
            return _FLAGGED[flag], situation.text, f"reads as {flag.replace('_', '-')} ({probability:.0%})"
    return None


def _urgency(reason: Reason, state: Level) -> Urgency:
    if reason in _CRISIS_REASONS:
        return Urgency.URGENT
    return Urgency.HIGH if reason in _HIGH or state is Level.IRATE else Urgency.NORMAL
