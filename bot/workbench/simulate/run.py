"""`evenkeel simulate`: runs simulated customers through the real brain, shows progress, prints what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table as Grid

from bot.dialogue.light_import import lighten
from bot.workbench.evaluate import markdown
from bot.workbench.evaluate.report import Section, Table

console = Console(highlight=False)
if not console.is_terminal:
    console.width = 120  # a log


def run(*, conversations: int, seed: int, show: int = 0, model: Path) -> int:
    """0 when all went to an end; the brain failing in a turn is an exception. `show`: so many best and worst."""
    lighten()
    from bot.dialogue.brain import Brain, quiet_rasa
    from bot.dialogue.services import open_services
    from bot.workbench.simulate import findings, transcript
    from bot.workbench.simulate.play import simulate

    quiet_rasa()
    brain = Brain.load(model, open_services("sqlite+aiosqlite:///:memory:"))
    columns = (TextColumn("  {task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("conversations", total=conversations)
        played = simulate(brain, conversations=conversations, seed=seed, advance=lambda: progress.advance(task))
    print_section(findings.section(played))
    ranked = transcript.worst_first(played)
    for title, some in (("Best", ranked[::-1][:show]), ("Worst", ranked[:show])) if show else ():
        console.print(f"\n[bold]{title}[/]")
        for one in some:
            console.print(f"\n{transcript.write(one)}", markup=False, soft_wrap=True)
    return 0


def print_section(section: Section, to: Console = console) -> None:
    """On a terminal: what it is, the figures, the tables."""
    for note in section.notes:
        to.print(f"\n{note}".replace("**", ""), markup=False)
    rows = [(figure.name, markdown.shown(figure), markdown.bounds(figure), str(figure.n)) for figure in section.figures]
    for table in (Table(section.title, ("measure", "figure", "interval", "cases"), rows), *section.tables):
        to.print(_grid(table.title, table.header, table.rows))


def _grid(title: str, header: Sequence[str], rows: Sequence[Sequence[str]]) -> Grid:
    grid = Grid(title=f"\n{title}", title_justify="left", box=None, pad_edge=False)
    for name in header:
        grid.add_column(name)
    for row in rows:
        grid.add_row(*row)
    return grid
