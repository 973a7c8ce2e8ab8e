"""What the brain is told about a conversation and does not keep itself."""

from __future__ import annotations

from sqlalchemy import select

from bot.deescalation.types import Temper
from bot.desk import promises
from bot.desk.ledger import Held
from bot.desk.store.tables import messages
from bot.wire import Context, Customer, Line

EARLIER_LINES = 12  # the policies look back over fewer turns


async def of(held: Held, *, before: int) -> Context:
    """For a turn whose first message is number `before`."""
    query = (
        select(messages.c.author, messages.c.text)
        .where(
            messages.c.conversation_id == held.row.id,
            messages.c.seq < before,
            messages.c.kind == "text",
            messages.c.text.is_not(None),
        )
        .order_by(messages.c.seq.desc())
        .limit(EARLIER_LINES)
    )
    lines = [
        Line("assistant" if author == "system" else author, text)
        for author, text in await held.connection.execute(query)
    ]
    made = await promises.read(held.connection, conversation_id=held.row.id)
    return Context(
        site=held.row.site_id,
        locale=held.row.locale,
        timezone=held.row.timezone,
        customer=Customer(
            held.row.customer_id, held.row.customer_name, held.row.customer_email, held.row.customer_verified
        ),
        temper=Temper.from_json(held.row.temper),
        promises=tuple(
            {"text": made_.text, "due": made_.due_at.isoformat(), "status": made_.status, "seq": made_.seq}
            for made_ in made
        ),
        earlier=tuple(reversed(lines)),
    )
