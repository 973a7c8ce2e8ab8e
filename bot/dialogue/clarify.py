"""When a message was not understood: what can still be made of it, one question, then a person."""

from __future__ import annotations

from bot.deescalation.types import Move, Reason
from bot.dialogue import errands, meant, menus, wishes, words
from bot.dialogue.chat import Chat
from bot.dialogue.errands import orders

GIVE_UP_AT = 2  # misunderstandings running


async def clarify(chat: Chat) -> None:
    """Which of two things first, the help centre's answer, the order whose things are named, or a short choice; the
    second time a person."""
    doubtful = [wish.errand for wish in chat.turn.also_wants if wish.errand in menus.TITLES]
    if len(doubtful) > 1 and not chat.loop:
        chat.made(Move.OFFER_PERSON)
        chat.say("utter_clarify_first", buttons=[*map(menus.errand, doubtful[: menus.CHOICES]), orders.PERSON])
        return
    order = None if chat.loop else await orders.named_in(chat)
    still_to_come = order is not None and order.delivery.delivered_at is None  # so not about how to use it
    if words.is_question(chat.text) and not still_to_come and answer(chat):
        return
    if not chat.loop:
        errand = meant.errand(chat)
        if errand is not None:
            chat.go_on_with(errand, order=order.number if order else None)
            return
        if order is not None:
            chat.go_on_with("order_status", order=order.number)  # showing it can do no harm, and says most
            return
    chat.memory.misunderstandings += 1
    if chat.memory.misunderstandings >= GIVE_UP_AT:
        chat.hand_off(Reason.NOT_UNDERSTOOD, cue="not understood twice running")
    elif chat.loop:
        chat.say("utter_not_caught")  # the form asks its question again
    else:
        chat.made(Move.OFFER_PERSON)
        chat.say("utter_clarify", buttons=[*menus.likeliest(chat.ranking), orders.PERSON])


def answer(chat: Chat) -> bool:
    """Say what the help centre knows about the message. False: nothing near enough."""
    queries = [chat.text, *wishes.parts(chat.turn.texts or [chat.text])]
    open_errand = errands.of_form(chat.loop)
    if open_errand is not None:  # "how long does that take" is about what is in hand
        queries.append(f"{chat.text} {chat.get('outcome') or ''} {open_errand.about}")
    answers = [
        best for query in dict.fromkeys(queries) if (best := chat.turn.services.help.best(query, intent=chat.intent))
    ]
    found = max(answers, key=lambda best: best.score, default=None)
    if found is None:
        return False
    if found.text in chat.memory.quoted:  # word for word the same would say: I am not listening
        chat.made(Move.OFFER_PERSON)
        chat.say("utter_help_again", title=found.article.title, buttons=[orders.PERSON])
        return True
    chat.memory.quoted.append(found.text)
    chat.made(Move.SOLVE)
    chat.found("help_article", f"Quoted the help article “{found.article.title}”.")
    chat.say("utter_help", answer=found.text)
    return True
