"""Reads the held-out set: graded dialogues in tests/understanding/heldout/*.yml that nothing may be trained on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from bot.launch import paths

FOLDER = "tests/understanding/heldout"
SPEAKERS = ("customer", "assistant", "agent")
_MARKS = ("intent", "grade", "flags", "abuse_target", "entities")


@dataclass(frozen=True)
class Turn:
    """One message. What a reader should make of it is given for the customer's only.

    `intents` are the readings that serve the customer equally well; `grade` is 0 (content) to 4 (furious);
    `abuse_target` is bot, staff or company, or `thing` for swearing that is no abuse; `entities` are normalised.
    """

    speaker: str
    text: str
    intents: tuple[str, ...] = ()
    grade: float = 0.0
    flags: frozenset[str] = frozenset()
    abuse_target: str | None = None
    entities: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def by_customer(self) -> bool:
        """Whether the customer wrote it."""
        return self.speaker == "customer"


@dataclass(frozen=True)
class Dialogue:
    """A whole conversation; `group` is the file it stands in."""

    name: str
    situation: str
    group: str
    turns: tuple[Turn, ...]

    @property
    def customer_turns(self) -> tuple[Turn, ...]:
        """The turns that are read and measured; the others are context."""
        return tuple(turn for turn in self.turns if turn.by_customer)


def load(folder: Path | None = None) -> list[Dialogue]:
    """All dialogues, by file and then in the order written; none if there is no such folder. Raises ValueError where
    one is malformed."""
    return [
        _dialogue(entry, path.stem)
        for path in sorted((folder or paths.site() / FOLDER).glob("*.yml"))
        for entry in yaml.safe_load(path.read_text(encoding="utf-8"))
    ]


def _dialogue(entry: dict[str, Any], group: str) -> Dialogue:
    name = entry["name"]
    try:
        return Dialogue(name, entry["situation"], group, tuple(_turn(given) for given in entry["turns"]))
    except (KeyError, TypeError, ValueError) as error:
        raise ValueError(f"{group}.yml, {name}: {error!r}") from error


def _turn(given: dict[str, Any]) -> Turn:
    (speaker,) = (key for key in SPEAKERS if key in given)
    allowed = {speaker, *_MARKS} if speaker == "customer" else {speaker}
    if unknown := set(given) - allowed:
        raise ValueError(f"unknown keys {sorted(unknown)}")
    if speaker != "customer":
        return Turn(speaker, given[speaker])
    return Turn(
        speaker,
        given[speaker],
        intents=_several(given["intent"]),
        grade=float(given["grade"]),
        flags=frozenset(given.get("flags", ())),
        abuse_target=given.get("abuse_target"),
        entities={kind: _several(value) for kind, value in given.get("entities", {}).items()},
    )


def _several(value: str | list[str]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)
