"""Buttons: pressed, or typed. The command behind one is kept at the desk and never taken from a page."""

from __future__ import annotations

from typing import Any

from bot.desk import conversations
from bot.desk.access.errors import Refused
from bot.desk.sockets import inputs
from bot.desk.store.engine import Database
from bot.desk.store.rows import ConversationRow

GLANCE_BACK = 12  # messages: how far a typed answer is looked for among the buttons last offered


async def pressed(db: Database, row: ConversationRow, button: Any) -> tuple[str, str | None]:
    """Title and command of the button {seq, index}, as we keep them. Raises Refused if it was never offered."""
    gone = "That choice is not there any more. Please type what you would like."
    body = inputs.fields(button)
    seq = inputs.whole_number(body.get("seq"), least=1, most=2**31 - 1, message=gone)
    index = inputs.whole_number(body.get("index"), least=0, most=100, message=gone)
    found = await conversations.button(db, conversation_id=row.id, seq=seq, index=index)
    if found is None:
        raise Refused("button", gone)
    return found["title"], found.get("payload")


async def offered(db: Database, row: ConversationRow, text: str) -> str | None:
    """The command of the button just offered whose title they typed: typing an answer works like pressing it."""
    since = max(0, row.last_seq - GLANCE_BACK)
    latest = await conversations.messages_after(db, conversation_id=row.id, seq=since)
    said = _plain(text)
    for message in reversed(latest):
        if message.author == "customer":
            return None
        for button in message.buttons or ():
            if _plain(button["title"]) == said:
                return button.get("payload")
    return None


def _plain(text: str) -> str:
    return " ".join(text.casefold().split()).strip(" .!")
