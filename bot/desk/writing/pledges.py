"""Promises that agents make: read from the page, shown to whoever must keep them, marked as kept or taken back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from bot.desk import promises, wording
from bot.desk.access.errors import Refused
from bot.desk.bus import Bus
from bot.desk.ledger import Held, hold
from bot.desk.settings import Settings
from bot.desk.store.engine import Database
from bot.desk.store.rows import AgentRow, PromiseRow, row
from bot.desk.store.tables import agents, conversations
from bot.desk.store.tables import promises as table
from bot.privacy.intake import accept
from bot.privacy.mask import mask
from bot.times import now

TEAM = "team"  # owner of what anybody of the team may keep
MOST = 5  # in one message
LONGEST_TEXT = 200
FURTHEST = timedelta(days=400)
WORDS_LIMIT = 1000


@dataclass(frozen=True)
class Pledge:
    """A promise to be put on record with a message. `owner`: an agent's id, or TEAM."""

    text: str
    due_at: datetime
    owner: str


@dataclass(frozen=True)
class Open:
    """An open promise of an agent's or the team's, and whose customer waits for it."""

    promise: PromiseRow
    reference: str
    customer: str | None
    timezone: str


def read(wishes: Any, *, agent_id: str) -> list[Pledge]:
    """From `PromiseWish[]` of web/protocol.ts. Raises Refused."""
    if not isinstance(wishes, list) or len(wishes) > MOST or not all(isinstance(wish, dict) for wish in wishes):
        raise Refused("promise", f"A message can carry at most {MOST} promises.")
    return [_pledge(wish, agent_id) for wish in wishes]


def _pledge(wish: Mapping[str, Any], agent_id: str) -> Pledge:
    text, owner = wish.get("text"), wish.get("owner")
    if not isinstance(text, str) or not text.strip() or len(text) > LONGEST_TEXT:
        raise Refused("promise", f"Please say what is promised, in at most {LONGEST_TEXT} characters.")
    try:
        due = datetime.fromisoformat(str(wish.get("due")).replace("Z", "+00:00"))
    except ValueError:
        due = None
    if due is None or due.tzinfo is None or not timedelta(0) < due - now() < FURTHEST:
        raise Refused("promise", "Please give the promise a date that lies ahead.")
    if owner not in ("me", TEAM):
        raise Refused("promise", "A promise is yours or the team's.")
    return Pledge(mask(accept(text)).text, due, agent_id if owner == "me" else TEAM)


async def record(held: Held, made: Sequence[Pledge], *, seq: int) -> None:
    """In the transaction of the message in which they are made."""
    for pledge in made:
        await promises.make(held, made_by="agent", owner=pledge.owner, text=pledge.text, seq=seq, due_at=pledge.due_at)


async def every(db: Database, *, settings: Settings) -> list[Open]:
    """All open promises that agents made, the soonest first."""
    query = (
        select(table, conversations.c.reference, conversations.c.customer_name, conversations.c.timezone)
        .join(conversations, conversations.c.id == table.c.conversation_id)
        .where(table.c.site_id == settings.site_id, table.c.made_by == "agent", *promises.is_open())
        .order_by(table.c.due_at)
    )
    async with db.read() as connection:
        return [
            Open(row(PromiseRow, found), found["reference"], found["customer_name"], found["timezone"])
            for found in (await connection.execute(query)).mappings()
        ]


async def kept(db: Database, bus: Bus, *, promise_id: str, agent: AgentRow, words: str | None = None) -> None:
    """The agent says that it is done; `words`: how, for the brief. Raises Refused."""
    said = _words(words)
    conversation_id = await _conversation_of(db, promise_id, agent)
    async with hold(db, conversation_id) as held:
        promise = await _theirs(held, promise_id, agent)
        await promises.settle(held, promise, kept_at=held.at, said=said)
    await bus.publish(held.news())


async def take_back(
    db: Database, bus: Bus, *, settings: Settings, promise_id: str, agent: AgentRow, words: str | None
) -> None:
    """It will not be done, and the customer is told why in the agent's `words`. Raises Refused."""
    said = _words(words)
    if not said:
        raise Refused("words", "Please say why: the customer was promised it, and is told.")
    conversation_id = await _conversation_of(db, promise_id, agent)
    async with hold(db, conversation_id) as held:
        promise = await _theirs(held, promise_id, agent)
        due = wording.moment(promise.due_at, zone=held.row.timezone, now=held.at)
        facts = {"due": due, "promise": promise.text, "name": agent.name, "words": said}
        told = await held.tell(settings.texts.say("promise_taken_back", **facts))
        await promises.settle(held, promise, void_at=held.at, said=said, reported_at=held.at, reported_seq=told.seq)
    await bus.publish(held.news())


def _words(words: str | None) -> str | None:
    return mask(accept(words)).text[:WORDS_LIMIT] if words and words.strip() else None


async def _conversation_of(db: Database, promise_id: str, agent: AgentRow) -> str:
    async with db.read() as connection:
        query = select(table.c.conversation_id).where(table.c.id == promise_id, table.c.site_id == agent.site_id)
        found = await connection.scalar(query)
    if found is None:
        raise Refused("not_found", "There is no such promise.", status=404)
    return str(found)


async def _theirs(held: Held, promise_id: str, agent: AgentRow) -> PromiseRow:
    """Open, and this agent's to settle: their own, the team's, of a conversation they have, or as a supervisor."""
    found = next((one for one in await promises.open_here(held) if one.id == promise_id), None)
    if found is None:
        raise Refused("settled", "That promise has been settled already.")
    may = (
        found.owner in (agent.id, TEAM)
        or held.row.agent_id == agent.id
        or agent.role in ("supervisor", "administrator")
    )
    if found.made_by != "agent" or not may:
        name = await held.connection.scalar(select(agents.c.name).where(agents.c.id == found.owner))
        raise Refused("not_yours", f"Only {name or 'whoever has the conversation'} can settle that one.", status=403)
    return found
