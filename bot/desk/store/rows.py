"""Rows as frozen dataclasses: what services hand out. Fields are the columns of `tables`, in any order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime
from typing import Any, TypeVar

Row = TypeVar("Row")


@dataclass(frozen=True)
class ConversationRow:
    """One conversation. See `tables.conversations` for what the columns mean."""

    id: str
    site_id: str
    reference: str
    created_at: datetime
    updated_at: datetime
    closed_at: datetime | None
    owner: str
    agent_id: str | None
    revision: int
    last_seq: int
    customer_seen_seq: int
    agent_seen_seq: int
    answered_seq: int
    waiting_on: str
    waiting_since: datetime | None
    next_step: str | None
    next_step_kind: str | None
    next_step_due: datetime | None
    next_step_told_seq: int | None
    turn_id: str | None
    turn_first_seq: int | None
    turn_last_seq: int | None
    turn_started_at: datetime | None
    turn_expires_at: datetime | None
    brain_state: dict[str, Any] | None
    temper: dict[str, Any] | None
    intended: str | None
    customer_id: str | None
    customer_name: str | None
    customer_email: str | None
    customer_verified: bool
    verified_by: str | None
    contact: str | None
    unseen_since: datetime | None
    mailed_seq: int
    locale: str
    timezone: str
    page: str | None
    disposition: str | None
    rating: int | None
    rating_comment: str | None
    tags: list[str] | None = None


@dataclass(frozen=True)
class MessageRow:
    """One message of the log."""

    id: str
    site_id: str
    conversation_id: str
    seq: int
    client_id: str
    author: str
    agent_id: str | None
    agent_name: str | None
    kind: str
    text: str | None
    buttons: list[dict[str, str]] | None
    card: dict[str, Any] | None
    payload: str | None
    at: datetime
    turn_id: str | None
    reading: dict[str, Any] | None
    for_agent_id: str | None = None


@dataclass(frozen=True)
class HandoffRow:
    """One passing of a conversation to a person."""

    id: str
    site_id: str
    conversation_id: str
    reason: str
    urgency: str
    urgency_rank: int
    evidence: list[dict[str, Any]]
    recommendation: str | None
    skill: str | None
    language: str
    enqueued_at: datetime
    in_line_since: datetime
    told_wait_s: int | None
    told_nobody: bool
    taken_at: datetime | None
    agent_id: str | None
    ended_at: datetime | None
    outcome: str | None
    note: str | None
    alerts: int
    alert_due: datetime | None


@dataclass(frozen=True)
class PromiseRow:
    """A dated commitment to the customer."""

    id: str
    site_id: str
    conversation_id: str
    made_by: str
    owner: str
    text: str
    seq: int
    made_at: datetime
    due_at: datetime
    check_kind: str | None
    check_reference: str | None
    next_check_at: datetime | None
    checked_at: datetime | None
    kept_at: datetime | None
    broken_at: datetime | None
    void_at: datetime | None
    said: str | None
    reported_at: datetime | None
    reported_seq: int | None

    @property
    def check(self) -> dict[str, str] | None:
        """What keeps it, as on the wire."""
        if self.check_kind is None or self.check_reference is None:
            return None
        return {"kind": self.check_kind, "reference": self.check_reference}

    @property
    def status(self) -> str:
        """`open`, `kept`, `void`, `broken`, or `unconfirmed`: the assistant's word on the shop's behalf fell due and
        nobody could say whether the refund or parcel came, so a person checks before they own it."""
        if self.kept_at:
            return "kept"
        if self.void_at:
            return "void"
        if not self.broken_at:
            return "open"
        return "unconfirmed" if self.made_by == "assistant" and self.checked_at != self.broken_at else "broken"


@dataclass(frozen=True)
class TurnRow:
    """What the assistant did in one turn."""

    id: str
    site_id: str
    conversation_id: str
    first_seq: int
    last_seq: int
    at: datetime
    outcome: str
    moves: list[str]
    actions: list[dict[str, Any]]
    temper: dict[str, Any] | None
    intended: str | None
    milliseconds: int


@dataclass(frozen=True)
class PressRow:
    """One press of an agent's in the order panel. See `tables.presses`."""

    id: str
    site_id: str
    conversation_id: str
    agent_id: str
    agent_name: str
    at: datetime
    deed: str
    about: str
    nth: int | None
    told: dict[str, Any]
    state: str
    next_try_at: datetime | None
    tries: int
    settled_at: datetime | None
    result: dict[str, Any] | None
    refusal: str | None
    seq: int | None
    told_seq: int | None


@dataclass(frozen=True)
class AgentRow:
    """A person of the team."""

    id: str
    site_id: str
    email: str
    name: str
    role: str
    password_hash: str
    created_at: datetime
    disabled_at: datetime | None
    availability: str
    last_seen_at: datetime | None
    skills: list[str] = field(default_factory=list)
    languages: list[str] = field(default_factory=lambda: ["en"])
    max_open: int | None = None
    alert_mail: bool = True
    missed_offers: int = 0


@dataclass(frozen=True)
class OfferRow:
    """Somebody in the queue, offered to one agent."""

    id: str
    site_id: str
    conversation_id: str
    handoff_id: str
    agent_id: str
    asked_by: str | None
    offered_at: datetime
    expires_at: datetime
    answer: str | None
    answered_at: datetime | None
    reason: str | None


def row(kind: type[Row], mapping: Mapping[str, Any]) -> Row:
    """The mapping as a `kind`; columns that `kind` does not name are left out."""
    return kind(**{field.name: mapping[field.name] for field in fields(kind)})  # type: ignore[arg-type]  # a dataclass
