"""One simulated customer: reads what the assistant said, feels about it, and decides what to write or press next."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from random import Random
from typing import Any

import yaml

from bot.wire import TurnResult
from bot.workbench.simulate import mood
from bot.workbench.simulate.keyboard import typed
from bot.workbench.simulate.notice import Noticed, misdirected, open_question
from bot.workbench.simulate.personas import Persona

WORDS = Path(__file__).with_name("words.yml")
PERSON = "/request_human"
SIGNED_IN = "I've signed in"  # the button that means they have done it
LEAVES_AT = 0.97  # so furious that they go, if no person is near
ASKS_FOR_PERSON = {"calm": 0.0, "upset": 0.06, "irate": 0.25}  # how often, from their third message
VENTS = {"calm": 0.0, "upset": 0.35, "irate": 0.6}  # how often a message carries heat besides its matter


@lru_cache(maxsize=1)
def words() -> dict[str, Any]:
    """words.yml."""
    return dict(yaml.safe_load(WORDS.read_text(encoding="utf-8")))


@dataclass(frozen=True)
class Said:
    """What they do next: messages sent together, or the words of the button they press. Neither: they go."""

    messages: tuple[str, ...] = ()
    press: str | None = None
    leaves: bool = False
    signs_in: bool = False


@dataclass
class Customer:
    """`frustration`: their own, by the table of moods; the assistant's reading of it is another matter."""

    persona: Persona
    random: Random
    frustration: float = 0.0
    turns: int = 0
    noticed: Noticed = field(default_factory=Noticed)
    wandered: bool = False

    def __post_init__(self) -> None:
        self.frustration = self.persona.starts

    @property
    def level(self) -> str:
        """How they write now."""
        return mood.level(self.frustration)

    def begins(self) -> Said:
        """The first message or messages."""
        self.turns += 1
        styles = words()["styles"]
        style = self.persona.style
        wish = self._wish()
        if style == "storyteller":
            story = self.random.sample(styles[style], 2)
            return self._send(*story, wish)
        colour = self.random.choice(styles[style])
        if style == "sarcastic":
            return self._send(f"{colour} {wish}")
        parts = [part for part in (colour, wish) if part]
        if self.random.random() < 0.5 and style != "rambling":
            parts.reverse()
        return self._send(". ".join(parts), vent=True)

    def answers(self, result: TurnResult) -> Said:
        """What they do about an answer that neither met their goal nor handed them over."""
        self.turns += 1
        self.noticed.answered = False
        buttons = {str(b["payload"]): str(b["title"]) for reply in result.replies for b in reply.buttons}
        if self.turns > self.persona.patience or (self.frustration >= LEAVES_AT and self.random.random() < 0.5):
            return Said((self._pick("gone"),), leaves=True)
        if self.turns > 2 and self.random.random() < ASKS_FOR_PERSON[self.level]:
            return self._wants_person(buttons)
        if self.random.random() < self.persona.wanders and not self.wandered:
            self.wandered = True  # once is human, more is a test of something else
            return self._send(self.random.choice(words()["asides"]))
        return self._to_the_point(result, buttons)

    def ends(self) -> Said:
        """A last word of somebody content."""
        return self._send(self.random.choice(words()["thanks"]))

    # To what was asked

    def _to_the_point(self, result: TurnResult, buttons: dict[str, str]) -> Said:
        question = open_question(result)
        sign_in = next((title for title in buttons.values() if title == SIGNED_IN), None)
        if sign_in:
            if self.persona.goal.account and self.random.random() < 0.7:
                return Said(press=sign_in, signs_in=True)
            return self._person_or_again(buttons)
        if question:
            self.noticed.answered = True
            return self._answer(question[1], result, buttons)
        return self._without_a_form(result, buttons)

    def _answer(self, slot: str, result: TurnResult, buttons: dict[str, str]) -> Said:
        goal = self.persona.goal
        if slot == "order":
            wanted = next((p for p in buttons if goal.order and goal.order in p), None)
            if wanted and self._presses():
                return Said(press=buttons[wanted])
            if not goal.knows_number or not goal.order:
                return self._say("no_order")
            return self._say("order")
        if slot == "confirm":
            return self._confirm(result, buttons)
        if slot == "outcome" and goal.value:
            return self._say("value")
        if slot == "outcome":
            return self._choose(goal.outcome, buttons)
        if slot == "item":
            wanted = next(
                (p for p, title in buttons.items() if goal.item.split()[-1].rstrip("s") in title.lower()), None
            )
            return Said(press=buttons[wanted]) if wanted and self._presses() else self._say("item")
        if slot in words()["answers"]:
            return self._say(slot)
        return self._send(self._wish(again=True))

    def _confirm(self, result: TurnResult, buttons: dict[str, str]) -> Said:
        """Yes, if it is about their order; else they say which one they mean."""
        if misdirected(result, self.persona.goal):
            return self._say("correct")
        yes = next((p for p in buttons if '"yes"' in p), None)
        return Said(press=buttons[yes]) if yes and self._presses() else self._say("yes")

    def _choose(self, outcome: str, buttons: dict[str, str]) -> Said:
        wanted = next((p for p in buttons if f'"{outcome}"' in p), None)
        if wanted and self._presses():
            return Said(press=buttons[wanted])
        return self._say(outcome)

    # Nothing asked

    def _without_a_form(self, result: TurnResult, buttons: dict[str, str]) -> Said:
        goal = self.persona.goal
        for payload, title in buttons.items():
            if payload.startswith(f"/{goal.errand}") or f'"{goal.outcome}"' in payload:
                return Said(press=title) if self._presses() else self._send(self._wish(again=True))
        if set(buttons) == {PERSON}:
            return self._person_or_again(buttons)
        if buttons and self.random.random() < 0.3 and PERSON in buttons and self.level != "calm":
            return self._wants_person(buttons)
        if self.random.random() < 0.2:
            return self._send(self._pick("wait"))
        return self._send(self._wish(again=True), vent=True)

    def _person_or_again(self, buttons: dict[str, str]) -> Said:
        """A person is all that is on offer."""
        if self.persona.accepts_person or self.level == "irate" or self.persona.goal.met is None:
            return self._wants_person(buttons)
        return self._send(self._wish(again=True), vent=True)

    def _wants_person(self, buttons: dict[str, str]) -> Said:
        self.noticed.asked_for_person = True
        if PERSON in buttons and self._presses():
            return Said(press=buttons[PERSON])
        return self._send(self._pick("person"))

    # Words

    def _wish(self, *, again: bool = False) -> str:
        """What they came for, in words that fit their temper and style."""
        wishes = words()["wishes"][self.persona.goal.kind]
        kind = "terse" if self.persona.style == "terse" else "calm" if self.level == "calm" else "heated"
        wish = self._filled(self.random.choice(wishes[kind]))
        return f"{self._pick('again')} {wish}" if again and self.random.random() < 0.6 else wish

    def _say(self, answer: str) -> Said:
        return self._send(self._filled(self.random.choice(words()["answers"][answer])), vent=True)

    def _pick(self, name: str) -> str:
        return str(self.random.choice(words()[name][self.level]))

    def _filled(self, text: str) -> str:
        return text.format_map(self.persona.goal.facts())

    def _send(self, *messages: str, vent: bool = False) -> Said:
        texts = list(messages)
        if vent and self.random.random() < VENTS[self.level]:
            heat = self.random.choice(words()["heat"][self.level])
            texts = [*texts, heat] if self.random.random() < 0.3 else [*texts[:-1], f"{texts[-1].rstrip('.')}. {heat}"]
        shouting = self.persona.style == "shouting"
        sloppy = self.persona.sloppy
        return Said(tuple(typed(t, self.random, sloppy=sloppy, shouting=shouting, level=self.level) for t in texts))

    def _presses(self) -> bool:
        return self.random.random() < self.persona.presses
