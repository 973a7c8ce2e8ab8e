"""Agents of another help desk, who work through the REST API. They have no page here, so no heartbeat is asked of them:
like everybody they are nudged, and lose the conversation to the queue, when they are slow to answer."""

from __future__ import annotations

from uuid import uuid4

from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError

from bot.desk.store.engine import Database
from bot.desk.store.rows import AgentRow, row
from bot.desk.store.tables import agents
from bot.times import now

ROLE = "outside"


async def find(db: Database, *, token_id: str, name: str) -> AgentRow | None:
    """The agent that this token knows by that name."""
    query = select(agents).where(agents.c.api_token_id == token_id, agents.c.name == name)
    async with db.read() as connection:
        found = (await connection.execute(query)).mappings().first()
    return row(AgentRow, found) if found else None


async def find_or_make(db: Database, *, site_id: str, token_id: str, name: str) -> AgentRow:
    """The same; made when a name comes up for the first time."""
    known = await find(db, token_id=token_id, name=name)
    if known:
        return known
    values = {
        "id": str(uuid4()),
        "site_id": site_id,
        "email": f"{token_id}/{name}",  # unique, and no address: nobody logs in with it
        "name": name,
        "role": ROLE,
        "password_hash": "-",
        "created_at": now(),
        "availability": "away",  # they don't count among those on duty: what they will take is not known
        "api_token_id": token_id,
        "skills": [],
        "languages": ["en"],
        "alert_mail": False,
    }
    try:
        async with db.write() as connection:
            await connection.execute(insert(agents).values(**values))
    except IntegrityError:  # made at the same moment by another request
        known = await find(db, token_id=token_id, name=name)
        if known is None:
            raise
        return known
    return row(AgentRow, {"disabled_at": None, "last_seen_at": None, "max_open": None, "missed_offers": 0, **values})


async def ids(db: Database, *, token_id: str) -> set[str]:
    """Every agent this token has brought."""
    async with db.read() as connection:
        return set((await connection.execute(select(agents.c.id).where(agents.c.api_token_id == token_id))).scalars())
