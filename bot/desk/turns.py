"""Takes the assistant's turns: listens until the customer has finished, asks a brain, commits what came of it."""

from __future__ import annotations

from bot.desk.brains import Brains
from bot.desk.bus import Bus
from bot.desk.settings import Settings
from bot.desk.store.engine import Database


class TurnTaker:
    """One turn at a time per conversation."""

    def __init__(self, db: Database, bus: Bus, brains: Brains, settings: Settings) -> None:
        raise NotImplementedError

    def heard(self, conversation_id: str) -> None:
        """A message was committed (by `conversations.receive`), or the assistant got the conversation back."""
        raise NotImplementedError

    def typing(self, conversation_id: str, typing: bool) -> None:
        """The customer has begun or stopped typing."""
        raise NotImplementedError

    async def resume(self) -> int:
        """Pick up every conversation the assistant owes a reply; returns how many. Call once at start."""
        raise NotImplementedError

    async def close(self) -> None:
        """Stop listening. What is unanswered stays in the database, for `resume`."""
        raise NotImplementedError
