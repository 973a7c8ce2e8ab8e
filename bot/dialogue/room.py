"""Reads the room before anything else is said: the temper, what to do about it, the acknowledgement it calls for."""

from __future__ import annotations

from bot.backoffice.types import Order
from bot.deescalation import confidence, playbook, style, temper
from bot.deescalation.situation import Decision, RefocusForm, Situation
from bot.deescalation.types import Happened, Move
from bot.dialogue import errands, goodwill, later, menus, records
from bot.dialogue import turn as turns
from bot.dialogue.chat import REQUESTED, Chat
from bot.dialogue.errands import orders
from bot.dialogue.language import language_of
from bot.understanding.reading import reading_from_parse


async def read(chat: Chat) -> None:
    """Once per message, although Rasa calls it again whenever a form opens."""
    if chat.memory.read_message == chat.message_id:
        return
    chat.memory.read_message = chat.message_id
    turn, memory = chat.turn, chat.memory
    if turn.context.handed_back:
        memory.begin_anew()
    if not turn.readings:
        turn.readings = (reading_from_parse(chat.parse, chat.message_id),)
    texts = turn.texts or (chat.text,)
    goodwill.hear(chat)
    errand = _errand(chat)
    unclear = chat.unclear and chat.loop is None
    if not chat.unclear:
        memory.misunderstandings = 0
    happened = _happened(chat, errand, unclear=unclear)

    if turns.live():
        turn.temper = turn.context.temper
    if not turn.pressed:  # a button's words are ours, not theirs
        turn.temper = temper.update(turn.temper, turn.readings, texts, happened)
        for text in texts:
            memory.style = style.learn(memory.style, text)
            known = confidence.Confidence.from_json(memory.computers)
            memory.computers = confidence.read(text, known).to_json()
    hottest = max(turn.readings, key=lambda reading: reading.frustration)

    order = await orders.likely(chat, errands.ALL.get(errand or ""))
    decision = playbook.decide(
        Situation(
            text="\n".join(texts),
            reading=hottest,
            temper=turn.temper,
            errand=errand,
            facts_known=order is not None,
            on_time=order is not None and not order.delivery.delivered_at and not order.delivery.is_late(chat.now),
            history=tuple(memory.history),
            happened=happened,
            turns_without_progress=memory.without_progress,
            person_declined=memory.person_declined,
            unclear=unclear,
            language=language_of("\n".join(texts)),
            style=style.of(memory.style),
            answered=_answers(chat),
            thing=next((entity["text"] for entity in chat.entities if entity["entity"] == "product"), None),
        )
    )
    _remember(chat, decision, errand)
    chat.set(temper=turn.temper.state.value)
    if decision.handoff is not None:
        chat.turn.handoff = decision.handoff
        chat.set(handoff_reason=decision.handoff.reason.value)
    _respond(chat, decision)
    _refocus(chat, decision, errand, order)


def _answers(chat: Chat) -> bool:
    """Does the message answer what was asked or offered? Then the customer has begun to work with us."""
    if chat.turn.takes_offer:
        return True
    asked = chat.get(REQUESTED) if chat.loop else None
    if asked in ("order", "email"):
        return chat.entity({"order": "order_number", "email": "email"}[asked]) is not None
    return bool(asked) and chat.intent in ("affirm", "deny", "inform", "choose_refund", "choose_replacement")


def _refocus(chat: Chat, decision: Decision, errand: str | None, order: Order | None) -> None:
    """The concrete thing to look at: their order now, or the question that the errand is about to ask."""
    if decision.refocus is RefocusForm.QUESTION or errand == "refund_status":  # it has a card of its own
        chat.turn.lead_in = decision.refocus is not None
    elif decision.refocus is RefocusForm.CARD and order is not None and orders.show(chat, order):
        chat.refocused(RefocusForm.CARD, errand)
        if errand is None:  # an errand goes straight on with the facts that count for it
            chat.say("utter_refocus_card", fact=orders.one_fact(order, chat), number=order.number)


def _errand(chat: Chat) -> str | None:
    """What they are here for: what they name now, else what is open."""
    if chat.intent in errands.ALL or (chat.intent in menus.WISHES and not chat.memory.errand):
        return chat.intent
    if chat.memory.errand:
        return chat.memory.errand
    return None


def _happened(chat: Chat, errand: str | None, *, unclear: bool) -> Happened:
    memory = chat.memory
    question = f"{errand} {chat.get('order_number') or ''}"
    if errand == chat.intent and not chat.turn.pressed:
        memory.asked[question] = memory.asked.get(question, 0) + 1
    again = unclear and memory.misunderstandings > 0  # the first time is for asking, not for apologising
    return Happened(
        same_question=memory.asked.get(question, 0),
        misunderstandings=memory.misunderstandings + (1 if again else 0),
        minutes_waited=chat.turn.context.minutes_waited,
        promises_broken=records.promises_broken(chat, errand),
        contact_number=records.contact_number(chat, errand),
    )


def _remember(chat: Chat, decision: Decision, errand: str | None) -> None:
    memory, turn = chat.memory, chat.turn
    if memory.person_offered and chat.intent == "deny" and chat.loop is None:
        memory.person_declined = True
    memory.person_offered = False
    memory.without_progress += 1  # whatever gets done this turn sets it back
    later.remember(chat)
    memory.temper = turn.temper.to_json()
    used = decision.used(turn=turn.temper.turn, errand=errand)
    memory.history += [move for move in used if move.move is not Move.REFOCUS]  # recorded when it comes about
    chat.made(*(move for move in decision.moves if move is not Move.REFOCUS))
    turn.offer_person = decision.offer_person
    turn.why = decision.why


def _respond(chat: Chat, decision: Decision) -> None:
    """The acknowledgement, what was understood, and a boundary if one is due; before the errand's own answer."""
    if decision.acknowledge:
        chat.say(f"utter_ack_{decision.acknowledge}", decision.facts, joined=bool(decision.reflect))
    if decision.reflect:
        chat.say("utter_reflect", points=", ".join(decision.reflect))
    if decision.boundary:
        chat.say("utter_boundary")
    if decision.handoff is None:
        goodwill.first_things_first(chat)
