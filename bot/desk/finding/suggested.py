"""Tags that suggest themselves: what the customer surely came for."""

from __future__ import annotations

from bot.desk import conversations
from bot.desk.contacts import SURE
from bot.desk.errands import ERRANDS
from bot.desk.store.engine import Database
from bot.desk.store.rows import ConversationRow

MOST = 4


async def suggested_tags(db: Database, row: ConversationRow) -> list[str]:
    """By what was read in their messages, what it is most about first; those it has already first of all."""
    counts: dict[str, int] = {}
    for message in await conversations.messages_after(db, conversation_id=row.id, for_agents=True):
        reading = message.reading or {}
        if message.author == "customer" and reading.get("intent") in ERRANDS and reading["confidence"] >= SURE:
            tag = str(reading["intent"]).replace("_", " ")
            counts[tag] = counts.get(tag, 0) + 1
    about = sorted(counts, key=lambda tag: -counts[tag])
    return list(dict.fromkeys([*(row.tags or ()), *about]))[: MOST + len(row.tags or ())]
