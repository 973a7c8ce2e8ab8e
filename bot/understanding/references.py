"""The message without its order numbers, addresses and phone numbers, for reading what is wanted. Pure.

"EK-20417 is late" says what "my order is late" says; to an encoder, the number outweighs the errand.
"""

from __future__ import annotations

import re

from bot.understanding.patterns import find_patterns

_STANDS_FOR = {"order_number": "my order", "tracking_code": "my parcel"}
# What leads up to a reference and means nothing without it.
_BEFORE_NUMBER = re.compile(
    r"\b(?:my |the )?(?:order|parcel|package)(?: (?:number|num|no\.?))?(?: is)?[\s:#]*$|\bek[\s-]*$", re.IGNORECASE
)
_BEFORE_ADDRESS = re.compile(
    r"(?:[\s,]*\b(?:and|with|my|the|e-?mail|address|phone|number|is|on|at)\b[\s:,]*)+$", re.IGNORECASE
)
# A message of nothing but these and references only tells us a fact.
_FILLERS = re.compile(
    r"(?:a|already|an|and|at|be|can|code|e-?mail|ek|for|gave|hello|here|hi|i|id|is|it|it's|its|mail|me|my|name|no"
    r"|number|of|ok|on|orders?|parcel|phone|please|reach|ref|reference|said|sorry|sure|thanks|that|that's|thats|the"
    r"|think|this|to|told|tracking|typo|under|used|was|with|would|yes|you)"
)


def without_references(text: str) -> str:
    """`text` with each number replaced by what it stands for, or as it is when nothing but references is in it."""
    plain, around = text, text
    for match in reversed(find_patterns(text)):
        noun = _STANDS_FOR.get(match.entity, "")
        before = (_BEFORE_NUMBER if noun else _BEFORE_ADDRESS).sub(" ", plain[: match.start])
        plain = f"{before}{noun}{plain[match.end :]}"
        around = f"{around[: match.start]} {around[match.end :]}"
    words = re.findall(r"[a-z][a-z'-]*", around.lower())
    if plain == text or all(_FILLERS.fullmatch(word) for word in words):
        return text
    return " ".join(plain.split()).strip(" ,")
