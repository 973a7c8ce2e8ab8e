"""How quickly a person came, and whether the waits we announced were true."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from bot.desk import reasons
from bot.desk.store.rows import HandoffRow
from bot.desk.supervisor.cases import Case
from bot.desk.supervisor.figures import mean, quantile, share
from bot.desk.supervisor.period import Period
from bot.desk.supervisor.report import Cell, Column, Plot, Report, enough, grouped

DAILY = 31  # a period longer than this is told by weeks


def time_to_person(cases: Sequence[Case]) -> Report:
    """p50 and p90 from asking (or being handed over) to a person, whole and by reason."""
    asked = _asked(cases)
    by_reason, left_out = enough(grouped(asked, lambda one: one.reason))
    named = {"All": asked, **{reasons.in_words(reason): some for reason, some in by_reason.items()}}
    return Report(
        id="time-to-person",
        title="Time to a person",
        about="From the handoff until somebody of the team took it.",
        method="Each handoff counts, of those reached; half waited no longer than p50, nine in ten no "
        "longer than p90. An agent who stepped in unasked is not counted.",
        columns=(
            Column("reason", "Reason", "text"),
            Column("asked", "Handoffs", "count"),
            Column("reached", "Reached", "count"),
            Column("p50", "p50", "seconds"),
            Column("p90", "p90", "seconds"),
        ),
        plot=Plot("pairs", ("p50", "p90"), "reached"),
        rows=tuple({"reason": name, **_waits(some)} for name, some in named.items()),
        left_out=left_out,
    )


def time_to_person_over_time(cases: Sequence[Case], period: Period) -> Report:
    """The same, day by day, or week by week in a long period."""
    weekly = period.days > DAILY
    step = 7 if weekly else 1
    starts = [period.first + timedelta(days=day) for day in range(0, period.days, step)]
    groups: dict[date, list[HandoffRow]] = {start: [] for start in starts}
    for one in _asked(cases):
        days = (period.day_of(one.enqueued_at) - period.first).days
        if 0 <= days < period.days:
            groups[starts[days // step]].append(one)
    return Report(
        id="time-to-person-over-time",
        title=f"Time to a person, {'week by week' if weekly else 'day by day'}",
        about="Whether people are reached sooner or later than before.",
        method=f"By the {'week' if weekly else 'day'} of the handoff; gaps are those with fewer than five reached.",
        columns=(
            Column("day", "Week of" if weekly else "Day", "text"),
            Column("asked", "Handoffs", "count"),
            Column("reached", "Reached", "count"),
            Column("p50", "p50", "seconds"),
            Column("p90", "p90", "seconds"),
        ),
        plot=Plot("lines", ("p50", "p90")),
        rows=tuple({"day": start.isoformat(), **_waits(some)} for start, some in groups.items()),
    )


def told_against_had(cases: Sequence[Case]) -> Report:
    """The wait a customer was told, against the one they had."""
    told = [one for one in _asked(cases) if one.told_wait_s is not None and one.taken_at]
    by_reason, left_out = enough(grouped(told, lambda one: one.reason))
    rows = [_told("All", told), *(_told(reasons.in_words(reason), some) for reason, some in by_reason.items())]
    return Report(
        id="wait-told-and-had",
        title="Wait told, wait had",
        about="Whether the waits we announce are true.",
        method="Handoffs that were told a figure and were reached. Over: mean of had less told, with its "
        "95 % interval (Student's t); below 0 they came sooner. Kept: reached within what was told (Wilson).",
        columns=(
            Column("reason", "Reason", "text"),
            Column("count", "Handoffs", "count"),
            Column("told", "Told, p50", "seconds"),
            Column("had", "Had, p50", "seconds"),
            Column("over", "Over", "seconds", interval=True),
            Column("kept", "Kept", "share", interval=True),
        ),
        plot=Plot("pairs", ("told", "had"), "count"),
        rows=tuple(rows),
        left_out=left_out,
    )


def _asked(cases: Iterable[Case]) -> list[HandoffRow]:
    return [one for case in cases for one in case.asked]


def _had(one: HandoffRow) -> float:
    assert one.taken_at is not None
    return (one.taken_at - one.enqueued_at).total_seconds()


def _waits(some: Sequence[HandoffRow]) -> dict[str, Cell]:
    waits = [_had(one) for one in some if one.taken_at]
    return {
        "asked": len(some),
        "reached": len(waits),
        "p50": quantile(waits, 0.5),
        "p90": quantile(waits, 0.9),
    }


def _told(name: str, some: Sequence[HandoffRow]) -> dict[str, Cell]:
    pairs = [(float(one.told_wait_s or 0), _had(one)) for one in some]
    return {
        "reason": name,
        "count": len(pairs),
        "told": quantile([told for told, _ in pairs], 0.5),
        "had": quantile([had for _, had in pairs], 0.5),
        "over": mean([had - told for told, had in pairs]),
        "kept": share(sum(had <= told for told, had in pairs), len(pairs)),
    }
