"""Times as people write them in a promise ("by 5pm", "within two working days", "tomorrow morning"): until when."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.deescalation.due_patterns import (
    CLOCK_ALONE,
    DAYS,
    END,
    LENGTH,
    MONTHS,
    NEXT_WEEK,
    NUMBERS,
    PARTS,
    RANGE,
    WHEN,
)


@dataclass(frozen=True)
class Calendar:
    """In whose time a promise is meant. `at`: when it is made; `closes`: until when the team works on a day, None on
    days it does not."""

    at: datetime
    zone: str
    closes: Callable[[date], time | None] = lambda day: time(18) if day.weekday() < 5 else None

    @property
    def local(self) -> datetime:
        """The present, where it is meant."""
        return self.at.astimezone(ZoneInfo(self.zone))

    def end_of(self, day: date) -> time:
        """When the team stops on that day; 18:00 where it does not work at all."""
        return self.closes(day) or time(18)


@dataclass(frozen=True)
class Due:
    """Where in the text a time stands, and the moment it means, in UTC of the calendar's `at`."""

    start: int
    end: int
    at: datetime


def fold(text: str) -> str:
    """Lower case and straight apostrophes, every character still in its place."""
    lowered = (letter.lower() for letter in text.replace("’", "'").replace("‘", "'"))
    return "".join(letter if len(letter) == 1 else " " for letter in lowered)


def find(text: str, calendar: Calendar) -> list[Due]:
    """Every time in a folded sentence, in order. Only what lies ahead counts."""
    found: list[Due] = []
    for read in (_ends, _moments, _lengths, _clocks):
        for due in read(text, calendar):
            if due.at > calendar.at and not any(due.start < other.end and other.start < due.end for other in found):
                found.append(due)
    return sorted(found, key=lambda due: due.start)


def _moments(text: str, calendar: Calendar) -> Iterator[Due]:
    for match in WHEN.finditer(text):
        day = _day(match, calendar)
        if day is None:
            continue
        clock, bare = match["clock"] or match["clock_first"], match["bare"] or match["until"]
        at = _time(clock, calendar) if clock else _time(bare, calendar) if bare else None
        if at is None and match["relative"] == "tonight":
            at = time(22)
        if at is None and match["part"]:
            at = PARTS[match["part"]]
        today = day == calendar.local.date()
        if at is None:
            at = calendar.end_of(day)
            if today and at <= calendar.local.time():
                at = time(23, 59)
        yield Due(match.start(), match.end(), _moment(day, at, calendar))


def _day(match: re.Match[str], calendar: Calendar) -> date | None:
    today = calendar.local.date()
    if match["relative"]:
        return today + timedelta(days=0 if match["relative"] in ("today", "tonight") else 1)
    if match["this"]:
        return today
    dom = next((match[name] for name in ("dom1", "dom2", "dom3", "dom4", "dom5") if match[name]), None)
    month = next((match[name] for name in ("month1", "month2", "month3") if match[name]), None)
    if dom:
        number = MONTHS.index(month[:3]) + 1 if month else int(match["month5"]) if match["month5"] else None
        return _date(today, int(dom), number)
    if not match["day"]:
        return None
    wanted = _weekday(match["day"])
    ahead = (wanted - today.weekday()) % 7
    if match["which"] == "next":  # "next Friday" is the one of the week after this one
        return today - timedelta(days=today.weekday()) + timedelta(days=7 + wanted)
    return today + timedelta(days=ahead or (0 if match["which"] == "this" else 7))


def _weekday(name: str) -> int:
    return next(place for place, day in enumerate(DAYS) if day.startswith(name[:3]))


def _named(name: str, calendar: Calendar) -> date:
    """Of the end of a day: which. Anything that is no day's name means today."""
    today = calendar.local.date()
    if name == "tomorrow":
        return today + timedelta(days=1)
    if not any(day.startswith(name[:3]) for day in DAYS):
        return today
    return today + timedelta(days=(_weekday(name) - today.weekday()) % 7 or 7)


