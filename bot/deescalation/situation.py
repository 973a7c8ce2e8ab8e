"""What the playbook is told (`Situation`) and what it answers (`Decision`)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property

from bot.deescalation.kinds import Kind, kinds
from bot.deescalation.temper import UPSET_AT
from bot.deescalation.types import Handoff, Happened, Level, Move, Reading, Style, Temper, Used


class RefocusForm(str, Enum):
    """The concrete thing to look at: a card with their order's facts, or one small factual question."""

    CARD = "card"
    QUESTION = "question"


@dataclass(frozen=True)
class Situation:
    """One customer turn, with what led to it. `temper` is already updated with this turn's `reading`."""

    text: str  # all the turn's messages, joined by newlines
    reading: Reading  # of the turn's most heated message
    temper: Temper
    errand: str | None = None  # what they are here for: a key of `acknowledgements.BY_ERRAND`, or any other name
    facts_known: bool = False  # a card with the facts of their errand can be shown now
    on_time: bool = False  # the parcel they speak of is not late: there is nothing to be sorry for there
    history: tuple[Used, ...] = ()  # the moves of earlier turns, oldest first
    happened: Happened = field(default_factory=Happened)
    turns_without_progress: int = 0  # customer turns since something was found out, agreed or done
    person_declined: bool = False  # was offered a person and said no
    beyond_power: str | None = None  # what they need that the assistant may not do, in plain words
    unclear: bool = False  # this turn was not understood
    language: str = "en"  # of the turn's text, as far as known
    languages: tuple[str, ...] = ("en",)  # the assistant can work in
    style: Style = Style.BALANCED
    answered: bool = False  # this turn answers what we asked: control is won when the customer starts to answer
    thing: str | None = None  # a product as they named it this turn

    @property
    def turn(self) -> int:
        """The customer's turn, from 1."""
        return self.temper.turn

    @property
    def heated(self) -> bool:
        """This message itself. Somebody who was upset and now answers a question is not soothed again."""
        return self.reading.level is not Level.CALM or self.reading.frustration >= UPSET_AT

    @cached_property
    def kinds(self) -> frozenset[Kind]:
        """The recurring types that show in this turn."""
        upset = self.heated or self.temper.state is not Level.CALM
        return kinds(self.text, contact_number=self.happened.contact_number, upset=upset)


@dataclass(frozen=True)
class Decision:
    """What to do this turn, in order. Add every move (with its key) to the history of the next turn: see `used`."""

    moves: tuple[Move, ...]
    acknowledge: str | None = None  # say `utter_ack_<key>`; a key of `acknowledgements.ACKNOWLEDGEMENTS`
    facts: Mapping[str, str] = field(default_factory=dict)  # exactly the facts that key promises
    reflect: tuple[str, ...] = ()  # points to give back, in their key terms: say `utter_reflect`
    refocus: RefocusForm | None = None
    boundary: bool = False
    offer_person: bool = False
    clarify: bool = False  # ask once what they meant, with choices
    handoff: Handoff | None = None
    why: str = ""  # plain words, for the log and the brief

    def used(self, *, turn: int, errand: str | None) -> tuple[Used, ...]:
        """These moves as history, for the next turn's situation."""
        keys = {
            Move.ACKNOWLEDGE: self.acknowledge,
            Move.LISTEN: "reflect" if self.reflect else None,
            Move.REFOCUS: self.refocus.value if self.refocus else None,
            Move.HAND_OFF: self.handoff.reason.value if self.handoff else None,
        }
        return tuple(Used(turn, move, errand, keys.get(move)) for move in self.moves)
