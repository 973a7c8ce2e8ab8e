"""What the brain is told about a conversation and does not keep itself."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import select

from bot.deescalation.types import Temper
from bot.desk import contacts, promises, queueing
from bot.desk.contacts import Earlier
from bot.desk.ledger import Held
from bot.desk.store.rows import PromiseRow
from bot.desk.store.tables import agents, handoffs, messages, turns
from bot.wire import Context, Customer, HandedBack, Line

EARLIER_LINES = 12  # the policies look back over fewer turns


async def of(held: Held, *, before: int) -> Context:
    """For a turn whose first message is number `before`."""
    query = (
        select(messages.c.author, messages.c.text, messages.c.at)
        .where(
            messages.c.conversation_id == held.row.id,
            messages.c.seq < before,
            messages.c.kind == "text",
            messages.c.text.is_not(None),
        )
        .order_by(messages.c.seq.desc())
        .limit(EARLIER_LINES)
    )
    said = list(reversed((await held.connection.execute(query)).all()))
    known = await contacts.earlier(held.connection, held.row, at=held.at)
    return Context(
        conversation=held.row.id,
        site=held.row.site_id,
        locale=held.row.locale,
        timezone=held.row.timezone,
        customer=Customer(
            held.row.customer_id, held.row.customer_name, held.row.customer_email, held.row.customer_verified
        ),
        temper=Temper.from_json(held.row.temper),
        promises=tuple(await _promises(held, known)),
        earlier=tuple(Line("assistant" if author == "system" else author, text) for author, text, _ in said),
        contacts=tuple(found.contact for found in known),
        minutes_waited=await _minutes_waited(held, ((author, at) for author, _, at in said)),
        handed_back=await _handed_back(held),
    )


async def _handed_back(held: Held) -> HandedBack | None:
    """By the last agent who had it, if the assistant has not spoken since."""
    last = (
        select(handoffs.c.outcome, handoffs.c.ended_at, handoffs.c.note, agents.c.name)
        .join(agents, agents.c.id == handoffs.c.agent_id)
        .where(handoffs.c.conversation_id == held.row.id, handoffs.c.ended_at.is_not(None))
        .order_by(handoffs.c.ended_at.desc())
        .limit(1)
    )
    found = (await held.connection.execute(last)).first()
    if found is None or found.outcome != "handed_back":
        return None
    since = (turns.c.conversation_id == held.row.id, turns.c.at > found.ended_at, turns.c.outcome == "replied")
    spoken = (await held.connection.execute(select(turns.c.id).where(*since).limit(1))).first()
    return None if spoken else HandedBack(found.name, found.note)


async def _promises(held: Held, known: list[Earlier]) -> list[dict[str, Any]]:
    """Made here, and in earlier conversations of the same customer."""
    references = {found.conversation.id: found.contact.reference for found in known}
    made = await promises.read(held.connection, conversation_ids=[*references, held.row.id])
    return [_promise(promise, references.get(promise.conversation_id)) for promise in made]


def _promise(made: PromiseRow, earlier: str | None) -> dict[str, Any]:
    promise = {"text": made.text, "due": made.due_at.isoformat(), "status": made.status, "seq": made.seq}
    more = {"check": made.check, "earlier": earlier}
    return {**promise, **{name: value for name, value in more.items() if value}}


async def _minutes_waited(held: Held, said: Iterable[tuple[str, datetime]]) -> float:
    """For the newest word of assistant or agent: since the customer wrote, or was put in the queue for it."""
    query = (
        select(handoffs.c.enqueued_at, handoffs.c.taken_at)
        .where(
            handoffs.c.conversation_id == held.row.id,
            handoffs.c.taken_at.is_not(None),
            handoffs.c.reason != queueing.TAKEN_OVER,
        )
        .order_by(handoffs.c.enqueued_at.desc())
        .limit(1)
    )
    queued = (await held.connection.execute(query)).first()
    waited = 0.0
    wrote: datetime | None = None
    word: datetime | None = None
    for author, at in said:
        if author == "customer":
            wrote = wrote or at
        elif author in ("assistant", "agent"):
            begun = [wrote] if wrote else []
            if queued and author == "agent" and queued.taken_at <= at and (word is None or word <= queued.taken_at):
                begun.append(queued.enqueued_at)
            if begun:
                waited = (at - min(begun)).total_seconds() / 60
            wrote, word = None, at
    return round(waited, 1)