def _date(today: date, day: int, month: int | None) -> date | None:
    """The next such date, or None if there is none."""
    for ahead in range(12 if month is None else 2):
        try:
            if month is None:
                first = today.month - 1 + ahead
                found = date(today.year + first // 12, first % 12 + 1, day)
            else:
                found = date(today.year + ahead, month, day)
        except ValueError:
            continue
        if found >= today:
            return found
    return None


def _lengths(text: str, calendar: Calendar) -> Iterator[Due]:
    for match in LENGTH.finditer(text):
        number = float(match[1]) if match[1].isdigit() else float(NUMBERS[match[1]])
        unit = match[2].rstrip("s")
        if match[1] == "the" and not re.search(r"\b(?:with)?in the\b", match[0]):
            continue  # "the day", "the week": no length
        if unit in ("minute", "min"):
            at = calendar.at + timedelta(minutes=number)
        elif unit in ("hour", "hr"):
            at = calendar.at + timedelta(hours=number)
        else:
            days = {"week": 7, "fortnight": 14}.get(unit, 1) * number
            day = _working(calendar, round(days)) if "working" in unit or "business" in unit or "weekday" in unit else (
                calendar.local.date() + timedelta(days=max(1, round(days)))
            )  # fmt: skip
            at = _moment(day, calendar.end_of(day), calendar)
        yield Due(match.start(), match.end(), at)


def _working(calendar: Calendar, days: int) -> date:
    day = calendar.local.date()
    left = max(1, days)
    for _ in range(400):
        day += timedelta(days=1)
        left -= calendar.closes(day) is not None and day.weekday() < 5
        if left == 0:
            break
    return day


def _ends(text: str, calendar: Calendar) -> Iterator[Due]:
    today = calendar.local.date()
    for match in END.finditer(text):
        what = match[2] or {"eod": "day", "cob": "day", "eow": "week"}[match[3]]
        if what == "month":
            day = (today.replace(day=1) + timedelta(days=32)).replace(day=1) - timedelta(days=1)
        elif what == "week":
            weeks = 7 if "next week" in match[0] else 0
            day = today + timedelta(days=(4 - today.weekday()) % 7 + weeks)
        else:
            day = _named(match["on"] or what, calendar)
        at = calendar.end_of(day)
        if day == today and at <= calendar.local.time():
            at = time(23, 59)
        yield Due(match.start(), match.end(), _moment(day, at, calendar))
    for match in NEXT_WEEK.finditer(text):
        if match[2] == "month":
            first = today.replace(day=1) + timedelta(days=32)
            day = (first.replace(day=1) + timedelta(days=32 if match[1] == "next" else 0)).replace(day=1)
            day -= timedelta(days=1)
        else:
            friday = today + timedelta(days=(4 - today.weekday()) % 7)
            day = friday + timedelta(days=2 if match[2] == "weekend" else 0)
            if match[1] == "next":
                day = today - timedelta(days=today.weekday()) + timedelta(days=11)
        yield Due(match.start(), match.end(), _moment(day, calendar.end_of(day), calendar))


def _clocks(text: str, calendar: Calendar) -> Iterator[Due]:
    ranges = [match.start() for match in RANGE.finditer(text)]
    for match in CLOCK_ALONE.finditer(text):
        at = _time(match[1] or match[2], calendar)
        if at is None or any(
            text[start:].startswith(("between", "from")) and match.start() - start < 9 for start in ranges
        ):
            continue  # of "between 2 and 4" the end counts
        local = calendar.local
        day = local.date() if at > local.time().replace(tzinfo=None) else local.date() + timedelta(days=1)
        yield Due(match.start(), match.end(), _moment(day, at, calendar))


def _time(text: str, calendar: Calendar) -> time | None:
    """A time of day. A bare "5" is taken as people mean it at work: 1 to 7 in the afternoon, 8 to 12 as it is."""
    text = text.strip().replace(".", ":") if re.fullmatch(r"\d{1,2}\.\d{2}.*", text.strip()) else text.strip()
    if text in ("noon", "midday"):
        return time(12)
    if text == "midnight":
        return time(23, 59)
    minute, past = 0, text
    if match := re.fullmatch(r"(half past|quarter past|quarter to) (\w+)", text):
        minute, past = {"half past": 30, "quarter past": 15, "quarter to": -15}[match[1]], match[2]
    digits = re.match(r"(\d{1,2})(?::(\d{2}))?", past)
    hour = int(digits[1]) if digits else int(NUMBERS.get(past, 0))
    if digits and digits[2]:
        minute = int(digits[2])
    if hour > 23 or minute > 59:
        return None
    if re.search(r"p\.?m", text):
        hour = hour % 12 + 12
    elif re.search(r"a\.?m", text):
        hour %= 12
    elif 1 <= hour <= 7 and not (digits and digits[1].startswith("0")):
        hour += 12
    total = hour * 60 + minute
    return time(total // 60 % 24, total % 60)


def _moment(day: date, at: time, calendar: Calendar) -> datetime:
    return datetime.combine(day, at, ZoneInfo(calendar.zone)).astimezone(calendar.at.tzinfo)
