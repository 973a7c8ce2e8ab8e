"""What the assistant remembers of a conversation besides Rasa's slots. Lives in the slot `memory`, as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from bot.deescalation.types import Temper, Used

KEEP_MOVES = 40


@dataclass
class Memory:
    """Counters are of customer turns."""

    history: list[Used] = field(default_factory=list)  # the moves so far, oldest first
    misunderstandings: int = 0  # running
    without_progress: int = 0
    style: float = 0.0  # -1 all feeling, 1 all facts: bot/deescalation/style.py
    computers: dict[str, Any] | None = None  # how sure of themselves: bot/deescalation/confidence.py
    asked: dict[str, int] = field(default_factory=dict)  # how often each errand was asked for
    person_offered: bool = False  # in the last turn
    person_declined: bool = False
    read_message: str | None = None  # the message the room was last read for
    temper: dict[str, Any] | None = None  # only used outside the brain; the desk keeps it otherwise
    errand: str | None = None  # the one being worked on
    unanswered: int = 0  # answers running that did not answer what the open form asked
    paused: dict[str, Any] | None = None  # the one put aside for a quick question: {errand, slots}
    wanted: str | None = None  # refund or replacement, said before what went wrong
    another_order: bool = False  # none of the orders offered is the one meant
    not_found: int = 0  # running
    card: list[Any] | None = None  # the order card last shown: [form, order number]
    card_turn: int = 0  # the customer's turn it was shown in
    last: list[str] | None = None  # the errand answered last: [errand, order number]
    damage: str | None = None  # the words of a complaint about something broken, until that is dealt with
    quoted: list[str] = field(default_factory=list)  # help passages they have been given
    later: list[dict[str, Any]] = field(default_factory=list)  # named in the same breath, still to do: {errand, order}
    in_hand: dict[str, Any] | None = None  # the one of them being answered, when it is no errand
    identity: dict[str, Any] | None = None  # how far somebody not signed in has proved who they are: identity.py
    guide: dict[str, Any] | None = None  # the one open: {name, at, way, said}
    begin_with: dict[str, Any] | None = None  # what the form about to open should start from, instead of the message

    refused: bool = False  # what was last looked up or tried came to nothing
    goodwill: dict[str, Any] = field(default_factory=dict)  # bot/dialogue/goodwill.py

    @classmethod
    def from_json(cls, data: Mapping[str, Any] | None) -> Memory:
        """A new memory for None; fields that no longer exist are forgotten."""
        known = {key: value for key, value in (data or {}).items() if key in cls.__dataclass_fields__}
        memory = cls(**known)
        memory.history = [Used.from_json(item) for item in known.get("history", ())]
        return memory

    def to_json(self) -> dict[str, Any]:
        """For the slot."""
        return {**asdict(self), "history": [used.to_json() for used in self.history[-KEEP_MOVES:]]}

    def begin_anew(self) -> None:
        """A person has dealt with them since: what had piled up before that is no reason to fetch one again."""
        self.asked, self.without_progress, self.misunderstandings = {}, 0, 0

    def recall_temper(self) -> Temper:
        """As this conversation itself last left it."""
        return Temper.from_json(self.temper)
