"""A charge or an order that is not theirs: a person, at once; and their bank, if a card may be affected."""

from __future__ import annotations

from bot.deescalation.types import Reason, Urgency
from bot.dialogue.chat import Chat
from bot.dialogue.errands.base import Errand


class FraudReport(Errand):
    """Asks for nothing."""

    name = "fraud_report"
    about = "the charge you don't recognise"
    wants = "a possible fraud looked into"
    needs_sign_in = False

    async def next_slot(self, chat: Chat) -> str | None:
        return None

    async def ask(self, chat: Chat, slot: str) -> None:
        raise ValueError(f"{self.name} asks for nothing")

    async def finish(self, chat: Chat) -> None:
        chat.hand_off(Reason.FRAUD, urgency=Urgency.HIGH, cue="reports a charge or order that is not theirs")
