"""`evenkeel tokens` and `evenkeel webhooks`: who may use the REST API, and webhooks that were given up."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Annotated, NoReturn, TypeVar

import typer
from rich.console import Console
from rich.table import Table

from bot.launch import paths

if TYPE_CHECKING:
    from bot.desk.store.engine import Database

T = TypeVar("T")

tokens = typer.Typer(no_args_is_help=True, help="Tokens for programs that use the REST API (docs/api.md).")
webhooks = typer.Typer(no_args_is_help=True, help="Webhooks that were given up (docs/api.md).")
console = Console(stderr=True, highlight=False)


@tokens.command("create")
def create_token(
    name: Annotated[str, typer.Argument(help="Who will use it.")],
    scope: Annotated[str, typer.Option(help="queue:read, queue:write, webhooks:read, webhooks:write; with commas.")],
) -> None:
    """Make a token, and print it: this once, since only its hash is kept."""
    from bot.desk.access import api_tokens

    scopes = [part.strip() for part in scope.split(",") if part.strip()]
    token = _with_database(lambda db, site_id: api_tokens.create(db, site_id=site_id, name=name, scopes=scopes))
    console.print(f"  The token of {name}. Keep it now; it can't be shown again.")
    print(token)


@tokens.command("list")
def list_tokens() -> None:
    """Show the tokens: what each may do, and when it was last used."""
    from bot.desk.access import api_tokens

    found = _with_database(lambda db, site_id: api_tokens.every(db, site_id=site_id))
    table = Table("Name", "May", "Made", "Last used", "Revoked")
    for token in found:
        times = (token.created_at, token.last_used_at, token.revoked_at)
        table.add_row(token.name, ", ".join(token.scopes), *(f"{at:%Y-%m-%d %H:%M} UTC" if at else "" for at in times))
    Console(highlight=False).print(table if found else "  There are no tokens.")


@tokens.command("revoke")
def revoke_token(name: Annotated[str, typer.Argument(help="As in the list.")]) -> None:
    """Revoke a token, at once. What its agents had goes back to the queue."""
    from bot.desk.access import api_tokens

    if not _with_database(lambda db, site_id: api_tokens.revoke(db, site_id=site_id, name=name)):
        _stop(f"There is no token named {name!r} in use.")
    console.print(f"  Revoked: {name}.")


@webhooks.command("list")
def list_webhooks() -> None:
    """Show the dead letters: what could not be delivered to whom, and why."""
    from bot.desk.outward import deliveries

    letters = _with_database(lambda db, site_id: deliveries.dead(db, site_id=site_id))
    table = Table("Number", "Given up", "Event", "To", "Tries", "Why")
    for letter in letters:
        given_up = f"{letter.dead_at:%Y-%m-%d %H:%M} UTC"
        table.add_row(str(letter.id), given_up, letter.type, letter.endpoint, str(letter.tries), letter.error or "")
    Console(highlight=False).print(table if letters else "  Nothing was given up.")


@webhooks.command("retry")
def retry_webhooks(
    number: Annotated[int | None, typer.Argument(help="As in the list.")] = None,
    everything: Annotated[bool, typer.Option("--all", help="All of them.")] = False,
) -> None:
    """Send dead letters again, from the first try on. The running desk does it within a second."""
    from bot.desk.outward import deliveries

    if (number is None) != everything:
        _stop("Give a number, or --all.")
    revived = _with_database(lambda db, site_id: deliveries.retry(db, site_id=site_id, delivery_id=number))
    if not revived and number is not None:
        _stop(f"There is no dead letter {number}.")
    console.print(f"  To be sent again: {revived}.")


def _with_database(work: Callable[[Database, str], Awaitable[T]]) -> T:
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
        _stop(str(error))


def _stop(why: str) -> NoReturn:
    console.print(f"  [red]Stopped:[/] {why}", soft_wrap=True)
    raise typer.Exit(1)
