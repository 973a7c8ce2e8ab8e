"""The guarantee, as SQL over committed rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.desk.settings import Settings
from bot.desk.store.engine import Database


@dataclass(frozen=True)
class Violation:
    """A conversation that the guarantee does not hold for, and which of its rules is broken."""

    conversation_id: str
    rule: str
    since: datetime | None  # None: a structural rule, broken at the moment of the commit


async def broken(db: Database, *, settings: Settings, now: datetime | None = None) -> list[Violation]:
    """Every violation at this moment; late steps count once they are later than the grace."""
    raise NotImplementedError
