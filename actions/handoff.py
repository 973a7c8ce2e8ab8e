"""Passing the conversation to a person, with the words its reason calls for."""

from __future__ import annotations

from dataclasses import replace

from actions.base import ChatAction
from bot.deescalation.goodwill import NEVER_AFTER
from bot.deescalation.types import Move, Reason
from bot.dialogue import goodwill
from bot.dialogue.chat import Chat
from bot.dialogue.language import ANSWERED, language_of


class HandOff(ChatAction):
    """Says that a person takes over; the desk adds the honest wait."""

    called = "action_handoff"

    async def act(self, chat: Chat) -> None:
        if chat.turn.handoff is None:
            chat.hand_off(Reason(chat.get("handoff_reason") or Reason.ASKED.value))
        assert chat.turn.handoff is not None
        if chat.turn.handoff.recommendation is None and chat.turn.handoff.reason not in NEVER_AFTER:
            chat.turn.handoff = replace(chat.turn.handoff, recommendation=await goodwill.recommendation(chat))
        chat.made(Move.HAND_OFF)
        language = language_of("\n".join(chat.turn.texts) or chat.text)
        chat.turn.handoff = replace(chat.turn.handoff, language=language)
        if chat.turn.handoff.reason is Reason.LANGUAGE and language in ANSWERED:
            chat.say(f"utter_handoff_language_{language}")
        elif not chat.turn.handoff_told:
            chat.say(f"utter_handoff_{chat.turn.handoff.reason.value}")
        chat.set(handoff_reason=None)
        chat.memory.later.clear()
        chat.memory.paused = None
        chat.memory.misunderstandings = 0
        chat.close_form()
