"""What is particular about a message: how often, how long, for what occasion, what went wrong. Facts for words."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.deescalation.types import LONG_WAIT_MINUTES

ORDINALS = (
    *("first", "second", "third", "fourth", "fifth", "sixth"),
    *("seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth"),
)
_CARDINALS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_ADVERBS = {"once": 1, "twice": 2, "thrice": 3}
_NUMBER = rf"(?:\d{{1,3}}|{'|'.join(_CARDINALS)})"
_NTH = rf"(?P<nth>\d{{1,3}} ?(?:st|nd|rd|th)|{'|'.join(ORDINALS[1:])})"
_TOUCH = (
    r"(?:contact|call|phon|ring|rang|email|e-mail|mail|messag|chat|writ|wrote|ask|report|complain|reach|told|tell"
    r"|explain"
    r"|been in touch|get in touch|getting in touch|got in touch|spoke|speak|on to you)"
)
_MEDIUM = r"(?:contact|call|phone call|email|e-mail|message|chat|complaint|ticket|attempt to reach|enquiry|letter)"
_CONTACTS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b{_NTH} time (?:now )?(?:that )?(?:in \w+ \w+ )?(?:(?:i|we)(?:'ve|'m| have"
        rf"| am)? (?:had to )?(?:\w+ )?|having to |to )?{_TOUCH}",
        rf"\b(?:for the|(?:this is|it's|that's) (?:now )?(?:the|my)) {_NTH} time\s*(?:[,.:!?]|$|where|what|why"
        rf"|when|can|could|i want|please|now\b)",
        rf"\b(?:(?:my|the|a) )?{_NTH} {_MEDIUM}\b",
        rf"\b{_TOUCH}\w* (?:\w+ ){{0,4}}?(?P<count>{_NUMBER}) (?:different |separate )?(?:times|{_MEDIUM}s)\b",
        rf"\b(?P<adverb>twice|thrice) (?:now |already )?{_TOUCH}"
        rf"|(?<!it )\b{_TOUCH}\w* (?:\w+ ){{0,3}}?(?P<adverb2>twice|thrice)\b",
        rf"\b(?:after|sent|made|had) (?P<count2>{_NUMBER}) {_MEDIUM}s\b",
    )
)
_AGAIN = re.compile(
    rf"\b(?:keep|kept|tired of|sick of|fed up (?:of|with)) (?:on )?(?:having to )?{_TOUCH}\w*|\b(?:so many"
    rf"|several|multiple|many|countless"
    r"|umpteen|numerous|\d{2,3}) (?:times|emails|calls|messages)\b"
    r"|\b(?:\d{2,}th|umpteenth|hundredth|millionth) time\b|\byet again\b|\bonce again\b|\bhere (?:i am |we go )again\b"
    rf"|\balready (?:{_TOUCH}\w*|been through this)|\b(?:contact|call|email|messag|writ"
    rf"|ask)\w* (?:you )?(?:\w+ )?(?:again|repeatedly|over and over)\b"
)

_DAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_MONTH = r"(?:january|february|march|april|may|june|july|august|september|october|november|december)"
_AMOUNT = (
    rf"(?:(?:over|more than|nearly|almost|about|at least|up to) )?(?:{_NUMBER}|an?|several|a few"
    rf"|a couple of|half an|a whole|a full)"
)
_SPAN = (
    rf"(?P<span>{_AMOUNT}(?: and a half)?(?: whole| full| entire| bloody| damn| fucking)? (?:minutes?|mins?"
    rf"|hours?|hrs?|days?|weeks?|months?|years?))"
)
_SINCE = (
    rf"(?P<since>since (?:last )?(?:{_DAY}|{_MONTH}|yesterday|this morning|last (?:week|month|year|night)"
    rf"|(?:the )?\d{{1,2}}(?:st|nd|rd|th)?(?: of)?(?: {_MONTH})?))"
)
_WAITS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b(?:wait\w*|on hold|in (?:the|a|this) queue|queu\w+|sat here|held)\b[^.!?\n]{{0,30}}?\b(?:{_SPAN}"
        rf"|{_SINCE})",
        rf"\b{_SPAN} (?:of )?(?:waiting|late|overdue|on hold|delay|past|behind|and (?:still|nothing|no|counting"
        rf"|it|you|i))",
        rf"(?<!only )(?<!only been )\b(?:it's been|it has been|its been|been|it took|took|taken|taking) {_SPAN}\b",
        rf"\b(?:after|for) {_SPAN}(?: now| already)?,? (?:now|and|still|with no\w*|without|but|no|nothing|i|you"
        rf"|nobody)\b",
        rf"\b(?:order|bought|placed|return|sent|paid|shipped|post|request|cancel)\w* [^.!?\n]{{0,25}}?\b{_SPAN} ago",
        rf"\b(?:nothing|heard|haven't|hasn't|no \w+|stuck|trying|chasing|been)\b[^.!?\n]{{0,40}}?\b{_SINCE}",
    )
)

_KIN = (
    r"(?:daughter|son|wife|husband|mum|mom|mother|dad|father|sister|brother|partner|girlfriend|boyfriend"
    r"|fianc[ée]e?|grandson|niece"
    r"|granddaughter|nephew|nan|gran|grandma|grandmother|grandad|grandfather|friend|best friend|kid|boss|baby"
    r"|little (?:boy|girl))"
)
_FEAST = (
    r"(?:birthday party|birthday|wedding(?: anniversary)?|anniversary|graduation|baby shower|christening|baptism|prom"
    r"|bar mitzvah|engagement party"
    r"|birthday party|party|retirement|first day (?:at|of) school|recital|ceremony)"
)
_OCCASIONS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b(?P<whose>my|our|his|her|their) (?P<kin>(?:\w+ )?{_KIN})'?s (?P<what>(?:\d+(?:st|nd|rd|th) )?{_FEAST})\b",
        rf"\b(?P<whose>my|our|his|her|their|the|a) (?P<what>(?:\d+(?:st|nd|rd|th) )?{_FEAST})\b(?! (?:section"
        rf"|category|department|range))",
        r"\b(?P<whose>my|our) (?P<what>holiday|vacation|trip|honeymoon|job interview|interview|exam|exams|move"
        r"|performance|concert)\b",
        r"\b(?P<feast>christmas|easter|eid|diwali|hanukkah|thanksgiving|mother'?s day|father'?s day"
        r"|valentine'?s day|new year's eve)\b",
    )
)
# Still to come, so that nothing has been missed yet; said nowhere, it is taken to be over.
_AHEAD = re.compile(
    rf"\b(?:(?:is|it's|its) (?:on|this|next|in|tomorrow|coming)|tomorrow|this (?:weekend|{_DAY})"
    rf"|next (?:week|month|{_DAY})|in (?:\d+|two|three|four|five|a few|a couple of) (?:days|weeks)|coming up"
    r"|in time for|need\w* (?:it|this|them) (?:for|by|before))\b"
)
_OVER = re.compile(
    r"\b(?:missed|ruined|too late|was (?:yesterday|last|on)|has (?:been|passed)"
    r"|without (?:a|her|his|the) (?:present|gift))\b"
)
_DEADLINE = re.compile(
    rf"\b(?P<when>(?:by|before|for) (?:tomorrow(?: \w+)?|tonight|today|(?:this |next )?{_DAY}|(?:the"
    rf"|this) weekend|noon|next week|the end of"
    rf" (?:the|this) (?:day|week|month)|\d{{1,2}} ?(?:am|pm)|(?:the )?\d{{1,2}}(?:st|nd|rd"
    rf"|th)(?: of)?(?: {_MONTH})?))\b"
)
_NEEDED = re.compile(r"\b(?:need|needed|needs|must|has to|have to|got to|in time|want it|leav\w+|fly\w*|moving)\b")


@dataclass(frozen=True)
class Particulars:
    """What is specific in a text, in the customer's own key terms, turned to speak to them ("my" becomes "your")."""

    contact_count: int | None = None  # "third time", "3rd e-mail": 3
    again: bool = False  # they have been in touch before; uncounted
    waiting: str | None = None  # "two weeks", "since Monday", "over an hour"
    occasion: str | None = None  # "your daughter's birthday", "the wedding", "Christmas"
    occasion_ahead: bool = False  # it is still to come
    deadline: str | None = None  # "by Friday"


