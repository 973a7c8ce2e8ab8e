"""`evenkeel briefs`: what agents say of the brief, for whoever maintains it."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from bot import cli_database


def briefs(
    days: Annotated[int, typer.Option(min=1, help="How far back.")] = 30,
    csv: Annotated[bool, typer.Option(help="The findings as CSV, on standard output.")] = False,
) -> None:
    """Show how agents rate the brief: how often it was useful, which statements were wrong, and what was missing."""
    from bot.desk.brief import ratings
    from bot.desk.supervisor import briefs as reports
    from bot.desk.supervisor.figures import Figure
    from bot.times import now

    until = now()
    given = cli_database.with_database(
        lambda db, site_id: ratings.given(db, site_id=site_id, since=until - timedelta(days=days), until=until)
    )
    if csv:
        typer.echo(reports.findings(given).to_csv(), nl=False)
        return
    console = Console(highlight=False)
    console.print(f"  Of {len(given)} ratings in {days} days:" if given else f"  No brief was rated in {days} days.")
    for line in reports.figures(given).rows if given else ():
        share = line["share"]
        told = f"{share.value:.0%} ({share.low:.0%} to {share.high:.0%})" if isinstance(share, Figure) else "too few"
        console.print(f"    {line['verdict']!s:<28} {line['count']:>4}  {told}")
    found = reports.findings(given)
    if found.rows:
        table = Table(*(column.title for column in found.columns))
        for row in found.rows:
            table.add_row(*(str(row[column.key]) for column in found.columns))
        console.print(table)
