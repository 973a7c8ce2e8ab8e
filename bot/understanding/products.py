"""The shop's products named in a message, by any of their names. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import pairwise

from bot.understanding.patterns import Match

_WORD = re.compile(r"[^\W_]+(?:['’](?!s\b)[^\W_]+)*")
_GAP = re.compile(r"[ \t-]+")
# "I'll throw it away", "it didn't pan out", "it scales badly": what stands before and after a verb, not a thing.
_BEFORE_VERB = re.compile(
    r"(?:\b(?:to|i|you|we|they|who|i'?ll|you'?ll|they'?ll|i'?d|will|would|could|can|can'?t|cannot|don'?t|didn'?t|did"
    r"|not|gonna|must|should|it|that|just|and|or|well|badly)\s+|^\s*)$",
    re.IGNORECASE,
)
_AFTER_VERB = re.compile(
    r"\s+(?:it|them|that|this|these|those|him|her|us|me|you|out|away|off|up|down|in|badly|well|my|your|our|money|the|a)\b",
    re.IGNORECASE,
)
_THIRD_PERSON = re.compile(r"\s+(?:an?|errors?|up|it|me|us|them|away)\b", re.IGNORECASE)
_DETERMINER = re.compile(r"\b(?:the|my|your|our|these|those|some|two|three|both|all|new|and|of)\s+$", re.IGNORECASE)
# Words beside it that make something else of the thing: "number plates", "a rug pull", "mug shots".
_BEFORE_ELSE = re.compile(r"\b(?:number|licen[cs]e|registration|reg)\s+$", re.IGNORECASE)
_AFTER_ELSE = re.compile(r"[\s-]+(?:pull(?:ed|s)?|cards?|shots?|shades?|away)\b", re.IGNORECASE)


class Products:
    """`wordings` maps every name in lower case to the shop's own."""

    def __init__(self, wordings: Mapping[str, str]) -> None:
        self._names = {slip: name for wording, name in wordings.items() for slip in _swapped(wording)}
        self._names.update({_single(wording): name for wording, name in wordings.items()})
        self._names.update(wordings)
        self._first_words = {_undoubled(wording.split()[0]) for wording in self._names}
        self._longest = max((wording.count(" ") + 1 for wording in wordings), default=0)

    def find(self, text: str) -> list[Match]:
        """Longest wording first, plurals too; words used as a verb, or as part of something else, are left out."""
        words = list(_WORD.finditer(text))
        found, place = [], 0
        while place < len(words):
            size, name = self._at(text, words, place)
            start, end = words[place].start(), words[place + max(size, 1) - 1].end()
            if name and (size > 1 or not _means_else(text, start, end)):
                found.append(Match("product", name, start, end))
            place += max(size, 1)
        return found

    def _at(self, text: str, words: list[re.Match[str]], place: int) -> tuple[int, str]:
        """How many words from here name a product, and which."""
        if self._first_words.isdisjoint(map(_undoubled, _forms(words[place].group().lower()))):
            return 0, ""
        for size in range(min(self._longest, len(words) - place), 0, -1):
            some = words[place : place + size]
            if all(_GAP.fullmatch(text, one.end(), next_.start()) for one, next_ in pairwise(some)):
                wording = " ".join(word.group().lower() for word in some)
                for form in _forms(wording):
                    if form in self._names:
                        return size, self._names[form]
        return 0, ""


def _means_else(text: str, start: int, end: int) -> bool:
    before = text[max(0, start - 24) : start]
    if _BEFORE_VERB.search(before) and _AFTER_VERB.match(text, end):
        return True
    if text[end - 1] in "sS" and _THIRD_PERSON.match(text, end) and not _DETERMINER.search(before):
        return True  # "the form throws an error"
    return bool(_BEFORE_ELSE.search(before) or _AFTER_ELSE.match(text, end))


def _forms(wording: str) -> tuple[str, ...]:
    """As typed, and as it is called: not more than one, and spelt right."""
    return wording, wording.removesuffix("s"), wording.removesuffix("es"), _single(wording)


def _single(wording: str) -> str:
    """Doubled letters once: people double the wrong ones. A short name is left as it is."""
    return _undoubled(wording) if len(wording) > 5 else wording


def _undoubled(wording: str) -> str:
    return re.sub(r"(.)\1", r"\1", wording)


def _swapped(wording: str) -> set[str]:
    """A longer name with two neighbouring letters the wrong way round."""
    places = range(1, len(wording) - 1) if len(wording) > 5 else ()
    return {
        wording[:place] + wording[place + 1] + wording[place] + wording[place + 2 :]
        for place in places
        if wording[place : place + 2].isalpha()
    }
