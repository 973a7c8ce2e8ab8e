"""Times and numbers in words, for customers."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")


def rounded(seconds: float) -> float:
    """Up to what `about` and `within` say, so that what is said is rather kept early than late."""
    if seconds <= 50:
        return max(10.0, -(-seconds // 10) * 10)
    unit = 60 if seconds <= 3540 else 3600
    return -(-seconds // unit) * unit


def about(seconds: float) -> str:
    """ "about 3 minutes"."""
    return "about " + within(seconds)


def within(seconds: float) -> str:
    """ "40 seconds", "a minute", "3 minutes", "2 hours"."""
    length = round(rounded(seconds))
    if length < 60:
        return f"{length} seconds"
    number, unit, one = (length // 60, "minutes", "a minute") if length < 3600 else (length // 3600, "hours", "an hour")
    return one if number == 1 else f"{number} {unit}"


def moment(at: datetime, *, zone: str, now: datetime) -> str:
    """ "09:00 tomorrow (London time)": the day only if it is not today, the zone always: it is a promise."""
    tz = ZoneInfo(zone)
    local, today = at.astimezone(tz), now.astimezone(tz).date()
    days = (local.date() - today).days
    if days == 0:
        day = ""
    elif days == 1:
        day = " tomorrow"
    elif -7 < days < 7:
        day = f" on {local:%A}"
    else:
        day = f" on {local:%A} {local.day} {local:%B}"
    return f"{local:%H:%M}{day} ({place(zone)})"


def day(at: datetime, *, zone: str) -> str:
    """ "Thursday 3 December"."""
    local = at.astimezone(ZoneInfo(zone))
    return f"{local:%A} {local.day} {local:%B}"


def days(number: float) -> str:
    """ "a day", "7 days"."""
    return "a day" if round(number) == 1 else f"{round(number)} days"


def place(zone: str) -> str:
    """ "London time" for Europe/London; "UTC" for UTC."""
    city = zone.rsplit("/", 1)[-1].replace("_", " ")
    return f"{city} time" if "/" in zone and not zone.startswith("Etc/") else city


def ordinal(position: int) -> str:
    """ "first", "tenth", "number 11"."""
    return ORDINALS[position - 1] if 1 <= position <= len(ORDINALS) else f"number {position}"
