"""How well what is named in messages is found: precision and recall of each kind, exact place and value."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Protocol

import yaml

CORPUS = Path("tests/understanding/entities_corpus.yml")  # from the site's root
KINDS = ("order_number", "tracking_code", "email", "phone", "money", "date", "product", "person")

_MARKED = re.compile(r"\[([^\]]+)\]\((\w+)(?:: ([^)]+))?\)")


class Named(Protocol):
    """Something found in a text: its kind, normalised value and place (character offsets)."""

    @property
    def entity(self) -> str: ...
    @property
    def value(self) -> str: ...
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


Thing = tuple[str, str, int, int]  # kind, value, start, end
Find = Callable[[str, date], Iterable[Named]]


@dataclass(frozen=True)
class Labelled:
    """A message, and everything named in it. `group`: the part of the corpus it stands in."""

    text: str
    things: tuple[Thing, ...]
    group: str


@dataclass(frozen=True)
class Score:
    """Of one kind: how many were found rightly, found at all, and there to be found. Shares of nothing are 1."""

    right: int
    found: int
    there: int

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.there if self.there else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        total = self.found + self.there
        return 2 * self.right / total if total else 1.0


@dataclass(frozen=True)
class Mistake:
    """What was there and not found, and what was found and not there, in one message."""

    text: str
    missed: tuple[Thing, ...]
    wrong: tuple[Thing, ...]


def load(corpus: Path = CORPUS) -> tuple[date, list[Labelled]]:
    """The day on which the corpus is read, and its messages."""
    data = yaml.safe_load(corpus.read_text(encoding="utf-8"))
    groups = {name: lines for name, lines in data.items() if isinstance(lines, list)}
    return data["today"], [unmarked(line, group) for group, lines in groups.items() for line in lines]


def unmarked(line: str, group: str = "") -> Labelled:
    """`it's [ek20417](order_number: EK-20417)` as the bare text and its things."""
    text, place, things = "", 0, []
    for hit in _MARKED.finditer(line):
        text += line[place : hit.start()]
        things.append((hit[2], hit[3] or hit[1], len(text), len(text) + len(hit[1])))
        text += hit[1]
        place = hit.end()
    return Labelled(text + line[place:], tuple(things), group)


def measure(find: Find, corpus: Path = CORPUS) -> tuple[dict[str, Score], list[Mistake]]:
    """The score of each kind, that of `all` together, and every message that was not read rightly.

    `find(text, today)` gives what is named in a text, as the product does. Right is what has the kind, value and
    place of a label.
    """
    today, messages = load(corpus)
    counts = {kind: [0, 0, 0] for kind in KINDS}
    mistakes = []
    for message in messages:
        found = {(thing.entity, thing.value, thing.start, thing.end) for thing in find(message.text, today)}
        found = {thing for thing in found if thing[0] in KINDS}
        there = set(message.things)
        for place, things in enumerate((found & there, found, there)):
            for thing in things:
                counts[thing[0]][place] += 1
        if found != there:
            mistakes.append(Mistake(message.text, tuple(there - found), tuple(found - there)))
    total = [sum(column) for column in zip(*counts.values(), strict=True)]
    return {kind: Score(*three) for kind, three in {**counts, "all": total}.items()}, mistakes
