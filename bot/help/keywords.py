"""Keyword search: BM25 over passages, scaled to 0–1 so that one threshold fits every query.

The score is what the passage earns out of what a perfect passage would: each of the query's words weighed by how rare
it is. A word that no article has counts as rare, so "opening hours on Mars" scores below "opening hours".
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from difflib import get_close_matches

SAME_FROM = 0.84  # likeness from which a word that no article has is taken for a slip of the keys …
SLIPS_FROM = 5  # … if it has as many letters
K1, B = 1.2, 0.5  # BM25's usual saturation; half the usual length penalty, the passages being of like length

_STOP = """
    a about after again all also am an and any are as at be been before but by can could did do does
    doing don't for from get getting give go going got had has have having he hello help her here hi him
    his how i i'd i'll i'm i've if in into is it it's its just know let like long make may me mine more
    much my need no not now of off on one or other our out please say she should so some still take tell
    than thank thanks that that's the their them then there these they thing things this those to too up
    us use very want was way we were what what's when where which who why will with would you your
    you're
    cant couldn't didn't didnt doesnt dont hows ive pls plz r u ur wanna whats wheres whos wont
"""
STOP_WORDS = frozenset(_STOP.split())

# Longest first; (ending, least length of the word).
_ENDINGS = (
    ("ations", 9),
    ("ation", 8),
    ("ements", 9),
    ("ement", 8),
    ("ies", 5),
    ("ied", 6),
    ("ing", 6),
    ("als", 8),
    ("al", 7),
    ("ed", 5),
    ("es", 5),
    ("ly", 6),
    ("s", 4),
    ("y", 5),
)


def terms(text: str) -> list[str]:
    """Words of a text in a common form: lower case, without common endings and without stop words."""
    words = re.findall(r"[a-z0-9]+(?:'[a-z]+)?", text.lower().replace("e-mail", "email").replace("’", "'"))
    return [stem(word) for word in words if word not in STOP_WORDS]


def stem(word: str) -> str:
    """A word without a common ending, a doubled last letter and a last e: crude, but equally so everywhere."""
    word = word.removesuffix("'s")
    ending = next((ending for ending, least in _ENDINGS if word.endswith(ending) and len(word) >= least), "")
    word = word.removesuffix(ending)
    if len(word) > 3 and word[-1] == word[-2]:
        word = word[:-1]
    return word.removesuffix("e") if len(word) > 3 else word


class KeywordIndex:
    """An index over documents, each a list of (weight, text) fields."""

    def __init__(self, documents: Sequence[Sequence[tuple[float, str]]]) -> None:
        self._counts: list[dict[str, float]] = []
        for fields in documents:
            counts: Counter[str] = Counter()
            for weight, text in fields:
                for term in terms(text):
                    counts[term] += weight  # type: ignore[assignment]  # a Counter may hold fractions
            self._counts.append(dict(counts))
        self._lengths = [sum(counts.values()) for counts in self._counts]
        self._mean = sum(self._lengths) / len(self._lengths) if self._lengths else 1.0
        self._spread = Counter(term for counts in self._counts for term in counts)

    def scores(self, query: str) -> list[float]:
        """One score a document, 0 to 1."""
        wanted = {self._known(term) for term in terms(query)}
        best = sum(self._rarity(term) for term in wanted) * (K1 + 1)
        if not best:
            return [0.0] * len(self._counts)
        return [self._earned(wanted, number) / best for number in range(len(self._counts))]

    def _known(self, term: str) -> str:
        """The term itself, or the one it is a slip of: "retrun" for "return". The first letter is seldom mistyped."""
        if term in self._spread or len(term) < SLIPS_FROM:
            return term
        alike = get_close_matches(term, (known for known in self._spread if known[0] == term[0]), 1, SAME_FROM)
        return alike[0] if alike else term

    def _earned(self, wanted: set[str], number: int) -> float:
        counts = self._counts[number]
        damping = K1 * (1 - B + B * self._lengths[number] / self._mean)
        return sum(self._rarity(t) * counts[t] * (K1 + 1) / (counts[t] + damping) for t in wanted if t in counts)

    def _rarity(self, term: str) -> float:
        """BM25's inverse document frequency, never negative."""
        having = self._spread[term]
        return math.log(1 + (len(self._counts) - having + 0.5) / (having + 0.5))
