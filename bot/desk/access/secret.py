"""The key that signs tokens: from EVENKEEL_SECRET, or made once and kept in the database."""

from __future__ import annotations

import contextlib
import os
import secrets

from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError

from bot.desk.store.engine import Database
from bot.desk.store.tables import settings as kept

NAME = "signing_key"
SHORTEST = 16  # characters, of a key that somebody typed


async def signing_key(db: Database, *, site_id: str) -> str:
    """The same key at every start. Raises ValueError on one that is too short to be safe."""
    if given := os.environ.get("EVENKEEL_SECRET"):
        if len(given) < SHORTEST:
            raise ValueError(f"EVENKEEL_SECRET has {len(given)} characters; it needs at least {SHORTEST}")
        return given
    query = select(kept.c.value).where(kept.c.site_id == site_id, kept.c.name == NAME)
    with contextlib.suppress(IntegrityError):  # another desk, starting at the same moment, was quicker
        async with db.write() as connection:
            if (await connection.execute(query)).scalar() is None:
                value = secrets.token_urlsafe(48)
                await connection.execute(insert(kept).values(site_id=site_id, name=NAME, value=value))
    async with db.read() as connection:
        return str((await connection.execute(query)).scalar_one())
