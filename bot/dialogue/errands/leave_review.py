"""A review of something they bought: which, how many stars, their words. A bad one is taken with the same grace."""

from __future__ import annotations

import re

from bot.backoffice.types import OrderLine
from bot.dialogue.buttons import options
from bot.dialogue.chat import Chat
from bot.dialogue.errands import items
from bot.dialogue.errands.account import AccountErrand
from bot.dialogue.errands.orders import PERSON

BAD = 2  # stars, from which on it is offered to be put right
SHOWN = 5  # things to choose from
_STARS = re.compile(r"\b([1-5])\b(?: ?(?:/ ?5|of 5|out of 5|stars?))?", re.I)
_IN_WORDS = {"one": "1", "two": "2", "three": "3", "four": "4", "five": "5"}


class LeaveReview(AccountErrand):
    """Stored for publication."""

    name = "leave_review"
    about = "your review"
    wants = "to leave a review"

    def open(self, chat: Chat) -> None:
        super().open(chat)
        chat.set(outcome=_stars(chat.text) if "star" in chat.text.lower() else None)

    async def next_slot(self, chat: Chat) -> str | None:
        bought = await _bought(chat)
        if not bought:
            return None
        if chat.get("item") is None:
            named = items.named(bought, str(chat.get("problem") or ""))
            if len(named) != 1:
                return "item"
            chat.set(item=named[0].sku)
        if chat.get("outcome") is None:
            return "outcome"
        return "value" if chat.get("value") is None else None

    async def hear_item(self, chat: Chat) -> None:
        bought = await _bought(chat)
        named = [line for line in bought if line.sku == chat.entity("choice")] or items.named(bought, chat.text)
        if named:
            chat.set(item=named[0].sku)

    async def hear(self, chat: Chat, slot: str | None) -> bool:
        """Stars are a number, not a way."""
        if slot == "outcome":
            chat.set(outcome=chat.entity("choice") or _stars(chat.text))
            return chat.get("outcome") is not None
        return await super().hear(chat, slot)

    async def ask(self, chat: Chat, slot: str) -> None:
        bought = await _bought(chat)
        if slot == "item":
            buttons = options(*((line.name, line.sku) for line in bought[:SHOWN]))
            chat.say("utter_ask_review_item", buttons=buttons)
        elif slot == "outcome":
            buttons = options(*((f"{stars} of 5", str(stars)) for stars in range(5, 0, -1)))
            chat.say("utter_ask_review_stars", buttons=buttons)
        else:
            chat.say("utter_ask_review_text")

    async def finish(self, chat: Chat) -> None:
        if not await _bought(chat):
            await self.person(chat, "utter_no_orders")
            return
        stars = int(chat.get("outcome"))
        done = await chat.accounts.review(
            customer_id=chat.known_customer,
            sku=chat.get("item"),
            stars=stars,
            text=chat.get("value"),
            request_key=chat.turn.request_key("review"),
        )
        chat.did(done)
        if stars <= BAD:
            right = [("Something's wrong with it", "/damaged_item"), ("Send it back", "/return_order"), PERSON]
            chat.say("utter_review_bad", buttons=right)
        else:
            chat.say("utter_review_stored")


async def _bought(chat: Chat) -> list[OrderLine]:
    """Everything they have ordered, each thing once, the newest first."""
    theirs = await chat.shop.orders_of(customer_id=chat.known_customer)
    return list({line.sku: line for order in theirs for line in order.lines}.values())


def _stars(text: str) -> str | None:
    found = _STARS.search(text)
    return found[1] if found else next((n for word, n in _IN_WORDS.items() if word in text.lower().split()), None)
