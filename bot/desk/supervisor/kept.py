"""Promises: kept, late, broken; and by how much."""

from __future__ import annotations

from collections.abc import Sequence

from bot.desk.store.rows import PromiseRow
from bot.desk.supervisor.cases import Case
from bot.desk.supervisor.figures import quantile, share
from bot.desk.supervisor.report import Cell, Column, Plot, Report, enough, grouped, label

MAKERS = {"assistant": "Made by the assistant", "system": "Made by the desk", "agent": "Made by the team"}


def promises(cases: Sequence[Case]) -> Report:
    """By who made them (a role, never a name) and by what would keep them."""
    made = [one for case in cases for one in case.promises]
    by_kind, left_out = enough(grouped((one for one in made if one.check_kind), lambda one: one.check_kind))
    rows = [_line("All", made)]
    rows += [_line(MAKERS.get(maker, label(maker)), some) for maker, some in grouped(made, _maker).items()]
    rows += [_line(label(kind or ""), some) for kind, some in by_kind.items()]
    return Report(
        id="promises",
        title="Promises kept",
        about="What we said would happen by a time, and whether it did.",
        method="Settled: kept in time, kept late or broken; the share is of these, "
        "with Wilson's 95 % interval. Late by: of those kept late; a broken promise was never kept.",
        columns=(
            Column("promise", "Promises", "text"),
            Column("count", "Made", "count"),
            Column("kept", "Kept in time", "count"),
            Column("late", "Kept late", "count"),
            Column("broken", "Broken", "count"),
            Column("open", "Open", "count"),
            Column("void", "Void", "count"),
            Column("settled", "Settled", "count"),
            Column("share", "Share in time", "share", interval=True),
            Column("late_p50", "Late by, p50", "seconds"),
            Column("late_p90", "Late by, p90", "seconds"),
        ),
        plot=Plot("intervals", ("share",), "settled"),
        rows=tuple(rows),
        left_out=left_out,
    )


def _maker(one: PromiseRow) -> str:
    return one.made_by


def _line(name: str, some: Sequence[PromiseRow]) -> dict[str, Cell]:
    ends = grouped(some, _end)
    counts = {end: len(ends.get(end, ())) for end in ("kept", "late", "broken", "open", "void")}
    late = [(one.kept_at - one.due_at).total_seconds() for one in ends.get("late", ()) if one.kept_at]
    settled = counts["kept"] + counts["late"] + counts["broken"]
    return {
        "promise": name,
        "count": len(some),
        **counts,
        "settled": settled,
        "share": share(counts["kept"], settled),
        "late_p50": quantile(late, 0.5),
        "late_p90": quantile(late, 0.9),
    }


def _end(one: PromiseRow) -> str:
    if one.kept_at:
        return "late" if one.kept_at > one.due_at else "kept"
    if one.void_at:
        return "void"
    return "broken" if one.broken_at else "open"
