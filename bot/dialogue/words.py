"""Dates, lists and yes or no in plain English."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

_DOUBT = r"(?!.*(\?|\b(no|not|don'?t|but|what|how|why|when|if|wait|first)\b))"  # "ok but what happens if …" is no yes
_YES = re.compile(
    r"^\W*(yes|yep|yeah|yup|y|sure|ok|okay|please do|do it|go ahead|correct|that'?s (it|right|the one)|right|fine|"
    r"confirm(ed)?|absolutely|definitely|that one|this one)\b" + _DOUBT,
    re.I | re.S,
)
# Said after a yes, it is one no longer; heat is no question ("yes. what on earth am I paying you for").
_TAKEN_BACK = re.compile(r"\?|\b(no|not|don'?t|but|wait|first|instead|actually|unless)\b", re.I)
_HEAT = re.compile(r"^\W*(what|how|why) (on earth|the \w+|in the world|a|an)\b", re.I)
_NO = re.compile(r"^\W*(no|nope|nah|n|don'?t|do not|not that|neither|keep it|leave it)\b", re.I)


_WAITS = re.compile(r"\b(?:i'?ll|i will|i can|i'?d rather|let'?s|happy to|just|better) (?:just )?wait\b", re.I)
_FRAUD = re.compile(
    r"\b(?:fraud\w*|stolen|hack\w*|scam\w*|unauthori[sz]ed|never (?:made|ordered|authori[sz]ed|bought)|not mine"
    r"|(?:did ?n'?t|did not) (?:make|authori[sz]e|place|order)|(?:do ?n'?t|do not) recogni[sz]e"
    r"|some(?:one|body)(?: else)?(?:'s| is| has)? us(?:ed|ing))\b",
    re.I,
)


def will_wait(text: str) -> bool:
    """Nothing is to be done now: "ok, I'll wait"."""
    return bool(_WAITS.search(text.replace("’", "'")))


def speaks_of_fraud(text: str) -> bool:
    """Somebody else may have paid with their card."""
    return bool(_FRAUD.search(text.replace("’", "'")))


def says_late(text: str) -> bool:
    """They hold it to be past its day."""
    return bool(
        re.search(
            r"\b(late|overdue|past due|due (yesterday|on)|(should|was meant to) (have )?be(en)? here)\b", text, re.I
        )
    )


def yes_or_no(text: str, intent: str) -> bool | None:
    """What a short answer means; the words go before the intent. None if it is neither."""
    if _NO.match(text) or will_wait(text):
        return False
    first, _, rest = re.sub(r"[.!\n]+", "\n", text.strip()).partition("\n")
    if _YES.match(text) or (_YES.match(first) and not _takes_back(rest)):
        return True
    return {"affirm": True, "deny": False}.get(intent)


def _takes_back(rest: str) -> bool:
    return bool(_TAKEN_BACK.search(rest)) or (is_question(rest) and not _HEAT.match(rest))


def zone(name: str) -> ZoneInfo:
    """The customer's time zone; UTC for one nobody knows."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")


def day(at: datetime, tz: str) -> str:
    """Tuesday 24 November."""
    local = at.astimezone(zone(tz))
    return f"{local:%A} {local.day} {local:%B}"


def short_day(at: datetime, tz: str) -> str:
    """Tue 24 Nov."""
    local = at.astimezone(zone(tz))
    return f"{local:%a} {local.day} {local:%b}"


def listed(items: Sequence[str]) -> str:
    """a, b and c."""
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}"


def is_question(text: str) -> bool:
    """Asked, rather than told or wished."""
    before = r"((ok|okay|wait|and|but|so|well|hang on|sorry|no|yes|first)\W+)*"
    asked = rf"\?\s*$|^\W*{before}(how|what|when|where|which|who|why|can|could|do|does|is|are|will)\b"
    return len(text.split()) >= 3 and bool(re.search(asked, text, re.I))


def to_quote(text: str, longest: int = 200) -> str:
    """What they want, fit to be said back: the first sentence that says something, not shouted."""
    said = next((part for part in re.split(r"[.!?\n]+", text) if len(part.split()) > 1), text).strip(" .!?,;")
    return (said.lower() if said.isupper() else said)[:longest]


def means_all(text: str) -> bool:
    """Everything in the order."""
    return bool(
        re.search(r"\b(all( of (it|them))?|everything|both|the (whole|entire) (lot|order|thing))\b", text, re.I)
    )


def names_a_place(text: str) -> bool:
    """A scan that says with whom or where a parcel was left."""
    return bool(
        re.search(r"\b(neighbour|reception|porch|shed|garage|safe place|concierge|locker|bin store)\b", text, re.I)
    )


def means_again(text: str) -> bool:
    """As in an earlier order."""
    return bool(re.search(r"\b(again|re-?order|same (again|as|order|thing)|last time|once more|repeat)\b", text, re.I))


def means_latest(text: str) -> bool:
    """The most recent order."""
    return bool(re.search(r"\b(latest|last|newest|most recent|the first one)\b", text, re.I))


def first_named(text: str, patterns: Sequence[tuple[str, str]]) -> str | None:
    """The name of the pattern that occurs first in the text."""
    hits = [(match.start(), name) for name, pattern in patterns if (match := re.search(pattern, text, re.I))]
    return min(hits)[1] if hits else None


def says_missing(text: str) -> bool:
    """Marked as delivered, but not with them."""
    negated = r"\b(isn'?t|not|never|nothing|no sign|didn'?t|hasn'?t|haven'?t|don'?t)\b"
    return bool(
        re.search(negated + r".{0,25}\b(here|there|arriv\w+|come|came|receiv\w+|got|get|have it)\b", text, re.I)
    )


def is_plain_wish(text: str) -> bool:
    """Short, without a not, a why or a question: "cancel it then"."""
    return len(text.split()) <= 6 and not re.search(
        r"\?|n't\b|\b(not|no|why|how|what|when|if|wait|stop|never)\b", text, re.I
    )


def points_back(text: str) -> bool:
    """Speaks of the thing just talked about: "it broke after a month"."""
    return bool(re.search(r"\b(it|its|it's|this|that|them|these|those)\b", text, re.I))


def cannot_say(text: str) -> bool:
    """They do not have the number or e-mail, or will not give it."""
    negated = r"\b(do ?n'?t|do not|have ?n'?t|can'?t|cannot|no longer|not)( \w+)?"
    verb = r" (have|know|got|find|remember|giv\w+|shar\w+)\b(?=\W*$|.{0,20}\b(number|e-?mail|address|it|that|one)\b)"
    said = r"\b(no idea|lost (it|the)|no (number|e-?mail|order number)|rather not)\b"
    return bool(re.search(f"{negated}{verb}|{said}", text.replace("’", "'"), re.I))


def none_of_them(text: str) -> bool:
    """Another than those offered."""
    said = r"\b(none|neither|another|different|other one|not (any|one) of|something else)\b"
    return bool(re.search(said, text, re.I))
