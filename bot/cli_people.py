"""`evenkeel people`: who works at the desk, and a way in when everybody is locked out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.table import Table

from bot.cli_database import console, stop, with_database

if TYPE_CHECKING:
    from bot.desk.settings import Settings

people = typer.Typer(no_args_is_help=True, help="The people of the desk, and links to let them in.")


@people.command("list")
def list_people() -> None:
    """Show everybody: role, when last seen, whether switched off."""
    from bot.desk.access import people as team

    settings = _settings()
    found = with_database(lambda db, _: team.everybody(db, settings=settings))
    table = Table("Name", "E-mail", "Role", "Last seen", "Switched off")
    for person in found:
        times = (person.agent.last_seen_at, person.agent.disabled_at)
        shown = (f"{at:%Y-%m-%d %H:%M} UTC" if at else "" for at in times)
        table.add_row(person.agent.name, person.agent.email, person.agent.role, *shown)
    Console(highlight=False).print(table if found else "  There is nobody yet: `evenkeel people invite` makes a link.")


@people.command("invite")
def invite_person(
    role: Annotated[str, typer.Option(help="agent, supervisor or administrator.")] = "agent",
    email: Annotated[str | None, typer.Option(help="Whom it is for.")] = None,
) -> None:
    """Print a link with which somebody makes their account: once, within a day."""
    from bot.desk.access import invitations

    settings = _settings()
    path = with_database(lambda db, _: invitations.invite(db, settings=settings, role=role, email=email))
    console.print(f"  A link for a new {role}. It works once, for 24 hours.")
    print(settings.public_url + path)


@people.command("reset")
def reset_password(email: Annotated[str, typer.Argument(help="Of the account.")]) -> None:
    """Print a link with which somebody sets a new password: once, within a day. Then their other logins end."""
    from bot.desk.access import invitations
    from bot.desk.access import people as team
    from bot.desk.store.engine import Database

    settings = _settings()

    async def make(db: Database, site_id: str) -> tuple[str, str]:
        person = await team.find(db, site_id=site_id, email=email)
        return person.name, await invitations.reset(db, settings=settings, agent_id=person.id)

    name, path = with_database(make)
    console.print(f"  A link with which {name} sets a new password. It works once, for 24 hours.")
    print(settings.public_url + path)


def _settings() -> Settings:
    from bot.desk.settings import Settings, SettingsError

    try:
        return Settings.from_env(webhooks=False)
    except SettingsError as error:
        stop(str(error))
