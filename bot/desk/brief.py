"""The brief: what the agent sees first."""

from __future__ import annotations

from typing import Any

from bot.desk.settings import Settings
from bot.desk.store.engine import Database


async def build(db: Database, *, settings: Settings, conversation_id: str) -> dict[str, Any]:
    """As `Brief` in web/protocol.ts; works with no brain. Raises NotFound."""
    raise NotImplementedError
