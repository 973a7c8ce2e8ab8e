"""Money and goods need a signed-in customer: say so once, kindly, with both ways on."""

from __future__ import annotations

from bot.deescalation.types import Move
from bot.dialogue.chat import Chat
from bot.dialogue.errands.orders import PERSON


def say(chat: Chat, errand: str) -> None:
    """Signing in is at the top of the page; a person can do it too."""
    number = chat.get("order") or chat.get("order_number")
    values = f'{{"order_number": "{number}"}}' if number else ""
    chat.made(Move.OFFER_PERSON)
    chat.say("utter_sign_in", buttons=[("I've signed in", f"/{errand}{values}"), PERSON])
