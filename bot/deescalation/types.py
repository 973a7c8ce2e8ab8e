"""The words of the trade as types: reading, temper, move, handoff. Everything here survives JSON unchanged."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from enum import Enum
from typing import Any


class Level(str, Enum):
    """How heated one message, or a whole conversation, is."""

    CALM = "calm"
    UPSET = "upset"  # upset but rational: wants to be heard once, then action
    IRATE = "irate"  # wants to be taken seriously, and a person


class Trend(str, Enum):
    """Where the temper is going, over the last few turns."""

    RISING = "rising"
    STEADY = "steady"
    FALLING = "falling"


class Move(str, Enum):
    """What the assistant does about the temper, in the order in which it is done (CARP, R. Bacal)."""

    LISTEN = "listen"
    ACKNOWLEDGE = "acknowledge"
    OWN = "own"
    BOUNDARY = "set_boundary"
    REFOCUS = "refocus"  # the distraction technique: empathy + something concrete + one fact
    SOLVE = "solve"
    EXPECT = "set_expectation"
    OFFER_PERSON = "offer_person"
    HAND_OFF = "hand_off"


class Reason(str, Enum):
    """Why a conversation goes to a person. The desk shows it; reports count it."""

    ASKED = "asked_for_person"
    IRATE = "irate_not_calming"
    NOT_UNDERSTOOD = "not_understood"
    REPEATED = "repeated_question"
    NO_PROGRESS = "no_progress"
    BEYOND_POWER = "beyond_power"
    BROKEN_PROMISE = "broken_promise"  # we said it would happen by a time, and it has not
    LEGAL = "legal_threat"  # chargeback, regulator, lawyer, press
    FRAUD = "fraud"
    DANGER = "danger"
    THREAT = "threat"
    SELF_HARM = "self_harm"
    VULNERABLE = "vulnerable_customer"  # grief, illness, money trouble
    LANGUAGE = "language"
    UNAVAILABLE = "assistant_unavailable"


class Urgency(str, Enum):
    """Order of the queue: urgent before high before normal, then longest waiting first."""

    NORMAL = "normal"
    HIGH = "high"
    URGENT = "urgent"


class Style(str, Enum):
    """What helps this person more. It changes the balance; acknowledgement and facts are both kept."""

    FEELING = "feeling"  # wants the trouble seen
    FACTS = "facts"  # wants the facts
    BALANCED = "balanced"


FLAGS = ("abuse", "threat", "self_harm", "danger", "legal", "fraud", "human_request")
# At whom or what abuse, or else swearing, is aimed. `thing` and `nobody` are no abuse.
ABUSE_TARGETS = ("bot", "staff", "company", "thing", "nobody")


@dataclass(frozen=True)
class Entity:
    """A thing named in a message. `start`/`end` are character offsets; `value` is normalised, `text` as typed."""

    entity: str
    value: str
    text: str
    start: int
    end: int


@dataclass(frozen=True)
class Reading:
    """What one customer message shows. `frustration` and every flag are probabilities, 0 to 1."""

    intent: str
    confidence: float
    frustration: float
    level: Level
    entities: tuple[Entity, ...] = ()
    flags: Mapping[str, float] = field(default_factory=dict)
    cues: tuple[str, ...] = ()
    message_id: str | None = None
    abuse_target: str | None = None  # one of ABUSE_TARGETS; None where it was not read

    def to_json(self) -> dict[str, Any]:
        """A plain dict, as `evenkeel read` and the brain's replies carry it."""
        return _plain_dict(asdict(self))

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Reading:
        """The inverse of `to_json`. Raises KeyError or ValueError on missing or malformed fields."""
        return cls(
            intent=str(data["intent"]),
            confidence=float(data["confidence"]),
            frustration=float(data["frustration"]),
            level=Level(data["level"]),
            entities=tuple(Entity(**entity) for entity in data.get("entities", ())),
            flags={str(name): float(value) for name, value in data.get("flags", {}).items()},
            cues=tuple(data.get("cues", ())),
            message_id=data.get("message_id"),
            abuse_target=data.get("abuse_target"),
        )


