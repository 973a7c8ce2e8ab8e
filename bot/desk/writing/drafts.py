"""A draft looked at before it is sent: the coach's advice, and the dated promises it would put on record."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time

from bot.deescalation import coach, commitments
from bot.deescalation.coach import Advice
from bot.deescalation.due_words import Calendar
from bot.deescalation.types import Level, Temper
from bot.desk import conversations
from bot.desk.settings import Settings
from bot.desk.store.engine import Database
from bot.desk.store.rows import ConversationRow, MessageRow
from bot.desk.writing.pledges import MOST, Pledge
from bot.times import now

LATEST = 12  # messages: what lies further back is not what this draft answers


async def advice(db: Database, *, settings: Settings, row: ConversationRow, draft: str) -> list[Advice]:
    """What the coach has to say about it, knowing how the customer is and what they asked."""
    recent = await conversations.messages_after(
        db, conversation_id=row.id, seq=max(0, row.last_seq - LATEST), for_agents=True
    )
    level = Temper.from_json(row.temper).state
    said = [message.text or "" for message in recent if message.author == "agent" and message.kind == "text"]
    return coach.review(
        draft,
        calendar=calendar(settings, row),
        level=level,
        asked=_unanswered(recent),
        acknowledged=level is not Level.IRATE or any(map(coach.acknowledges, said)),
    )


def promised(settings: Settings, row: ConversationRow, draft: str, *, agent_id: str) -> list[Pledge]:
    """What it commits to with a date, as the agent's own promises."""
    found = commitments.find(draft, calendar(settings, row))
    return [Pledge(one.text, one.due, agent_id) for one in found if one.due and one.text][:MOST]


def calendar(settings: Settings, row: ConversationRow, at: datetime | None = None) -> Calendar:
    """In the customer's time, on the days and until the hours that the team works."""

    def closes(day: date) -> time | None:
        if day in settings.hours.closed:
            return None
        spans = settings.hours.week[day.weekday()]
        return (max(end if end > time(0) else time(18) for _, end in spans)) if spans else None

    return Calendar(at or now(), row.timezone, closes)


def _unanswered(recent: Sequence[MessageRow]) -> list[str]:
    """The customer's words since somebody of ours last answered."""
    asked: list[str] = []
    for message in recent:
        if message.kind != "text":
            continue
        if message.author == "customer":
            asked.append(message.text or "")
        elif message.author in ("agent", "assistant"):
            asked = []
    return asked
