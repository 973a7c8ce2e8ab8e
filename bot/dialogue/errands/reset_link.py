"""Getting back into an account: a link by mail, and the same answer whether the address is known or not."""

from __future__ import annotations

from bot.backoffice.errors import Throttled
from bot.dialogue.chat import Button, Chat
from bot.dialogue.errands.account import AccountErrand
from bot.dialogue.errands.orders import PERSON

CHOICE = "send_link"
SEND: Button = ("Send me the link", f'/sign_in_problem{{"choice": "{CHOICE}"}}')


class ResetLink(AccountErrand):
    """For anybody: only whoever has the mailbox gets anything. Offered beside the guide's steps."""

    name = "reset_link"
    about = "getting into your account"
    wants = "to get back into their account"
    needs_sign_in = False
    tells = frozenset({"sign_in_problem"})

    async def next_slot(self, chat: Chat) -> str | None:
        return None if chat.get("told") or chat.get("email") or chat.customer.email else "email"

    async def ask(self, chat: Chat, slot: str) -> None:
        chat.say("utter_ask_reset_email", buttons=[PERSON])

    async def finish(self, chat: Chat) -> None:
        email = chat.get("email") or chat.customer.email
        if not email:
            await self.person(chat, "utter_reset_without")
            return
        try:
            done = await chat.accounts.send_reset_link(
                email=email,
                conversation=chat.turn.context.conversation,
                request_key=chat.turn.request_key("reset"),
            )
        except Throttled as error:
            chat.found("reset_refused", str(error), ok=False)
            await self.person(chat, "utter_reset_throttled")
            return
        chat.did(done)
        await self.person(chat, "utter_reset_sent", email=email)
