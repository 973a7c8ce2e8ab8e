"""Dates, sums of money, people and places, by spaCy's named entities, with its usual mistakes on chat filtered out."""

from __future__ import annotations

import re
from typing import Any

from bot.understanding.patterns import Match

_KINDS = {"DATE": "date", "TIME": "date", "MONEY": "money", "PERSON": "person", "GPE": "place", "LOC": "place"}
_MONEY = re.compile(
    r"([£$€])\s?(\d[\d,]*(?:\.\d{1,2})?)|(\d[\d,]*(?:\.\d{1,2})?)\s?(pounds?|quid|dollars?|euros?|gbp|usd|eur)\b", re.I
)
_CURRENCY = {"£": "GBP", "pound": "GBP", "quid": "GBP", "gbp": "GBP", "$": "USD", "dollar": "USD", "usd": "USD"}

# The small model takes these for people or places when they open a sentence or are typed in capitals.
_NOT_NAMES = re.compile(
    r"hi|hello|hey|hiya|thanks?|thx|ty|cheers|ok|okay|yes|no|yep|nope|nah|yeah|please|pls|sorry|order|refund|return|cancel"
    r"|parcel|package|delivery|track|tracking|courier|bot|chatbot|agent|manager|human|lol|omg|wtf|wth|ffs|ugh|argh"
    r"|useless|rubbish|pathetic|damn|hell|bloody|screw|dm|asap|absolute|terrible|appalling|disgusting|lies|liar"
    r"|seriously|still|where|when|why|who|what|how|exchange|replacement|help|login|password|invoice|wrong|broken|late",
    re.IGNORECASE,
)


def find_names(text: str, nlp: Any) -> list[Match]:
    """Money by pattern; dates, people and places by `nlp` (a spaCy pipeline)."""
    found = [Match("money", _money(hit), hit.start(), hit.end()) for hit in _MONEY.finditer(text)]
    letters = [letter for letter in text if letter.isalpha()]
    if not letters:
        return found
    # Shouting tells the model that everything is a name; lower-cased, the offsets stay the same.
    shouting = len(letters) > 3 and sum(letter.isupper() for letter in letters) > 0.7 * len(letters)
    lowered = text.lower()
    given = lowered if shouting and len(lowered) == len(text) else text
    for span in nlp(given).ents:
        kind = _KINDS.get(span.label_)
        if kind is None or kind == "money":
            continue
        if kind in ("person", "place") and not _plausible(span.text):
            continue
        if kind == "date" and not re.search(r"[a-z/.-]", span.text, re.IGNORECASE):
            continue  # a bare number is not a date
        found.append(Match(kind, span.text.strip(), span.start_char, span.end_char))
    return found


def _plausible(name: str) -> bool:
    words = re.findall(r"[^\W\d_]+", name)
    return (
        bool(words)
        and not re.search(r"[\d@#]", name)
        and not any(_NOT_NAMES.fullmatch(word) for word in words)
        and words[0][0].isupper()
    )


def _money(hit: re.Match[str]) -> str:
    """`49.90 GBP`."""
    amount = float((hit.group(2) or hit.group(3)).replace(",", ""))
    unit = (hit.group(1) or hit.group(4)).lower().rstrip("s")
    return f"{amount:.2f} {_CURRENCY.get(unit, 'EUR')}"
