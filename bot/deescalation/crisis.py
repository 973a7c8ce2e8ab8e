"""Words of crisis: self-harm, danger to life, threats against people. Idioms and exaggeration must not set it off.

Better one person too many than one too few, but what people say in jest every day must not fetch one.
"""

from __future__ import annotations

import re
from functools import lru_cache

from bot.deescalation.crisis_patterns import DANGER, IDIOMS, SELF_HARM, THREAT
from bot.deescalation.phrases import sentences
from bot.deescalation.types import Reason


def crisis(text: str) -> tuple[Reason, str] | None:
    """The gravest thing said, and the sentence it is said in; None if nothing is."""
    return next(iter(crises(text)), None)


@lru_cache(maxsize=512)  # brain and rules ask for the same message several times, and again as context
def crises(text: str) -> tuple[tuple[Reason, str], ...]:
    """Each kind of crisis that is there, the gravest first, with the first sentence that says it."""
    said = [(sentence, _plain(sentence)) for sentence in sentences(text)]
    found = []
    for reason, patterns in _ALL:
        for sentence, lowered in said:
            if any(pattern.search(lowered) for pattern in patterns):
                found.append((reason, sentence))
                break
    return tuple(found)


def _plain(sentence: str) -> str:
    """Small letters, single spaces, and idioms left out."""
    return IDIOMS.sub(" ", " ".join(sentence.lower().replace("’", "'").replace(",", " ").split()))


_ALL = tuple(
    (reason, tuple(re.compile(pattern) for pattern in patterns))
    for reason, patterns in ((Reason.SELF_HARM, SELF_HARM), (Reason.DANGER, DANGER), (Reason.THREAT, THREAT))
)
