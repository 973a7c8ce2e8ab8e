"""The line as it stands: everybody in the queue, in the order in which to take them."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.desk.routing.order import Place, in_order
from bot.desk.settings import Settings
from bot.desk.store.tables import handoffs

IN_LINE = (handoffs.c.ended_at.is_(None), handoffs.c.taken_at.is_(None))


async def places(connection: AsyncConnection, *, settings: Settings) -> list[Place]:
    """Everybody who waits for a person, the next one first."""
    columns = (handoffs.c.urgency_rank, handoffs.c.in_line_since, handoffs.c.conversation_id)
    query = select(*columns).where(handoffs.c.site_id == settings.site_id, *IN_LINE)
    found = [Place(*one) for one in await connection.execute(query)]
    return in_order(found, head_start=settings.routing.lead)
