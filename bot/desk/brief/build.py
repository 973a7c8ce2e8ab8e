"""Puts the brief together. Needs no brain: everything in it has been committed."""

from __future__ import annotations

from typing import Any

from bot.deescalation import temper as tempers
from bot.deescalation.goodwill import NEVER_AFTER
from bot.deescalation.types import Temper
from bot.desk import reasons
from bot.desk.brief import first_line, parts
from bot.desk.brief.record import Record, read
from bot.desk.brief.words import LATE_PROMISE, RECOMMENDED
from bot.desk.routing.config import LANGUAGE
from bot.desk.settings import Settings
from bot.desk.store.engine import Database
from bot.times import now


async def build(db: Database, *, settings: Settings, conversation_id: str) -> dict[str, Any]:
    """As `Brief` in web/protocol.ts; works with no brain. Raises NotFound."""
    record = await read(db, conversation_id=conversation_id)
    this, handoff = record.conversation, record.handoff
    reason = handoff.reason if handoff else ""
    temper = Temper.from_json(this.temper)
    facts, wants = parts.facts(record), parts.wants(record)
    brief: dict[str, Any] = {
        "conversation_id": this.id,
        "at": now().isoformat(),
        "headline": f"{this.customer_name or 'A visitor'} wants {wants['text']}; {tempers.explain(temper, most=2)}",
        "who": _who(record),
        "wants": wants,
        "facts": facts,
        "tried": parts.tried(record),
        "promised": parts.promised(record),
        "earlier": parts.earlier(record),
        "do_not_ask": parts.do_not_ask(record),
        "curve": parts.curve(record),
        "why": {"reason": reason, "text": _why(reason), "evidence": parts.evidence(record)},
        "urgency": handoff.urgency if handoff else "normal",
        "first_line": first_line.suggest(
            reason=reason,
            name=this.customer_name,
            order=parts.order_in_hand(record),
            intended=this.intended,
        ),
    }
    recommended = _recommended(record, reason)
    return {**brief, "recommended": recommended} if recommended else brief


def _who(record: Record) -> dict[str, Any]:
    this = record.conversation
    who = {
        "name": this.customer_name,
        "email": this.customer_email,
        "contact": this.contact,
        "verified_by": this.verified_by,
        "language": record.handoff.language if record.handoff and record.handoff.language != LANGUAGE else None,
    }
    known = {name: value for name, value in who.items() if value}
    return {**known, "verified": this.customer_verified, "earlier_contacts": record.earlier_contacts}


def _why(reason: str) -> str:
    return f"{reasons.in_words(reason) if reason else 'Still with the assistant'}."


def _recommended(record: Record, reason: str) -> str | None:
    """What to do first: a broken promise, the remedy within policy, the reason's general advice, what failed."""
    advice = [RECOMMENDED[reason]] if reason in RECOMMENDED else []
    remedy = record.handoff.recommendation if record.handoff else None
    if remedy and reason not in {grave.value for grave in NEVER_AFTER}:  # it may have turned grave since
        advice.insert(0, remedy)
    for status, advise in LATE_PROMISE.items():
        late = [promise for promise in record.promises if promise.status == status]
        if late:
            advice.insert(0, advise.format(promise=late[-1].text))
    if record.came_back:
        advice.insert(0, f"E-mail to {', '.join(record.came_back)} comes back: phone them, or ask for another address.")
    failed = [action for turn in record.turns for action in turn.actions if not action.get("ok")]
    if failed:
        advice.append(f"Not done yet: {failed[-1].get('summary') or failed[-1].get('name')}")
    return " ".join(advice) or None
