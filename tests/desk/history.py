"""A desk's past, written straight into its tables, so that what reports must show of it is known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import insert

from bot.desk.store.engine import Database
from bot.desk.store.tables import conversations, handoffs, messages, promises, turns

Json = dict[str, Any]
MINUTE = timedelta(minutes=1)


def level(frustration: float) -> str:
    """As a reader would call it."""
    return "irate" if frustration >= 0.9 else "upset" if frustration >= 0.7 else "calm"


@dataclass
class History:
    """Rows of one site, collected by `talk` and written by `write`."""

    site_id: str
    rows: dict[str, list[Json]] = field(default_factory=lambda: {name: [] for name in TABLES})

    def talk(
        self,
        begun: datetime,
        feelings: Sequence[float],
        *,
        errand: str = "order_status",
        order: str | None = None,
        customer: str | None = None,
        owner: str = "closed",
        disposition: str | None = "idle",
        intended: str | None = None,
        rating: int | None = None,
        moves: Sequence[str] = (),
        says: str = "Here is what I found.",
        actions: Sequence[Sequence[Json]] = (),
        waits: Sequence[float] = (),
        speaker: str = "assistant",
        **more: Any,
    ) -> str:
        """A customer line for each of `feelings`, each answered `waits[i]` seconds later (a minute) by a turn with
        these `moves` and `actions[i]`, or by an agent (`speaker`). Returns the conversation's id."""
        conversation_id, at = str(uuid4()), begun
        found = [{"entity": "order_number", "value": order}] if order else []
        for index, frustration in enumerate(feelings):
            seq, turn_id = 2 * index + 1, str(uuid4())
            reading = {
                "intent": errand,
                "confidence": 0.9,
                "frustration": frustration,
                "level": level(frustration),
                "entities": found,
            }
            self._say(conversation_id, seq, at, "customer", "Where is it?", reading=reading)
            at += timedelta(seconds=waits[index]) if index < len(waits) else MINUTE
            ours = turn_id if speaker == "assistant" else None
            self._say(conversation_id, seq + 1, at, speaker, says, turn_id=ours)
            if ours:
                did = list(actions[index]) if index < len(actions) else []
                self._turn(conversation_id, turn_id, seq, at, list(moves), did)
            at += MINUTE
        self.rows["conversations"].append(
            {
                "id": conversation_id,
                "site_id": self.site_id,
                "reference": f"EV-{conversation_id[:8].upper()}",
                "created_at": begun,
                "updated_at": at,
                "closed_at": at if owner == "closed" else None,
                "owner": owner,
                "revision": len(feelings),
                "last_seq": 2 * len(feelings),
                "answered_seq": 2 * len(feelings) - 1,
                "waiting_on": "customer",
                "intended": intended,
                "customer_id": customer,
                "customer_verified": customer is not None,
                "customer_name": None,
                "locale": "en",
                "timezone": "UTC",
                "disposition": disposition if owner == "closed" else None,
                "rating": rating,
                "agent_id": None,
                "waiting_since": None,
                "next_step": None,
                "next_step_kind": None,
                "next_step_due": None,
                "next_step_told_seq": None,
                **more,
            }
        )
        return conversation_id

    def handoff(
        self,
        conversation_id: str,
        at: datetime,
        *,
        waited: float | None,
        told: int | None = None,
        reason: str = "asked_for_person",
        outcome: str | None = "closed",
    ) -> None:
        """To a person, who took it `waited` seconds later; None: nobody did."""
        taken = at + timedelta(seconds=waited) if waited is not None else None
        self.rows["handoffs"].append(
            {
                "id": str(uuid4()),
                "site_id": self.site_id,
                "conversation_id": conversation_id,
                "reason": reason,
                "urgency": "normal",
                "urgency_rank": 2,
                "evidence": [],
                "enqueued_at": at,
                "in_line_since": at,
                "told_wait_s": told,
                "told_nobody": False,
                "taken_at": taken,
                "ended_at": (taken or at) + 5 * MINUTE if outcome else None,
                "outcome": outcome,
            }
        )

    def promise(self, conversation_id: str, due: datetime, *, made_by: str = "assistant", **ended: Any) -> None:
        """`ended`: kept_at, broken_at or void_at; else it is open. Also check_kind, text."""
        self.rows["promises"].append(
            {
                "id": str(uuid4()),
                "site_id": self.site_id,
                "conversation_id": conversation_id,
                "made_by": made_by,
                "owner": made_by,
                "text": "Your refund is paid",
                "seq": 2,
                "made_at": due - timedelta(hours=12),
                "due_at": due,
                "check_kind": None,
                "kept_at": None,
                "broken_at": None,
                "void_at": None,
                "reported_at": ended.get("broken_at"),
                **ended,
            }
        )

    async def write(self, db: Database) -> None:
        """Everything collected, in one transaction."""
        async with db.write() as connection:
            for name, table in TABLES.items():
                if self.rows[name]:
                    await connection.execute(insert(table), self.rows[name])

    def _say(self, conversation_id: str, seq: int, at: datetime, author: str, text: str, **more: Any) -> None:
        row = {"id": str(uuid4()), "site_id": self.site_id, "conversation_id": conversation_id, "seq": seq}
        said = {"client_id": row["id"], "author": author, "kind": "text", "text": text, "at": at}
        self.rows["messages"].append({**row, **said, "turn_id": None, "reading": None, **more})

    def _turn(
        self, conversation_id: str, turn_id: str, seq: int, at: datetime, moves: list[str], actions: list[Json]
    ) -> None:
        self.rows["turns"].append(
            {
                "id": turn_id,
                "site_id": self.site_id,
                "conversation_id": conversation_id,
                "first_seq": seq,
                "last_seq": seq,
                "at": at,
                "outcome": "replied",
                "moves": moves,
                "actions": actions,
                "milliseconds": 90,
            }
        )


TABLES = {
    "conversations": conversations,
    "messages": messages,
    "turns": turns,
    "handoffs": handoffs,
    "promises": promises,
}
