"""The maintainers' examples for the flags, `data/flags/*.txt`: what is abuse, danger and so on, what only sounds so.

    # a comment
    + my lamp caught fire
    - my phone died
    > Are you safe right now?
    + not really

`+` it is, `-` it is not. In `abuse.txt` who is meant follows at once: `+bot`, `+staff`, `+company`; `-thing` is
swearing that is no abuse. Lines before a message are its context: `> ` the assistant's, `>> ` a person's of ours, `~ `
the customer's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.deescalation.types import ABUSE_TARGETS
from bot.understanding.lines import AGENT, ASSISTANT, CUSTOMER

ABUSE = "abuse"
LEARNED = (ABUSE, "threat", "self_harm", "danger", "legal", "fraud")  # each has its file

_SPEAKERS = {">": ASSISTANT, ">>": AGENT, "~": CUSTOMER}
_LINE = re.compile(r"(?P<mark>\+|-|>>?|~)(?P<target>[a-z]+)?\s+(?P<text>\S.*)")
_AIMED = {True: ("bot", "staff", "company"), False: ("thing", "nobody")}
Earlier = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Example:
    """A message that is (`meant`) or is not what `flag` names. `earlier`: (speaker, text), oldest first."""

    flag: str
    text: str
    meant: bool
    earlier: Earlier = ()
    target: str | None = None  # of abuse


class BadExample(ValueError):
    """A line that cannot be read; the message names file and line and says what is expected."""


def files(site: Path) -> list[Path]:
    """The files of a site, one a flag, those that there are."""
    return [path for flag in LEARNED if (path := site / "data" / "flags" / f"{flag}.txt").is_file()]


def load(site: Path) -> list[Example]:
    """Every example, in order. Raises BadExample."""
    return [example for path in files(site) for example in _read(path)]


def _read(path: Path) -> Iterator[Example]:
    earlier: list[tuple[str, str]] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        line = line.strip()
        if not line or line.startswith("#"):
            continue
        found = _LINE.fullmatch(line)
        if found is None:
            raise BadExample(f"{path.name}, line {number}: {_expected(path.stem)}; found {line[:60]!r}")
        mark, target, text = found["mark"], found["target"], found["text"]
        if mark in _SPEAKERS:
            if target is not None:
                raise BadExample(f"{path.name}, line {number}: expected a blank after {mark!r}; found {line[:60]!r}")
            earlier.append((_SPEAKERS[mark], text))
            continue
        meant = mark == "+"
        if path.stem == ABUSE:
            target = target or (None if meant else "nobody")
            fits = target in _AIMED[meant]
        else:
            fits = target is None
        if not fits:
            raise BadExample(f"{path.name}, line {number}: {_expected(path.stem)}; found {line[:60]!r}")
        yield Example(path.stem, text, meant, tuple(earlier), target)
        earlier = []
    if earlier:
        raise BadExample(f"{path.name}: the context at the end belongs to no message: {earlier[-1][1][:60]!r}")


def _expected(flag: str) -> str:
    if flag == ABUSE:
        return "expected +bot, +staff, +company, -thing or - and a message, or context after >, >> or ~"
    return "expected + or - and a message, or context after >, >> or ~"


assert set(_AIMED[True] + _AIMED[False]) == set(ABUSE_TARGETS)
