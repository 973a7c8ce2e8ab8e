"""What desk and brain say to each other (`POST /turn`, `/read` and `/promises`), as types. Pure: both sides import it.

JSON on the wire. The brain is stateless: `state` goes out with every turn and comes back changed.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.deescalation.types import Handoff, Reading, Temper


class WireError(ValueError):
    """The other side said something that does not fit the contract."""


@dataclass(frozen=True)
class Said:
    """One customer message of a turn. `payload` is a button's hidden command (never from free text)."""

    id: str
    text: str
    at: str  # ISO 8601, UTC
    payload: str | None = None


@dataclass(frozen=True)
class Customer:
    """Who the desk knows this to be. `verified`: signed in, or proved by a code sent by e-mail."""

    id: str | None = None
    name: str | None = None
    email: str | None = None
    verified: bool = False


@dataclass(frozen=True)
class Line:
    """An earlier line of the conversation, for reading a message in its context."""

    speaker: str  # customer | assistant | agent
    text: str


@dataclass(frozen=True)
class Contact:
    """An earlier conversation of the same signed-in customer: what it was about, as far as it was read."""

    reference: str
    at: str  # ISO 8601, UTC
    orders: tuple[str, ...] = ()
    errands: tuple[str, ...] = ()  # intents

    def is_about(self, orders: Collection[str], errand: str | None) -> bool:
        """Whether this was the same matter: the same order where both name one, else the same errand."""
        if orders and self.orders:
            return not set(orders).isdisjoint(self.orders)
        return errand is not None and errand in self.errands


@dataclass(frozen=True)
class HandedBack:
    """A person had the conversation since the assistant's last turn, and gave it back."""

    by: str  # the agent's name
    note: str | None = None  # what the assistant should know; never shown to the customer


@dataclass(frozen=True)
class Context:
    """Everything about the conversation that the brain may use but does not keep.

    `promises`: [{text, due, status, check?: {kind, reference}, earlier?: where it was made}]; `earlier` is a
    conversation's reference, for promises made in another than this one.
    `status`: open, kept, broken, unconfirmed (due, and nobody could say whether it was kept) or void.
    """

    conversation: str = ""  # its id
    site: str = "demo"
    locale: str = "en"
    timezone: str = "UTC"
    customer: Customer = field(default_factory=Customer)
    temper: Temper = field(default_factory=Temper)
    promises: tuple[dict[str, Any], ...] = ()
    earlier: tuple[Line, ...] = ()  # the last few lines, oldest first
    contacts: tuple[Contact, ...] = ()  # of the last 30 days, newest first
    minutes_waited: float = 0.0  # for our latest word before this turn
    handed_back: HandedBack | None = None  # what they said meanwhile is in `earlier`


