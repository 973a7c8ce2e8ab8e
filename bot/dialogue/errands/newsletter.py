"""The newsletter: off at once for an address, on once the mail that asks is answered."""

from __future__ import annotations

from bot.dialogue.buttons import options
from bot.dialogue.chat import Chat
from bot.dialogue.errands.account import AccountErrand


class Newsletter(AccountErrand):
    """For anybody: the answer is the same whatever the address."""

    name = "newsletter"
    about = "the newsletter"
    wants = "the newsletter started or stopped"
    needs_sign_in = False
    ways = (
        ("off", r"\b(unsub\w*|stop\w*|off|no more|remove|cancel|end|don'?t want|too many|opt ?out|out of)\b"),
        ("on", r"\b(subscribe|sign (me )?up|start|join|get|receive|on|want)\b"),
    )

    async def next_slot(self, chat: Chat) -> str | None:
        if chat.get("outcome") is None:
            return "outcome"
        return None if chat.get("told") or chat.get("email") or chat.customer_id else "email"

    async def ask(self, chat: Chat, slot: str) -> None:
        if slot == "outcome":
            buttons = options(("Stop it", "off"), ("Start it", "on"))
            chat.say("utter_ask_newsletter", buttons=buttons)
        else:
            chat.say("utter_ask_newsletter_email")

    async def finish(self, chat: Chat) -> None:
        email = chat.get("email") or chat.customer.email
        if not email:
            await self.person(chat, "utter_newsletter_without")
            return
        on = chat.get("outcome") == "on"
        key = chat.turn.request_key("newsletter")
        chat.did(await chat.accounts.set_newsletter(email=email, on=on, request_key=key))
        chat.say("utter_newsletter_on" if on else "utter_newsletter_off", email=email)
