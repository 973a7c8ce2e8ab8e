"""Into the queue, out of it, and what the customer is told: steps within a transaction, for the services."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import insert, select, update

from bot.deescalation.types import Handoff, Reason, Urgency
from bot.desk import outlook, promises, steps, waits
from bot.desk.alerts.plan import at_once, plan
from bot.desk.ledger import Held
from bot.desk.mail import callbacks
from bot.desk.routing import needs
from bot.desk.routing.config import LANGUAGE
from bot.desk.settings import Settings
from bot.desk.store.rows import HandoffRow, row
from bot.desk.store.tables import handoffs

RANK = {Urgency.URGENT: 0, Urgency.HIGH: 1, Urgency.NORMAL: 2}
CRISIS = (Reason.SELF_HARM, Reason.DANGER)
TAKEN_OVER = "agent_took_over"  # a handoff nobody asked for: an agent stepped in
UNREACHABLE = "mail_undelivered"  # our mail to a customer came back


async def put(held: Held, settings: Settings, handoff: Handoff, *, opening: str | None = None) -> None:
    """Fetch a person. `opening`: words to say before the wait is told.

    In the queue already, or with an agent: only the urgency may rise, and in a crisis the right words are said.
    """
    if held.row.owner in ("queue", "agent"):
        await _raise_urgency(held, settings, handoff, opening)
        return
    held.pass_to("queue")
    held.change(answered_seq=held.row.last_seq, waiting_since=held.row.waiting_since or held.at)
    row = await add_handoff(
        held,
        reason=handoff.reason.value,
        urgency=handoff.urgency,
        evidence=[item.to_json() for item in handoff.evidence],
        recommendation=handoff.recommendation,
        in_line_since=held.at,
        skill=await needs.skill(held, settings, reason=handoff.reason.value),
        language=handoff.language or LANGUAGE,
    )
    if opening and handoff.reason in CRISIS:  # said on its own: nothing about waiting belongs in the same breath
        await held.tell(opening)
        opening = None
    await tell(held, settings, row, first=True, opening=opening)


async def fetch(held: Held, settings: Settings, *, reason: str) -> None:
    """A person, for a reason of the desk's own; not if one has it or is being fetched."""
    held.pass_to("queue")
    held.change(answered_seq=held.row.last_seq, waiting_since=held.row.waiting_since or held.at)
    row = await add_handoff(held, reason=reason, urgency=Urgency.HIGH, evidence=[], in_line_since=held.at)
    await tell(held, settings, row, first=True)


async def again(held: Held, settings: Settings, *, opening: str, outcome: str = "requeued") -> None:
    """Back to the front of the queue, from an agent."""
    row = await return_to_line(held, outcome=outcome)
    await tell(held, settings, row, first=False, opening=opening)


async def return_to_line(held: Held, *, outcome: str, skill: str | None = None) -> HandoffRow:
    """In the queue again, with the place they had; then the customer must be told. `skill`: another than before."""
    last = await open_handoff(held)
    held.pass_to("queue")
    await end(held, outcome=outcome)
    return await add_handoff(
        held,
        reason=last.reason if last else TAKEN_OVER,
        urgency=min((Urgency(last.urgency) if last else Urgency.HIGH, Urgency.HIGH), key=RANK.__getitem__),
        evidence=list(last.evidence) if last else [],
        recommendation=last.recommendation if last else None,
        in_line_since=last.in_line_since if last else held.at,
        skill=skill or (last.skill if last else None),
        language=last.language if last else LANGUAGE,
    )


async def tell(held: Held, settings: Settings, handoff: HandoffRow, *, first: bool, opening: str | None = None) -> None:
    """Say how it stands, and set the next step to what was said."""
    seen = await waits.outlook(held.connection, settings=settings, at=held.at, conversation_id=held.row.id)
    crisis = handoff.reason in {reason.value for reason in CRISIS}
    words = outlook.describe(seen, settings=settings, to=held.row, at=held.at, first=first, crisis=crisis)
    told = replace(words, text=f"{opening} {words.text}" if opening else words.text)
    await announce(held, settings, told, routine=not first and opening is None)
    if first:
        values = {"told_wait_s": words.wait_s, "told_nobody": seen.on_duty == 0}
        await held.connection.execute(update(handoffs).where(handoffs.c.id == handoff.id).values(**values))


