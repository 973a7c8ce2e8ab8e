"""A copy of their data, or its deletion: taken down with a reference, and answered within a month."""

from __future__ import annotations

from bot.dialogue import words
from bot.dialogue.buttons import options
from bot.dialogue.chat import Chat
from bot.dialogue.errands.account import AccountErrand


class PrivacyRequest(AccountErrand):
    """Only for the person whose data it is."""

    name = "privacy_request"
    about = "your personal data"
    wants = "their data seen or deleted"
    ways = (
        ("erasure", r"\b(delet\w*|eras\w*|remov\w*|forget|forgotten|wipe)\b"),
        ("copy", r"\b(cop(y|ies)|see|access|download|export|what (data|info\w*)|hold|have (on|about)|send)\b"),
    )

    async def next_slot(self, chat: Chat) -> str | None:
        if chat.get("outcome") is None:
            return "outcome"
        return "confirm" if chat.get("outcome") == "erasure" and chat.get("confirm") is None else None

    async def ask(self, chat: Chat, slot: str) -> None:
        if slot == "outcome":
            buttons = options(("A copy of my data", "copy"), ("Delete my data", "erasure"))
            chat.say("utter_ask_privacy", buttons=buttons)
        else:
            buttons = options(("Yes, delete it", "yes"), ("No, leave it", "no"))
            chat.say("utter_ask_erasure", buttons=buttons)

    async def finish(self, chat: Chat) -> None:
        if chat.get("confirm") is False:
            chat.say("utter_nothing_changed")
            return
        done = await chat.accounts.open_case(
            kind="data_copy" if chat.get("outcome") == "copy" else "data_erasure",
            words=str(chat.get("problem") or chat.text),
            customer_id=chat.known_customer,
            email=chat.customer.email,
            request_key=chat.turn.request_key("privacy"),
        )
        chat.did(done)
        assert done.promise_due is not None
        day = words.day(done.promise_due, chat.turn.context.timezone)
        chat.say(f"utter_privacy_{chat.get('outcome')}", reference=done.reference, day=day)
