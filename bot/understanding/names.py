"""People and places named in a message: by how people say names, then by spaCy where a capital leaves a doubt.

spaCy's small model needs capitals and takes 5 ms; most chat messages have no name in them, and many names are typed
in small letters after words such as "my name is". So patterns come first, and the model is asked only about messages
with a capitalised word that is no everyday word.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from typing import Any

from bot.understanding.first_names import CLEAR, UNCLEAR
from bot.understanding.patterns import Match

_KINDS = {"PERSON": "person", "GPE": "place", "LOC": "place"}
_WORD = r"[^\W\d_]+(?:['’-][^\W\d_]+)*"
_WORDS = re.compile(_WORD)
_HANDLE = re.compile(r"(?:[@#]|https?://)\S+")
_OPENS = re.compile(r"(?:^|[.!?\n…:;-])[\s\"'*>(-]*$")  # before a word: a sentence begins
_SPACE = re.compile(r"[ \t]+(?!\n)")
_PARTICLES = {"van", "von", "de", "der", "den", "da", "di", "del", "du", "la", "le", "bin", "ibn", "al", "el", "ter"}
MOST_WORDS = 4  # of one name

# Said right before a name, whatever its letters.
_INTRODUCED = re.compile(
    r"\b(?:(?:my|the|his|her|full|customer|account) (?:full |last |first |sur)?name(?:'s|s|\s+is|\s*[:=])+\s*"
    r"|\bname\s*[:=]\s*"
    r"|(?:in|under) (?:the )?name (?:of |is )?"
    r"|in (?:my|his|her) (?:\w+(?:'s)? )?name(?:,| of| -)\s*"
    r"|\b(?:guy|man|woman|lady|girl|lad|bloke|someone|somebody|person|agent|advis[eo]r|rep|driver|colleague|chap"
    r"|assistant|operator|member of staff|named?|staff) (?:called|named)\s+"
    r"|\bby the name of\s+|\b(?:made|registered|booked) out to\s+|\baddressed to\s+)(?=\w)",
    re.IGNORECASE,
)
_TITLED = re.compile(r"\b(?:(?i:mr|mrs|ms|dr|prof)\b\.?\s+|(?:Mr|Mrs|Ms|Dr)\.)(?=\w)|\bMiss\s+(?=[A-Z])")
# Said around a name; a small-lettered word is one only if it is no everyday word.
_HERE = re.compile(
    rf"(?:\b(?:it'?s|its|this is|it is|hi,?|hello,?|hey,?|^)\s*)({_WORD}(?: {_WORD})?),?\s+(?:here|speaking)\b", re.I
)
_BY = re.compile(
    r"\b(?:sent|ordered|bought|paid|signed|signed for|received|handled|served|packed|placed)\s+by\s+(?=\w)"
    r"|\bmy (?:wife|husband|partner|mum|mom|dad|son|daughter|sister|brother|friend|neighbou?r|flatmate|colleague),?\s+"
    r"(?=\w)",
    re.IGNORECASE,
)
_SIGNED = re.compile(
    r"(?:\b(?:thanks|thank you|thx|cheers|regards|best|wishes|sincerely|faithfully|yours|ta)\b[,.!\s-]{0,6}"
    r"|\n[ \t-]{0,4})"
    rf"({_WORD}(?: {_WORD}){{0,3}})[.!\s]{{0,6}}$",
    re.IGNORECASE,
)
# "Thanks Amira": with a capital where none belongs, and no everyday word.
_SPOKEN_TO = re.compile(
    rf"\b(?:hi|hello|hey|dear|thanks|thank you|cheers|ta|ok|okay|sorry),? ({_WORD}(?: {_WORD})?)(?=[\s.,!?]|$)",
    re.IGNORECASE,
)
_AFTER_NAME = re.compile(r"\s+(?:from your|from customer|said|told|promised|dealt|helped|hung|was rude|rang|emailed)\b")
_TO_NAME = re.compile(
    r"\b(?:spoke (?:to|with)|speak to|ask|asked|told|talked to|chatted (?:to|with)|dealt with|with|i'm|i am)\s+$", re.I
)
_IN_PLACE = re.compile(r"\b(?:in|at|into|near|san|santa|st)\s+$", re.IGNORECASE)
_GREETED = re.compile(r"\b(?:hi|hello|hey|dear|thanks|thank you),?\s+$", re.IGNORECASE)
_NEVER = re.compile(
    r"hi|hello|hey|hiya|dear|sir|madam|thanks?|thx|ty|cheers|ok|okay|yes|no|nope|yeah|please|pls|sorry|bot|chatbot|lol"
    r"|omg|wtf|ffs|ugh|dm|asap|ref|order|postcode|address|royal|mail|dhl|evri|hermes|ups|usps|fedex|dpd|yodel|paypal|klarna|visa"
    r"|mastercard|amazon|ebay|google|apple|facebook|instagram|twitter|trustpilot|jesus|christ|god|santa|covid|easter"
    r"|monday|tuesday|wednesday|thursday|friday|saturday|sunday",
    re.IGNORECASE,
)

Free = Callable[[int, int], bool]


def find_names(text: str, load: Callable[[], Any], known: Collection[str], taken: Sequence[Match] = ()) -> list[Match]:
    """`load` gives the spaCy pipeline, when it is needed; `known`: everyday words in lower case; `taken`: what is
    something else already."""

    def free(start: int, end: int) -> bool:
        return not any(start < other.end and other.start < end for other in [*taken, *found])

    found: list[Match] = []
    shaped = _Shape(text, known)
    for start, end in shaped.said():
        if free(start, end):
            found.append(Match("person", written(text[start:end]), start, end))
    if shaped.doubtful(free):
        for span in load()(text).ents:
            start, end = _trimmed(text, span.start_char, span.end_char)
            kind = _kind(span.label_, text[:start])
            if kind and free(start, end) and shaped.plausible(start, end):
                found.append(Match(kind, text[start:end], start, end))
    return found


def _kind(label: str, before: str) -> str | None:
    """spaCy takes places for people and people for places; the word before often knows better."""
    kind = _KINDS.get(label)
    if kind == "person" and _IN_PLACE.search(before):
        return None
    return "person" if kind == "place" and _GREETED.search(before) else kind


def written(name: str) -> str:
    """As a name is written: capitals where it has none, or nothing else."""
    if not (name.islower() or name.isupper()):
        return name
    return " ".join(
        word if word in _PARTICLES and place else re.sub(r"(^|['’-])(\w)", lambda hit: hit[1] + hit[2].upper(), word)
        for place, word in enumerate(name.lower().split())
    )


class _Shape:
    """One message, and how its capitals can be trusted."""

    def __init__(self, text: str, known: Collection[str]) -> None:
        self.text, self._known = text, known
        # Handles, hashtags and links are no words.
        handles = [hit.span() for hit in _HANDLE.finditer(text)]
        self._words = [
            word for word in _WORDS.finditer(text) if not any(start < word.start() < end for start, end in handles)
        ]
        capital = [word for word in self._words if word[0][0].isupper() and word[0] not in ("I", "I'm", "I've", "I'll")]
        # Shouting, Or A Title: capitals say nothing.
        inside = [word for word in capital if word.start() and text[word.start() - 1] == " "]
        title = len(inside) > 3 and len(inside) > 0.6 * len(self._words)
        shouting = len(self._words) > 1 and all(word[0].isupper() for word in self._words)
        self._trusted = not title and not shouting
        self._odd = [word for word in capital if self._trusted and self._is_odd(word)]

    def said(self) -> list[tuple[int, int]]:
        """Where names stand by what is said around them, and first names that are nothing else."""
        spans = []
        for rule in (_INTRODUCED, _TITLED, _BY):
            for hit in rule.finditer(self.text):
                spans.append(self._name_at(hit.end(), sure=rule is not _BY))
        for rule in (_HERE, _SIGNED):
            for hit in rule.finditer(self.text):
                span = self._name_at(hit.start(1), sure=False, unclear=True)
                spans.append(span if span and span[1] == hit.end(1) else None)
        odd = {word.start() for word in self._odd}
        for hit in _SPOKEN_TO.finditer(self.text):
            if hit.start(1) in odd:
                spans.append(self._name_at(hit.start(1), sure=False, small_surname=False))
        for word in self._words:
            if self._stands_alone(word):
                spans.append(self._name_at(word.start(), sure=False, unclear=True, small_surname=False))
        return [span for span in spans if span]

    def _stands_alone(self, word: re.Match[str]) -> bool:
        """A first name by itself: one that is nothing else, or a doubtful one with a capital where none belongs."""
        small, before = word[0].lower(), self.text[max(0, word.start() - 20) : word.start()]
        if small in CLEAR:
            return not _IN_PLACE.search(before)
        if small not in UNCLEAR or not self._is_capital(word[0]):
            return False
        return bool(_TO_NAME.search(before) or _AFTER_NAME.match(self.text, word.end()))

    def _is_capital(self, word: str) -> bool:
        return self._trusted and word[0].isupper()

    def _name_at(
        self, start: int, *, sure: bool, unclear: bool = False, small_surname: bool = True
    ) -> tuple[int, int] | None:
        """The name that starts here, if one does. `sure`: the words before leave little doubt."""
        end, size = start, 0
        place = start
        while size < MOST_WORDS and (word := _WORDS.match(self.text, place)):
            if not self._fits(word[0], first=size == 0, sure=sure, unclear=unclear, small_surname=small_surname):
                break
            size += 1
            if word[0].lower() not in _PARTICLES:
                end = word.end()
            gap = _SPACE.match(self.text, word.end())
            if not gap:
                break
            place = gap.end()
        if end == start:
            return None
        return _trimmed(self.text, start, end)

    def _fits(self, word: str, *, first: bool, sure: bool, unclear: bool, small_surname: bool) -> bool:
        small = word.lower().removesuffix("'s").removesuffix("’s")
        if _NEVER.fullmatch(small):
            return False
        if first:
            if small in CLEAR or (small in UNCLEAR and (sure or unclear)):
                return True
            everyday = small in self._known or small in UNCLEAR
            return (sure or self._is_capital(word)) if not everyday else (sure and self._is_capital(word))
        if self._is_capital(word):
            return small not in ("i", "i'm", "order", "email", "phone")
        return small_surname and (small in _PARTICLES or (small not in self._known and small not in UNCLEAR))

    def doubtful(self, free: Free) -> bool:
        """Is a capitalised word left that may be a name, and is nothing found already?"""
        return any(free(*word.span()) for word in self._odd)

    def _is_odd(self, word: re.Match[str]) -> bool:
        """No everyday word, no abbreviation, and not alone where a sentence begins: there, capitals say little."""
        small = word[0].lower().removesuffix("'s").removesuffix("’s")
        if _NEVER.fullmatch(small) or len(small) < 2 or (word[0].isupper() and len(small) < 5):
            return False
        if small in self._known and small not in UNCLEAR:
            return False
        alone = not re.match(r" [A-ZÀ-Þ][^\W\d_]", self.text[word.end() : word.end() + 3])
        return not (alone and _OPENS.search(self.text[max(0, word.start() - 8) : word.start()]))

    def plausible(self, start: int, end: int) -> bool:
        """Not one of the things that spaCy takes for a name when they open a sentence."""
        name = self.text[start:end]
        return (
            name[:1].isupper()
            and not re.search(r"[\d@#]", name)
            and not any(_NEVER.fullmatch(word) for word in _WORDS.findall(name))
            and any(start <= word.start() < end for word in self._odd)
        )


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Without a possessive's ending or spaces around."""
    for ending in ("'s", "’s"):
        if text[start:end].endswith(ending):
            end -= 2
    inner = text[start:end]
    return start + len(inner) - len(inner.lstrip()), end - (len(inner) - len(inner.rstrip()))
