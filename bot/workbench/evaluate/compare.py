"""What got better or worse since the last committed report. A change counts when it is more than the noise."""

from __future__ import annotations

import json
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

from bot.workbench.evaluate.report import Figure, Report

WITHOUT_INTERVAL = 0.01  # a figure that has no interval must move by this
OF_TIMES = 0.5  # a time must move by this share of itself: machines and their load differ


class NoReport(Exception):
    """There is no committed report; the message says why."""


@dataclass(frozen=True)
class Change:
    """One figure, then and now."""

    section: str
    before: Figure
    now: Figure

    @property
    def size(self) -> float:
        """How much it rose (or fell, if negative)."""
        return self.now.value - self.before.value

    @property
    def better(self) -> bool:
        """Did it move to the good side?"""
        return (self.size > 0) == self.now.at_least

    @property
    def counts(self) -> bool:
        """Is it more than half the wider interval?"""
        if self.now.unit:
            return abs(self.size) > OF_TIMES * self.before.value
        widths = [width for width in (self.before.half_width, self.now.half_width) if width is not None]
        return abs(self.size) > (max(widths) if widths else WITHOUT_INTERVAL)


@dataclass(frozen=True)
class Diff:
    """All that changed. `new`, `gone`: "section: figure". `problem`: why there is nothing to compare with."""

    better: list[Change] = field(default_factory=list)
    worse: list[Change] = field(default_factory=list)
    as_before: int = 0
    new: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    problem: str = ""


def compare(before: Report, now: Report) -> Diff:
    """Figures are matched by section and name; sections that were not asked for this time are left out."""
    diff = Diff()
    old = {(section, figure.name): figure for section, figure in before.figures() if section in now.sections}
    for section, figure in now.figures():
        earlier = old.pop((section, figure.name), None)
        if earlier is None:
            diff.new.append(f"{section}: {figure.name}")
            continue
        change = Change(section, earlier, figure)
        if change.counts:
            (diff.better if change.better else diff.worse).append(change)
    diff.gone.extend(f"{section}: {name}" for section, name in old)
    same = sum(1 for _ in now.figures()) - len(diff.better) - len(diff.worse) - len(diff.new)
    return Diff(diff.better, diff.worse, same, diff.new, diff.gone)


def committed(root: Path, file: str) -> Report:
    """The report as last committed. Raises NoReport if there is none to be had."""
    try:
        shown = subprocess.run(
            ["git", "show", f"HEAD:./{file}"], cwd=root, capture_output=True, text=True, encoding="utf-8", check=False
        )
    except OSError:
        raise NoReport("git is not installed here") from None
    if shown.returncode:
        inside = subprocess.run(["git", "rev-parse", "HEAD"], cwd=root, capture_output=True, check=False)
        raise NoReport(f"no {file} was ever committed" if inside.returncode == 0 else "this is no git repository")
    try:
        return Report.from_json(json.loads(shown.stdout))
    except (KeyError, TypeError, ValueError, AttributeError):
        raise NoReport(f"the committed {file} is not a report") from None
