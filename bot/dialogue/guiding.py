"""Which way somebody is helped with a thing they do themselves: step by step, the list, or a person first."""

from __future__ import annotations

from bot.deescalation.confidence import Confidence, Skill
from bot.deescalation.types import Level, Move
from bot.dialogue.chat import Button, Chat
from bot.dialogue.clarify import answer
from bot.dialogue.errands import reset_link
from bot.dialogue.errands.orders import PERSON
from bot.guides.book import Guide
from bot.guides.steps import all_steps

WITH_LINK = "reset-password"  # the guide


def skill(chat: Chat) -> Skill:
    """How sure of themselves with computers they have shown to be."""
    return Confidence.from_json(chat.memory.computers).skill


def fitting(chat: Chat) -> Guide | None:
    """The guide for this message."""
    return chat.turn.services.guides.find(chat.text, chat.intent)


def chosen(chat: Chat) -> bool:
    """Start, list or send what a button named. False: no button of ours."""
    if chat.entity("choice") == reset_link.CHOICE:
        chat.go_on_with(reset_link.ResetLink.name, order=None)
        return True
    kind, _, name = (chat.entity("choice") or "").partition(":")
    guide = chat.turn.services.guides.all.get(name)
    if guide is None or kind not in ("guide", "list"):
        return False
    chat.wants(guide.wants)
    if kind == "guide":
        chat.start_guide(guide.name)
    else:
        chat.made(Move.SOLVE)
        chat.say("utter_guide_all", steps=all_steps(guide), buttons=[_button(guide), PERSON])
    return True


def lead(chat: Chat, guide: Guide) -> bool:
    """A person first for somebody irate; the first step for somebody unsure; else what the help centre says, and the
    steps beside it. True: the guide has begun."""
    chat.wants(guide.wants)
    if chat.turn.temper.state is Level.IRATE:
        answer(chat)
        _or_link(chat, guide)
        chat.made(Move.OFFER_PERSON)
        chat.say("utter_guide_person_first", buttons=[PERSON])
    elif skill(chat) is Skill.LOW:
        chat.say("utter_guide_begin", joined=True)
        chat.start_guide(guide.name)
        return True
    else:
        answer(chat)
        beside(chat, guide)
    return False


def instead_of_asking(chat: Chat) -> bool:
    """The message is not clear, but its words lead to a guide. False: they do not, or something is open."""
    guide = None if chat.loop else chat.turn.services.guides.find(chat.text)
    if guide is not None:
        lead(chat, guide)
    return guide is not None


def beside(chat: Chat, guide: Guide) -> None:
    """Offer it beside another answer; a person is on offer too."""
    _or_link(chat, guide)
    if skill(chat) is Skill.HIGH:
        chat.say("utter_guide_offer_list", buttons=[_button(guide, kind="list"), PERSON])
    else:
        chat.say("utter_guide_offer", buttons=[_button(guide), PERSON])
    chat.made(Move.OFFER_PERSON)


def _or_link(chat: Chat, guide: Guide) -> None:
    """Where the steps end in a mailed link, we can send it ourselves."""
    if guide.name == WITH_LINK:
        chat.say("utter_guide_or_link", buttons=[reset_link.SEND])


def _button(guide: Guide, *, kind: str = "guide") -> Button:
    title = "One step at a time" if kind == "guide" else "All the steps"
    return title, f'/technical_problem{{"choice": "{kind}:{guide.name}"}}'
