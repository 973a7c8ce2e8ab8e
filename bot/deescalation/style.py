"""Feeling-led or logic-led: read from how they write, for the balance between acknowledgement and facts."""

from __future__ import annotations

import re

from bot.deescalation.types import Style

# How much of the way towards this turn's lean the balance goes: a style shows over several messages, not in one.
LEARN = 0.5
LEANS_AT = 0.3  # from here, of 1, it is a style; in between both are given alike

_FEELINGS = re.compile(
    r"\b(?:cr(?:y|ied|ying)|in tears|stress\w*|upset\w*|gutted|heart ?broken|heartbreaking|devastat\w*|disappoint\w*"
    r"|worr(?:y|ied|ying)|anxious|anxiety|scared|embarrass\w*|let (?:me|us|her|him) down|humiliat\w*|exhaust\w*"
    r"|ashamed|hurt|lonely|desperate|hopeless|feel(?:s|ing|ings)?|felt|hate|love[ds]?"
    r"|so (?:sad|angry|tired|cross|mad|annoyed)|fed up|sick of|can'?t believe|can'?t cope"
    r"|my (?:poor )?(?:daughter|son|mum|mother|dad|nan|gran|wife|husband|kids?|baby|little \w+))\b",
    re.I,
)
_EXCLAIMED = re.compile(r"!|\b(?:so|really|very) (?:so|really|very)\b|[\U0001f600-\U0001f64f\U0001f494\u2764]")
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w*"
_FACTS = re.compile(
    rf"\b(?:EK-?\d{{5}}|[A-Z]{{2,4}}\d{{6,}}|\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {_MONTH}|\d{{1,2}}[/.]\d{{1,2}}"
    r"|\d{1,2}:\d{2}|\d+ (?:working |business )?days?)\b|[£$€] ?\d|(?:^|\s)(?:\d[.)]|[-•*])\s"
    r"|\b(?:according to|as per|per your|your (?:terms|policy|website|tracking|own)|tracking|confirm(?:ed|ation)?"
    r"|reference|status|please (?:advise|confirm|provide|specify)|specifically|exactly|timeline|invoice|receipt"
    r"|in writing|therefore|whereas|hence|regarding|following)\b",
    re.I | re.M,
)


def lean(text: str) -> float:
    """From -1 (all feeling) to 1 (all facts), of one message; 0 where neither shows."""
    feelings = len(_FEELINGS.findall(text)) + 0.5 * min(2, len(_EXCLAIMED.findall(text)))
    facts = float(len(_FACTS.findall(text)))
    return (facts - feelings) / (facts + feelings + 1.0)


def learn(balance: float, text: str) -> float:
    """The balance after one more message. One in which neither shows says nothing of how they are."""
    now = lean(text)
    return balance if now == 0 else balance + LEARN * (now - balance)


def of(balance: float) -> Style:
    """What the balance, from -1 to 1, means."""
    if balance <= -LEANS_AT:
        return Style.FEELING
    return Style.FACTS if balance >= LEANS_AT else Style.BALANCED
