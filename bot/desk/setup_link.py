"""`python -m bot.desk.setup_link`: prints the one-time link with which the first agent sets a password."""

from __future__ import annotations

import asyncio
import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

from bot.desk.access import invitations
from bot.desk.settings import Settings
from bot.desk.store import migrate
from bot.desk.store.engine import Database


async def ensure_setup_link(db: Database, settings: Settings) -> str | None:
    """A fresh link's path while the site has no agent, else None. Good for 24 hours, once."""
    return await invitations.ensure_setup_link(db, settings=settings)


def setup_url(address: str | None = None) -> str | None:
    """The same as a full address, from the environment's settings; may be called where an event loop runs."""
    settings = Settings.from_env(webhooks=False)
    if "EVENKEEL_DATABASE_URL" not in os.environ and (var := os.environ.get("EVENKEEL_VAR")):
        settings = replace(settings, database_url=f"sqlite+aiosqlite:///{Path(var) / 'desk.db'}")
    with ThreadPoolExecutor(1) as thread:
        path = thread.submit(asyncio.run, _link(settings)).result()
    return f"{address or settings.public_url}{path}" if path else None


async def _link(settings: Settings) -> str | None:
    await migrate.upgrade(settings.database_url)
    db = Database.open(settings.database_url)
    try:
        return await ensure_setup_link(db, settings)
    finally:
        await db.close()


if __name__ == "__main__":
    print(setup_url() or "There are agents already. An administrator can invite more from the desk's page.")
