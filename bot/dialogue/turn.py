"""One turn while it is being taken: what the actions may use, and what they leave behind for the desk.

Kept in a context variable, not in the tracker: who the customer is must never be stale or forged. Outside the brain
(`rasa shell`, `rasa run actions`) there is no turn, and actions get an anonymous one.
"""

from __future__ import annotations

import uuid
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime, timezone
from typing import Any

from bot.deescalation.types import Handoff, Move, Reading, Temper
from bot.dialogue.services import Services, open_services
from bot.dialogue.wishes import Wish
from bot.wire import Context, Customer


class TurnFailed(RuntimeError):
    """The turn could not be answered; str() says why. The desk tries another brain, then a person."""


@dataclass
class Turn:
    """`message_id`: of the turn's last message. `readings`: one per message, in order."""

    id: str
    services: Services
    context: Context = field(default_factory=Context)
    message_id: str | None = None
    texts: tuple[str, ...] = ()
    pressed: bool = False  # a button, not words of their own
    readings: tuple[Reading, ...] = ()
    also_wants: tuple[Wish, ...] = ()  # further wishes named in the same breath
    takes_offer: bool = False  # it means a button of ours, pressed or in words
    proposed: tuple[dict[str, str], ...] = ()  # the buttons of our last reply
    said: list[str] = field(default_factory=list)  # wordings used so far in the conversation
    now: datetime = field(default_factory=lambda: datetime.now(timezone.utc))

    temper: Temper = field(default_factory=Temper)  # before the room is read: as the desk knows it
    moves: list[Move] = field(default_factory=list)
    promises: list[dict[str, Any]] = field(default_factory=list)
    actions: list[dict[str, Any]] = field(default_factory=list)
    handoff: Handoff | None = None
    intended: str | None = None
    identified: Customer | None = None
    why: str = ""
    cards_shown: set[str] = field(default_factory=set)
    offer_person: bool = False
    lead_in: bool = False  # the next question is the one to refocus with: it is introduced as such
    handoff_told: bool = False  # the customer has been told already, in more fitting words
    failure: Exception | None = None

    def request_key(self, step: str) -> str:
        """The same for every retry of this turn, so that a change to the back office happens once."""
        return f"{self.id}:{step}"

    def made(self, move: Move) -> None:
        """Remember a move, once."""
        if move not in self.moves:
            self.moves.append(move)


_current: ContextVar[Turn | None] = ContextVar("turn", default=None)
_outside: list[Services] = []


def begin(turn: Turn) -> None:
    """Make this the turn that actions see, in this task and what it awaits."""
    _current.set(turn)


def live() -> Turn | None:
    """The turn being taken by the brain, if one is."""
    return _current.get()


def current() -> Turn:
    """The turn being taken, or an anonymous one when Rasa's own commands run the actions."""
    turn = _current.get()
    if turn is None:
        if not _outside:
            _outside.append(open_services())
        turn = Turn(id=f"outside-{uuid.uuid4()}", services=_outside[0])
    return turn
