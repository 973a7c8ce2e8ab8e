"""The report as Markdown: targets first, then what changed, then every section."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.workbench.evaluate.compare import Change, Diff
from bot.workbench.evaluate.report import Figure, Report, Section, Table

LONG_TABLE = 12  # rows; longer ones are folded away

INTRODUCTION = """\
Written by `make evaluate`; do not edit. Intervals are of 95 % (1,000 bootstrap resamples; whole dialogues are drawn
where messages come in dialogues). Shares and correlations are from 0 to 1. Times are of the machine it ran on."""


def write(report: Report, diff: Diff) -> str:
    """The whole document. Pictures are beside it."""
    parts = ["# How well messages are read", f"{INTRODUCTION}\nModel: `{report.model}`."]
    parts += ["## Targets", targets(report), "## Since the last committed report", *changes(diff)]
    for section in report.sections.values():
        parts += _section(section)
    return "\n\n".join(parts) + "\n"


def targets(report: Report) -> str:
    """Every figure that has a target, met or not, and what was not measured."""
    rows = [
        (report.sections[name].title, figure.name, shown(figure), bounds(figure), target(figure), verdict(figure))
        for name, figure in report.figures()
        if figure.target is not None
    ]
    header = ("section", "measure", "figure", "interval", "target", "verdict")
    lines = [_table(header, rows) if rows else "Nothing that has a target was measured."]
    lines += [f"Not measured: **{section.title}**. {section.skipped}" for section in skipped(report)]
    return "\n\n".join(lines)


def skipped(report: Report) -> Iterator[Section]:
    """The sections that were not measured."""
    return (section for section in report.sections.values() if section.skipped)


def changes(diff: Diff) -> Iterator[str]:
    """What got better or worse, plainly."""
    if diff.problem:
        yield f"Nothing to compare with: {diff.problem}."
        return
    yield summary(diff)
    if diff.worse or diff.better:
        rows = [("▼ **worse**", *change_cells(change)) for change in diff.worse]
        rows += [("▲ better", *change_cells(change)) for change in diff.better]
        yield _table(("", "section", "measure", "before", "now"), rows)
    if diff.new:
        yield f"New: {'; '.join(diff.new)}."
    if diff.gone:
        yield f"No longer measured, or not this time: {'; '.join(diff.gone)}."


def summary(diff: Diff) -> str:
    """One line."""
    return (
        f"{len(diff.worse)} worse, {len(diff.better)} better by more than half their interval; "
        f"{diff.as_before} as before within it."
    )


def change_cells(change: Change) -> tuple[str, str, str, str]:
    """Section, measure, then, now."""
    return change.section, change.now.name, shown(change.before), shown(change.now)


def shown(figure: Figure) -> str:
    """The number as people read it."""
    return f"{figure.value:.1f} {figure.unit}" if figure.unit else f"{figure.value:.3f}"


def bounds(figure: Figure) -> str:
    """Its interval, or nothing."""
    return "" if figure.low is None or figure.high is None else f"{figure.low:.3f} to {figure.high:.3f}"


def target(figure: Figure) -> str:
    """Its target with the direction."""
    if figure.target is None:
        return ""
    return f"{'≥' if figure.at_least else '≤'} {figure.target:g}{' ' + figure.unit if figure.unit else ''}"


def verdict(figure: Figure) -> str:
    """Met, or missed by how much."""
    if figure.target is None:
        return ""
    if not figure.missed_by:
        return "met"
    return "missed by " + (f"{figure.missed_by:.1f} {figure.unit}" if figure.unit else f"{figure.missed_by:.3f}")


def _section(section: Section) -> Iterator[str]:
    yield f"## {section.title}"
    if section.skipped:
        yield f"Not measured. {section.skipped}"
    if section.figures:
        rows = [(f.name, shown(f), bounds(f), str(f.n or ""), target(f)) for f in section.figures]
        yield _table(("measure", "figure", "interval", "cases", "target"), rows)
    yield from section.notes
    for table in section.tables:
        yield from _folded(table)
    for plot in section.plots:
        yield f"![{plot.title}]({plot.file})\n\n*{plot.title}*"


def _folded(table: Table) -> Iterator[str]:
    lines = _table(table.header, table.rows)
    if len(table.rows) <= LONG_TABLE:
        yield f"**{table.title}**\n\n{lines}"
    else:
        yield f"<details><summary>{table.title}</summary>\n\n{lines}\n\n</details>"


def _table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)
