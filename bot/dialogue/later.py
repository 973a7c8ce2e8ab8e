"""What else was asked for in the same breath: taken up when the thing before it is done."""

from __future__ import annotations

from bot.dialogue import errands, wishes
from bot.dialogue.chat import Chat
from bot.understanding.reading import UNREAD


def remember(chat: Chat) -> None:
    """What this message adds, and no longer what it begins; what was only offered as a choice and not chosen lapses."""
    memory = chat.memory
    kept = [item for item in memory.later if item["errand"] != chat.intent and (item["sure"] or chat.turn.pressed)]
    memory.later = kept + [
        {
            "errand": wish.errand,
            "order": wish.order,
            "text": wish.text,
            "sure": chat.intent != UNREAD and wish.confidence >= wishes.SURE,
        }
        for wish in chat.turn.also_wants
    ]


def take_up(chat: Chat) -> bool:
    """Go on with the next wish. False: there is none, or something is still open."""
    memory = chat.memory
    if chat.loop or chat.asked or chat.get("handoff_reason") or memory.begin_with or not memory.later:
        if in_hand(chat):
            chat.then("action_listen")  # no rule foresees what was just taken up
        return False
    following = memory.later.pop(0)
    name = following["errand"]
    if name in errands.ALL:
        chat.say("utter_next_thing", about=errands.ALL[name].about)
        chat.go_on_with(name, order=following["order"], said=following["text"])
    else:
        chat.say("utter_next_question")
        begin(chat, name, order=following["order"], text=following["text"])
    return True


def begin(chat: Chat, wish: str, *, order: str | None = None, text: str | None = None) -> None:
    """Answer a wish that is no errand, and that the message's own intent does not name. `text`: the words for it."""
    chat.memory.in_hand = {"errand": wish, "order": order, "text": text or chat.text, "message": chat.message_id}
    chat.then(_action(wish))


def _action(name: str) -> str:
    if name in wishes.QUESTIONS:
        return "action_help"
    if name in wishes.GUIDED:
        return "action_offer_guide"
    return "action_place_order" if name == "place_order" else "action_outcome"


def in_hand(chat: Chat) -> bool:
    """Is this action answering a wish that was taken up, rather than the message?"""
    return chat.memory.in_hand is not None and chat.memory.in_hand["message"] == chat.message_id
