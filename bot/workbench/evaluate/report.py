"""What an evaluation says, as types: figures with intervals and targets, tables, plots, sections, and their JSON."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Figure:
    """One measured number. `low`, `high`: its 95 % interval; `n`: how many cases it is from.

    `at_least`: more is better, and `target` is a lower bound; otherwise less is better, and it is an upper bound.
    `unit`: "" for shares and correlations, else what it is counted in ("ms"). Times differ between machines and runs.
    """

    name: str
    value: float
    low: float | None = None
    high: float | None = None
    target: float | None = None
    at_least: bool = True
    n: int | None = None
    unit: str = ""

    @property
    def missed_by(self) -> float:
        """How far from its target; 0 if met, or if there is none."""
        if self.target is None:
            return 0.0
        return max(0.0, self.target - self.value if self.at_least else self.value - self.target)

    @property
    def half_width(self) -> float | None:
        """Of the interval, if there is one."""
        return None if self.low is None or self.high is None else (self.high - self.low) / 2

    def to_json(self) -> dict[str, Any]:
        """What is set, rounded so that the last digits of a float make no change in the file."""
        kept = {name: value for name, value in vars(self).items() if value is not None and value != ""}
        return {name: round(value, 5) if isinstance(value, float) else value for name, value in kept.items()}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Figure:
        """The inverse of `to_json`. Raises KeyError without a name or a value; what it does not know it leaves out."""
        known = {name: data[name] for name in cls.__dataclass_fields__ if name in data}
        return cls(**{**known, "name": str(data["name"]), "value": float(data["value"])})


@dataclass(frozen=True)
class Table:
    """Rows of cells, ready to print."""

    title: str
    header: Sequence[str]
    rows: Sequence[Sequence[str]]


@dataclass(frozen=True)
class Plot:
    """A picture: its file name and its bytes."""

    file: str
    title: str
    data: bytes = field(repr=False)


@dataclass(frozen=True)
class Section:
    """What one part of the evaluation found. `skipped`: why it was not measured, in a sentence, if it was not."""

    title: str
    figures: Sequence[Figure] = ()
    tables: Sequence[Table] = ()
    plots: Sequence[Plot] = ()
    notes: Sequence[str] = ()
    skipped: str = ""

    def to_json(self) -> dict[str, Any]:
        """Title and figures: what later runs are compared with."""
        kept: dict[str, Any] = {"title": self.title, "figures": [figure.to_json() for figure in self.figures]}
        return {**kept, "skipped": self.skipped} if self.skipped else kept


@dataclass(frozen=True)
class Report:
    """All sections by name, in order. `model` names the model that read."""

    sections: Mapping[str, Section]
    model: str = ""

    def figures(self) -> Iterator[tuple[str, Figure]]:
        """Each figure with its section's name."""
        for name, section in self.sections.items():
            for figure in section.figures:
                yield name, figure

    def to_json(self) -> dict[str, Any]:
        """For `report.json`."""
        return {
            "model": self.model,
            "sections": {name: section.to_json() for name, section in self.sections.items()},
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Report:
        """The figures and titles of `to_json`. Raises KeyError, TypeError or ValueError on anything else."""
        sections = {
            str(name): Section(
                str(section["title"]),
                [Figure.from_json(figure) for figure in section["figures"]],
                skipped=str(section.get("skipped", "")),
            )
            for name, section in data["sections"].items()
        }
        return cls(sections, str(data.get("model", "")))
