"""What a conversation in the queue asks of an agent: a skill, by why it was passed on or what the customer came for."""

from __future__ import annotations

from sqlalchemy import select, update

from bot.desk.contacts import SURE
from bot.desk.errands import ERRANDS
from bot.desk.ledger import Held
from bot.desk.settings import Settings
from bot.desk.store.tables import handoffs, messages


async def skill(held: Held, settings: Settings, *, reason: str) -> str | None:
    """The id of the skill that this conversation asks for, if it asks for one."""
    needed = settings.routing.needed(reason=reason, errand=await _errand(held)) if settings.routing.skills else None
    return needed.id if needed else None


async def learn(held: Held, settings: Settings) -> None:
    """Somebody in the queue has written on: now it may be known what they came for. What is known stays."""
    this = (handoffs.c.conversation_id == held.row.id, handoffs.c.ended_at.is_(None), handoffs.c.skill.is_(None))
    found = (await held.connection.execute(select(handoffs.c.id, handoffs.c.reason).where(*this))).first()
    if held.row.owner != "queue" or found is None:
        return
    needed = await skill(held, settings, reason=found.reason)
    if needed:
        await held.connection.execute(update(handoffs).where(handoffs.c.id == found.id).values(skill=needed))


async def _errand(held: Held) -> str | None:
    """What they last surely said they came for."""
    query = (
        select(messages.c.reading)
        .where(
            messages.c.conversation_id == held.row.id,
            messages.c.author == "customer",
            messages.c.reading.is_not(None),
        )
        .order_by(messages.c.seq.desc())
    )
    readings = (await held.connection.execute(query)).scalars()
    sure = (str(reading["intent"]) for reading in readings if reading["confidence"] >= SURE)
    return next((intent for intent in sure if intent in ERRANDS), None)
