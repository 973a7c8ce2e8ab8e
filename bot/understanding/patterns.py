"""Order numbers, tracking codes, e-mail addresses and phone numbers, found by pattern and normalised. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

# Printed on the parcel and in the e-mails: EK-20417. People type ek20417, order 20417, #20417, EK 20417.
_ORDER_FULL = re.compile(r"(?<![\w-])ek[\s\-–_#]{0,2}(\d{5})(?!\d)", re.IGNORECASE)
_NOT_ON = r"(?![\w%]|[.,]\d|-\d|\s*(?:€|\$|pounds?\b|quid\b|dollars?\b|euros?\b|bucks?\b))"
_ORDER_NAMED = re.compile(
    r"\b(?:orders?|ord|parcel|package|purchase|ref(?:erence)?)"
    r"(?:\s*(?:with|numbers?|num|no\.?|nr|id|code|is|was|are|were|it's|its|:|=|#|-|–))*\s*#?(\d{5})" + _NOT_ON,
    re.IGNORECASE,
)
_ORDER_NEXT = re.compile(r"(?:\s*(?:,|&|/|\band\b|\bor\b))+\s*#?(\d{5})" + _NOT_ON, re.IGNORECASE)
_ORDER_HASH = re.compile(r"(?<!\w)#\s?(\d{5})(?!\d)")
# By itself a number is an order's only if the message is short and nothing stands before it, or nothing that is
# counted after it; or if it is handed over: "the number you asked for is 20417".
_ORDER_BARE = re.compile(
    r"(?:^|(?<=[\n.!?,;:] )|(?<=\n))(\d{5})"
    + _NOT_ON
    + r"|(?<![\w£$€.,\-])(\d{5})(?=[.,!?;)]*\s*$|[.,!?;]+\s"
    + r"|\s+(?:please|pls|plz|thanks|thank|thx|ty|cheers|i|it|its|is|was|one|mate|sorry|here|and|but|for|where|still"
    + r"|not)\b)",
    re.IGNORECASE,
)
_ORDER_GIVEN = re.compile(
    r"^\s*(\d{5})(?=\s+(?:but|and|is|was|its|it's|where|please|pls|i)\b|[,.:;](?:\s|$)|\s+[-–]\s)"
    r"|\b(?:number|it)(?:[ ][a-z]+){0,4}?(?:'s|[ ]is|[ ]was|:)[ ]*#?(\d{5})"
    r"(?=[.,!?;)\s]*(?:$|\n|thanks|thank|ty|pls|please))",
    re.IGNORECASE,
)
_OTHER_NUMBER = re.compile(
    r"\b(?:house|flat|apartment|apt|room|post ?code|zip|pin|street|road|avenue|ave|lane|model|barcode)\b", re.IGNORECASE
)
BARE_WORDS = 6  # see _ORDER_BARE

_TRACKING = re.compile(r"(?<!\w)trk[\s\-–_#]{0,2}(\d{3})[\s-]?(\d{3})[\s-]?(\d{3})(?!\d)", re.IGNORECASE)
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[A-Za-z]{2,}(?![\w-])")
_PHONE = re.compile(r"(?<![\w#£$€.(-])(?:\+|00)?\(?\d(?:[\s().-]{0,2}\d){8,14}(?!\w|[.-]\d)")


# What a number may be called that is no order's, and no phone's.
_ELSE = (
    r"bill|invoice|ticket|case|receipt|item|model|part|flight|voucher|room|unit|suite|serial|imei|account|customer|sku"
)
_CALLED = r"s?\s*(?:number|num|no\.?|nr|id|code|is|:|#|\s)*$"
_LABELLED = re.compile(rf"\b(?:{_ELSE}|order|purchase|tracking|parcel|shipment|ref|reference){_CALLED}", re.IGNORECASE)
_LABELLED_ELSE = re.compile(
    rf"\b(?:{_ELSE}|product|postal|card|phone|meter|error|extension|over|about|end){_CALLED}", re.IGNORECASE
)


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
        if _LABELLED.search(text, max(0, hit.start() - 30), hit.start()) or _too_long(hit.group()):
            continue
        add(Match("phone", _phone(hit.group()), hit.start(), hit.end()))
    for hit in _ORDER_NAMED.finditer(text):
        following: re.Match[str] | None = hit
        while following:  # "orders 20417, 20533 and 20611"
            add(Match("order_number", f"EK-{following.group(1)}", following.start(1), following.end(1)))
            following = _ORDER_NEXT.match(text, following.end())
    for match in _loose_orders(text):
        add(match)
    return sorted(found, key=lambda match: match.start)


def _loose_orders(text: str) -> Iterator[Match]:
    """Numbers that are likely an order's, though not called so."""
    patterns = [_ORDER_HASH]
    if not _OTHER_NUMBER.search(text):
        patterns += [_ORDER_GIVEN, *([_ORDER_BARE] if len(text.split()) <= BARE_WORDS else [])]
    for pattern in patterns:
        for hit in pattern.finditer(text):
            if _LABELLED_ELSE.search(text, max(0, hit.start() - 20), hit.start()):
                continue
            yield Match("order_number", f"EK-{hit.group(hit.lastindex or 1)}", *hit.span(hit.lastindex or 1))


def _too_long(typed: str) -> bool:
    """More digits than a number has at home, and nothing that says it is from abroad."""
    return not typed.startswith(("+", "0")) and len(re.sub(r"\D", "", typed)) > 11


def _phone(typed: str) -> str:
    """Digits only; an international number starts with +, its bracketed trunk zero left out."""
    international = typed.startswith(("+", "00"))
    digits = re.sub(r"\D", "", typed.replace("(0)", "") if international else typed)
    return f"+{digits.removeprefix('00')}" if international else digits
