"""What agents say of briefs: useful, wrong, or what was missing; kept with the brief as it was, for the maintainers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import insert, select

from bot.desk.access.errors import Refused
from bot.desk.brief.build import build
from bot.desk.settings import Settings
from bot.desk.store.engine import Database
from bot.desk.store.tables import brief_ratings, conversations
from bot.privacy.intake import accept
from bot.privacy.mask import mask
from bot.times import now

VERDICTS = ("useful", "wrong", "missing")
PARTS = (
    "headline", "who", "wants", "why", "facts", "first_line", "recommended", "curve", "tried", "promised", "earlier",
    "do_not_ask",
)  # fmt: skip
LONGEST = 500


@dataclass(frozen=True)
class Rating:
    """One agent's word on one brief; `part` and `statement` name what is wrong, `words` are the agent's."""

    reference: str
    at: datetime
    verdict: str
    part: str | None
    statement: str | None
    words: str | None


async def add(
    db: Database,
    *,
    settings: Settings,
    conversation_id: str,
    agent_id: str,
    verdict: str,
    part: str | None = None,
    statement: str | None = None,
    words: str | None = None,
) -> None:
    """Keep it, with the brief as it is now. Raises Refused, NotFound."""
    if verdict not in VERDICTS or (part is not None and part not in PARTS):
        raise Refused("rating", "Please say whether the brief was useful, wrong, or missing something.")
    told = mask(accept(words)).text[:LONGEST] if words and words.strip() else None
    if verdict == "wrong" and not part:
        raise Refused("rating", "Please choose which statement is wrong.")
    if verdict == "missing" and not told:
        raise Refused("rating", "Please say what was missing.")
    brief = await build(db, settings=settings, conversation_id=conversation_id)
    row = {
        "id": str(uuid4()),
        "site_id": settings.site_id,
        "conversation_id": conversation_id,
        "agent_id": agent_id,
        "at": now(),
        "verdict": verdict,
        "part": part,
        "statement": statement[:LONGEST] if statement else None,
        "words": told,
        "brief": brief,
    }
    async with db.write() as connection:
        await connection.execute(insert(brief_ratings).values(**row))


async def given(db: Database, *, site_id: str, since: datetime, until: datetime) -> Sequence[Rating]:
    """Those given from `since` to `until` (not included), the latest first."""
    table: Any = brief_ratings
    query = (
        select(conversations.c.reference, table.c.at, table.c.verdict, table.c.part, table.c.statement, table.c.words)
        .join(conversations, conversations.c.id == table.c.conversation_id)
        .where(table.c.site_id == site_id, table.c.at >= since, table.c.at < until)
        .order_by(table.c.at.desc())
    )
    async with db.read() as connection:
        return [Rating(*found) for found in await connection.execute(query)]
