"""Answers from the help centre, honest where there is none; and what the assistant cannot do itself."""

from __future__ import annotations

from actions.base import ChatAction
from bot.deescalation.confidence import Skill
from bot.deescalation.types import Move
from bot.dialogue import goods, guiding, later, menus
from bot.dialogue.chat import Chat
from bot.dialogue.clarify import answer, clarify
from bot.dialogue.errands import orders

SURE = 0.45  # confidence

# What each unsupported errand is called after "I can't … myself".
TASKS = {
    "edit_account": "change what is in an account",
    "delete_account": "close an account",
    "newsletter": "change newsletter settings",
    "subscription": "change subscriptions",
    "leave_review": "post a review",
    "fraud_report": "look into a charge you don't recognise",
    "privacy_request": "handle requests about personal data",
}


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
            elif guide is not None:
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


class Unsupported(ChatAction):
    """What an article says about it, then honestly that the doing needs a person."""

    called = "action_unsupported"

    async def act(self, chat: Chat) -> None:
        if chat.confidence < SURE:  # to name a task they never spoke of would be worse than to ask
            await clarify(chat)
            return
        guide = guiding.fitting(chat)
        if guide is not None and guiding.skill(chat) is Skill.LOW and guiding.lead(chat, guide):
            return
        task = TASKS[chat.intent]
        chat.wants(f"somebody to {task}")
        answer(chat)
        chat.made(Move.OFFER_PERSON)
        chat.say("utter_unsupported", task=task)
        later.take_up(chat)
