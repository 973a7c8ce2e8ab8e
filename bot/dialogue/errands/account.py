"""What account errands have in common: choices read from words or buttons, and a code sent to a new address."""

from __future__ import annotations

import re
from typing import ClassVar

from bot.backoffice.accounts import CodeExpired, Purpose, TooManyTries, WrongCode
from bot.backoffice.errors import Throttled
from bot.deescalation.types import Move
from bot.dialogue import wishes, words
from bot.dialogue.chat import Chat
from bot.dialogue.errands.base import Errand
from bot.dialogue.errands.orders import PERSON

CHECKED = "checked"  # in the slot `item`: the code that was asked for has been typed
SIX = re.compile(r"(?<!\d)\d(?:[ .-]?\d){5}(?!\d)")


class AccountErrand(Errand):
    """`ways`: name of a way and the words for it, the first that is said counts."""

    ways: ClassVar[tuple[tuple[str, str], ...]] = ()

    def open(self, chat: Chat) -> None:
        """The way they want, and an address if one is named."""
        chat.set(problem=chat.text, outcome=self.way(chat))
        self._take_email(chat)

    def way(self, chat: Chat) -> str | None:
        """Which of the ways the button or the words name."""
        choice = chat.entity("choice")
        return choice if choice in dict(self.ways) else words.first_named(chat.text, self.ways)

    async def hear(self, chat: Chat, slot: str | None) -> bool:
        """The answer to the question asked."""
        before = chat.answers
        self._take_email(chat)
        if slot == "outcome":
            chat.set(outcome=self.way(chat))
        elif slot == "confirm":
            self._hear_confirm(chat)
        elif slot == "value":
            await self.hear_value(chat)
        elif slot == "item":
            await self.hear_item(chat)
        elif slot == "email" and not chat.entity("email") and words.cannot_say(chat.text):
            chat.set(told=True)
        return chat.answers != before

    async def hear_value(self, chat: Chat) -> None:
        """Free text, as it stands; not a question of theirs, nor a wish to stop."""
        asks = chat.intent in wishes.QUESTIONS and words.is_question(chat.text)
        if not asks and chat.intent not in ("stop", "request_human"):
            chat.set(value=chat.text.strip())

    async def hear_item(self, chat: Chat) -> None:
        """Nothing, unless the errand asks for it."""

    async def person(self, chat: Chat, response: str, **facts: str) -> None:
        """It ends here for us; a person can go on."""
        chat.made(Move.OFFER_PERSON)
        chat.say(response, facts, buttons=[PERSON])


async def send_code(chat: Chat, email: str, purpose: Purpose) -> bool:
    """To an address to be proved. False: too many were asked for, which is said."""
    try:
        await chat.accounts.send_code(
            email=email,
            purpose=purpose,
            conversation=chat.turn.context.conversation,
            request_key=chat.turn.request_key(f"code-{purpose}"),
        )
    except Throttled as error:
        chat.found("code_refused", str(error), ok=False)
        chat.say("utter_identity_throttled", buttons=[PERSON])
        chat.set(told=True)
        return False
    chat.found("code_sent", f"Sent a code to {email}.")
    return True


async def hear_code(chat: Chat, email: str, purpose: Purpose) -> None:
    """Six digits: right, wrong (asked again) or too often wrong (a person)."""
    if not (six := SIX.search(chat.text)):
        return
    key = chat.turn.request_key(f"check-{purpose}")
    try:
        await chat.accounts.check_code(email=email, purpose=purpose, code=re.sub(r"\D", "", six[0]), request_key=key)
    except WrongCode as wrong:
        chat.set(item=f"wrong {wrong.left}")
    except CodeExpired:
        if await send_code(chat, email, purpose):
            chat.set(item="new")
    except TooManyTries:
        chat.say("utter_identity_tries", buttons=[PERSON])
        chat.set(told=True)
    else:
        chat.set(item=CHECKED)


def ask_code(chat: Chat, email: str, first: str) -> None:
    """Ask for the code sent to an address; `first`: the response that says it was sent."""
    state = str(chat.get("item") or "")
    if state.startswith("wrong"):
        left = state.removeprefix("wrong ")
        chat.say("utter_identity_wrong", email=email, left="one more try" if left == "1" else f"{left} tries")
    else:
        chat.say("utter_identity_expired" if state == "new" else first, email=email)
