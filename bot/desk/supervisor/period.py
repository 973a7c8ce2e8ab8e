"""The period a report is about: whole days in the site's time zone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

from bot.desk.access.errors import Refused

LONGEST_DAYS = 366
USUAL_DAYS = "30"


@dataclass(frozen=True)
class Period:
    """From the first day's beginning to the last day's end."""

    first: date
    last: date
    zone: str

    @property
    def since(self) -> datetime:
        """Its beginning."""
        return midnight(self.first, self.zone)

    @property
    def until(self) -> datetime:
        """Its end, which does not belong to it."""
        return midnight(self.last + timedelta(days=1), self.zone)

    @property
    def days(self) -> int:
        """How many, both ends counted."""
        return (self.last - self.first).days + 1

    def day_of(self, at: datetime) -> date:
        """The day a moment falls on, in the site's zone."""
        return at.astimezone(ZoneInfo(self.zone)).date()


def midnight(day: date, zone: str) -> datetime:
    """The beginning of a day there, in UTC."""
    return datetime.combine(day, time(0), ZoneInfo(zone)).astimezone(timezone.utc)


def bounds(days: Mapping[str, str], *, zone: str) -> tuple[datetime, datetime]:
    """From the beginning of `from` to the end of `to`, ISO dates of any distance. Raises Refused."""
    try:
        first, last = date.fromisoformat(days["from"]), date.fromisoformat(days["to"])
        return midnight(first, zone), midnight(last + timedelta(days=1), zone)
    except (ValueError, OverflowError):
        raise Refused("period", "Please give dates such as 2026-11-25.") from None


def parse(query: Mapping[str, str], *, zone: str, at: datetime) -> Period:
    """From `days` (ending today), or `from` and `to` (ISO dates, both included). Raises Refused."""
    today = at.astimezone(ZoneInfo(zone)).date()
    try:
        if query.get("from") or query.get("to"):
            first, last = date.fromisoformat(query.get("from", "")), date.fromisoformat(query.get("to", ""))
        else:
            first, last = today - timedelta(days=int(query.get("days", USUAL_DAYS)) - 1), today
    except (ValueError, OverflowError):
        raise Refused("period", "Please give both dates, or a number of days.") from None
    if not 1 <= (last - first).days + 1 <= LONGEST_DAYS or not 2000 <= first.year <= last.year <= 2200:
        raise Refused("period", f"Please choose a first day before the last, at most {LONGEST_DAYS} days.")
    return Period(first, last, zone)
