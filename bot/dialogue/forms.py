"""How an errand runs as a Rasa form: opening, listening, stepping aside for another question, coming back, ending."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.deescalation.types import Move
from bot.dialogue import errands, goodwill, identity, later, menus
from bot.dialogue.chat import ERRAND_SLOTS, REQUESTED, Chat
from bot.dialogue.errands import Errand, orders
from bot.understanding.reading import UNREAD

OFFER_AFTER = 2  # answers running that did not answer: a person is offered beside the question
SURE = 0.5  # confidence from which a message turns to another errand although a question is open

# Answered by rules of their own while a form is open; the form asks its question again afterwards.
DIGRESSIONS = menus.WISHES | {
    *("greet", "thank", "goodbye", "bot_challenge", "chitchat", "out_of_scope", "stop", "request_human", UNREAD),
}


async def continue_form(chat: Chat, errand: Errand, *, interrupted: bool) -> bool:
    """Fill what the message fills and set what to ask next. False: the message was not for this form."""
    memory = chat.memory
    if memory.errand != errand.name:
        _open(chat, errand)
    elif not interrupted:
        requested = chat.get(REQUESTED)
        before = (chat.answers, str(chat.memory.identity))
        heard = requested == identity.SLOT and await identity.hear(chat)
        if not heard and _turns_to_another(chat, errand, requested):
            return False
        heard = heard or await errand.hear(chat, requested)
        if not heard and _is_another_matter(chat, errand):
            return False
        if requested == identity.SLOT and chat.customer_id is not None:
            identity.goes_on(chat, errand.about)
        if heard and (chat.answers, str(chat.memory.identity)) != before:
            memory.unanswered = memory.without_progress = 0
        else:
            memory.unanswered += 1
        if memory.unanswered >= OFFER_AFTER:
            chat.turn.offer_person = True
            chat.made(Move.OFFER_PERSON)
    if errand.wants:
        chat.wants(errand.wants)
    chat.set(**{REQUESTED: await _next_slot(chat, errand)})
    return True


def _is_another_matter(chat: Chat, errand: Errand) -> bool:
    """Hot or muddled words that might just name another errand are no reason to leave this one."""
    if (chat.intent in errands.ALL or chat.intent == "stop") and chat.confidence < SURE:
        return False
    return chat.intent in DIGRESSIONS - {errand.name, *errand.tells}


async def _next_slot(chat: Chat, errand: Errand) -> str | None:
    if _must_identify(chat, errand):
        return identity.SLOT if identity.still_open(chat) else None
    return await errand.next_slot(chat)


def _must_identify(chat: Chat, errand: Errand) -> bool:
    return chat.customer_id is None and errand.needs_identity(chat)


def _turns_to_another(chat: Chat, errand: Errand, requested: str | None) -> bool:
    """Another errand is named outright, so whatever else the message holds (an order's number) belongs to that one."""
    if chat.intent not in errands.ALL or chat.intent == errand.name or chat.confidence < SURE:
        return False
    if requested == "order" and chat.entity("order_number"):
        return False  # the number was asked for; what surrounds it is read with less certainty
    return requested in ("confirm", "item", "email", "order", identity.SLOT) and chat.entity("choice") is None


def was_interrupted(events: Sequence[dict[str, Any]]) -> bool:
    """Has this message already been answered by something else, so that the form only asks again?"""
    since = next((i for i in range(len(events) - 1, -1, -1) if events[i].get("event") == "user"), 0)
    return any(event.get("event") == "action_execution_rejected" for event in events[since:])


async def finish(chat: Chat, errand: Errand) -> None:
    """Do the deed; then take up what was put aside, or the other thing they asked for in the same breath."""
    if errand.wants:
        chat.wants(errand.wants)
    if _must_identify(chat, errand):
        identity.give_up(chat)
    else:
        await errand.finish(chat)
        await goodwill.answer_if_asked(chat, errand.name)
    memory = chat.memory
    memory.damage = None if errand.name == "damaged_item" else memory.damage
    if (number := chat.get("order")) and number != orders.NONE:
        memory.last = [errand.name, number]
    chat.clear_errand()
    memory.errand = None
    memory.card = [None, memory.card[1]] if memory.card else None
    if chat.get("handoff_reason") or memory.begin_with:
        return
    if memory.paused and errand.read_only:
        chat.then(f"{memory.paused['errand']}_form")
    elif chat.asked:
        return  # one question at a time: the other thing has its turn when this one is settled
    else:
        memory.paused = None
        later.take_up(chat)


def _open(chat: Chat, errand: Errand) -> None:
    """Begin, or go on where it was put aside."""
    memory = chat.memory
    if memory.errand and errand.read_only:
        memory.paused = {"errand": memory.errand, "slots": {name: chat.get(name) for name in ERRAND_SLOTS}}
    memory.errand = errand.name
    memory.unanswered = 0
    if not errand.read_only:
        memory.damage = chat.text if errand.name == "damaged_item" else None
    memory.later = [item for item in memory.later if item["errand"] != errand.name]
    if memory.paused and memory.paused["errand"] == errand.name:
        chat.set(**memory.paused["slots"])
        memory.paused = None
        return
    chat.clear_errand()
    begin = memory.begin_with or {}
    memory.begin_with = None
    if not begin.get("problem"):  # these words themselves led here; otherwise earlier ones did
        errand.open(chat)
    chat.set(**{name: value for name, value in begin.items() if value})
