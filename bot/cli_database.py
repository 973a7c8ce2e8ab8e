"""What commands that look into the desk's database share."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, NoReturn, TypeVar

import typer
from rich.console import Console

from bot.launch import paths

if TYPE_CHECKING:
    from bot.desk.store.engine import Database

T = TypeVar("T")

console = Console(stderr=True, highlight=False)


def with_database(work: Callable[[Database, str], Awaitable[T]]) -> T:
    """With the desk's database, brought up to date, and the site's id. A refusal is a sentence and status 1."""
    from bot.desk.access.errors import Refused
    from bot.desk.settings import Settings, SettingsError
    from bot.desk.store import migrate
    from bot.desk.store.engine import Database

    url = paths.databases()["EVENKEEL_DATABASE_URL"]

    async def run() -> T:
        site_id = Settings.from_env(webhooks=False).site_id
        await migrate.upgrade(url)
        db = Database.open(url)
        try:
            return await work(db, site_id)
        finally:
            await db.close()

    try:
        return asyncio.run(run())
    except (Refused, SettingsError) as error:
        stop(str(error))


def stop(why: str) -> NoReturn:
    """Status 1, with a sentence."""
    console.print(f"  [red]Stopped:[/] {why}", soft_wrap=True)
    raise typer.Exit(1)
