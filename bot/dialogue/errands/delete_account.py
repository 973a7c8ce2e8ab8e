"""Closing an account: what must finish first, else a day two weeks off until which it can be undone."""

from __future__ import annotations

from bot.backoffice.accounts import NoAccount, StillOpen
from bot.backoffice.sql_accounts import CLOSES_AFTER
from bot.dialogue import words
from bot.dialogue.buttons import options
from bot.dialogue.chat import Chat
from bot.dialogue.errands.account import AccountErrand


class DeleteAccount(AccountErrand):
    """Asked once, with the day."""

    name = "delete_account"
    about = "closing your account"
    wants = "their account closed"
    ways = (("keep", r"\b(keep|undo|changed my mind|don'?t (close|delete)|not (close|delete))\b"),)

    async def next_slot(self, chat: Chat) -> str | None:
        return None if chat.get("outcome") or chat.get("confirm") is not None else "confirm"

    async def ask(self, chat: Chat, slot: str) -> None:
        day = words.day(chat.now + CLOSES_AFTER, chat.turn.context.timezone)
        chat.say("utter_ask_close", day=day, buttons=options(("Yes, close it", "yes"), ("No, keep it", "no")))

    async def finish(self, chat: Chat) -> None:
        who, key = chat.known_customer, chat.turn.request_key("close")
        if chat.get("confirm") is False:
            chat.say("utter_close_kept")
            return
        try:
            if chat.get("outcome") == "keep":
                chat.did(await chat.accounts.keep_account(customer_id=who, request_key=key))
                chat.say("utter_close_undone")
                return
            done = await chat.accounts.close_account(customer_id=who, request_key=key)
        except NoAccount:
            await self.person(chat, "utter_no_account")
        except StillOpen as refusal:
            chat.found("close_refused", str(refusal), ok=False)
            await self.person(chat, "utter_close_not_yet", reasons=words.listed(refusal.reasons[:3]))
        else:
            chat.did(done)
            assert done.promise_due is not None
            chat.say("utter_closing", day=words.day(done.promise_due, chat.turn.context.timezone))