@dataclass(frozen=True)
class TurnRequest:
    """All the customer's unanswered messages, to be answered as one turn. `turn_id` makes repeats harmless."""

    turn_id: str
    revision: int
    state: dict[str, Any] | None
    context: Context
    messages: tuple[Said, ...]

    def to_json(self) -> dict[str, Any]:
        """The body of `POST /turn`."""
        return {
            "turn_id": self.turn_id,
            "revision": self.revision,
            "state": self.state,
            "context": {
                "conversation": self.context.conversation,
                "site": self.context.site,
                "locale": self.context.locale,
                "timezone": self.context.timezone,
                "customer": vars(self.context.customer),
                "temper": self.context.temper.to_json(),
                "promises": list(self.context.promises),
                "earlier": [vars(line) for line in self.context.earlier],
                "contacts": [vars(contact) for contact in self.context.contacts],
                "minutes_waited": self.context.minutes_waited,
                "handed_back": vars(self.context.handed_back) if self.context.handed_back else None,
            },
            "messages": [vars(message) for message in self.messages],
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> TurnRequest:
        """Raises WireError if anything needed is missing or of the wrong kind."""
        try:
            context = data.get("context") or {}
            return cls(
                turn_id=str(data["turn_id"]),
                revision=int(data["revision"]),
                state=data.get("state"),
                context=Context(
                    conversation=str(context.get("conversation", "")),
                    site=str(context.get("site", "demo")),
                    locale=str(context.get("locale", "en")),
                    timezone=str(context.get("timezone", "UTC")),
                    customer=Customer(**(context.get("customer") or {})),
                    temper=Temper.from_json(context.get("temper")),
                    promises=tuple(context.get("promises") or ()),
                    earlier=tuple(Line(**line) for line in context.get("earlier") or ()),
                    contacts=tuple(_contact(contact) for contact in context.get("contacts") or ()),
                    minutes_waited=float(context.get("minutes_waited", 0.0)),
                    handed_back=HandedBack(**context["handed_back"]) if context.get("handed_back") else None,
                ),
                messages=tuple(Said(**message) for message in data["messages"]),
            )
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise WireError(f"not a turn: {error!r}") from error


def _contact(data: Mapping[str, Any]) -> Contact:
    orders, errands = (tuple(data.get(name) or ()) for name in ("orders", "errands"))
    return Contact(str(data["reference"]), str(data["at"]), orders, errands)


@dataclass(frozen=True)
class Reply:
    """One thing the assistant says.

    Buttons: {title, payload}. Card: {kind, title, subtitle?, rows: [{label, value, tone?}]}.
    """

    text: str | None = None
    buttons: tuple[dict[str, str], ...] = ()
    card: dict[str, Any] | None = None

    def to_json(self) -> dict[str, Any]:
        """The text always, empty beside a card that says it all; the rest where it is there."""
        body: dict[str, Any] = {"text": self.text or ""}
        if self.buttons:
            body["buttons"] = list(self.buttons)
        if self.card:
            body["card"] = self.card
        return body

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Reply:
        """The inverse of `to_json`."""
        return cls(data.get("text") or None, tuple(data.get("buttons") or ()), data.get("card"))


@dataclass(frozen=True)
class TurnResult:
    """What came of a turn. `moves` in order; `move` on the wire is the leading one.

    `promises`: [{text, due (ISO 8601, UTC), check?: {kind, reference}}]; `actions`: what was really done or looked up,
    [{name, ok, summary, facts?: {label: value}, order?}], for the brief. `intended`: where this turn made it plain.
    """

    state: dict[str, Any]
    readings: tuple[Reading, ...]
    temper: Temper
    moves: tuple[str, ...]
    replies: tuple[Reply, ...]
    promises: tuple[dict[str, Any], ...] = ()
    actions: tuple[dict[str, Any], ...] = ()
    handoff: Handoff | None = None
    intended: str | None = None  # what the customer wants, in words, if known
    identified: Customer | None = None  # who proved in this turn to be whom, by a code sent by e-mail
    why: str = ""  # the playbook's reasons for these moves, in words, for maintainers

    def to_json(self) -> dict[str, Any]:
        """The body of the answer to `POST /turn`."""
        return {
            "state": self.state,
            "readings": [reading.to_json() for reading in self.readings],
            "temper": self.temper.to_json(),
            "move": self.moves[0] if self.moves else None,
            "moves": list(self.moves),
            "replies": [reply.to_json() for reply in self.replies],
            "promises": list(self.promises),
            "actions": list(self.actions),
            "handoff": self.handoff.to_json() if self.handoff else None,
            "intended": self.intended,
            "identified": vars(self.identified) if self.identified else None,
            "why": self.why,
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> TurnResult:
        """Raises WireError on a malformed answer, and on 'no reply and no handoff': silence is never an answer."""
        try:
            result = cls(
                state=dict(data["state"]),
                readings=tuple(Reading.from_json(item) for item in data["readings"]),
                temper=Temper.from_json(data["temper"]),
                moves=tuple(data.get("moves") or ()),
                replies=tuple(Reply.from_json(item) for item in data["replies"]),
                promises=tuple(data.get("promises") or ()),
                actions=tuple(data.get("actions") or ()),
                handoff=Handoff.from_json(data["handoff"]) if data.get("handoff") else None,
                intended=data.get("intended"),
                identified=Customer(**data["identified"]) if data.get("identified") else None,
                why=str(data.get("why") or ""),
            )
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise WireError(f"not a turn's result: {error!r}") from error
        if not result.replies and result.handoff is None:
            raise WireError("the brain gave no reply and no handoff")
        return result


@dataclass(frozen=True)
class Check:
    """A promise to look into: `POST /promises {checks: [Check]}`. `kind` and `reference` are the back office's."""

    id: str
    kind: str
    reference: str


@dataclass(frozen=True)
class Finding:
    """What became of it, as the back office knows: see `bot.backoffice.types.PromiseState`."""

    state: str
    said: str | None = None
    facts: Mapping[str, str] = field(default_factory=dict)


def findings(data: Mapping[str, Any]) -> dict[str, Finding]:
    """The answer to `POST /promises`, by the checks' ids; those that nobody can tell are missing. Raises WireError."""
    try:
        found = {
            str(id_): Finding(str(item["state"]), item.get("said"), dict(item.get("facts") or {}))
            for id_, item in data["promises"].items()
        }
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise WireError(f"not what became of promises: {error!r}") from error
    strange = {finding.state for finding in found.values()} - {"kept", "open", "failed", "void"}
    if strange:
        raise WireError(f"no state of a promise: {sorted(strange)}")
    return found
