"""What must not be overlooked in a message, as probabilities: abuse, threats, self-harm, danger, law, fraud, a person.

Three witnesses: the patterns of `bot.deescalation`, which the desk uses without any brain; what is learned from the
maintainers' examples (`flag_model.py`); and the intent. The surest is believed. The thresholds are in
`bot.deescalation.thresholds`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.deescalation.crisis import crises
from bot.deescalation.grave import graves
from bot.deescalation.person import asks_for_person
from bot.deescalation.thresholds import FLAG_AT
from bot.deescalation.types import FLAGS, Reason
from bot.understanding.aim import AIMED

SURE = 0.95  # a pattern matched: right about so often, on our own examples
_OF_REASON = {
    Reason.SELF_HARM: "self_harm",
    Reason.DANGER: "danger",
    Reason.THREAT: "threat",
    Reason.LEGAL: "legal",
    Reason.FRAUD: "fraud",
}
# How far an intent alone is believed where no pattern agrees.
_OF_INTENT = {"human_request": ("request_human", 1.0), "fraud": ("fraud_report", 0.7)}


def find_flags(
    text: str, *, intents: Mapping[str, float], learned: Mapping[str, float] | None = None
) -> dict[str, float]:
    """Every flag of `FLAGS`. `intents` and `learned`: probabilities by name, from the intents and from examples."""
    flags = {**dict.fromkeys(FLAGS, 0.0), **(learned or {})}
    for flag, (intent, belief) in _OF_INTENT.items():
        flags[flag] = max(flags[flag], belief * intents.get(intent, 0.0))
    for reason, _ in (*crises(text), *graves(text)):
        if reason in _OF_REASON:
            flags[_OF_REASON[reason]] = max(SURE, flags[_OF_REASON[reason]])
    if asks_for_person(text):
        flags["human_request"] = SURE
    return {name: round(value, 4) for name, value in flags.items()}


def target_of(flags: Mapping[str, float], aimed: Sequence[float], *, swears: bool) -> str:
    """One of `ABUSE_TARGETS`. `aimed`: how likely each of `AIMED` is meant, if anybody is."""
    if flags["abuse"] >= FLAG_AT["abuse"]:
        return max(zip(aimed, AIMED, strict=True))[1]
    return "thing" if swears else "nobody"
