"""A turn in the database: begun before the brain is asked, committed with everything that came of it, or dropped."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

import structlog
from sqlalchemy import insert, select, update

from bot.deescalation.types import Evidence, Handoff, Level, Reason, Temper, Urgency
from bot.desk import follow_ups, promises, queueing, steps, turn_context, wording
from bot.desk.access import audit
from bot.desk.bus import Change
from bot.desk.conversations import who
from bot.desk.ledger import NO_TURN, Held, hold
from bot.desk.readings import keep_readings
from bot.desk.settings import Settings
from bot.desk.store.engine import Database
from bot.desk.store.rows import MessageRow
from bot.desk.store.tables import conversations, turns
from bot.desk.urgency import opening
from bot.wire import Customer, Said, TurnRequest, TurnResult

log = structlog.get_logger()

TURNS = uuid5(NAMESPACE_URL, "evenkeel:turn")


@dataclass(frozen=True)
class Turn:
    """A turn under way. `began` is monotonic; the brain has `seconds` from then."""

    id: str
    conversation_id: str
    site_id: str
    request: TurnRequest
    first_seq: int
    last_seq: int
    began: float
    seconds: float
    told_to_wait: bool


@dataclass(frozen=True)
class Done:
    """What a commit did. `more`: the customer wrote meanwhile, so another turn is due."""

    change: Change
    dropped: bool
    more: bool


async def owed(db: Database, *, settings: Settings) -> list[str]:
    """The conversations in which the assistant owes an answer, who has waited longest first."""
    query = (
        select(conversations.c.id)
        .where(
            conversations.c.site_id == settings.site_id,
            conversations.c.owner == "assistant",
            conversations.c.waiting_on == "us",
        )
        .order_by(conversations.c.waiting_since)
    )
    async with db.read() as connection:
        return list((await connection.execute(query)).scalars())


async def extend(db: Database, *, settings: Settings, conversation_id: str) -> None:
    """We have just started: the time for an answer counts from now, and a turn that was under way can be taken up."""
    async with hold(db, conversation_id) as held:
        if held.row.owner == "assistant" and held.row.waiting_on == "us":
            seconds = settings.timings.longest_listening + settings.timings.deadline + steps.REPLY_MARGIN_S
            held.change(next_step_due=held.at + timedelta(seconds=seconds))
            if held.row.turn_id:
                held.change(turn_expires_at=held.at)


async def begin(db: Database, *, settings: Settings, conversation_id: str, ours: set[str]) -> Turn | None:
    """The turn that is due now: the one that was under way when something broke, else all unanswered messages.

    None if the assistant owes nothing here, or another desk is taking the turn.
    """
    async with hold(db, conversation_id) as held:
        this = held.row
        if this.owner != "assistant":
            return None
        if this.turn_id and this.turn_id not in ours and this.turn_expires_at and this.turn_expires_at > held.at:
            return None
        unanswered = await held.unanswered()
        under_way = [message for message in unanswered if message.seq <= (this.turn_last_seq or 0)]
        waiting = under_way or unanswered
        if not waiting:
            return None
        first, last = waiting[0], waiting[-1]
        turn_id = str(uuid5(TURNS, f"{UUID(conversation_id)}/{first.seq}-{last.seq}"))
        seconds = _seconds(settings, first, held.at)
        due = held.at + timedelta(seconds=seconds + steps.REPLY_MARGIN_S)
        held.change(
            turn_id=turn_id,
            turn_first_seq=first.seq,
            turn_last_seq=last.seq,
            turn_started_at=held.at,
            turn_expires_at=due,
            next_step_due=due,
        )
        request = TurnRequest(
            turn_id=turn_id,
            revision=this.revision,
            state=this.brain_state,
            context=await turn_context.of(held, before=first.seq),
            messages=tuple(
                Said(message.client_id, message.text or "", message.at.isoformat(), message.payload)
                for message in waiting
            ),
        )
        told = this.next_step_kind in ("starting", "busy")
        return Turn(turn_id, this.id, this.site_id, request, first.seq, last.seq, time.monotonic(), seconds, told)


def _seconds(settings: Settings, first: MessageRow, at: datetime) -> float:
    waited = (at - first.at).total_seconds()
    return max(settings.timings.deadline - waited, settings.timings.shortest_turn)


def _still(held: Held, turn: Turn) -> bool:
    """Whether the turn may still speak: same owner, same revision, same turn."""
    this = held.row
    return this.owner == "assistant" and this.revision == turn.request.revision and this.turn_id == turn.id


async def tell_to_wait(db: Database, *, settings: Settings, turn: Turn, kind: str, patience: float) -> Change | None:
    """The brain is `starting` or `busy`: say so, once, with a time. None if the turn is void."""
    async with hold(db, turn.conversation_id) as held:
        if not _still(held, turn):
            return None
        wait = wording.within(patience)
        message = await held.tell(settings.texts.say(kind, wait=wait))
        due = held.at + timedelta(seconds=patience + steps.REPLY_MARGIN_S)
        held.change(turn_expires_at=due)
        steps.told(held, kind=kind, seq=message.seq, due=due, text=settings.texts.say(f"next_{kind}", wait=wait))
    return held.news()


async def commit(db: Database, *, settings: Settings, turn: Turn, result: TurnResult) -> Done:
    """Replies, state, readings, promises, the turn's record and a handoff, in one transaction; or, if the
    conversation changed hands meanwhile, only the readings and the record of what was done."""
    async with hold(db, turn.conversation_id) as held:
        await keep_readings(held, result.readings, first_seq=turn.first_seq, last_seq=turn.last_seq)
        if _still(held, turn):
            dropped, more = False, await _speak(held, settings, turn, result)
        else:
            dropped = await _record(held, turn, outcome="dropped", result=result)
            if Temper.from_json(held.row.temper) == turn.request.context.temper:  # nobody has read on meanwhile
                held.change(temper=result.temper.to_json())
            more = held.row.owner == "assistant" and bool(await held.unanswered())
    return Done(held.news(), dropped, more)


async def _speak(held: Held, settings: Settings, turn: Turn, result: TurnResult) -> bool:
    seq = turn.last_seq
    for reply in result.replies:
        said = await held.add(
            author="assistant",
            text=reply.text,
            buttons=[dict(button) for button in reply.buttons] or None,
            card=reply.card,
            turn_id=turn.id,
        )
        seq = said.seq
    for promise in result.promises:
        due = _due(promise)
        if due:
            text = str(promise["text"])
            await promises.make(
                held,
                made_by="assistant",
                owner="assistant",
                text=text,
                seq=seq,
                due_at=due,
                check=_check(promise),
            )
    if result.identified:
        await _identified(held, result.identified)
    held.change(
        answered_seq=max(turn.last_seq, held.row.answered_seq),
        brain_state=result.state,
        temper=result.temper.to_json(),
        intended=result.intended or held.row.intended,
        revision=held.row.revision + 1,
        **NO_TURN,
    )
    held.brief = True
    await _record(held, turn, outcome="handed_off" if result.handoff else "replied", result=result)
    if result.handoff:
        words = None if result.replies else opening(result.handoff.reason, settings)
        await queueing.put(held, settings, result.handoff, opening=words)
        return False
    unanswered = await held.unanswered()
    if unanswered:
        steps.assistant_owes(held, settings, since=unanswered[0].at)
    else:
        await follow_ups.plan(held, settings)
    return bool(unanswered)


async def _identified(held: Held, customer: Customer) -> None:
    """They proved an address by a code: from the next turn on they are known, in this conversation alone."""
    held.change(**who(customer, by="code"))
    await audit.note(
        held.connection,
        site_id=held.row.site_id,
        action="identified_by_code",
        conversation_id=held.row.id,
        detail={"customer_id": customer.id},
    )


async def give_up(db: Database, *, settings: Settings, conversation_id: str, turn: Turn | None = None) -> Change | None:
    """The desk answers itself and gets a person. None if the assistant does not owe this answer any more."""
    async with hold(db, conversation_id) as held:
        if held.row.owner != "assistant" or held.row.waiting_on != "us" or (turn and not _still(held, turn)):
            return None
        unanswered = await held.unanswered()
        last = unanswered[-1] if unanswered else None
        temper = Temper.from_json(held.row.temper)
        if turn:
            await _record(held, turn, outcome="unavailable", result=None)
        evidence = Evidence(temper.turn + 1, (last.text or "")[:200] if last else "", "the assistant gave no answer")
        urgency = Urgency.NORMAL if temper.state is Level.CALM else Urgency.HIGH
        handoff = Handoff(Reason.UNAVAILABLE, urgency, (evidence,))
        await queueing.put(held, settings, handoff, opening=settings.texts.say("unavailable"))
    return held.news()


async def _record(held: Held, turn: Turn, *, outcome: str, result: TurnResult | None) -> bool:
    """Keep what the turn did; False if this turn is on record as answered already (another desk was quicker)."""
    values: dict[str, Any] = {
        "first_seq": turn.first_seq,
        "last_seq": turn.last_seq,
        "at": held.at,
        "outcome": outcome,
        "moves": list(result.moves) if result else [],
        "actions": list(result.actions) if result else [],
        "temper": result.temper.to_json() if result else None,
        "intended": result.intended if result else None,
        "milliseconds": round((time.monotonic() - turn.began) * 1000),
    }
    known = await held.connection.scalar(select(turns.c.outcome).where(turns.c.id == turn.id))
    if known in ("replied", "handed_off"):
        return False
    if known:  # dropped or given up before, and asked again: the newest is what counts
        await held.connection.execute(update(turns).where(turns.c.id == turn.id).values(**values))
    else:
        identity = {"id": turn.id, "site_id": turn.site_id, "conversation_id": turn.conversation_id}
        await held.connection.execute(insert(turns).values(**identity, **values))
    held.brief = True
    return True


def _check(promise: dict[str, Any]) -> dict[str, str] | None:
    check = promise.get("check")
    if not check:
        return None
    try:
        return {name: str(check[name]) for name in ("kind", "reference")}
    except (KeyError, TypeError):
        log.error("turn.promise_check_unreadable", promise=promise)
        return None


def _due(promise: dict[str, Any]) -> datetime | None:
    try:
        due = datetime.fromisoformat(str(promise["due"]).replace("Z", "+00:00"))
    except (KeyError, ValueError):
        log.error("turn.promise_undated", promise=promise)
        return None
    if due.tzinfo is None:
        log.error("turn.promise_without_zone", promise=promise)
        return None
    return due
