"""When the team next hears that somebody waits. Kept with the handoff, until an agent takes it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import update

from bot.deescalation.types import Urgency
from bot.desk.ledger import Held
from bot.desk.settings import Settings
from bot.desk.store.tables import handoffs


async def plan(held: Held, settings: Settings) -> None:
    """Their next step was told. Who is to be called back waits for that; for others, what is planned already stays.
    Where somebody may be in danger the team hears of it at once."""
    due = held.row.next_step_due
    if held.row.next_step_kind == "callback" and due:
        half = held.at + (due - held.at) / 2
        await put(held, alerts=0, alert_due=max(due - settings.alerts.callback_before, half))
        return
    unplanned = handoffs.c.alert_due.is_(None)
    await put(held, unplanned, handoffs.c.urgency == Urgency.URGENT.value, alert_due=held.at)
    await put(held, unplanned, alert_due=held.at + settings.alerts.alert_after)


async def at_once(held: Held) -> None:
    """It has become urgent: whoever would hear of it next does so now."""
    await put(held, alert_due=held.at)


async def hurry(held: Held) -> None:
    """A callback was missed: whoever runs the team hears of it now."""
    await put(held, alerts=1, alert_due=held.at)


async def put(held: Held, *where: Any, **values: Any) -> None:
    """Write it down, if nobody has taken the conversation."""
    this = (handoffs.c.conversation_id == held.row.id, handoffs.c.ended_at.is_(None), handoffs.c.taken_at.is_(None))
    await held.connection.execute(update(handoffs).where(*this, *where).values(**values))
