"""Guides as files: read strictly, and again when one changes. data/guides/README.md says how to write one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import structlog
import yaml

from bot.help.keywords import terms

log = structlog.get_logger()
FEWEST_STEPS = 2


class GuideError(ValueError):
    """A guide's file is not as it should be. The message names the file and what is wrong."""


@dataclass(frozen=True)
class Step:
    """One small thing to do. `another_way`: the same said differently; `if_stuck`: what else to try when it fails."""

    say: str
    another_way: str
    if_stuck: str | None = None


@dataclass(frozen=True)
class Guide:
    """`wants`: what the customer is after, for the brief. `ends`: after the last step; it asks whether it worked."""

    name: str
    title: str
    wants: str
    intents: tuple[str, ...]
    phrases: tuple[str, ...]
    steps: tuple[Step, ...]
    ends: str


def parse_guide(text: str, *, name: str) -> Guide:
    """Raises GuideError that says which field, and in which step, is not right."""
    try:
        data = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise GuideError(f"{name}: is not YAML: {error}") from error
    if not isinstance(data, dict):
        raise GuideError(f"{name}: must be fields with values")
    if unknown := set(data) - {"title", "wants", "intents", "phrases", "steps", "ends"}:
        raise GuideError(f"{name}: does not know {', '.join(sorted(map(str, unknown)))}")
    steps = data.get("steps")
    if not isinstance(steps, list) or len(steps) < FEWEST_STEPS:
        raise GuideError(f"{name}: steps must be a list of at least {FEWEST_STEPS}")
    intents, phrases = (_list(data, field, name=name) for field in ("intents", "phrases"))
    if not intents and not phrases:
        raise GuideError(f"{name}: needs intents or phrases that lead to it")
    return Guide(
        name=name,
        title=_text(data, "title", name=name),
        wants=_text(data, "wants", name=name),
        intents=intents,
        phrases=phrases,
        steps=tuple(_step(step, name=f"{name}, step {number}") for number, step in enumerate(steps, 1)),
        ends=_text(data, "ends", name=name),
    )


def _step(data: Any, *, name: str) -> Step:
    if not isinstance(data, dict) or set(data) - {"say", "another_way", "if_stuck"}:
        raise GuideError(f"{name}: has say, another_way and perhaps if_stuck, nothing else")
    stuck = _text(data, "if_stuck", name=name) if "if_stuck" in data else None
    return Step(_text(data, "say", name=name), _text(data, "another_way", name=name), stuck)


def _text(data: Mapping[str, Any], field: str, *, name: str) -> str:
    value = data.get(field)
    if not isinstance(value, str) or not value.strip():
        raise GuideError(f"{name}: {field} is missing, or is no text")
    return " ".join(value.split())


def _list(data: Mapping[str, Any], field: str, *, name: str) -> tuple[str, ...]:
    value = data.get(field, [])
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise GuideError(f"{name}: {field} must be a list of words")
    return tuple(value)


def load_guides(folder: Path) -> dict[str, Guide]:
    """Every *.yml in the folder, by name. Raises GuideError for a bad file, or an intent that two guides claim."""
    guides = {path.stem: parse_guide(path.read_text("utf-8"), name=path.stem) for path in sorted(folder.glob("*.yml"))}
    claimed: dict[str, str] = {}
    for guide in guides.values():
        for intent in guide.intents:
            if intent in claimed:
                raise GuideError(f"{guide.name}: {intent} leads to {claimed[intent]} already; use phrases")
            claimed[intent] = guide.name
    return guides


class GuideBook:
    """The guides of a folder as they are now. A file that cannot be read is logged, and all stay as they were."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._stamp = _stamp(folder)
        self._guides = load_guides(folder)

    @property
    def all(self) -> Mapping[str, Guide]:
        """By name."""
        stamp = _stamp(self._folder)
        if stamp != self._stamp:
            self._stamp = stamp
            try:
                self._guides = load_guides(self._folder)
            except (GuideError, OSError) as error:
                log.error("guides_unreadable", error=str(error), going_on_with="the guides as they were")
        return self._guides

    def find(self, text: str, intent: str | None = None) -> Guide | None:
        """The guide whose longest phrase is in the text (its words, in any order); else the one for the intent."""
        guides = self.all.values()
        fits = [(_longest(guide.phrases, text), guide.name) for guide in guides]
        length, name = max(fits, default=(0, ""))
        if length:
            return self.all[name]
        return next((guide for guide in guides if intent in guide.intents), None)


def _longest(phrases: Iterable[str], text: str) -> int:
    """How many telling words the longest phrase in the text has; 0 if none is in it. Of "sign up" only one word tells,
    and it is in "sign in" as well: such a phrase must be there whole."""
    said, every = set(terms(text)), set(text.lower().split())
    lengths = [0]
    for phrase in phrases:
        telling, whole = set(terms(phrase)), phrase.lower().split()
        if telling and telling <= said and (len(telling) > 1 or len(whole) == 1 or set(whole) <= every):
            lengths.append(len(telling))
    return max(lengths)


def _stamp(folder: Path) -> tuple[tuple[str, int, int], ...]:
    files = [(path.name, path.stat()) for path in sorted(folder.glob("*.yml"))]
    return tuple((name, stat.st_mtime_ns, stat.st_size) for name, stat in files)
