"""How conversations were closed, and what they were about: in the words that agents chose."""

from __future__ import annotations

from collections.abc import Sequence

from bot.desk.supervisor.cases import Case
from bot.desk.supervisor.figures import mean, share
from bot.desk.supervisor.report import Cell, Column, Plot, Report, enough, grouped, label


def by_disposition(cases: Sequence[Case]) -> Report:
    """The dispositions of the site."""
    closed = [case for case in cases if case.owner == "closed" and case.disposition]
    groups = grouped(closed, lambda case: label(case.disposition or ""))
    return _report(
        "dispositions",
        "How agents closed them",
        "What agents said of the end, in the site's own words.",
        "Closed conversations with a disposition; those that nobody closed ended by themselves (idle).",
        [(name, some, len(closed)) for name, some in sorted(groups.items(), key=lambda item: -len(item[1]))],
    )


def by_tag(cases: Sequence[Case]) -> Report:
    """The tags that agents put on them; a conversation with several counts for each."""
    tagged = [case for case in cases if case.tags]
    groups: dict[str, list[Case]] = {}
    for case in tagged:
        for tag in case.tags:
            groups.setdefault(tag, []).append(case)
    shown, left_out = enough(groups)
    report = _report(
        "tags",
        "What they were about",
        "The tags agents gave, and how the customers were.",
        "Of the conversations that have tags; one with several counts for each.",
        [(name, some, len(tagged)) for name, some in sorted(shown.items(), key=lambda item: -len(item[1]))],
    )
    return Report(**{**vars(report), "left_out": left_out})


def _report(id: str, title: str, about: str, method: str, lines: Sequence[tuple[str, Sequence[Case], int]]) -> Report:
    return Report(
        id=id,
        title=title,
        about=about,
        method=f"{method} Shares with Wilson's 95 % interval; frustration of the customer's first and last read "
        "message, ratings 1 to 5 (Student's t).",
        columns=(
            Column("name", "Named", "text"),
            Column("count", "Conversations", "count"),
            Column("share", "Share", "share", interval=True),
            Column("start", "Frustration at the start", "level", interval=True),
            Column("end", "At the end", "level", interval=True),
            Column("rating", "Rating", "rating", interval=True),
        ),
        plot=Plot("intervals", ("share",), "count"),
        rows=tuple(_line(name, some, total) for name, some, total in lines),
    )


def _line(name: str, some: Sequence[Case], total: int) -> dict[str, Cell]:
    read = [case.read for case in some if case.read]
    return {
        "name": name,
        "count": len(some),
        "share": share(len(some), total),
        "start": mean([lines[0].frustration for lines in read], within=(0, 1)),
        "end": mean([lines[-1].frustration for lines in read], within=(0, 1)),
        "rating": mean([float(case.rating) for case in some if case.rating], within=(1, 5)),
    }
