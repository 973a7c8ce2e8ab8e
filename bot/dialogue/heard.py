"""What a turn says as a whole: one intent for several messages, a button's command, further wishes in one breath."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot.deescalation import goodwill
from bot.deescalation.acknowledgements import troubles
from bot.deescalation.temper import UPSET_AT
from bot.deescalation.types import Level, Reading
from bot.dialogue import complaining, errands, meant, wishes
from bot.dialogue.wishes import Wish
from bot.understanding.reading import UNREAD

# Said around the thing that matters: any other intent in the same turn is what they came for.
_ASIDES = ("greet", "thank", "inform", "chitchat", "nlu_fallback", "complain", "praise", "goodbye")
# What a plain wish can be drowned in, when more is said around it.
_DROWNED = ("complain", "staff_complaint", "chitchat", "out_of_scope", "inform", UNREAD)
_NOT_PARTED = ("request_human", "stop")  # whatever else is said with them
LONGEST_YES = 8  # words
_PARCEL = ("order_status", "late_parcel")
_OF_PARCEL = re.compile(r"\b(?:parcel|package|order|deliver\w*|tracking|post(?:ed)?|arriv\w*|shipp\w*)\b", re.I)
_NO_OR_ASKING = re.compile(r"\?|n't\b|n’t\b|\b(?:no|not|never|why|how|what|when|stop|dont|instead)\b", re.I)
_EMPTY = {*("order", "orders", "please", "which", "that", "this", "them", "they", "talk", "something", "wrong")}
_ENDS_YES = re.compile(r"\b(?:yes(?: please| pls)?|please do|go ahead|do it|do that)\W*$", re.I)
FEWEST_BEYOND = 4  # words after "no." that say more than no
_YES_NO_AND = re.compile(
    r"^\W*(?:no+|nope|nah|yes|yeah|ok|okay|well|right|look)\b[\s.,!?;:–-]+(?P<rest>.+)$", re.I | re.S
)
_SURE = 0.5  # below it another errand than the one in hand is more likely a misreading
# Asked for in the same breath, goodwill waits until these are dealt with.
_ERRANDS_FIRST = frozenset(errands.ALL) - {"refund_status"} | {*_NOT_PARTED, "staff_complaint", "fraud_report"}
_FAMILY = {"late_parcel": "order_status", "exchange_item": "return_order"}  # near enough to be the same request

_COMMAND = re.compile(r"^/(?P<name>[a-z_]+)(?P<values>\{.*\})?$", re.S)


@dataclass(frozen=True)
class Heard:
    """`parse` is what Rasa's processor takes as the parsed message."""

    text: str
    parse: dict[str, Any]
    readings: tuple[Reading, ...]
    also_wants: tuple[Wish, ...] = ()
    pressed: bool = False
    formal: bool = False  # a complaint to be put on record
    takes_offer: bool = False  # a button was meant, pressed or in words

    @classmethod
    def words(
        cls, parses: Sequence[dict[str, Any]], *, readings: tuple[Reading, ...], also_wants: tuple[Wish, ...] = ()
    ) -> Heard:
        """Several messages speak as one: the weightiest intent, the entities of all."""
        main = max(enumerate(parses), key=lambda item: (_weight(item[1]), item[0]))[1]
        text = "\n".join(parse["text"] for parse in parses)
        entities = [entity for parse in parses for entity in parse.get("entities", ())]
        return cls(text, {**main, "text": text, "entities": entities}, readings, also_wants)

    def with_wishes(self, parts: Sequence[wishes.Parse]) -> Heard:
        """The same, with the first of several wishes as the turn's own and the others to follow, in the order of
        wishes.rank, of a kind the surest first. Where none is sure the turn is not understood, and they are all to
        choose from. `parts`: the parses of the message's parts."""
        if self.parse["intent"]["name"] in _NOT_PARTED:
            return self
        parts = [part for part in parts if not goodwill.asks(part["text"])]  # answered when the rest is done
        found = wishes.find(parts, self.text)
        if self.formal:
            more = (wish for wish in found.wishes if wish.confidence >= wishes.SURE and wish.errand not in _DROWNED)
            return replace(self, also_wants=tuple(more))
        if len(found.wishes) == 1 and found.sure and self.parse["intent"]["name"] in _DROWNED:
            intent = {"name": found.wishes[0].errand, "confidence": found.wishes[0].confidence}
            return replace(self, parse={**self.parse, "intent": intent})
        if len(found.wishes) < 2:
            return self
        if not found.sure:
            unclear = {"name": UNREAD, "confidence": self.parse["intent"]["confidence"]}
            return replace(self, parse={**self.parse, "intent": unclear}, also_wants=found.wishes)
        sure = [wish for wish in found.wishes if wish.confidence >= wishes.SURE]
        if len(sure) < 2:
            return self
        first, *others = sorted(sure, key=lambda wish: wishes.rank(wish.errand))
        about = found.about(first, parts)
        text = " ".join(part["text"] for part in about)
        entities = [entity for part in about for entity in part.get("entities", ())]
        intent = {"name": first.errand, "confidence": first.confidence}
        parse = {**self.parse, "intent": intent, "text": text, "entities": entities}
        return replace(self, text=text, parse=parse, also_wants=tuple(others))

    @classmethod
    def button(
        cls,
        name: str,
        values: Mapping[str, Any],
        *,
        text: str,
        parse: dict[str, Any],
        readings: tuple[Reading, ...],
        pressed: bool,
    ) -> Heard:
        """A button means exactly what it says, whatever the words on it would be read as; pressed, or typed."""
        intent = {"name": name, "confidence": 1.0}
        entities = [{"entity": key, "value": value} for key, value in values.items()]
        if pressed:  # the words on a button are ours: they show nothing of the customer's mood
            last = readings[-1]
            calm = replace(last, intent=name, confidence=1.0, frustration=0.0, level=Level.CALM, flags={}, cues=())
            readings = (*readings[:-1], calm)
        parse = {**parse, "intent": intent, "intent_ranking": [intent], "entities": entities}
        return cls(text, parse, readings, pressed=pressed and len(readings) == 1, takes_offer=True)


