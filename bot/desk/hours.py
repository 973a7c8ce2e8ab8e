"""Business hours, in the site's time zone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
ALWAYS = tuple(((time(0), time(0)),) for _ in DAYS)  # 00:00–00:00: the whole day
HORIZON_DAYS = 60  # a site closed for longer than this has no opening time to name


@dataclass(frozen=True)
class Hours:
    """`week`: for each day from Monday, spans (from, to); a span that ends at 00:00 ends with the day."""

    week: tuple[tuple[tuple[time, time], ...], ...] = ALWAYS
    timezone: str = "UTC"
    closed: frozenset[date] = frozenset()  # holidays

    @classmethod
    def parse(cls, hours: Mapping[str, Any] | None, *, timezone: str, closed: Sequence[Any] | None = None) -> Hours:
        """From site.yml: {monday: ["09:00-17:30"], …}; no hours at all: always open. Raises ValueError."""
        holidays = frozenset(day if isinstance(day, date) else date.fromisoformat(str(day)) for day in closed or ())
        if hours is None:
            return cls(ALWAYS, timezone, holidays)
        unknown = set(hours) - set(DAYS)
        if unknown:
            raise ValueError(f"hours: {sorted(unknown)} are not days; use {', '.join(DAYS)}")
        return cls(tuple(_spans(hours.get(day)) for day in DAYS), timezone, holidays)

    def is_open(self, at: datetime) -> bool:
        """Whether the team works at this moment."""
        local = at.astimezone(ZoneInfo(self.timezone))
        return any(start <= local < end for start, end in self._spans_on(local.date()))

    def opens_at(self, at: datetime) -> datetime | None:
        """The present moment if open, else the next opening; None if there is none within sixty days."""
        local = at.astimezone(ZoneInfo(self.timezone))
        for ahead in range(HORIZON_DAYS):
            for start, end in self._spans_on(local.date() + timedelta(days=ahead)):
                if end > local:
                    return max(start, local).astimezone(at.tzinfo)
        return None

    def _spans_on(self, day: date) -> list[tuple[datetime, datetime]]:
        if day in self.closed:
            return []
        zone = ZoneInfo(self.timezone)
        spans = []
        for start, end in self.week[day.weekday()]:
            last = day if end > time(0) else day + timedelta(days=1)
            spans.append((datetime.combine(day, start, zone), datetime.combine(last, end, zone)))
        return spans


def _spans(value: Any) -> tuple[tuple[time, time], ...]:
    if not value:
        return ()
    spans = []
    for text in [value] if isinstance(value, str) else value:
        start, _, end = str(text).partition("-")
        span = (_time(start), _time(end))
        if span[1] != time(0) and span[0] >= span[1]:
            raise ValueError(f"hours: {text!r} ends before it begins")
        spans.append(span)
    return tuple(sorted(spans))


def _time(text: str) -> time:
    text = text.strip()
    try:
        return time(0) if text == "24:00" else time.fromisoformat(text)
    except ValueError as error:
        raise ValueError(f'hours: {text!r} is not a time such as "09:00"') from error
