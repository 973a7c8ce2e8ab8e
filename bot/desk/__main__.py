"""`python -m bot.desk`: one desk, until SIGTERM or Ctrl-C."""

from __future__ import annotations

import asyncio
import contextlib
import os
import socket
import sys

import structlog
import uvicorn
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from bot.backoffice.goodwill_report import read_policy
from bot.deescalation.goodwill_policy import PolicyError
from bot.desk.access.secret import signing_key
from bot.desk.app import create_app
from bot.desk.replies.files import ReplyError, load
from bot.desk.settings import Settings, SettingsError
from bot.desk.site import site_folder
from bot.desk.store import migrate
from bot.desk.store.engine import Database

GRACE_S = 3  # open connections get this long to finish when the desk is told to stop
TRY_AGAIN = 1  # exit status: starting again may help (the port is still taken, the database is not up yet)
USELESS = 78  # EX_CONFIG of sysexits.h: starting again would only fail again

log = structlog.get_logger(__name__)


class CannotStart(Exception):
    """The message says what is wrong and what to do."""

    def __init__(self, message: str, *, status: int) -> None:
        super().__init__(message)
        self.status = status


def main() -> int:
    """Runs the desk; returns the process's exit status."""
    configure_log()
    try:
        settings = _settings()
        asyncio.run(check_database(settings))
        listener = _listen(settings.host, settings.port)
    except CannotStart as error:
        print(f"The desk cannot start: {error}", file=sys.stderr)
        return error.status
    config = uvicorn.Config(
        create_app(settings),
        ws="wsproto",  # Rasa pins a websockets package that uvicorn's default cannot use
        log_level="warning",
        access_log=False,  # addresses hold tokens
        timeout_graceful_shutdown=GRACE_S,
        server_header=False,
        proxy_headers=False,  # our own guard decides whom to believe (bot/desk/http/proxy.py)
    )
    log.info("desk_listening", url=f"http://{settings.host}:{settings.port}")
    with contextlib.suppress(KeyboardInterrupt):  # uvicorn stops cleanly on Ctrl-C, then raises it again
        uvicorn.Server(config).run(sockets=[listener])
    return 0


def configure_log() -> None:
    """Lines for people, on standard output."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            # plain: the pretty formatter prints local variables, and those hold what customers wrote
            structlog.dev.ConsoleRenderer(
                colors=sys.stdout.isatty(), exception_formatter=structlog.dev.plain_traceback
            ),
        ]
    )


async def check_database(settings: Settings) -> None:
    """Migrates, and writes: whatever is wrong shows now, in a sentence. Raises CannotStart."""
    try:
        url = make_url(settings.database_url)
        await migrate.upgrade(settings.database_url)
        db = Database.open(settings.database_url)
        try:
            await signing_key(db, site_id=settings.site_id)
        finally:
            await db.close()
    except (ArgumentError, ValueError) as error:
        raise CannotStart(f"{error}. Check EVENKEEL_DATABASE_URL and EVENKEEL_SECRET.", status=USELESS) from error
    except (SQLAlchemyError, OSError) as error:
        why = getattr(error, "orig", None) or error
        local = url.get_backend_name() == "sqlite"
        hint = "Is its folder there and writable, and is there room on the disk?" if local else "Is its server up?"
        place = url.database if local else f"{url.host}:{url.port or 5432}/{url.database}"
        message = f"the database {place} can't be used ({why}). {hint}"
        raise CannotStart(message, status=USELESS if local else TRY_AGAIN) from error


def _settings() -> Settings:
    try:
        load(site_folder() / "data" / "replies")
        read_policy(site_folder())
        return Settings.from_env()
    except (SettingsError, ReplyError, PolicyError) as error:
        raise CannotStart(str(error), status=USELESS) from error


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError as error:
        listener.close()
        message = f"port {port} on {host} can't be used ({os.strerror(error.errno or 0)}). "
        raise CannotStart(
            message + f"Stop what uses it, or choose another: PORT={port + 1}", status=TRY_AGAIN
        ) from error
    return listener


if __name__ == "__main__":
    sys.exit(main())
