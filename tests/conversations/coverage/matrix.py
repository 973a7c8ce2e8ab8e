"""What the dialogues beside this folder cover: errand by temper and by type of customer, reason and type by temper.

Temper, reason of handoff and errand are taken from the run, and so are the types that show in words
(bot.deescalation.kinds). A dialogue may declare `errand` and `type` where the run does not show them. Which cells make
no sense, and why, is in no_sense.yml.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from bot.deescalation.kinds import Kind, kinds
from bot.deescalation.types import Level, Reason
from bot.dialogue import errands, menus, wishes
from bot.wire import TurnResult

HELP, COMPLAINT, PERSON_NEEDED = "help", "complaint", "needs a person"
PLAIN = "plain"
# Besides those that the playbook knows by their words.
DECLARED_TYPES = (PLAIN, "low_confidence", "mistaken")

DIMENSIONS: dict[str, tuple[str, ...]] = {
    "errand": (*errands.ALL, HELP, COMPLAINT, PERSON_NEEDED),
    "temper": tuple(level.value for level in Level),
    "type": (*DECLARED_TYPES, *(kind.value for kind in Kind)),
    "reason": tuple(reason.value for reason in Reason),
}
TABLES = (("errand", "temper"), ("errand", "type"), ("type", "temper"), ("reason", "temper"))
Cell = tuple[tuple[str, str], tuple[str, str]]  # (dimension, value) twice


def cells(dialogue: Mapping[str, Any], turns: Sequence[tuple[Mapping[str, Any], TurnResult]]) -> set[Cell]:
    """What one dialogue covers, turn by turn: a temper shown in one turn and a reason in another are no cell."""
    found: set[Cell] = set()
    types = _listed(dialogue.get("type"))
    if unknown := set(types) - set(DIMENSIONS["type"]):
        raise ValueError(f"{dialogue['name']}: no such type: {', '.join(unknown)}")
    shown: set[str] = set()
    before = None
    for turn, result in turns:
        text = "\n".join(_listed(turn.get("say")))
        shown |= {kind.value for kind in kinds(text, upset=result.temper.state is not Level.CALM)}
        here = {
            "errand": set(_listed(dialogue.get("errand"))) or _errands(before, result),
            "temper": {result.temper.state.value},
            "type": set(types) | shown or {PLAIN},
            "reason": {result.handoff.reason.value} if result.handoff else set(),
        }
        for one, other in TABLES:
            found |= {((one, a), (other, b)) for a in here[one] for b in here[other]}
        before = result.state.get("form")
    return found


def _errands(before: str | None, result: TurnResult) -> set[str]:
    """What the turn is about: the form open before or after it, else what was named."""
    forms = {str(form).removesuffix("_form") for form in (before, result.state.get("form")) if form}
    intent = result.readings[-1].intent
    if intent in errands.ALL:
        return forms | {intent}
    if forms:
        return forms
    if intent in wishes.QUESTIONS:
        return {HELP}
    if intent in ("complain", "staff_complaint"):
        return {COMPLAINT}
    return {PERSON_NEEDED} if intent in menus.TITLES else set()


@lru_cache(maxsize=1)
def no_sense() -> list[dict[str, Any]]:
    """The rules of no_sense.yml. Raises ValueError for a value that no dimension has."""
    rules: list[dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("no_sense.yml").read_text(encoding="utf-8"))
    for rule in rules:
        for name, values in rule.items():
            named = values["but"] if isinstance(values, dict) else values
            if name != "because" and not set(_listed(named)) <= set(DIMENSIONS[name]):
                raise ValueError(f"no_sense.yml: {name} has no {values}")
        if not rule.get("because"):
            raise ValueError(f"no_sense.yml: no reason for {rule}")
    return rules


def makes_sense(cell: Cell) -> bool:
    """False where a rule names both its values."""
    return not any(all(_names(rule, dimension, value) for dimension, value in cell) for rule in no_sense())


def _names(rule: Mapping[str, Any], dimension: str, value: str) -> bool:
    named = rule.get(dimension)
    return value not in _listed(named["but"]) if isinstance(named, dict) else value in _listed(named)


def empty(covered: Iterable[Cell]) -> list[Cell]:
    """The cells that make sense and that no dialogue shows."""
    missing = set(_all()) - set(covered)
    return sorted(cell for cell in missing if makes_sense(cell))


def _all() -> Iterator[Cell]:
    for one, other in TABLES:
        for a in DIMENSIONS[one]:
            for b in DIMENSIONS[other]:
                yield ((one, a), (other, b))


def write(covered: Counter[Cell]) -> str:
    """The tables: how many dialogues show a cell; `·` where it makes no sense, `EMPTY` where one is missing."""
    parts = []
    for one, other in TABLES:
        wide = max(len(name) for name in DIMENSIONS[one])
        columns = DIMENSIONS[other]
        lines = [" ".join([f"{one} × {other}".ljust(wide), *(f"{name:>{_width(name)}}" for name in columns)])]
        for a in DIMENSIONS[one]:
            shown = [_shown(covered, ((one, a), (other, b))) for b in columns]
            row = [f"{text:>{_width(name)}}" for text, name in zip(shown, columns, strict=True)]
            lines.append(" ".join([a.ljust(wide), *row]))
        parts.append("\n".join(lines))
    return "\n\n".join(parts)


def _width(name: str) -> int:
    return max(len(name), 5)


def _shown(covered: Counter[Cell], cell: Cell) -> str:
    return str(covered[cell]) if covered[cell] else "EMPTY" if makes_sense(cell) else "·"


def _listed(value: Any) -> list[str]:
    return [] if value is None else [value] if isinstance(value, str) else list(value)
