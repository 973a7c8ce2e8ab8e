"""A step-by-step guide: one small thing, then wait; back, another way, where are we; a person when it won't work."""

from __future__ import annotations

from bot.deescalation.types import Level, Move, Reason
from bot.dialogue import words
from bot.dialogue.buttons import option
from bot.dialogue.chat import Button, Chat
from bot.dialogue.errands.base import Errand
from bot.dialogue.errands.orders import PERSON
from bot.guides.answers import Answer, Said, answer
from bot.guides.book import Guide
from bot.guides.steps import Position, all_steps, where

DONE: Button = option("Done", "done")
ANOTHER_WAY: Button = option("Say it another way", "another_way")
STUCK: Button = option("It didn't work", "stuck")
WORKED: Button = ("Yes, it worked", '/affirm{"choice": "yes"}')
NOT_WORKED: Button = ("No", '/deny{"choice": "no"}')


class GuideErrand(Errand):
    """Where they are is in the memory: which guide, which step, said which way. Nothing is changed by it."""

    name = "guide"
    about = "the steps"
    wants = "to be shown step by step"
    needs_sign_in = False
    read_only = True  # what it interrupted is taken up after it
    # Said about a step ("it says wrong password", "the page won't open"), not a new wish.
    tells = frozenset({"sign_in_problem", "registration_problem", "create_account", "technical_problem"})

    async def next_slot(self, chat: Chat) -> str | None:
        if chat.memory.guide is None or chat.get("outcome"):
            return None
        return "step"

    async def ask(self, chat: Chat, slot: str) -> None:
        """Say the step; what was said before, with the place where we are."""
        guide, position = _now(chat)
        chat.wants(guide.wants)
        state = chat.memory.guide or {}
        key, said = f"{position.at}:{position.way}", state.get("said", [])
        chat.made(Move.SOLVE)
        if position.ended(guide):
            chat.say("utter_guide_step", step=position.words(guide), buttons=[WORKED, NOT_WORKED])
        elif key in said:
            chat.say("utter_guide_here", where=where(position, guide), step=position.words(guide), buttons=_buttons())
        else:
            chat.say("utter_guide_step", step=position.words(guide), buttons=_buttons())
        chat.memory.guide = {**state, "said": [*said, key]}

    async def hear(self, chat: Chat, slot: str | None) -> bool:
        """Move as they say. False: it was about something else."""
        guide, position = _now(chat)
        said = _said(chat, ended=position.ended(guide))
        if chat.turn.temper.state is Level.IRATE and (said is None or said.said in (Said.STUCK, Said.ANOTHER_WAY)):
            _person(chat, guide, position)  # nobody who is this angry is led on through steps
            return True
        if said is None:
            if chat.intent not in self.tells:
                return False
            said = Answer(Said.STUCK)
        if said.said is Said.WAIT:
            chat.say("utter_guide_wait", joined=True)
        elif said.said is Said.STUCK:
            self._stuck(chat, guide, position)
        elif said.said is Said.DONE and position.ended(guide):
            chat.set(outcome="worked")
        elif said.said is Said.ALL:
            chat.say("utter_guide_all", steps=all_steps(guide))
            _move(chat, Position(len(guide.steps)))
        else:
            self._step(chat, guide, position, said)
        return True

    def _step(self, chat: Chat, guide: Guide, position: Position, said: Answer) -> None:
        if said.said is Said.STEP:
            _move(chat, position.to((said.step or 1) - 1, guide))
        elif said.said is Said.BACK:
            _move(chat, position.back(guide))
        elif said.said is Said.DONE:
            _move(chat, position.next(guide))
        elif said.said is Said.ANOTHER_WAY:
            other = position.another_way(guide) or position.stuck(guide)
            if other is None:
                _person(chat, guide, position)
            else:
                _move(chat, other)

    def _stuck(self, chat: Chat, guide: Guide, position: Position) -> None:
        """What else to try, with a person on offer; with nothing left a person, who is told at which step it was."""
        other = position.stuck(guide)
        if other is None:
            _person(chat, guide, position)
        else:
            chat.made(Move.OFFER_PERSON)
            _move(chat, other)

    async def finish(self, chat: Chat) -> None:
        guide, position = _now(chat)
        chat.memory.guide = None
        if chat.get("outcome") == "worked":
            chat.found("guide_finished", f"Went through “{guide.title}” step by step; it worked.")
            chat.say("utter_guide_worked")
        else:
            chat.found("guide_stuck", f"“{guide.title}” did not work at {where(position, guide)}.", ok=False)


def _now(chat: Chat) -> tuple[Guide, Position]:
    state = chat.memory.guide
    if state is None:
        raise ValueError("no guide is open")
    return chat.turn.services.guides.all[state["name"]], Position(state["at"], state["way"])


def _move(chat: Chat, position: Position) -> None:
    """Anything said anew counts as new, also a step that was said before."""
    chat.memory.guide = {**(chat.memory.guide or {}), "at": position.at, "way": position.way}
    chat.memory.without_progress = 0


def _said(chat: Chat, *, ended: bool) -> Answer | None:
    choice = chat.entity("choice")
    if choice in Said._value2member_map_:
        return Answer(Said(choice))
    if ended:
        yes = {"yes": True, "no": False}.get(choice or "", words.yes_or_no(chat.text, chat.intent))
        if yes is not None:
            return Answer(Said.DONE if yes else Said.STUCK)
    return answer(chat.text)


def _person(chat: Chat, guide: Guide, position: Position) -> None:
    """It ends here: a person takes over, and sees at which step."""
    chat.set(outcome="stuck")
    at = where(position, guide)
    cue = f"could not get past {at} of the guide “{guide.title}”: {position.words(guide)}"
    chat.hand_off(Reason.BEYOND_POWER, cue=cue)
    chat.found("guide_stuck", f"“{guide.title}” did not work at {at}.", ok=False)


def _buttons() -> list[Button]:
    return [DONE, ANOTHER_WAY, STUCK, PERSON]