async def announce(held: Held, settings: Settings, words: outlook.Told, *, routine: bool = False) -> None:
    """Say it, set the next step to it, and keep a callback as a promise. `routine`: not worth an e-mail if unseen."""
    mailed = await callbacks.write(held, settings, words)
    message = await held.tell(words.text, to_be_seen=not (routine or mailed))
    steps.told(held, kind=words.kind, seq=message.seq, due=words.due, text=words.next_step)
    if words.kind == "callback":
        await promises.make(
            held, made_by="system", owner="queue", text=words.next_step, seq=message.seq, due_at=words.due
        )
    await plan(held, settings)


async def add_handoff(
    held: Held,
    *,
    reason: str,
    urgency: Urgency,
    evidence: list[dict[str, Any]],
    in_line_since: datetime,
    recommendation: str | None = None,
    skill: str | None = None,
    language: str = LANGUAGE,
) -> HandoffRow:
    """A new handoff, open and not taken."""
    handoff = HandoffRow(
        id=str(uuid4()),
        site_id=held.row.site_id,
        conversation_id=held.row.id,
        reason=reason,
        urgency=urgency.value,
        urgency_rank=RANK[urgency],
        evidence=evidence,
        recommendation=recommendation,
        skill=skill,
        language=language,
        enqueued_at=held.at,
        in_line_since=in_line_since,
        told_wait_s=None,
        told_nobody=False,
        taken_at=None,
        agent_id=None,
        ended_at=None,
        outcome=None,
        note=None,
        alerts=0,
        alert_due=None,
    )
    await held.connection.execute(insert(handoffs).values(**vars(handoff)))
    return handoff


async def heated(held: Held) -> None:
    """Whoever gets irate while they wait is served as soon as if they had come so."""
    waits = (handoffs.c.conversation_id == held.row.id, handoffs.c.ended_at.is_(None), handoffs.c.taken_at.is_(None))
    calmer = handoffs.c.urgency_rank > RANK[Urgency.HIGH]
    values = {"urgency": Urgency.HIGH.value, "urgency_rank": RANK[Urgency.HIGH]}
    await held.connection.execute(update(handoffs).where(*waits, calmer).values(**values))


async def open_handoff(held: Held) -> HandoffRow | None:
    """The handoff under way, if there is one."""
    query = select(handoffs).where(handoffs.c.conversation_id == held.row.id, handoffs.c.ended_at.is_(None))
    found = (await held.connection.execute(query)).mappings().first()
    return row(HandoffRow, found) if found else None


async def end(held: Held, *, outcome: str, note: str | None = None) -> None:
    """The handoff under way is over."""
    this = (handoffs.c.conversation_id == held.row.id, handoffs.c.ended_at.is_(None))
    values: dict[str, Any] = {"ended_at": held.at, "outcome": outcome}
    if note:
        values["note"] = note
    await held.connection.execute(update(handoffs).where(*this).values(**values))


async def _raise_urgency(held: Held, settings: Settings, handoff: Handoff, opening: str | None) -> None:
    current = await open_handoff(held)
    if current is None or RANK[handoff.urgency] >= current.urgency_rank:
        return
    values = {
        "reason": handoff.reason.value,
        "urgency": handoff.urgency.value,
        "urgency_rank": RANK[handoff.urgency],
        "skill": await needs.skill(held, settings, reason=handoff.reason.value) or current.skill,
        "evidence": [*current.evidence, *(item.to_json() for item in handoff.evidence)],
    }
    await held.connection.execute(update(handoffs).where(handoffs.c.id == current.id).values(**values))
    if handoff.urgency is Urgency.URGENT:
        await at_once(held)
    held.brief = True
    if opening and handoff.reason in CRISIS and held.row.owner == "queue":
        await held.tell(opening)
