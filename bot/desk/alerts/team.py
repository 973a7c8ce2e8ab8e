"""The alert as an e-mail: to whom of the team, and what it says."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select

from bot.desk import presence, reasons, wording
from bot.desk.ledger import Held
from bot.desk.mail import outbox
from bot.desk.mail.outbox import DESK, Letter
from bot.desk.outsiders import ROLE as OUTSIDE
from bot.desk.settings import Settings
from bot.desk.store.rows import AgentRow, row
from bot.desk.store.tables import agents, conversations, handoffs

IN_CHARGE = ("supervisor", "administrator")
LISTED = 10  # of those who wait


async def write(held: Held, settings: Settings, *, step: int, urgent: bool) -> int:
    """A mail to each whom this step is for; returns to how many. At most one in a while to each, unless urgent."""
    if not (settings.mail.possible and settings.alerts.mail):
        return 0
    site_id, since, kinds = held.row.site_id, held.at - settings.alerts.pause, [outbox.ALERT]
    people = [
        person.email
        for person in await _people(held, settings, step=step)
        if urgent or not await outbox.written_to(held.connection, site_id, person.email, kinds=kinds, since=since)
    ]
    letter = await _letter(held, settings)
    for email in people:
        await outbox.post(
            held.connection,
            site_id=site_id,
            at=held.at,
            to=email,
            kind=outbox.ALERT,
            letter=letter,
            conversation_id=held.row.id,
        )
    return len(people)


async def _people(held: Held, settings: Settings, *, step: int) -> list[AgentRow]:
    query = select(agents).where(
        agents.c.site_id == held.row.site_id, agents.c.disabled_at.is_(None), agents.c.role != OUTSIDE
    )
    everybody = [row(AgentRow, found) for found in (await held.connection.execute(query)).mappings()]
    if step == 1:
        chosen = [person for person in everybody if person.role not in IN_CHARGE] or everybody
        if held.row.next_step_kind != "callback":  # it is on the page of whoever is there; a callback is soon forgotten
            here = {person.id for person in await presence.on_duty_now(held.connection, settings=settings, at=held.at)}
            chosen = [person for person in chosen if person.id not in here]
    elif step == 2:
        chosen = [person for person in everybody if person.role in IN_CHARGE] or everybody
    else:
        chosen = everybody
    return [person for person in chosen if person.alert_mail]


async def _letter(held: Held, settings: Settings) -> Letter:
    """Everybody who waits, longest first: whoever gets it sees all there is to do. No customer's words."""
    query = (
        select(
            conversations.c.reference,
            conversations.c.customer_name,
            conversations.c.contact,
            conversations.c.next_step_kind,
            conversations.c.next_step_due,
            handoffs.c.reason,
            handoffs.c.urgency,
            handoffs.c.enqueued_at,
        )
        .join(handoffs, handoffs.c.conversation_id == conversations.c.id)
        .where(
            conversations.c.site_id == held.row.site_id,
            conversations.c.owner == "queue",
            handoffs.c.ended_at.is_(None),
        )
        .order_by(handoffs.c.enqueued_at)
    )
    found = list((await held.connection.execute(query)).mappings())
    longest = wording.within((held.at - found[0]["enqueued_at"]).total_seconds())
    count = "1 customer is" if len(found) == 1 else f"{len(found)} customers are"
    lines = [_line(item, settings, held.at) for item in found[:LISTED]]
    if len(found) > LISTED:
        lines.append(f"and {len(found) - LISTED} more")
    about = ", ".join(part for part in (held.row.reference, held.row.customer_name) if part)
    pause = wording.within(settings.alerts.pause.total_seconds())
    text = (
        f"{count} waiting for a person at {settings.site_name}, the longest for {longest}:\n\n"
        + "\n".join(f"> {line}" for line in lines)
        + f"\n\nOpen {about} at the desk:\n{DESK}\n\n"
        f"You get such a mail at most once in {pause}, unless somebody is in danger. To get none, open the menu under "
        "your initials at the desk.\n"
    )
    return Letter(f"{count} waiting, the longest for {longest} ({settings.site_name})", text)


def _line(item: Mapping[str, Any], settings: Settings, at: datetime) -> str:
    waited = wording.within((at - item["enqueued_at"]).total_seconds())
    parts = [item["reference"], item["customer_name"] or "a visitor", reasons.in_words(item["reason"]).lower()]
    parts += ["URGENT"] if item["urgency"] == "urgent" else []
    if item["next_step_kind"] == "callback" and item["next_step_due"]:
        by = wording.moment(item["next_step_due"], zone=settings.timezone, now=at)
        parts.append(f"to be contacted at {item['contact']} by {by}")
    return ", ".join([*parts, f"waiting {waited}"])
