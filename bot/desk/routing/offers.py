"""Offers: somebody in the queue, put to one agent for a while. Steps within a transaction, for the services.

An offer changes nothing about the conversation itself: it stays in the queue, with its place and its dated next step.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import uuid4

from sqlalchemy import case, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.desk import presence, queueing
from bot.desk.access import audit
from bot.desk.ledger import Held
from bot.desk.routing.choice import Asked
from bot.desk.settings import Settings
from bot.desk.store.rows import HandoffRow, OfferRow, row
from bot.desk.store.tables import agents, handoffs, offers

REASON_LIMIT = 200
PASSED_ON = ("requeued", "transferred")  # how a handoff ends whose agent does not want it back at once


async def open_here(held: Held) -> OfferRow | None:
    """The offer of this conversation that waits for an answer."""
    query = select(offers).where(offers.c.conversation_id == held.row.id, offers.c.answer.is_(None))
    found = (await held.connection.execute(query)).mappings().first()
    return row(OfferRow, found) if found else None


async def make(
    held: Held, settings: Settings, handoff: HandoffRow, *, agent_id: str, asked_by: str | None = None
) -> OfferRow:
    """Put it to this agent. Raises IntegrityError if something else is before them, or they were asked elsewhere."""
    offer = OfferRow(
        id=str(uuid4()),
        site_id=held.row.site_id,
        conversation_id=held.row.id,
        handoff_id=handoff.id,
        agent_id=agent_id,
        asked_by=asked_by,
        offered_at=held.at,
        expires_at=held.at + timedelta(seconds=settings.routing.accept_within),
        answer=None,
        answered_at=None,
        reason=None,
    )
    await held.connection.execute(insert(offers).values(**vars(offer)))
    return offer


async def end(held: Held, offer: OfferRow, answer: str, *, reason: str | None = None) -> None:
    """It is answered: accepted, declined, expired or withdrawn."""
    values = {"answer": answer, "answered_at": held.at, "reason": reason}
    await held.connection.execute(update(offers).where(offers.c.id == offer.id).values(**values))


async def taken(held: Held, *, agent_id: str) -> None:
    """This agent has it now: their own offer is accepted, another's is withdrawn; and they have shown up."""
    offer = await open_here(held)
    if offer:
        await end(held, offer, "accepted" if offer.agent_id == agent_id else "withdrawn")
    await shown_up(held.connection, agent_id=agent_id)


async def shown_up(connection: AsyncConnection, *, agent_id: str) -> None:
    """The agent has answered, or taken somebody: what they missed before does not count any more."""
    missed = (agents.c.id == agent_id, agents.c.missed_offers > 0)
    await connection.execute(update(agents).where(*missed).values(missed_offers=0))


async def missed(held: Held, settings: Settings, *, agent_id: str) -> None:
    """One more in a row that the agent left unanswered; after so many they are set away, and see why."""
    count = agents.c.missed_offers + 1
    gone = case((count >= settings.routing.missed, "away"), else_=agents.c.availability)
    await held.connection.execute(
        update(agents).where(agents.c.id == agent_id).values(missed_offers=count, availability=gone)
    )
    left = await held.connection.scalar(select(agents.c.missed_offers).where(agents.c.id == agent_id))
    if left >= settings.routing.missed:
        await audit.note(
            held.connection,
            site_id=held.row.site_id,
            action="set_away",
            agent_id=agent_id,
            conversation_id=held.row.id,
            detail={"offers_missed": left},
        )


async def not_coming(held: Held, settings: Settings, offer: OfferRow) -> None:
    """Whoever was asked does not take it. If a colleague was asked by name the customer waits for them, and is told."""
    handoff = await queueing.open_handoff(held)
    if offer.asked_by and held.row.owner == "queue" and handoff:
        name = await presence.name_of(held.connection, agent_id=offer.agent_id)
        opening = settings.texts.say("transfer_missed", colleague=name)
        await queueing.tell(held, settings, handoff, first=False, opening=opening)


@dataclass(frozen=True)
class Offered:
    """An offer that waits for an answer. `asked_by`: the colleague who passes the customer on, by name."""

    offer: OfferRow
    asked_by: str | None


async def open_now(connection: AsyncConnection, *, settings: Settings) -> dict[str, Offered]:
    """Every offer that waits for an answer, by the agent who is asked."""
    query = (
        select(offers, agents.c.name)
        .outerjoin(agents, agents.c.id == offers.c.asked_by)
        .where(offers.c.site_id == settings.site_id, offers.c.answer.is_(None))
    )
    found = (await connection.execute(query)).mappings()
    return {item["agent_id"]: Offered(row(OfferRow, item), item["name"]) for item in found}


async def asked_before(connection: AsyncConnection, waiting: Sequence[HandoffRow]) -> dict[str, dict[str, Asked]]:
    """By handoff and agent: how often they were asked, and when they last did not want this customer."""
    asked: dict[str, dict[str, Asked]] = {handoff.id: {} for handoff in waiting}
    here = {handoff.conversation_id: handoff.id for handoff in waiting}
    answered = select(offers.c.handoff_id, offers.c.agent_id, offers.c.answer, offers.c.answered_at).where(
        offers.c.handoff_id.in_(list(asked)), offers.c.answer.in_(("declined", "expired"))
    )
    passed_on = select(handoffs.c.conversation_id, handoffs.c.agent_id, handoffs.c.ended_at).where(
        handoffs.c.conversation_id.in_(list(here)),
        handoffs.c.outcome.in_(PASSED_ON),
        handoffs.c.agent_id.is_not(None),
    )
    said = [
        (handoff_id, agent_id, at if answer == "declined" else None)
        for handoff_id, agent_id, answer, at in await connection.execute(answered)
    ]
    said += [
        (here[conversation_id], agent_id, at) for conversation_id, agent_id, at in await connection.execute(passed_on)
    ]
    for handoff_id, agent_id, declined_at in said:
        before = asked[handoff_id].get(agent_id, Asked())
        times = [at for at in (before.declined_at, declined_at) if at]
        asked[handoff_id][agent_id] = Asked(before.times + 1, max(times, default=None))
    return asked
