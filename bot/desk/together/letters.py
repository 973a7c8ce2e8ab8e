"""A change as desks tell each other: which rows to look at, never what a customer wrote."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.desk.bus import Change, Seen, Told, Typing
from bot.desk.conversations import messages_after
from bot.desk.store.engine import Database


@dataclass(frozen=True)
class Letter:
    """`sender`: the desk it comes from. `seqs`: the numbers of the new messages, to be read in the database."""

    sender: str
    change: Change
    seqs: tuple[int, ...]
    customer_wrote: bool

    async def opened(self, db: Database) -> Change:
        """The change, with its messages."""
        if not self.seqs:
            return self.change
        wanted, first = set(self.seqs), min(self.seqs)
        conversation_id = self.change.conversation_id
        rows = await messages_after(db, conversation_id=conversation_id, seq=first - 1, for_agents=True)
        return self.change.with_messages(row for row in rows if row.seq in wanted)


def write(change: Change, *, sender: str) -> str:
    """For the others."""
    letter = {
        "sender": sender,
        "conversation_id": change.conversation_id,
        "site_id": change.site_id,
        "seqs": [message.seq for message in change.messages],
        "customer_wrote": any(message.author == "customer" for message in change.messages),
        "state": change.state,
        "overview": change.overview,
        "brief": change.brief,
        "online": change.online,
        "version": change.version.isoformat() if change.version else None,
        "typing": vars(change.typing) if change.typing else None,
        "seen": vars(change.seen) if change.seen else None,
        "told": vars(change.told) if change.told else None,
    }
    return json.dumps(letter, separators=(",", ":"))


def read(text: str | bytes) -> Letter:
    """Raises ValueError, KeyError or TypeError on what no desk of this version has written."""
    said: dict[str, Any] = json.loads(text)
    change = Change(
        conversation_id=said["conversation_id"],
        site_id=said["site_id"],
        state=said["state"],
        overview=said["overview"],
        brief=said["brief"],
        online=said["online"],
        version=datetime.fromisoformat(said["version"]) if said["version"] else None,
        typing=Typing(**said["typing"]) if said["typing"] else None,
        seen=Seen(**said["seen"]) if said["seen"] else None,
        told=Told(**said["told"]) if said["told"] else None,
    )
    return Letter(said["sender"], change, tuple(said["seqs"]), said["customer_wrote"])
