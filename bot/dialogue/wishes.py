"""Two things at once: where one wish may end and another begin, and which wishes the parts of a message hold. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

Parse = Mapping[str, Any]

# Intents that may be one matter: told and asked together they are one wish, unless they are set apart in words.
MATTERS: tuple[frozenset[str], ...] = (
    frozenset({"order_status", "late_parcel", "delivery_time", "delivery_options"}),
    frozenset({"order_status", "cancel_order", "change_order", "change_address", "place_order"}),
    frozenset(
        {
            *("cancel_order", "return_order", "exchange_item", "damaged_item", "late_parcel", "refund_status"),
            *("faq_returns", "faq_warranty", "cancellation_fee", "change_order", "product_question"),
            *("delivery_options", "choose_refund", "choose_replacement"),
        }
    ),
    frozenset(
        {"payment_problem", "faq_payment", "refund_status", "choose_refund", "fraud_report", "technical_problem"}
    ),
    frozenset(
        {
            *("faq_account", "create_account", "edit_account", "switch_account", "delete_account", "privacy_request"),
            *("registration_problem", "sign_in_problem", "technical_problem", "change_address", "fraud_report"),
        }
    ),
    frozenset({"subscription", "newsletter", "cancel_order"}),
    frozenset({"product_question", "delivery_options", "place_order"}),
)
WISHES = frozenset[str]().union(*MATTERS) | {"invoice_request", "faq_contact", "leave_review"}
# Those that the help centre answers.
QUESTIONS = frozenset(
    {
        *("delivery_options", "delivery_time", "faq_returns", "cancellation_fee", "faq_payment", "faq_warranty"),
        *("product_question", "faq_account", "faq_contact"),
    }
)
# Those that a step-by-step guide answers.
GUIDED = frozenset({"create_account", "registration_problem", "sign_in_problem", "switch_account", "technical_problem"})
CHANGES = frozenset(
    {
        *("change_address", "change_order", "cancel_order", "return_order", "exchange_item", "damaged_item"),
        *("late_parcel", "edit_account", "newsletter", "delete_account", "privacy_request", "subscription"),
        *("leave_review", "staff_complaint"),
    }
)
OUTCOMES = frozenset({"choose_refund", "choose_replacement"})  # of something that has yet to be told
LOOKS_UP = frozenset({"payment_problem", "invoice_request", "order_status", "refund_status"})

SURE = 0.7  # confidence from which part of a message is taken for a wish of its own; chosen on our own two_things.yml
PLAIN = 0.9  # from here neither need be asked for outright: "my mug is chipped and I forgot my password"
DOUBTFUL = 0.3  # below it, it is none; between the two it is offered as a choice
MOST_PARTS = 10  # of a message that are read one by one
FEWEST_WORDS = 2  # of a part

_BEGINS = (
    r"(?:also|another|can|cancel|change|check|close|could|delete|did|do|does|give|has|have|how(?:'?s)?|i|i'[dm]|id|im|is"
    r"|let|may|my|please|pls|refund|return|send|show|stop|tell|the|there'?s|to|track|update|want|was|what(?:'?s)?"
    r"|when(?:'?s)?|where(?:'?s)?|whether|which|who|why|will|would|you)\b"
)
# Announces the next wish, so that no border comes after it.
_ANNOUNCED = re.compile(
    r"(\b(?:while (?:i'?m|you'?re) (?:at it|here|there)|separately|(?:another|one (?:more|last|other)|the other)"
    r" (?:thing|question)|second(?:ly)?|first(?:ly)?|also|btw|by the way|p\.?s\.?|oh))\s*[,:.–-]+\s*",
    re.I,
)
_BORDER = re.compile(
    r"(?<=[.?!;])\s+|\n+|\s+[-–—]+\s+|\s+[+&]\s+"
    r"|\s*(?:\b[1-3][.)]|[•*])\s+"
    r"|\s*[,;]?\s+(?=(?:oh|btw|by the way|plus)\b)"
    r"|(?<=\S)(?<!\bi)(?<!\byou)(?<!\bwe)(?<!\bto)(?<!\bcan)(?<!\bcould)(?<!\bwould)(?<!\bbut)(?<!\band)(?<!\boh)"
    rf"\s+(?=also {_BEGINS})|[,;]\s+(?=also\b)"
    rf"|(?<=\S)(?<!\boh)[,;]?\s+(?:and|then|but|as well as)\s+(?={_BEGINS})|,\s+(?={_BEGINS})",
    re.I,
)
# Said before another wish, or of the whole message.
_APART = re.compile(
    r"^\W*(?:(?:oh|ok|and|but)\W+)*(?:also|plus|additionally|second(?:ly)?|another (?:thing|question|issue)"
    r"|the other thing|one (?:more|last|other) (?:thing|question)|while (?:i'?m|you'?re) (?:at it|here|there)"
    r"|(?:i'?d?|we'?d?|can (?:you|i)|could (?:you|i)|do you) also|btw|by the way|separately"
    r"|on top of that|p\.?s\.?|oh)\b|\b(?:too|as well|aswell|either)\W*$",
    re.I,
)
_SEVERAL = re.compile(
    r"\b(?:two|2|three|3|(?:a )?couple(?: of)?|few) (?:\w+ )?(?:things|questions|issues|problems|requests)\b"
    r"|\bfirst(?:ly)?\b.*\bsecond(?:ly)?\b|\b1[.)].*\b2[.)]",
    re.I | re.S,
)
_ASKS = re.compile(
    r"\?|^\W*(?:(?:and|also|oh|plus|then|so|but|ok|hi|hello|hey|first(?:ly)?|second(?:ly)?|btw|by the way|please|pls"
    r"|another (?:thing|question)|one more thing)\W+)*(?:where(?:'?s)?|when(?:'?s)?|what(?:'?s)?|how(?:'?s)?|why"
    r"|who|which|can|could|would|will|is|are|do|does|did|has|have|may|whether|cancel|return|refund|exchange|swap|change"
    r"|update|send|tell|give|check|track|find|stop|delete|close|remove|unsubscribe|replace|let me know|show|reset|add"
    r"|to know)\b"
    r"|\b(?:i|we)(?:'?d| would| do|'?ll)? (?:also )?(?:want|need|like|wanna|wish)\b|\b(?:want|need) (?:to|a|my|the)\b"
    r"|\b(?:please|pls|plz|can (?:you|i)|could (?:you|i)|wondering)\b",
    re.I,
)


@dataclass(frozen=True)
class Wish:
    """One thing they want: its intent, the order it is about if one was named with it, and their words for it."""

    errand: str
    order: str | None = None
    text: str = ""
    confidence: float = 1.0


@dataclass(frozen=True)
class Found:
    """`wishes`, the surest first; `places`: of the parts about each."""

    wishes: tuple[Wish, ...] = ()
    places: tuple[tuple[int, ...], ...] = ()

    @property
    def sure(self) -> bool:
        """At least the first can be begun without asking which."""
        return bool(self.wishes) and self.wishes[0].confidence >= SURE

    def about(self, wish: Wish, parts: Sequence[Parse]) -> list[Parse]:
        """The parts about this wish, and those about none."""
        others = {
            place for other, places in zip(self.wishes, self.places, strict=True) if other != wish for place in places
        }
        return [part for place, part in enumerate(parts) if place not in others]


def parts(texts: Iterable[str]) -> list[str]:
    """Where a new wish may begin, the texts are parted; bits of a single word are left out."""
    joined = (_ANNOUNCED.sub(r"\1 ", text) for text in texts)
    found = [part.strip() for text in joined for part in _BORDER.split(text) if part and part.strip(" ,.-")]
    return [part for part in found if len(part.split()) >= FEWEST_WORDS][:MOST_PARTS]


def find(parses: Sequence[Parse], text: str) -> Found:
    """The wishes among the parts' parses, which are in the order said. One wish told in several sentences is one.

    `text`: the whole message."""
    several = bool(_SEVERAL.search(text))
    named = [place for place, parse in enumerate(parses) if _is_wish(parse)]
    found: list[tuple[Wish, list[int]]] = []  # a wish, and the places of the parts about it
    for place in sorted(named, key=lambda place: -parses[place]["intent"]["confidence"]):
        wish = _wish(parses[place])
        for number, (other, places) in enumerate(found):
            first, second = sorted((place, places[0]))
            if not _apart(wish, other, parses[first], parses[second], several):
                errand = wish.errand if other.errand in OUTCOMES else other.errand  # what happened says more
                found[number] = (replace(other, errand=errand, order=other.order or wish.order), [*places, place])
                break
        else:
            found.append((wish, [place]))
    return Found(tuple(wish for wish, _ in found), tuple(tuple(places) for _, places in found))


def rank(errand: str) -> int:
    """When to take it, of several: an answer leaves nothing open; a change ends when it is agreed to; what is looked up
    often ends with an offer, and what takes a person always does, so they come last."""
    kinds = (QUESTIONS, CHANGES, LOOKS_UP)
    return next((place for place, kind in enumerate(kinds) if errand in kind), len(kinds))


def related(one: str, other: str) -> bool:
    """May the two intents be one matter?"""
    return one == other or any({one, other} <= matter for matter in MATTERS)


def _is_wish(parse: Parse) -> bool:
    return parse["intent"]["name"] in WISHES and parse["intent"]["confidence"] >= DOUBTFUL


def _wish(parse: Parse) -> Wish:
    numbers = _numbers(parse)
    intent = parse["intent"]
    return Wish(intent["name"], numbers[-1] if numbers else None, parse["text"], float(intent["confidence"]))


def _apart(wish: Wish, other: Wish, first: Parse, second: Parse, several: bool) -> bool:
    """Is `wish` another than the surer `other`, rather than more about the same? `first`: the part said first."""
    if wish.errand == other.errand:
        return False
    if several or _APART.search(first["text"]) or _APART.search(second["text"]):
        return True
    if related(wish.errand, other.errand):
        return _asks(first) and _asks(second) and _other_thing(first, second)
    mine, theirs = (first, second) if first["text"] == wish.text else (second, first)
    if _asks(mine):
        return wish.confidence >= SURE
    return not _asks(theirs) and wish.confidence >= PLAIN  # told beside a question, it is what led to the question


def _asks(parse: Parse) -> bool:
    return bool(_ASKS.search(parse["text"]))


def _other_thing(first: Parse, second: Parse) -> bool:
    """The second names an order or a product, and the first does not name it."""
    named = _things(second)
    return bool(named) and not named & _things(first) and bool(_things(first) or _numbers(second))


def _things(parse: Parse) -> set[str]:
    return {
        str(entity["value"]).lower()
        for entity in parse.get("entities", ())
        if entity["entity"] in ("order_number", "product")
    }


def _numbers(parse: Parse) -> list[str]:
    return [str(entity["value"]) for entity in parse.get("entities", ()) if entity["entity"] == "order_number"]
