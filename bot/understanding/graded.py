"""The maintainers' graded messages, `data/frustration/*.txt`: what a reader would say of each, in its conversation.

    # a comment
    1 hi, my parcel was due yesterday, any news?
    > It is with the courier. Could you give me the order number?
    + 2 i already did
    3 what a joke of a company

A line that begins with a grade (0 to 4, halves allowed) begins a conversation; `>` is what we said; `+` and a grade is
the customer's next line. `~` instead of a grade: only context. An empty line ends a conversation.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.understanding.lines import ASSISTANT, CUSTOMER

TOP_GRADE = 4  # graders and maintainers grade 0 to 4
UNGRADED = "~"

_SAID = re.compile(r"(?P<goes_on>\+\s*)?(?P<grade>[0-4](?:\.\d+)?|~)\s+(?P<text>\S.*)")


@dataclass(frozen=True)
class Example:
    """A graded message. `earlier`: (speaker, text), oldest first; `grade` 0 to 1; `dialogue` names its conversation."""

    text: str
    grade: float
    earlier: tuple[tuple[str, str], ...] = ()
    dialogue: str = ""


class BadGrade(ValueError):
    """A line of a graded file that cannot be read; the message names file and line and says what is expected."""


def files(site: Path) -> list[Path]:
    """The graded files of a site, in order of their names."""
    return sorted((site / "data" / "frustration").glob("*.txt"))


def load(paths: Iterable[Path]) -> list[Example]:
    """Every graded message of the files, in order. Raises BadGrade."""
    return [example for path in paths for example in _read(path)]


def _read(path: Path) -> Iterator[Example]:
    earlier: list[tuple[str, str]] = []
    begun = 0
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        line = line.strip()
        if line.startswith("#"):
            continue
        if not line:
            earlier = []
        elif line.startswith(">"):
            begun = begun if earlier else number
            earlier.append((ASSISTANT, line[1:].strip()))
        else:
            said = _SAID.fullmatch(line)
            if said is None or (said["goes_on"] and not earlier):
                raise BadGrade(
                    f"{path.name}, line {number}: expected a grade from 0 to {TOP_GRADE} and the message, "
                    f"`> ` and our reply, or `+ `, a grade and the next message of the same conversation; "
                    f"found {line[:60]!r}"
                )
            if not said["goes_on"]:
                earlier, begun = [], number
            if said["grade"] != UNGRADED:
                grade = float(said["grade"])
                if grade > TOP_GRADE:
                    raise BadGrade(f"{path.name}, line {number}: the highest grade is {TOP_GRADE}, not {grade:g}")
                yield Example(said["text"], grade / TOP_GRADE, tuple(earlier), f"{path.stem}:{begun}")
            earlier.append((CUSTOMER, said["text"]))
