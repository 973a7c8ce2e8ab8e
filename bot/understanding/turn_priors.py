"""What a message is likely to be by its place in the conversation alone: after our question mostly an answer to it.

Examples of an intent come without a conversation, so the model takes every message for an opening one. Its
probabilities are shifted here to what is usual in that place (prior shift; Saerens, Latinne and Decaestecker 2002).
The factors are that paper's estimate on the conversations of data/frustration/, whose intents nobody marked, held
between 0.5 and 12, and rounded.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from bot.understanding.lines import Earlier, we_asked

Vector = npt.NDArray[np.float64]

_AFTER_QUESTION: Mapping[str, float] = {"inform": 12.0, "affirm": 6.0, "deny": 3.0}
_AFTER_STATEMENT: Mapping[str, float] = {"thank": 9.0, "inform": 2.0, "affirm": 1.5, "complain": 1.3}
_ANY_OTHER = 0.5


def shifted(shares: Vector, intents: Sequence[str], earlier: Earlier) -> Vector:
    """`shares`: the probability of each of `intents`; what they lack of 1 is that it is none of them, in and out.
    An opening message stays as it is."""
    if not earlier:
        return shares
    usual = _AFTER_QUESTION if we_asked(earlier) else _AFTER_STATEMENT
    weighed = shares * np.array([usual.get(intent, _ANY_OTHER) for intent in intents])
    none = max(1.0 - float(shares.sum()), 0.0)
    result: Vector = weighed / (weighed.sum() + none)
    return result