def command_of(payload: str) -> tuple[str, dict[str, Any]]:
    """The intent and values of a button's payload such as `/inform{"choice": "refund"}`. Raises ValueError."""
    match = _COMMAND.match(payload.strip())
    if match is None:
        raise ValueError(f"not a command: {payload!r}")
    values = json.loads(match["values"] or "{}")
    return match["name"], dict(values)


def pick_offered(text: str, offered: Iterable[Mapping[str, str]]) -> str | None:
    """The payload of the offered button whose words the customer typed instead of pressing it."""
    typed = _plain(text)
    return next((button["payload"] for button in offered if typed and _plain(button["title"]) == typed), None)


def beyond_yes_or_no(text: str) -> str | None:
    """What follows the yes or no that a message begins with, if it is long enough to be a matter of its own."""
    match = _YES_NO_AND.match(text)
    return match["rest"] if match and len(match["rest"].split()) >= FEWEST_BEYOND else None


def agreed_to(text: str, proposed: Sequence[Mapping[str, str]]) -> str | None:
    """What a plain yes stands for: the first of one or two buttons, one thing proposed and perhaps a person."""
    others_are_people = all(button["payload"] == "/request_human" for button in proposed[1:])
    plain = len(text.split()) <= LONGEST_YES or _ENDS_YES.search(text)
    if 1 <= len(proposed) <= 2 and others_are_people and plain:
        return proposed[0]["payload"]
    return None


def asked_for(text: str, proposed: Sequence[Mapping[str, str]]) -> str | None:
    """The one thing proposed whose own word they use, shortly, without a no or a question: "THEN START THE SEARCH"."""
    if len(text.split()) > LONGEST_YES or _NO_OR_ASKING.search(text):
        return None
    said = _telling(text)
    fitting = [one["payload"] for one in proposed if said & _telling(one["title"])]
    own = [payload for payload in fitting if "order_number" in payload]  # of two that fit, the one about their order
    return own[0] if len(own) == 1 else fitting[0] if len(fitting) == 1 else None


def _telling(text: str) -> set[str]:
    return {word for word in re.findall(r"[a-z]{4,}", text.lower()) if word not in _EMPTY}


def about_the_last(heard: Heard, last: Sequence[str] | None) -> Heard:
    """Hot words that might just name another errand are a complaint about the answer to the last one; and after an
    answer about a refund, "three days late" and "when do I get it" are about the refund."""
    intent = heard.parse["intent"]
    of_parcel = _OF_PARCEL.search(heard.text) or any(
        entity["entity"] in ("order_number", "product") for entity in heard.parse.get("entities", ())
    )
    if last and last[0] == "refund_status" and intent["name"] in _PARCEL and not of_parcel:
        return replace(heard, parse={**heard.parse, "intent": {**intent, "name": "refund_status"}})
    broken = "damaged_item" in map(meant.ERRAND_OF_TROUBLE.get, troubles(heard.text))
    if intent["name"] in _PARCEL and intent["confidence"] < _SURE and broken:
        return replace(heard, parse={**heard.parse, "intent": {**intent, "name": "damaged_item"}})
    another = last and intent["name"] in errands.ALL and _family(intent["name"]) != _family(last[0])
    hot = max(reading.frustration for reading in heard.readings) >= UPSET_AT
    named = any(entity["entity"] == "order_number" for entity in heard.parse.get("entities", ()))
    if named or not (another and hot and intent["confidence"] < _SURE):
        return heard
    return replace(heard, parse={**heard.parse, "intent": {**intent, "name": "complain"}})


def about_complaining(heard: Heard) -> Heard:
    """A complaint that is to be a formal one is an errand, not a mood."""
    if heard.pressed or heard.parse["intent"]["name"] not in _DROWNED or not complaining.formally(heard.text):
        return heard
    return replace(heard, parse={**heard.parse, "intent": {"name": "staff_complaint", "confidence": 1.0}}, formal=True)


def about_goodwill(heard: Heard) -> Heard:
    """Asked outright for something to make up for it: whatever it was read as, it is no plea for the goods' price."""
    intent = heard.parse["intent"]
    kept = intent["name"] in _ERRANDS_FIRST and intent["confidence"] >= _SURE
    if heard.pressed or kept or not goodwill.asks(heard.text):
        return heard
    return replace(heard, parse={**heard.parse, "intent": {"name": "complain", "confidence": 1.0}})


def _family(intent: str) -> str:
    return _FAMILY.get(intent, intent)


def _weight(parse: Mapping[str, Any]) -> int:
    intent = parse["intent"]["name"]
    if intent == "request_human":
        return 3
    if intent in errands.ALL:
        return 2
    return 0 if intent in _ASIDES else 1


def _plain(text: str) -> str:
    return re.sub(r"[^\w ]", "", text).strip().lower()
