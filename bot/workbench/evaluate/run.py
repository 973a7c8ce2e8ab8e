"""`evenkeel evaluate`: measures section by section, shows progress, prints the summary and writes the report."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from bot.launch import paths
from bot.workbench.evaluate import compare, markdown
from bot.workbench.evaluate.report import Report, Section

FOLDER = "docs/evaluation"
FILE = f"{FOLDER}/report.json"
PART = "evaluation"  # in var/: where a part of the report goes, so that it does not take the place of the whole

console = Console(highlight=False)
if not console.is_terminal:
    console.width = 120  # a log


def run(only: Sequence[str] = (), *, stock: bool = False) -> int:
    """Measures all sections, or `only` those; 0, or 2 if there is no such section. `stock`: Rasa's DIET as well."""
    # Before numpy is imported: one thread, as a message is read, and the same sums on every machine.
    os.environ.update({"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "RASA_TELEMETRY_ENABLED": "false"})
    from bot.dialogue.light_import import lighten

    lighten()
    _quieten()
    from bot.workbench.evaluate.sections.all import SECTIONS

    if unknown := set(only) - set(SECTIONS):
        console.print(f"No such section: {', '.join(sorted(unknown))}. There are: {', '.join(SECTIONS)}.")
        return 2
    report = _measure({name: SECTIONS[name] for name in SECTIONS if not only or name in only}, stock=stock)
    root = paths.site()
    diff = _diff(root, report)
    folder = paths.var() / PART if only else root / FOLDER
    save(report, diff, folder)
    show(report, diff)
    console.print(f"\n  Written: {folder / 'report.md'}", soft_wrap=True)
    return 0


def _measure(sections: dict[str, tuple[str, Callable[[Any], Section]]], *, stock: bool) -> Report:
    from bot.workbench.evaluate.materials import Materials, NotMeasured

    found: dict[str, Section] = {}
    columns = (TextColumn("    {task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as progress:

        def track(items: Sequence[Any], doing: str) -> Iterable[Any]:
            task = progress.add_task(doing, total=len(items))
            for item in items:
                yield item
                progress.advance(task)
            progress.remove_task(task)

        materials = Materials(track, stock=stock)
        waiting = progress.add_task("the model", total=None)
        trained = materials.model.name.removesuffix(".tar.gz")
        progress.remove_task(waiting)
        for name, (title, measure) in sections.items():
            began = time.monotonic()
            try:
                found[name] = measure(materials)
                progress.console.print(f"  [green]✓[/] {title} [dim]({time.monotonic() - began:.0f} s)[/]")
            except NotMeasured as why:
                found[name] = Section(title, skipped=str(why))
                progress.console.print(f"  [yellow]–[/] {title}: not measured. {why}", soft_wrap=True)
    return Report(found, trained)


def _diff(root: Path, report: Report) -> compare.Diff:
    try:
        return compare.compare(compare.committed(root, FILE), report)
    except compare.NoReport as why:
        return compare.Diff(problem=str(why))


def save(report: Report, diff: compare.Diff, folder: Path) -> None:
    """Markdown, JSON and pictures; pictures of an earlier report that are no longer in it go."""
    folder.mkdir(parents=True, exist_ok=True)
    pictures = {plot.file: plot.data for section in report.sections.values() for plot in section.plots}
    for old in folder.glob("*.png"):
        if old.name not in pictures:
            old.unlink()
    for name, data in pictures.items():
        (folder / name).write_bytes(data)
    (folder / "report.md").write_text(markdown.write(report, diff), encoding="utf-8")
    kept = json.dumps(report.to_json(), indent=1, ensure_ascii=False)
    (folder / "report.json").write_text(kept + "\n", encoding="utf-8")


def show(report: Report, diff: compare.Diff, to: Console = console) -> None:
    """The summary and the changes, on a terminal."""
    table = Table(box=None, pad_edge=False, title_justify="left")
    for column in ("", "measure", "figure", "interval", "target", ""):
        table.add_column(column, justify="right" if column in ("figure", "target") else "left")
    for name, figure in report.figures():
        if figure.target is not None:
            verdict = markdown.verdict(figure)
            colour = "green" if verdict == "met" else "red"
            cells = (markdown.shown(figure), markdown.bounds(figure), markdown.target(figure))
            table.add_row(name, figure.name, *cells, f"[{colour}]{verdict}[/]")
    if table.row_count:
        to.print()
        to.print(table)
    if diff.problem:
        to.print(f"\n  Nothing to compare with: {diff.problem}.")
        return
    to.print(f"\n  Since the last committed report: {markdown.summary(diff)}")
    for change in (*diff.worse, *diff.better):
        section, name, before, now = markdown.change_cells(change)
        sign = "[green]▲ better[/]" if change.better else "[red]▼ worse [/]"
        to.print(f"  {sign} {section}: {name}: {before} → {now}", soft_wrap=True)
    for what, names in (("New", diff.new), ("No longer measured, or not this time", diff.gone)):
        if names:
            to.print(f"  {what}: {len(names)} figures (named in the report)")


def _quieten() -> None:
    """Rasa's libraries warn of each other by the dozen, and Rasa logs each component it loads."""
    import logging
    import warnings

    from rasa.utils.log_utils import configure_structlog

    configure_structlog(logging.ERROR)
    warnings.showwarning = lambda *_args, **_kwargs: None
