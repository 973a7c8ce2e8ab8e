"""Order numbers, tracking codes, e-mail addresses and phone numbers, found by pattern and normalised. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

# Printed on the parcel and in the e-mails: EK-20417. People type ek20417, order 20417, #20417, EK 20417.
_ORDER_FULL = re.compile(r"(?<![\w-])ek[\s\-–_#]{0,2}(\d{5})(?!\d)", re.IGNORECASE)
_ORDER_NAMED = re.compile(
    r"\b(?:orders?|ord|parcel|package|purchase|ref(?:erence)?)"
    r"(?:\s*(?:number|num|no\.?|nr|id|code|is|was|it's|its|:|=|#|-|–))*\s*#?(\d{5})(?![\d-])",
    re.IGNORECASE,
)
_ORDER_HASH = re.compile(r"(?<!\w)#\s?(\d{5})(?!\d)")
_ORDER_BARE = re.compile(r"(?<![\w£$€.,\-])(\d{5})(?![\w%]|[.,]\d|-\d)")
_OTHER_NUMBER = re.compile(r"\b(?:house|flat|room|post ?code|zip|pin|street|road)\b", re.IGNORECASE)
BARE_WORDS = 6  # a five-digit number by itself is an order number only in a message this short

_TRACKING = re.compile(r"(?<!\w)trk[\s\-–_#]{0,2}(\d{3})[\s-]?(\d{3})[\s-]?(\d{3})(?!\d)", re.IGNORECASE)
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[A-Za-z]{2,}(?![\w-])")
_PHONE = re.compile(r"(?<![\w#£$€.-])(?:\+|00)?\(?\d(?:[\s().-]{0,2}\d){8,14}(?!\w|[.-]\d)")


@dataclass(frozen=True)
class Match:
    """Something found: its kind, the normalised value, and where (character offsets)."""

    entity: str
    value: str
    start: int
    end: int


def find_patterns(text: str) -> list[Match]:
    """Everything found, in order, none overlapping another."""
    found: list[Match] = []

    def add(match: Match) -> None:
        if not any(match.start < other.end and other.start < match.end for other in found):
            found.append(match)

    for hit in _EMAIL.finditer(text):
        add(Match("email", hit.group().lower(), hit.start(), hit.end()))
    for hit in _TRACKING.finditer(text):
        add(Match("tracking_code", "TRK" + "".join(hit.groups()), hit.start(), hit.end()))
    for hit in _ORDER_FULL.finditer(text):
        add(Match("order_number", f"EK-{hit.group(1)}", hit.start(), hit.end()))
    for hit in _PHONE.finditer(text):
        add(Match("phone", _phone(hit.group()), hit.start(), hit.end()))
    for pattern in (_ORDER_NAMED, _ORDER_HASH, _ORDER_BARE):
        if pattern is _ORDER_BARE and (len(text.split()) > BARE_WORDS or _OTHER_NUMBER.search(text)):
            continue
        for hit in pattern.finditer(text):
            add(Match("order_number", f"EK-{hit.group(1)}", hit.start(1), hit.end(1)))
    return sorted(found, key=lambda match: match.start)


def _phone(typed: str) -> str:
    """Digits only; an international number starts with +, its bracketed trunk zero left out."""
    international = typed.startswith(("+", "00"))
    digits = re.sub(r"\D", "", typed.replace("(0)", "") if international else typed)
    return f"+{digits.removeprefix('00')}" if international else digits
