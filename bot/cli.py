"""The `evenkeel` command. Every verb is thin: the work is in the rooms, imported only when asked for."""

from __future__ import annotations

import asyncio
import os
import sys
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, TextIO

import typer
from rich.console import Console

from bot import cli_briefs, cli_outward, cli_people, cli_replies
from bot.launch import paths
from bot.launch.errors import CannotStart

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_show_locals=False,
    help="Evenkeel: a support desk that keeps its calm.",
)
app.command()(cli_briefs.briefs)
app.add_typer(cli_outward.tokens, name="tokens")
app.add_typer(cli_outward.webhooks, name="webhooks")
app.add_typer(cli_people.people, name="people")
app.command()(cli_replies.replies)
console = Console(stderr=True, highlight=False)


@contextmanager
def step(doing: str) -> Iterator[None]:
    """Shows what is being done and, after, how long it took."""
    began = time.monotonic()
    with console.status(f"  {doing} ..."):
        if not console.is_terminal:
            console.print(f"  {doing} ...")
        yield
    console.print(f"  [green]✓[/] {doing} [dim]({time.monotonic() - began:.0f} s)[/]")


def _prepare() -> Path:
    """Encoder, model, pages: whatever is missing or older than its sources. Returns the model."""
    from bot.launch import model, web

    trained = model.expected()
    if not trained.exists():
        with step("Training the model (about a minute)"):
            trained = model.train()
    if not web.is_current():
        with step("Building the pages"):
            web.build()
    return trained


@app.command()
def run(
    brains: Annotated[int, typer.Option(min=1, help="How many brains answer customers.")] = 1,
    host: Annotated[str, typer.Option(envvar="EVENKEEL_HOST", help="Address to listen on.")] = "127.0.0.1",
) -> None:
    """Build what is missing, then start desk and brain and keep them up."""
    from bot.desk.setup_link import setup_url
    from bot.desk.store import migrate
    from bot.launch.supervise import Supervisor, check_port

    port = int(os.environ.get("PORT", "8000"))
    check_port(host, port)
    trained = _prepare()
    with step("Bringing the database up to date"):
        asyncio.run(migrate.upgrade(paths.databases()["EVENKEEL_DATABASE_URL"]))
    address = f"http://{host}:{port}"

    def say(text: str) -> None:
        console.print(f"  {text}")

    def desk_up() -> None:
        console.print(f"\n  The shop, with the widget   [bold]{address}/[/]")
        say(f"The desk, for agents        [bold]{address}/desk[/]")
        if link := setup_url(address):
            console.print(f"\n  First agent: set your password here (works once)\n  [bold]{link}[/]", soft_wrap=True)
        console.print("\n  The assistant is starting; until then customers are told so.")

    asyncio.run(Supervisor(trained, host=host, port=port, brains=brains, say=say, desk_up=desk_up).run())
    console.print("  Stopped. Every conversation is kept.")


@app.command()
def train() -> None:
    """Train the model, unless the one at hand is of the present sources."""
    from bot.launch import model

    if model.is_current():
        console.print(f"  The model is up to date: {model.expected().name}")
        return
    with step("Training the model"):
        model.train()


@app.command()
def web() -> None:
    """Build the pages, unless they are up to date."""
    from bot.launch import web as pages

    if pages.is_current():
        console.print("  The pages are up to date.")
        return
    with step("Building the pages"):
        pages.build()


@app.command()
def lint() -> None:
    """Check every wording customers read: banned phrases, blame, jargon, length, reading age. 1 if one is at fault."""
    from bot.workbench.wordings import troubles

    found = list(troubles(paths.site()))
    for trouble in found:
        console.print(f"  [red]{trouble.where}[/] {trouble.problem}\n    {trouble.text}", soft_wrap=True)
    console.print(f"  {len(found)} to mend." if found else "  Every wording is well said.")
    raise typer.Exit(1 if found else 0)


@app.command()
def read(
    text: Annotated[str | None, typer.Argument(help="A message.")] = None,
    jsonl: Annotated[Path | None, typer.Option(help="One JSON object per line, each with a `text`.")] = None,
) -> None:
    """Say what messages show: intent, entities, frustration, flags, cues. One JSON object per line."""
    from bot.understanding import read_cli

    raise typer.Exit(read_cli.run(text, jsonl))


@app.command()
def talk(
    script: Annotated[Path, typer.Argument(help='JSON lines: {"conversation": "a", "text": "…"}.')],
) -> None:
    """Play customers' lines through the real brain against a fresh demo shop. One JSON line per turn."""
    from bot.dialogue import talk as talking
    from bot.launch import model

    raise typer.Exit(talking.run(script, model=model.train()))


