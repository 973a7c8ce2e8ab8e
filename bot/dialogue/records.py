"""What the desk's records say about the matter in hand: earlier contacts, promises broken."""

from __future__ import annotations

from bot.dialogue.chat import Chat
from bot.wire import Contact


def contact_number(chat: Chat, errand: str | None) -> int:
    """Which contact of this customer about this matter it is; 1 is the first."""
    return 1 + len(_earlier(chat, errand))


def promises_broken(chat: Chat, errand: str | None) -> int:
    """In this conversation, or in an earlier one about the same matter."""
    same = {contact.reference for contact in _earlier(chat, errand)}
    return sum(
        1
        for promise in chat.turn.context.promises
        if promise.get("status") == "broken" and promise.get("earlier") in (None, *same)
    )


def _earlier(chat: Chat, errand: str | None) -> list[Contact]:
    entities = (entity for reading in chat.turn.readings for entity in reading.entities)
    named = {entity.value for entity in entities if entity.entity == "order_number"}
    orders = named or {number for number in (chat.get("order"), chat.get("order_number")) if number}
    return [contact for contact in chat.turn.context.contacts if contact.is_about(orders, errand)]