def particulars(text: str) -> Particulars:
    """What can be taken up from a message. Nothing is guessed: what is not said plainly is None."""
    words = " ".join(text.lower().replace("’", "'").split())
    count = _count(words)
    return Particulars(
        contact_count=count,
        again=count is not None or bool(_AGAIN.search(words)),
        waiting=_waiting(words),
        occasion=_occasion(words),
        occasion_ahead=bool(_AHEAD.search(words)) and not _OVER.search(words),
        deadline=_deadline(words),
    )


def ordinal(number: int) -> str:
    """The word for the n-th, from the first to the twelfth. Raises IndexError beyond."""
    return ORDINALS[number - 1]


def kept_waiting(minutes: float) -> str | None:
    """A wait on record, in words, if it was a long one: "25 minutes", "two hours"."""
    if minutes <= LONG_WAIT_MINUTES:
        return None
    if minutes < 90:
        return f"{round(minutes)} minutes"
    hours = round(minutes / 60)
    if hours < 36:
        return f"{_cardinal(hours)} hours"
    return f"{_cardinal(round(hours / 24))} days"


def _cardinal(number: int) -> str:
    return _CARDINALS[number - 1] if number <= len(_CARDINALS) else str(number)


def _count(words: str) -> int | None:
    for pattern in _CONTACTS:
        if match := pattern.search(words):
            said = next(value for value in match.groupdict().values() if value)
            number = _number(said)
            if number is not None and 2 <= number <= len(ORDINALS):
                return number
    return None


def _number(said: str) -> int | None:
    if digits := re.match(r"\d+", said):
        return int(digits[0])
    for listed in (ORDINALS, _CARDINALS):
        if said in listed:
            return listed.index(said) + 1
    return _ADVERBS.get(said)


def _waiting(words: str) -> str | None:
    for pattern in _WAITS:
        if match := pattern.search(words):
            said = match.groupdict().get("span") or match.groupdict().get("since")
            if said:
                return _capital(re.sub(r"\b(?:whole|full|entire|bloody|damn|fucking) ", "", said))
    return None


def _occasion(words: str) -> str | None:
    for pattern in _OCCASIONS:
        if match := pattern.search(words):
            named = match.groupdict()
            if feast := named.get("feast"):
                return " ".join(word.capitalize() for word in feast.split())
            whose = {"my": "your", "our": "your", "a": "the"}.get(named["whose"], named["whose"])
            kin = f"{named['kin']}'s" if named.get("kin") else None
            return " ".join(filter(None, (whose, kin, named["what"])))
    return None


def _deadline(words: str) -> str | None:
    match = _DEADLINE.search(words)
    return _capital(match["when"]) if match and _NEEDED.search(words) else None


def _capital(phrase: str) -> str:
    """Names of days and months as they are written."""
    return re.sub(rf"\b(?:{_DAY}|{_MONTH})\b", lambda match: match[0].capitalize(), phrase)
