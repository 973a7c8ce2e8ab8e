"""A conversation written out for its customer: without agents' notes, times in their own zone. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.desk.store.rows import ConversationRow, MessageRow

SPEAKERS = {"customer": "You", "assistant": "Assistant (automated)", "system": "Information"}


def written(row: ConversationRow, rows: Sequence[MessageRow], *, site_name: str) -> Iterator[str]:
    """Line by line, as a file to keep."""
    zone = ZoneInfo(row.timezone)
    yield f"Your conversation with {site_name}"
    yield f"Reference {row.reference}, begun {_day(row.created_at.astimezone(zone))}"
    yield f"Times are {row.timezone} time."
    for day, messages in by_day(rows, zone):
        yield f"\n--- {day} ---"
        for message in messages:
            at = message.at.astimezone(zone)
            yield f"\n{at:%H:%M} {at.tzname()}  {speaker(message)}:"
            yield from (f"    {line}" for line in content(message))
    yield ""


def quoted(row: ConversationRow, rows: Sequence[MessageRow]) -> str:
    """As the paragraphs of a mail: who and when, then the words as a quotation."""
    zone = ZoneInfo(row.timezone)
    days = list(by_day(rows, zone))
    parts = []
    for day, messages in days:
        parts += [f"{day}:"] if len(days) > 1 else []
        for message in messages:
            words = "\n".join(f"> {line}".rstrip() for line in content(message))
            parts.append(f"{speaker(message)}, {message.at.astimezone(zone):%H:%M}:\n{words}")
    return "\n\n".join(parts)


def by_day(rows: Sequence[MessageRow], zone: ZoneInfo) -> Iterator[tuple[str, list[MessageRow]]]:
    """What the customer may read, day by day."""
    days: dict[str, list[MessageRow]] = {}
    for message in rows:
        if message.kind != "note":
            days.setdefault(_day(message.at.astimezone(zone)), []).append(message)
    yield from days.items()


def speaker(message: MessageRow) -> str:
    """Who said it."""
    name = message.agent_name if message.author == "agent" else None
    return name or SPEAKERS.get(message.author, "Our team")


def content(message: MessageRow) -> Iterator[str]:
    """Text, card and choices, line by line."""
    yield from (message.text or "").splitlines()
    if message.card:
        yield f"[{message.card.get('title', '')}]"
        for line in message.card.get("rows") or ():
            yield f"{line.get('label')}: {line.get('value')}"
    if message.buttons:
        yield "Choices: " + " / ".join(button["title"] for button in message.buttons)


def _day(at: datetime) -> str:
    return f"{at:%A} {at.day} {at:%B %Y}"
