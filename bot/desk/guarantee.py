"""The guarantee, evaluated in SQL over committed rows (the view `broken_guarantees`, see the migrations).

Every open conversation has a live owner who owes or has given the next word, or a dated next step that the customer
has been told. In rules:

Structure, at every commit:
    unheard      we wait for the customer, yet a message of theirs is neither answered nor handed over
    unanswered   we wait for the customer, yet nothing was said to them after their last message
    undated      we owe the next word, without a dated next step
    untold       in the queue, and no message told the customer the next step
    not_in_line  in the queue, without a handoff that an agent could take
    not_taken    with an agent who has not taken it
    two_owners   more handoffs under way than the owner accounts for
In time:
    late         the next step was due, and the grace is over
    agent_gone   the agent who has it has sent no heartbeat for longer than an agent may, and the grace is over
                 (not for agents of another help desk, who have no page here: for them, being late is what counts)
Of promises, in closed conversations too:
    promise_late        it is past due, was asked about for long enough, and is neither kept nor broken (nor void)
    promise_unreported  it is broken, and the customer has not been told
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import and_, column, or_, select, table

from bot.desk.settings import Settings
from bot.desk.store.engine import Database
from bot.times import UtcDateTime
from bot.times import now as present

view = table(
    "broken_guarantees",
    column("conversation_id"),
    column("site_id"),
    column("kind"),
    column("rule"),
    column("since", UtcDateTime),
)


@dataclass(frozen=True)
class Violation:
    """A conversation that the guarantee does not hold for, and which of its rules is broken since when."""

    conversation_id: str
    rule: str
    since: datetime


async def broken(db: Database, *, settings: Settings, now: datetime | None = None) -> list[Violation]:
    """Every violation at this moment; whatever is late counts once it is later than the grace."""
    late = (now or present()) - timedelta(seconds=settings.timings.grace)
    gone = late - timedelta(seconds=settings.timings.agent_vanished)
    asked = late - timedelta(seconds=settings.timings.promise_patience)
    query = (
        select(view.c.conversation_id, view.c.rule, view.c.since)
        .where(
            view.c.site_id == settings.site_id,
            or_(
                view.c.kind == "structure",
                and_(view.c.kind == "due", view.c.since < late),
                and_(view.c.kind == "presence", view.c.since < gone),
                and_(view.c.kind == "promise", view.c.since < asked),
            ),
        )
        .order_by(view.c.since)
    )
    async with db.read() as connection:
        return [Violation(*found) for found in await connection.execute(query)]
