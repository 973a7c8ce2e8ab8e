"""Answers from the help centre, honest where there is none."""

from __future__ import annotations

from actions.base import ChatAction
from bot.deescalation.confidence import Skill
from bot.deescalation.types import Move
from bot.dialogue import goods, guiding, later, menus
from bot.dialogue.chat import Chat
from bot.dialogue.clarify import answer
from bot.dialogue.errands import orders


class Help(ChatAction):
    """Quotes the passage that answers; says so when there is none."""

    called = "action_help"

    async def act(self, chat: Chat) -> None:
        guide = guiding.fitting(chat)
        if guide is not None and guiding.skill(chat) is Skill.LOW and guiding.lead(chat, guide):
            return
        if await goods.show_chosen(chat, chat.entity("choice") or "") or await goods.answer(chat):
            later.take_up(chat)
            return
        if answer(chat):
            if chat.intent == "delivery_time" and not chat.loop:  # "how soon will it come" may be about an order
                chat.say("utter_or_look_it_up", buttons=[menus.errand("order_status")])
            elif guide is not None and not chat.memory.later:  # one question at a time
                guiding.beside(chat, guide)
            later.take_up(chat)
            return
        order = None if chat.loop else await orders.named_in(chat)
        if order is not None and chat.intent != "product_question":
            chat.go_on_with("order_status", order=order.number)
        elif await goods.unknown(chat):
            later.take_up(chat)
        else:
            chat.made(Move.OFFER_PERSON)
            chat.say("utter_help_none")
            later.take_up(chat)
