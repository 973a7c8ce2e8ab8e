"""`evenkeel tokens` and `evenkeel webhooks`: who may use the REST API, and webhooks that were given up."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from bot.cli_database import console, stop, with_database

tokens = typer.Typer(no_args_is_help=True, help="Tokens for programs that use the REST API (docs/api.md).")
webhooks = typer.Typer(no_args_is_help=True, help="Webhooks that were given up (docs/api.md).")


@tokens.command("create")
def create_token(
    name: Annotated[str, typer.Argument(help="Who will use it.")],
    scope: Annotated[str, typer.Option(help="queue:read, queue:write, webhooks:read, webhooks:write; with commas.")],
) -> None:
    """Make a token, and print it: this once, since only its hash is kept."""
    from bot.desk.access import api_tokens

    scopes = [part.strip() for part in scope.split(",") if part.strip()]
    token = with_database(lambda db, site_id: api_tokens.create(db, site_id=site_id, name=name, scopes=scopes))
    console.print(f"  The token of {name}. Keep it now; it can't be shown again.")
    print(token)


@tokens.command("list")
def list_tokens() -> None:
    """Show the tokens: what each may do, and when it was last used."""
    from bot.desk.access import api_tokens

    found = with_database(lambda db, site_id: api_tokens.every(db, site_id=site_id))
    table = Table("Name", "May", "Made", "Last used", "Revoked")
    for token in found:
        times = (token.created_at, token.last_used_at, token.revoked_at)
        table.add_row(token.name, ", ".join(token.scopes), *(f"{at:%Y-%m-%d %H:%M} UTC" if at else "" for at in times))
    Console(highlight=False).print(table if found else "  There are no tokens.")


@tokens.command("revoke")
def revoke_token(name: Annotated[str, typer.Argument(help="As in the list.")]) -> None:
    """Revoke a token, at once. What its agents had goes back to the queue."""
    from bot.desk.access import api_tokens

    if not with_database(lambda db, site_id: api_tokens.revoke(db, site_id=site_id, name=name)):
        stop(f"There is no token named {name!r} in use.")
    console.print(f"  Revoked: {name}.")


@webhooks.command("list")
def list_webhooks() -> None:
    """Show the dead letters: what could not be delivered to whom, and why."""
    from bot.desk.outward import deliveries

    letters = with_database(lambda db, site_id: deliveries.dead(db, site_id=site_id))
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
        stop("Give a number, or --all.")
    revived = with_database(lambda db, site_id: deliveries.retry(db, site_id=site_id, delivery_id=number))
    if not revived and number is not None:
        stop(f"There is no dead letter {number}.")
    console.print(f"  To be sent again: {revived}.")
