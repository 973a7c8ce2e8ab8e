"""`evenkeel replies`: which prepared replies are used, and which never."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.table import Table

from bot.cli_database import console, stop, with_database
from bot.launch import paths


def replies(days: Annotated[int, typer.Option(min=1, help="How far back.")] = 30) -> None:
    """Show how often each prepared reply (data/replies) was put into a message, and by how many people."""
    from bot.desk.replies import use
    from bot.desk.replies.files import ReplyError, load

    try:
        known = load(paths.site() / "data" / "replies")
    except ReplyError as error:
        stop(str(error))
    used = with_database(lambda db, site_id: use.counted(db, site_id=site_id, days=days))
    table = Table("Reply", "Shortcut", "Used", "By people")
    for reply in sorted(known, key=lambda reply: -used.get(reply.name, (0, 0))[0]):
        uses, people = used.get(reply.name, (0, 0))
        table.add_row(reply.title, f"/{reply.shortcut}", str(uses), str(people))
    for name in sorted(set(used) - {reply.name for reply in known}):
        table.add_row(f"{name} (its file is gone)", "", *map(str, used[name]))
    console.print(table)
