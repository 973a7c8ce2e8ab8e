"""Promises: made, kept, broken."""

from __future__ import annotations

from bot.desk.store.engine import Database
from bot.desk.store.rows import PromiseRow


async def of(db: Database, *, conversation_id: str) -> list[PromiseRow]:
    """The promises made in a conversation, in order."""
    raise NotImplementedError