@dataclass(frozen=True)
class Evidence:
    """One thing that supports a judgement: the customer's turn (from 1), their own words, and what was noticed."""

    turn: int
    quote: str
    cue: str
    frustration: float | None = None

    def to_json(self) -> dict[str, Any]:
        """A plain dict."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Evidence:
        """The inverse of `to_json`."""
        return cls(int(data["turn"]), str(data["quote"]), str(data["cue"]), data.get("frustration"))


@dataclass(frozen=True)
class Temper:
    """The state of the conversation. `score`: smoothed heat, 0 to 1 (temper.py); `turn` counts theirs from 1."""

    state: Level = Level.CALM
    trend: Trend = Trend.STEADY
    score: float = 0.0
    turn: int = 0
    since_turn: int = 0
    curve: tuple[float, ...] = ()  # frustration of each customer turn so far
    evidence: tuple[Evidence, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """A plain dict."""
        return _plain_dict(asdict(self))

    @classmethod
    def from_json(cls, data: Mapping[str, Any] | None) -> Temper:
        """The inverse of `to_json`; None or {} is the temper of a conversation that has just begun."""
        if not data:
            return cls()
        return cls(
            state=Level(data["state"]),
            trend=Trend(data.get("trend", "steady")),
            score=float(data.get("score", 0.0)),
            turn=int(data.get("turn", 0)),
            since_turn=int(data.get("since_turn", 0)),
            curve=tuple(float(value) for value in data.get("curve", ())),
            evidence=tuple(Evidence.from_json(item) for item in data.get("evidence", ())),
        )


LONG_WAIT_MINUTES = 10.0  # for our latest word: beyond it the wait is a matter of its own


@dataclass(frozen=True)
class Happened:
    """What went on around the words, as desk and dialogue count it. It makes the same words weigh more."""

    same_question: int = 0  # times this same question has been asked, this one included
    misunderstandings: int = 0  # failed understandings running
    minutes_waited: float = 0.0  # for our latest word
    promises_broken: int = 0
    contact_number: int = 1  # which contact about this matter this is, if known from records


@dataclass(frozen=True)
class Used:
    """A move made at a customer turn. `key`: the acknowledgement said, the form of refocus, or the handoff's reason."""

    turn: int
    move: Move
    errand: str | None = None
    key: str | None = None

    def to_json(self) -> dict[str, Any]:
        """A plain dict."""
        return _plain_dict(asdict(self))

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Used:
        """The inverse of `to_json`."""
        return cls(int(data["turn"]), Move(data["move"]), data.get("errand"), data.get("key"))


@dataclass(frozen=True)
class Handoff:
    """A directive: a person must take this conversation, why, and on what evidence."""

    reason: Reason
    urgency: Urgency = Urgency.NORMAL
    evidence: tuple[Evidence, ...] = ()
    recommendation: str | None = None  # what to do, within policy: one sentence for the person
    language: str | None = None  # in which the customer writes, a two-letter code or "other"; None: not looked at

    def to_json(self) -> dict[str, Any]:
        """A plain dict."""
        return _plain_dict(asdict(self))

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Handoff:
        """The inverse of `to_json`."""
        return cls(
            reason=Reason(data["reason"]),
            urgency=Urgency(data.get("urgency", "normal")),
            evidence=tuple(Evidence.from_json(item) for item in data.get("evidence", ())),
            recommendation=data.get("recommendation"),
            language=data.get("language"),
        )


def _plain_dict(value: dict[str, Any]) -> dict[str, Any]:
    return {key: _plain(item) for key, item in value.items()}


def _plain(value: Any) -> Any:
    """Enums to their values and tuples to lists, all the way down."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, dict):
        return _plain_dict(value)
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    return value