@app.command()
def demo(
    deed: Annotated[str, typer.Argument(help="pay-refund, refuse-refund, deliver, answer-trace or answer-case.")],
    reference: Annotated[str, typer.Argument(help="As the assistant told it: RF-5101, EK-20401, TC-5101.")],
) -> None:
    """Let something happen in the demo shop, so that a promise made in the chat is kept (or cannot be)."""
    from bot.backoffice import demo_clock

    raise typer.Exit(demo_clock.run(deed, reference, paths.databases()["EVENKEEL_SHOP_DATABASE_URL"]))


@app.command()
def goodwill(days: Annotated[int, typer.Option(min=1, help="How far back.")] = 30) -> None:
    """Show what the assistant gave as goodwill, by cause and kind, and what is left of today's budget."""
    from bot.backoffice import goodwill_report

    raise typer.Exit(goodwill_report.run(paths.databases()["EVENKEEL_SHOP_DATABASE_URL"], paths.site(), days=days))


@app.command()
def evaluate(
    only: Annotated[list[str] | None, typer.Option(help="A section by name; may be given several times.")] = None,
    with_stock: Annotated[
        bool, typer.Option(help="Measure Rasa's own pipeline (DIET) beside ours: minutes more.")
    ] = False,
) -> None:
    """Measure how well messages are read, write docs/evaluation/, and say what changed since the last commit."""
    from bot.workbench.evaluate import run as evaluation

    raise typer.Exit(evaluation.run(only or (), stock=with_stock))


@app.command()
def simulate(
    conversations: Annotated[int, typer.Option(min=1, help="How many conversations.")] = 200,
    seed: Annotated[int, typer.Option(help="The same seed gives the same customers.")] = 1,
    show: Annotated[int, typer.Option(min=0, help="Print so many of the best and of the worst.")] = 0,
) -> None:
    """Play simulated customers through the real brain, and say what came of it. A simulation, by rules of our own."""
    from bot.launch import model
    from bot.workbench.simulate import run as simulation

    raise typer.Exit(simulation.run(conversations=conversations, seed=seed, show=show, model=model.train()))


@app.command()
def bench(
    messages: Annotated[int, typer.Option(help="How many messages to send.")] = 200,
    desks: Annotated[bool, typer.Option("--desks", help="Instead: what two desks keep, compared with one.")] = False,
) -> None:
    """Measure reply times with real processes and real sockets."""
    from bot.workbench import bench as benchmark
    from bot.workbench import bench_desks

    if desks:
        raise typer.Exit(bench_desks.run())
    raise typer.Exit(benchmark.run(messages))


@app.command()
def drill(
    conversations: Annotated[int, typer.Option(min=1, help="How many conversations.")] = 200,
    one_machine: Annotated[
        bool, typer.Option(help="On SQLite, as `evenkeel run`; else two desks and two brains behind a proxy.")
    ] = False,
    seed: Annotated[int, typer.Option(help="The same seed does the same harm in the same order.")] = 1,
    every: Annotated[float, typer.Option(min=0.5, help="Seconds between one harm and the next, on average.")] = 3.0,
) -> None:
    """Simulated customers and agents, while everything that can die dies. Nothing may be lost."""
    from bot.workbench import drill as fault_drill
    from bot.workbench.servers import Missing

    try:
        raise typer.Exit(fault_drill.run(conversations, one_machine=one_machine, seed=seed, every_s=every))
    except Missing as lacking:
        raise CannotStart(f"the drill needs {lacking}; on one machine it needs nothing: --one-machine") from lacking


def _show_our_own_warnings(
    message: Warning | str,
    category: type[Warning],
    filename: str,
    lineno: int,
    file: TextIO | None = None,
    line: str | None = None,
) -> None:
    """Rasa's libraries warn of each other by the dozen and reset every filter; only what we can mend is shown."""
    if "site-packages" not in filename and not filename.startswith("<"):
        print(warnings.formatwarning(message, category, filename, lineno, line), file=file or sys.stderr)


def main() -> None:
    """Entry point: expected trouble is told in a sentence, not a traceback."""
    os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")
    warnings.showwarning = _show_our_own_warnings
    sys.path.insert(0, str(paths.site()))  # the site's own actions/
    try:
        app()
    except CannotStart as trouble:
        console.print(f"\n  [red]Stopped:[/] {trouble}\n", soft_wrap=True)
        sys.exit(1)
    except OSError as trouble:
        if trouble.errno not in (28, 30):  # no space left, read-only file system
            raise
        console.print(f"\n  [red]Stopped:[/] {trouble}. Make room (or a writable place) and run this again.\n")
        sys.exit(1)


if __name__ == "__main__":
    main()
