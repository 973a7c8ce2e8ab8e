"""A report: a table that can be drawn, read out, and exported as CSV without formulas."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, TypeAlias, TypeVar

from bot.desk import sheet
from bot.desk.supervisor.figures import FEWEST, Figure

Cell: TypeAlias = "str | int | float | Figure | None"
Item = TypeVar("Item")
Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True)
class Column:
    """`kind`: text, count, seconds, share (0 to 1), level (frustration, 0 to 1), change (-1 to 1), rating (1 to 5).
    `interval`: its cells are Figures."""

    key: str
    title: str
    kind: str
    interval: bool = False


@dataclass(frozen=True)
class Plot:
    """How to draw it. bars, intervals: one column; pairs: from one to another; lines: several over time.
    `n`: the column that says on how many cases a row's figures rest."""

    kind: str
    of: tuple[str, ...]
    n: str | None = None


@dataclass(frozen=True)
class Report:
    """`about`: what it answers; `method`: how it is counted. The first column names the row. A cell of None: too few
    cases to say. `left_out`: rows not shown for that reason."""

    id: str
    title: str
    about: str
    method: str
    columns: tuple[Column, ...]
    plot: Plot
    rows: tuple[Mapping[str, Cell], ...]
    left_out: int = 0

    def to_json(self) -> dict[str, Any]:
        """`Report` of web/protocol.ts."""
        return asdict(self)

    def to_csv(self) -> str:
        """Comma-separated, an interval as two more columns. What a spreadsheet would run as a formula is text."""
        titles = [title for column in self.columns for title in _titles(column)]
        rows = [[cell for of in self.columns for cell in _cells(of, line.get(of.key))] for line in self.rows]
        return sheet.lines([titles, *rows])


def grouped(items: Iterable[Item], key: Callable[[Item], Key]) -> dict[Key, list[Item]]:
    """By key, in the order in which keys first come."""
    groups: dict[Key, list[Item]] = {}
    for item in items:
        groups.setdefault(key(item), []).append(item)
    return groups


def enough(groups: Mapping[Key, Sequence[Item]]) -> tuple[dict[Key, Sequence[Item]], int]:
    """The groups with enough cases to say something, and how many have not."""
    shown = {key: items for key, items in groups.items() if len(items) >= FEWEST}
    return shown, len(groups) - len(shown)


def label(code: str) -> str:
    """late_parcel → Late parcel."""
    return code.replace("_", " ").capitalize()


def _titles(column: Column) -> list[str]:
    unit = f"{column.title} (s)" if column.kind == "seconds" else column.title
    return [unit, f"{unit}, from", f"{unit}, to"] if column.interval else [unit]


def _cells(column: Column, cell: Cell) -> list[str]:
    if column.interval:
        return [_number(cell.value), _number(cell.low), _number(cell.high)] if isinstance(cell, Figure) else [""] * 3
    if isinstance(cell, str):
        return [sheet.text(cell)]
    return [_number(cell) if isinstance(cell, (int, float)) else ""]


def _number(value: float) -> str:
    return str(value) if isinstance(value, int) else f"{value:.4f}"
