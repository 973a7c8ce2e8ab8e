"""Answers from the help centre, honest where there is none; and what the assistant cannot do itself."""

from __future__ import annotations

from actions.base import ChatAction
from bot.deescalation.types import Move
from bot.dialogue.chat import Chat
from bot.dialogue.clarify import answer, clarify
from bot.dialogue.errands import orders

SURE = 0.45  # confidence

# What each unsupported errand is called after "I can't … myself".
TASKS = {
    "change_address": "change a delivery address",
    "change_order": "change what is in an order",
    "account_problem": "get into accounts or change them",
    "payment_problem": "look into payments",
    "invoice_request": "send invoices",
    "subscription": "change subscriptions",
    "fraud_report": "look into a charge you don't recognise",
    "privacy_request": "handle requests about personal data",
    "technical_problem": "repair the website or the app",
}


class Help(ChatAction):
    """Quotes the passage that answers; says so when there is none."""

    called = "action_help"

    async def act(self, chat: Chat) -> None:
        if answer(chat):
            return
        order = None if chat.loop else await orders.named_in(chat)
        if order is not None:
            chat.go_on_with("order_status", order=order.number)
        else:
            chat.made(Move.OFFER_PERSON)
            chat.say("utter_help_none")


class Unsupported(ChatAction):
    """What an article says about it, then honestly that the doing needs a person."""

    called = "action_unsupported"

    async def act(self, chat: Chat) -> None:
        if chat.confidence < SURE:  # to name a task they never spoke of would be worse than to ask
            await clarify(chat)
            return
        task = TASKS[chat.intent]
        chat.wants(f"somebody to {task}")
        answer(chat)
        chat.made(Move.OFFER_PERSON)
        chat.say("utter_unsupported", task=task)
