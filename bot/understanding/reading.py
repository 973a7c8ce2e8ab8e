"""From a message of Rasa's to what our readers take in, and from its parse to a `Reading`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.deescalation.types import Entity, Level, Reading

SIGNALS = "reading_signals"  # of FrustrationReader
FLAGS_READ, ABUSE_TARGET = "reading_flags", "abuse_target"  # of FlagReader
UNREAD = "nlu_fallback"  # Rasa's name for "not understood"


def reading_from_parse(parse: Mapping[str, Any], message_id: str | None = None) -> Reading:
    """The reading of one parsed message. Raises KeyError when the model lacks one of our readers."""
    signals = parse[SIGNALS]
    intent = parse.get("intent") or {}
    return Reading(
        intent=intent.get("name") or UNREAD,
        confidence=float(intent.get("confidence") or 0.0),
        frustration=float(signals["frustration"]),
        level=Level(signals["level"]),
        entities=tuple(_entity(entity, parse.get("text") or "") for entity in parse.get("entities") or ()),
        flags={name: float(value) for name, value in parse[FLAGS_READ].items()},
        cues=tuple(signals["cues"]),
        message_id=message_id,
        abuse_target=str(parse[ABUSE_TARGET]),
    )


def earlier_lines(message: Any) -> list[tuple[str, str]]:
    """(speaker, text) of the lines before a Rasa message, oldest first: its metadata's `earlier`."""
    lines = (message.get("metadata") or {}).get("earlier") or ()
    return [(str(line["speaker"]), str(line["text"])) for line in lines]


def _entity(entity: Mapping[str, Any], text: str) -> Entity:
    """A button's command carries entities without offsets; those stand for the whole text."""
    start, end = int(entity.get("start", 0)), int(entity.get("end", len(text)))
    value = str(entity["value"])
    return Entity(str(entity["entity"]), value, str(entity.get("text", text[start:end] or value)), start, end)
