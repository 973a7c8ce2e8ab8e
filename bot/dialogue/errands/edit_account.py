"""Name and phone: changed. E-mail address: changed once a code sent to the new one is typed; the old one is told."""

from __future__ import annotations

import re

from bot.backoffice.accounts import AddressTaken, NoAccount
from bot.deescalation.temper import UPSET_AT
from bot.dialogue.buttons import options
from bot.dialogue.chat import Chat
from bot.dialogue.errands.account import CHECKED, AccountErrand, ask_code, hear_code, send_code

_NEW_NAME = re.compile(r"\b(?:to|is now|it'?s|now|is)\s+(?-i:([A-Z][a-z][\w'’-]*(?: [A-Z][a-z][\w'’-]*){0,3}))", re.I)

_NAME_ALONE = re.compile(r"^[^\W\d_][\w'’.-]*(?: [\w'’.-]+){0,3}$")
_NO_NAME = frozenset({"stop", "deny", "affirm", "thank", "goodbye", "complain", "staff_complaint", "request_human"})


class EditAccount(AccountErrand):
    """Only the account's owner may."""

    name = "edit_account"
    about = "changing your details"
    wants = "their account details changed"
    ways = (
        ("email", r"\b(e-?mail|address)\b"),
        ("phone", r"\b(phone|mobile|number|cell)\b"),
        ("name", r"\b(name|surname|married|called)\b"),
    )

    def open(self, chat: Chat) -> None:
        super().open(chat)
        self._take_value(chat)

    def _take_value(self, chat: Chat) -> None:
        """What it is to be, if the words hold it already."""
        found = chat.entity("email" if chat.get("outcome") == "email" else "phone")
        named = _NEW_NAME.search(chat.text) if chat.get("outcome") == "name" else None
        value = named[1] if named else found if chat.get("outcome") in ("email", "phone") else None
        if value:
            chat.set(value=value)

    async def next_slot(self, chat: Chat) -> str | None:
        if chat.get("told"):
            return None
        if chat.get("outcome") is None:
            return "outcome"
        if chat.get("value") is None:
            return "value"
        return "item" if chat.get("outcome") == "email" and chat.get("item") != CHECKED else None

    async def ask(self, chat: Chat, slot: str) -> None:
        if slot == "outcome":
            buttons = options(("My name", "name"), ("My phone number", "phone"), ("My e-mail address", "email"))
            chat.say("utter_ask_edit_what", buttons=buttons)
        elif slot == "value":
            chat.say(f"utter_ask_edit_{chat.get('outcome')}")
        elif chat.get("item") or await send_code(chat, chat.get("value"), "new_email"):
            ask_code(chat, chat.get("value"), "utter_ask_edit_code")
            chat.set(item=chat.get("item") or "sent")

    async def hear_value(self, chat: Chat) -> None:
        """An address must be one; so must a phone number."""
        kind = chat.get("outcome")
        if kind == "name":
            named = _NEW_NAME.search(chat.text)
            alone = _NAME_ALONE.match(chat.text.strip(" ."))
            said_else = chat.intent in _NO_NAME or chat.turn.readings[-1].frustration >= UPSET_AT
            chat.set(value=named[1] if named else chat.text.strip(" .") if alone and not said_else else None)
        else:
            chat.set(value=chat.entity(kind))

    async def hear_item(self, chat: Chat) -> None:
        if chat.entity("email"):
            chat.set(value=chat.entity("email"), item=None)
        else:
            await hear_code(chat, chat.get("value"), "new_email")

    async def finish(self, chat: Chat) -> None:
        if chat.get("told"):
            return
        kind, value, key = chat.get("outcome"), chat.get("value"), chat.turn.request_key("edit")
        who = chat.known_customer
        try:
            if kind == "email":
                done = await chat.accounts.change_email(customer_id=who, email=value, request_key=key)
            else:
                done = await chat.accounts.change_details(customer_id=who, **{kind: value}, request_key=key)
        except NoAccount:
            await self.person(chat, "utter_no_account")
        except AddressTaken:
            await self.person(chat, "utter_edit_taken", value=value)
        else:
            chat.did(done)
            chat.say(f"utter_edited_{kind}", value=value)
