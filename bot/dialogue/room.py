"""Reads the room before anything else is said: the temper, what to do about it, the acknowledgement it calls for."""

from __future__ import annotations

from bot.deescalation import playbook, temper
from bot.deescalation.situation import Decision, RefocusForm, Situation
from bot.deescalation.types import Happened, Used
from bot.dialogue import errands, later
from bot.dialogue import turn as turns
from bot.dialogue.chat import Chat
from bot.dialogue.errands import orders
from bot.dialogue.language import language_of
from bot.understanding.reading import reading_from_parse


async def read(chat: Chat) -> None:
    """Once per message, although Rasa calls it again whenever a form opens."""
    if chat.memory.read_message == chat.message_id:
        return
    chat.memory.read_message = chat.message_id
    turn, memory = chat.turn, chat.memory
    if not turn.readings:
        turn.readings = (reading_from_parse(chat.parse, chat.message_id),)
    texts = turn.texts or (chat.text,)
    errand = _errand(chat)
    unclear = chat.unclear and chat.loop is None
    if not chat.unclear:
        memory.misunderstandings = 0
    happened = _happened(chat, errand, unclear=unclear)

    if turns.live():
        turn.temper = turn.context.temper
    if not turn.pressed:  # a button's words are ours, not theirs
        turn.temper = temper.update(turn.temper, turn.readings, texts, happened)
    hottest = max(turn.readings, key=lambda reading: reading.frustration)

    order = await orders.likely(chat, errands.ALL.get(errand or ""))
    decision = playbook.decide(
        Situation(
            text="\n".join(texts),
            reading=hottest,
            temper=turn.temper,
            errand=errand,
            facts_known=order is not None,
            history=tuple(memory.history),
            happened=happened,
            turns_without_progress=memory.without_progress,
            person_declined=memory.person_declined,
            unclear=unclear,
            language=language_of("\n".join(texts)),
        )
    )
    _remember(chat, decision, errand)
    chat.set(temper=turn.temper.state.value)
    if decision.handoff is not None:
        chat.turn.handoff = decision.handoff
        chat.set(handoff_reason=decision.handoff.reason.value)
    _respond(chat, decision)
    if decision.refocus is RefocusForm.CARD and order is not None and errand != "refund_status":  # it has its own card
        orders.show(chat, order)


def _errand(chat: Chat) -> str | None:
    """What they are here for: what they name now, else what is open."""
    if chat.intent in errands.ALL:
        return chat.intent
    if chat.memory.errand:
        return chat.memory.errand
    return None


def _happened(chat: Chat, errand: str | None, *, unclear: bool) -> Happened:
    memory = chat.memory
    question = f"{errand} {chat.get('order_number') or ''}"
    if chat.intent in errands.ALL and not chat.turn.pressed:
        memory.asked[question] = memory.asked.get(question, 0) + 1
    again = unclear and memory.misunderstandings > 0  # the first time is for asking, not for apologising
    return Happened(
        same_question=memory.asked.get(question, 0),
        misunderstandings=memory.misunderstandings + (1 if again else 0),
        promises_broken=sum(1 for promise in chat.turn.context.promises if promise.get("status") == "broken"),
    )


def _remember(chat: Chat, decision: Decision, errand: str | None) -> None:
    memory, turn = chat.memory, chat.turn
    if memory.person_offered and chat.intent == "deny" and chat.loop is None:
        memory.person_declined = True
    memory.person_offered = False
    memory.without_progress += 1  # whatever gets done this turn sets it back
    later.remember(chat)
    memory.temper = turn.temper.to_json()
    used: tuple[Used, ...] = decision.used(turn=turn.temper.turn, errand=errand)
    memory.history += used
    chat.made(*decision.moves)
    turn.offer_person = decision.offer_person


def _respond(chat: Chat, decision: Decision) -> None:
    """The acknowledgement, and a boundary if one is due; before the errand's own answer."""
    if decision.acknowledge:
        chat.say(f"utter_ack_{decision.acknowledge}", decision.facts)
    if decision.boundary:
        chat.say("utter_boundary")
