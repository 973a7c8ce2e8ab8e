"""Days named in a message, as ISO dates or ranges (`2026-03-09/2026-03-15`). Pure: the day it is read on is given.

Patterns, not spaCy's model: that calls "4471-22" a date and "3 weeks" one too, and takes 5 ms to say so.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from bot.understanding.patterns import Match
from bot.understanding.tense import is_ahead

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
FIXED = {  # feasts with a date of their own: month, day
    "christmas eve": (12, 24), "christmas": (12, 25), "xmas": (12, 25), "boxing": (12, 26), "new year's eve": (12, 31),
    "new year": (1, 1), "valentine": (2, 14), "halloween": (10, 31),
}  # fmt: skip

_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:r?uary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b(?:\.(?=\s*\d))?"
)
_LONG_DAY = r"(?:monday|tuesday|wed?n?e?sday|wednsday|thursd?a?y|friday|saturday|sunday)"
_DAY = rf"(?:{_LONG_DAY}|mon|tues?|weds?|thu(?:rs?)?|fri|sat|sun)"
_BEFORE = r"(?:(?<=\bon )|(?<=\bby )|(?<=\bsince )|(?<=\buntil )|(?<=\btill )|(?<=\bfrom )|(?<=\bfor )|(?<=\bbefore )"
_BEFORE += r"|(?<=\bafter )|(?<=\bdue )|(?<=\bdated )|(?<=\bordered )|(?<=\bbought )|(?<=\bdate )|(?<=\bdate: ))"
_THE = r"(?:(?<=\bon the )|(?<=\bby the )|(?<=\bsince the )|(?<=\buntil the )|(?<=\btill the )|(?<=\bfrom the )"
_THE += r"|(?<=\bfor the )|(?<=\bbefore the )|(?<=\bafter the )|(?<=\bof the ))"
_NTH = r"(?P<day>\d{1,2})(?:st|nd|rd|th)\b"
# "The 2nd time" is no day.
_COUNTED = (
    r"(?:time|one|attempt|try|go|order|parcel|package|box|item|floor|row|shelf|class|day|week|month|person|party|driver"
    r"|agent|place|half|hand|page|option|generation|gen|e-?mail|message|call|delivery|occasion|street|st|avenue|ave)\b"
)
_YEAR = r"(?:,?\s+(?P<year>20\d\d)\b)?"
_NAMED_DAY = rf"(?:{_DAY},?\s+(?:the\s+)?)?"
_AMOUNT = rf"(?P<n>\d{{1,3}}|an?|(?:a )?couple(?: of)?|{'|'.join(NUMBERS)})"

Reading = Callable[[re.Match[str], date], "tuple[date, date] | None"]


def find_dates(text: str, today: date | None = None) -> list[Match]:
    """Every day or span of days named in `text`, in order, none overlapping another.

    Without `today`, a day that needs it to be known ("last Tuesday") keeps its own words, in lower case, as its value.
    Day comes before month where both would do.
    """
    found: list[Match] = []
    seen: list[tuple[int, int]] = []
    for pattern, read in _RULES:
        for hit in pattern.finditer(text):
            if any(hit.start() < end and start < hit.end() for start, end in seen):
                continue
            try:
                days = read(hit, today or date(2000, 1, 1))
            except (ValueError, OverflowError):  # no such day: the 31st of February
                seen.append(hit.span())
                continue
            if days is None:
                continue
            seen.append(hit.span())
            known = today is not None or bool(hit.groupdict().get("year"))
            value = _written(*days) if known else " ".join(hit.group().lower().split())
            found.append(Match("date", value, hit.start(), hit.end()))
    return sorted(found, key=lambda match: match.start)


def _written(first: date, last: date) -> str:
    return first.isoformat() if first == last else f"{first.isoformat()}/{last.isoformat()}"


def _one(day: date) -> tuple[date, date]:
    return day, day


def _number_of(name: str, names: tuple[str, ...]) -> int:
    return names.index(name[:3].lower()) + 1


def _nearest(hit: re.Match[str], today: date, in_year: Callable[[int], date]) -> date:
    """Of a day that comes every year, the one that is meant: as the words around it say, else the nearest."""
    ahead = is_ahead(hit)
    days = []
    for year in (today.year - 1, today.year, today.year + 1):
        try:
            days.append(in_year(year))
        except ValueError:
            continue  # 29 February
    fitting = [day for day in days if ahead is None or (day >= today) == ahead or day == today]
    return min(fitting or days, key=lambda day: abs(day - today))


def _day_month(hit: re.Match[str], today: date) -> tuple[date, date] | None:
    """`3 March`, `Nov 3rd 2025`. A small "may" is more often a verb."""
    if hit["month"] == "may" and not re.search(r"\d(?:st|nd|rd|th)|\bof\b|\d{4}", hit.group()):
        return None
    day, month = int(hit["day"]), _number_of(hit["month"], MONTHS)
    if hit["year"]:
        return _one(date(int(hit["year"]), month, day))
    return _one(_nearest(hit, today, lambda year: date(year, month, day)))


def _numeric(hit: re.Match[str], today: date) -> tuple[date, date] | None:
    """`14/11`, `14.11.25`, `2025-11-14`; month first only where it cannot be otherwise."""
    day, month = int(hit["day"]), int(hit["number"])
    if month > 12:
        day, month = month, day
    year = hit.groupdict().get("year")
    if year:
        return _one(date(int(year) + (2000 if len(year) == 2 else 0), month, day))
    if hit.group() == "24/7":
        return None
    return _one(_nearest(hit, today, lambda year: date(year, month, day)))


def _month(hit: re.Match[str], today: date) -> tuple[date, date] | None:
    month = _number_of(hit["month"], MONTHS)
    year = hit.groupdict().get("year")
    first = date(int(year), month, 1) if year else _nearest(hit, today, lambda year: date(year, month, 1))
    return first, _month_end(first)


def _month_end(day: date) -> date:
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def _nth(hit: re.Match[str], today: date) -> tuple[date, date] | None:
    """`the 14th`: the last one, or the next if that is what the words around it say."""
    ahead = bool(is_ahead(hit))
    for months in range(0, 3):
        first = _months_on(today.replace(day=1), months if ahead else -months)
        day = first.replace(day=int(hit["day"]))
        if (day >= today) if ahead else (day <= today):
            return _one(day)
    return None


def _weekday(hit: re.Match[str], today: date) -> tuple[date, date] | None:
    """`Tuesday`, `last Tuesday` (never yesterday), `next Tuesday` (of next week), `Tuesday last week`."""
    wanted = _number_of(hit["weekday"], DAYS) - 1
    monday = today - timedelta(days=today.weekday())
    said = (hit.groupdict().get("which") or "").lower()
    week = (hit.groupdict().get("week") or "").lower()
    if week or said == "next":
        weeks = {"last": -1, "this": 0, "next": 1}[week or said]
        return _one(monday + timedelta(days=7 * weeks + wanted))
    back = (today.weekday() - wanted) % 7
    if said == "last":
        return _one(today - timedelta(days=back if back > 1 else back + 7))
    ahead = is_ahead(hit)
    if said == "coming" or ahead or (said and ahead is None):
        return _one(today + timedelta(days=(wanted - today.weekday()) % 7))
    return _one(today - timedelta(days=back))


def _period(hit: re.Match[str], today: date) -> tuple[date, date] | None:
    """`last week`, `next month`, `this year`, `the weekend`."""
    unit, said = hit["unit"].lower(), hit["which"].lower()
    step = {"last": -1, "past": -1, "this": 0, "next": 1, "coming": 1, "the": 0}[said]
    monday = today - timedelta(days=today.weekday())
    if unit == "week":
        return monday + timedelta(days=7 * step), monday + timedelta(days=7 * step + 6)
    if unit == "weekend":
        if said in ("the", "past") and not is_ahead(hit) and today.weekday() < 5:
            step = -1
        return monday + timedelta(days=7 * step + 5), monday + timedelta(days=7 * step + 6)
    if unit == "month":
        first = _months_on(today.replace(day=1), step)
        return first, _month_end(first)
    return date(today.year + step, 1, 1), date(today.year + step, 12, 31)


def _months_on(first: date, months: int) -> date:
    whole = first.year * 12 + first.month - 1 + months
    return first.replace(year=whole // 12, month=whole % 12 + 1)


def _amount(hit: re.Match[str], today: date) -> tuple[date, date] | None:
    """`3 weeks ago`, `a month from now`."""
    said = hit["n"].lower()
    n = (
        int(said)
        if said.isdigit()
        else 2
        if "couple" in said
        else 1
        if said in ("a", "an")
        else NUMBERS.index(said) + 1
    )
    n = n if hit["way"].lower() not in ("ago", "back") else -n
    unit = hit["unit"].lower()
    if unit in ("day", "week"):
        return _one(today + timedelta(days=n * (7 if unit == "week" else 1)))
    first = _months_on(today.replace(day=1), n * (12 if unit == "year" else 1))
    return _one(min(first.replace(day=1) + timedelta(days=today.day - 1), _month_end(first)))


def _feast(hit: re.Match[str], today: date) -> tuple[date, date] | None:
    name = re.sub(r"\s+", " ", hit["feast"].lower())
    month, day = next(when for start, when in FIXED.items() if name.startswith(start))
    return _one(_nearest(hit, today, lambda year: date(year, month, day)))


def _year(hit: re.Match[str], today: date) -> tuple[date, date] | None:
    return date(int(hit["year"]), 1, 1), date(int(hit["year"]), 12, 31)


def _away(days: int) -> Reading:
    return lambda hit, today: _one(today + timedelta(days=days))


_RULES: tuple[tuple[re.Pattern[str], Reading], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), read)
    for pattern, read in (
        (r"(?<![\w/.-])(?P<year>20\d\d)-(?P<number>\d{1,2})-(?P<day>\d{1,2})(?![\w/-])", _numeric),
        (rf"(?<![\w/.-]){_NAMED_DAY}(?P<day>\d{{1,2}})([/.-])(?P<number>\d{{1,2}})\2(?P<year>(?:20)?\d\d)(?![\w/-])",
         _numeric),
        (rf"\b{_NAMED_DAY}(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:\s+of)?\s+{_MONTH}{_YEAR}", _day_month),
        (rf"\b(?:{_DAY},?\s+)?{_MONTH}\s+(?:the\s+)?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b(?![./]?\d){_YEAR}",
         _day_month),
        (rf"{_BEFORE}{_NAMED_DAY}(?P<day>\d{{1,2}})/(?P<number>\d{{1,2}})(?![\w/%]|[.]\d)", _numeric),
        (rf"\b{_MONTH}\s+(?P<year>20\d\d)\b", _month),
        (rf"\b{_DAY},?\s+(?:the\s+)?{_NTH}", _nth),
        (rf"(?:{_BEFORE}|{_THE}){_NTH}(?!\s+{_COUNTED})", _nth),
        (r"\b(?:the )?day before yesterday\b", _away(-2)),
        (r"\b(?:the )?day after tomorrow\b", _away(2)),
        (r"\b(?:yest[eu]rday|yday)\b|\blast night\b", _away(-1)),
        (r"\b(?:tomm?orr?ow|tmrw)\b", _away(1)),
        (r"\b(?:today|tonight|this (?:morning|afternoon|evening))\b", _away(0)),
        (rf"\b(?P<weekday>{_DAY})\s+(?P<week>last|next|this)\s+week\b", _weekday),
        (rf"\b(?:(?P<which>last|next|this|coming)\s+)(?P<weekday>{_DAY})\b", _weekday),
        (rf"\b(?P<weekday>{_LONG_DAY})\b", _weekday),
        (rf"{_BEFORE}(?P<weekday>{_DAY})\b", _weekday),
        (rf"\b{_AMOUNT}\s+(?P<unit>day|week|month|year)s?\s+(?P<way>ago|back|from now)\b", _amount),
        (r"\b(?P<which>last|past|this|next|coming)\s+(?P<unit>week|month|year|weekend)\b", _period),
        (r"(?<=at )(?P<which>the)\s+(?P<unit>weekend)\b", _period),
        (r"\b(?P<feast>(?:christmas|xmas)(?: eve| day)?|boxing day|new year'?s?(?: eve| day)|valentine'?s?(?: day)?"
         r"|halloween)\b", _feast),
        (rf"(?:(?<=\bin )|(?<=\bsince )|(?<=\bfrom )|(?<=\buntil )|(?<=\btill )|(?<=\blast )|(?<=\bby )){_MONTH}",
         _month),
        (r"\b(?P<month>january|february|april|june|july|august|september|october|november|december)\b", _month),
        (r"(?:(?<=\bin )|(?<=\bsince )|(?<=\bback in ))(?P<year>20\d\d)\b(?!\s*(?:pounds|euros|dollars))", _year),
    )
)  # fmt: skip
