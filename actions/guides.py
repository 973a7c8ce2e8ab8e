"""What they do themselves, with our help: a guide offered or begun, as suits who they are."""

from __future__ import annotations

from actions.base import ChatAction
from bot.dialogue import guiding, later
from bot.dialogue.chat import Chat
from bot.dialogue.clarify import clarify

SURE = 0.45  # confidence; below it one asks what is meant


class OfferGuide(ChatAction):
    """For intents that lead to a guide, and for the buttons that start one."""

    called = "action_offer_guide"

    async def act(self, chat: Chat) -> None:
        if guiding.chosen(chat):
            return
        guide = guiding.fitting(chat)
        if chat.confidence < SURE or guide is None:
            await clarify(chat)
        elif not guiding.lead(chat, guide):
            later.take_up(chat)
