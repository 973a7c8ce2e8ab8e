"""What must not be overlooked in a message, as probabilities: abuse, threats, self-harm, danger, law, fraud, a person.

The patterns are those of `bot.deescalation`, which the desk uses without any brain; here the intent and a learned
model of abuse are weighed in. What a pattern finds is near certain, what only the intent says is less so.
"""

from __future__ import annotations

from collections.abc import Mapping

from bot.deescalation.crisis import crisis
from bot.deescalation.grave import grave
from bot.deescalation.person import asks_for_person
from bot.deescalation.types import FLAGS, Reason

SURE = 0.95  # a pattern matched
_OF_REASON = {
    Reason.SELF_HARM: "self_harm",
    Reason.DANGER: "danger",
    Reason.THREAT: "threat",
    Reason.LEGAL: "legal",
    Reason.FRAUD: "fraud",
}
# How far an intent alone is believed where no pattern agrees.
_OF_INTENT = {"human_request": ("request_human", 0.8), "fraud": ("fraud_report", 0.7)}
ABUSE_BY_CUE = 0.8  # insults found by pattern, whatever the learned model says


def find_flags(text: str, *, intents: Mapping[str, float], abuse: float, insulted: bool) -> dict[str, float]:
    """Every flag of `FLAGS`. `intents`: probability by name; `abuse`: the learned model's; `insulted`: its cue."""
    flags = dict.fromkeys(FLAGS, 0.0)
    for flag, (intent, belief) in _OF_INTENT.items():
        flags[flag] = belief * intents.get(intent, 0.0)
    for found in (crisis(text), grave(text)):
        if found and found[0] in _OF_REASON:
            flags[_OF_REASON[found[0]]] = SURE
    if asks_for_person(text):
        flags["human_request"] = SURE
    flags["abuse"] = max(abuse, ABUSE_BY_CUE if insulted else 0.0)
    return {name: round(value, 3) for name, value in flags.items()}
