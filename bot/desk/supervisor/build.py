"""All reports over a period."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta

from bot.desk.brief import ratings
from bot.desk.store.engine import Database
from bot.desk.supervisor import briefs, cases, endings, feelings, kept, outcomes, service
from bot.desk.supervisor.cases import Case
from bot.desk.supervisor.period import Period
from bot.desk.supervisor.report import Report

WINDOW = timedelta(days=1)  # read at a time, so that the desk goes on answering in between


async def over(db: Database, *, site_id: str, period: Period, at: datetime) -> list[Report]:
    """Every report. `at`: the present, up to which repeat contacts are known."""
    found: list[Case] = []
    since, until = period.since, min(period.until + outcomes.REPEAT_WITHIN, at)
    while since < until:
        end = min(since + WINDOW, until)
        found += await cases.read(db, site_id=site_id, since=since, until=end)
        since = end
    given = await ratings.given(db, site_id=site_id, since=period.since, until=period.until)
    return await asyncio.to_thread(_reports, found, period, at) + briefs.reports(
        given
    )  # seconds of work in a busy quarter


def _reports(found: list[Case], period: Period, at: datetime) -> list[Report]:
    begun = [case for case in found if case.created_at < period.until]
    later = [case for case in found if case.created_at >= period.until]
    steps = [step for case in begun for step in cases.steps(case)]
    return [
        service.time_to_person(begun),
        service.time_to_person_over_time(begun, period),
        outcomes.resolution(begun),
        endings.by_disposition(begun),
        endings.by_tag(begun),
        outcomes.repeat_contact(begun, later, at=at),
        kept.promises(begun),
        service.told_against_had(begun),
        outcomes.asked_against_delivered(begun),
        outcomes.ratings(begun),
        feelings.by_errand(begun),
        feelings.triggers(steps),
        feelings.moves(steps),
        feelings.wordings(steps),
    ]
