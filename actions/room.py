"""Runs on every message before any policy: reads the room and acknowledges, before the errand is answered."""

from __future__ import annotations

from actions.base import ChatAction
from bot.dialogue import room
from bot.dialogue.chat import Chat


class ReadTheRoom(ChatAction):
    """Rasa runs an action of this name after every user message; its SlotSet and BotUttered events are kept."""

    called = "action_validate_slot_mappings"

    async def act(self, chat: Chat) -> None:
        number = chat.entity("order_number")
        if number:
            chat.set(order_number=number)
        await room.read(chat)
