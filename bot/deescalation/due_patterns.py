"""Patterns for times in promises, and the numbers, days and parts of a day that stand in them."""

from __future__ import annotations

import re
from datetime import time

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
HOURS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
NUMBERS = {
    **{word: n for n, word in enumerate(HOURS, 1)},
    "a": 1, "an": 1, "half an": 0.5, "half a": 0.5, "a couple of": 2, "couple of": 2, "a few": 3, "few": 3, "the": 1,
    "the next": 1, "next": 1, "fifteen": 15, "twenty": 20, "thirty": 30, "forty five": 45, "forty-eight": 48,
    "twenty-four": 24, "twenty four": 24, "forty eight": 48,
}  # fmt: skip
PARTS = {
    "morning": time(12),
    "lunchtime": time(13),
    "lunch": time(13),
    "afternoon": time(18),
    "evening": time(21),
    "night": time(22),
}

_NUMBER = r"\d{1,3}|" + "|".join(sorted((re.escape(word) for word in NUMBERS), key=len, reverse=True))
_UNIT = r"(?:minute|min|hour|hr|(?:working |business |week)?day|week|fortnight)s?"
PART = "|".join(PARTS)
DAY = r"mon(?:day)?|tues?(?:day)?|wed(?:nesday|s)?|thu(?:rsday|rs?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?"
_MONTH = r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
_MONTH += r"|nov(?:ember)?|dec(?:ember)?)"
_CLOCK = (
    r"(?:half past (?:\d{1,2}|" + "|".join(HOURS) + r")"
    r"|quarter (?:past|to) (?:\d{1,2}|" + "|".join(HOURS) + r")"
    r"|\d{1,2}(?:[:.]\d{2})? ?(?:am|pm|a\.m\.?|p\.m\.?|o'?clock)|\d{1,2}[:.]\d{2}|noon|midday|midnight)"
)
_BARE = r"(?:\d{1,2}|" + "|".join(HOURS) + r")(?! ?(?:%|£|\d|[.:/]\d|[a-z]))"

LENGTH = re.compile(
    rf"\b(?:(?:with)?in|over|for|after|takes?|allow|give (?:me|us|it)|about|another)? ?"
    rf"(?:(?:the )?next )?(?:about |around |roughly |up to |at most |no more than |the )*"
    rf"(?:\b(?:{_NUMBER}) ?(?:-|–|to|or) ?)?\b({_NUMBER})[ -]?({_UNIT})\b(?:'s? time)?"
    rf"(?! (?:ago|old|late|overdue|early|now|already|before|after|since|of waiting))"
)
END = re.compile(
    r"\b(?:by |before |at )?(?:the )?(?:(end|close) of (?:the |this |next )?(play|(?:business|working )?day|week|month"
    rf"|business|today|tomorrow)|(eod|cob|eow))\b(?: (?:on )?(?P<on>today|tomorrow|{DAY})\b)?"
)
NEXT_WEEK = re.compile(r"\b(next|this) (week|month|weekend)\b")
_DATED = (
    r"(?P<relative>today|tonight|tomorrow|tmrw|tomoz)"
    rf"|(?P<this>this)(?= (?:{PART}))"
    rf"|(?:(?P<which>next|this|coming) )?(?P<day>{DAY})\b(?:,? (?:the )?(?P<dom1>\d{{1,2}})(?:st|nd|rd"
    rf"|th)?\b(?! ?[ap]m)"
    rf"(?: (?:of )?(?P<month1>{_MONTH}))?)?"
    rf"|(?P<dom2>\d{{1,2}})(?:st|nd|rd|th)? (?:of )?(?P<month2>{_MONTH})"
    rf"|(?P<month3>{_MONTH}) (?P<dom3>\d{{1,2}})(?:st|nd|rd|th)?"
    r"|(?P<dom4>\d{1,2})(?:st|nd|rd|th)"
    r"|(?P<dom5>\d{1,2})/(?P<month5>\d{1,2})"
)
WHEN = re.compile(
    r"\b(?:(?:by|before|until|till|at|on|from|for|around|about|between|no later than|latest by) )?(?:the )?"
    rf"(?:(?P<clock_first>{_CLOCK})(?:,| on| of)? )?(?:{_DATED})\b(?:'s)?(?: (?:in the )?(?P<part>{PART}))?"
    rf"(?:,? (?:(?:by|before|at|around|about|from|between|and|to|\d{{1,2}}|{_CLOCK}) )*(?P<clock>{_CLOCK})"
    rf"|,? (?:by|before|at) (?P<bare>{_BARE})|,? between \d{{1,2}} and (?P<until>{_BARE}))?"
)
CLOCK_ALONE = re.compile(rf"(?:\b(?:by|before|at|until|till|around|about)\ )?\b({_CLOCK})(?!\w)|"
                          rf"\b(?:by|before|at)\ ({_BARE})(?!\w)")  # fmt: skip
RANGE = re.compile(rf"\b(?:between|from) (?:{_CLOCK}|\d{{1,2}}) ?(?:and|to|-|–) ?(?={_CLOCK}|\d)")
