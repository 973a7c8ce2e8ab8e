"""The steps of the ladder, which the clock climbs: once each, whichever desk does it and whatever restarts between.

1: agents who are not at the desk. 2: supervisors and administrators; the customer is told, and asked for an address.
From 3 on: everybody, less and less often, until it is done. Webhooks carry each step. On the page of whoever is at
the desk it shows and sounds at once (web/desk/alerts); that needs no clock.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select

from bot.deescalation.types import Urgency
from bot.desk import presence, queueing, wording
from bot.desk.alerts import plan, team
from bot.desk.ledger import Held
from bot.desk.outward.outbox import Event
from bot.desk.settings import Settings
from bot.desk.store.engine import Database
from bot.desk.store.rows import HandoffRow
from bot.desk.store.tables import handoffs

AGENTS, IN_CHARGE = 1, 2
NOBODY_COMES = timedelta(days=1)  # looked at again, where no opening is in sight
DOUBLED_AT_MOST = 16  # times; the bound in site.yml comes long before


async def due(db: Database, *, settings: Settings, at: datetime) -> list[str]:
    """Conversations whose waiting the team is to hear of."""
    query = (
        select(handoffs.c.conversation_id)
        .where(
            handoffs.c.site_id == settings.site_id,
            handoffs.c.ended_at.is_(None),
            handoffs.c.taken_at.is_(None),
            handoffs.c.alert_due <= at,
        )
        .order_by(handoffs.c.alert_due)
    )
    async with db.read() as connection:
        return [str(found) for found in (await connection.execute(query)).scalars()]


async def climb(held: Held, settings: Settings) -> bool:
    """The next step, if it is due. Nobody is disturbed outside business hours, unless it is urgent."""
    handoff = await queueing.open_handoff(held)
    if handoff is None or handoff.taken_at or handoff.alert_due is None or handoff.alert_due > held.at:
        return False
    urgent = handoff.urgency == Urgency.URGENT.value
    if not urgent and not settings.hours.is_open(held.at):
        opens = settings.hours.opens_at(held.at)
        await plan.put(held, alert_due=opens + settings.alerts.alert_after if opens else held.at + NOBODY_COMES)
        return True
    step = handoff.alerts + 1
    mailed = await team.write(held, settings, step=step, urgent=urgent)
    waited = round((held.at - handoff.enqueued_at).total_seconds())
    held.happened.append(Event("conversation.waiting_long", {"alert": {"step": step, "waited_s": waited}}))
    if step == IN_CHARGE:
        await _tell_customer(held, settings, handoff, told=mailed > 0)
    await plan.put(held, alerts=step, alert_due=_next(held, settings, step, urgent=urgent))
    return True


def _next(held: Held, settings: Settings, step: int, *, urgent: bool) -> datetime:
    alerts, due = settings.alerts, held.row.next_step_due
    if step >= IN_CHARGE:
        wait: timedelta = alerts.remind_every * 2 ** min(step - IN_CHARGE, DOUBLED_AT_MOST)
        return held.at + min(wait, alerts.remind_at_most)
    if held.row.next_step_kind == "callback" and due:
        return due + alerts.remind_every  # if it is missed, they hear of it at once (plan.hurry)
    return held.at + (alerts.alert_after if urgent else alerts.escalate_after - alerts.alert_after)


async def _tell_customer(held: Held, settings: Settings, handoff: HandoffRow, *, told: bool) -> None:
    """That we know; how it stands; and that they need not sit and wait. Who is called back has been told already."""
    crisis = handoff.reason in {reason.value for reason in queueing.CRISIS}
    if crisis or held.row.next_step_kind != "queue_update":
        return
    waited = wording.within((held.at - handoff.enqueued_at).total_seconds())
    opening = settings.texts.say("waited_long_told" if told else "waited_long", waited=waited)
    someone_here = await presence.on_duty_now(held.connection, settings=settings, at=held.at)
    if someone_here and not held.row.contact:  # with nobody here, how it stands has that offer in it
        opening = f"{opening} {settings.texts.say('waited_long_offer', reference=held.row.reference)}"
    await queueing.tell(held, settings, handoff, first=False, opening=opening)
