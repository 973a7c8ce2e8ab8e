"""What agents say of briefs, for whoever maintains them: how many were useful, what was wrong, what was missing."""

from __future__ import annotations

from collections.abc import Sequence

from bot.desk.brief.ratings import VERDICTS, Rating
from bot.desk.supervisor.figures import share
from bot.desk.supervisor.report import Column, Plot, Report, grouped, label

NAMED = 100  # findings shown, the latest


def reports(given: Sequence[Rating]) -> list[Report]:
    """The figures, and the findings one by one."""
    return [figures(given), findings(given)]


def figures(given: Sequence[Rating]) -> Report:
    """By verdict, and of the wrong ones by the part of the brief."""
    lines = [(verdict.capitalize(), [one for one in given if one.verdict == verdict]) for verdict in VERDICTS]
    wrong = grouped((one for one in given if one.verdict == "wrong"), lambda one: one.part or "")
    lines += [(f"Wrong: {label(part).lower()}", some) for part, some in wrong.items()]
    return Report(
        id="briefs",
        title="The brief, rated by agents",
        about="Whether what agents read first helps them, and where it is wrong.",
        method="Each rating counts; an agent can give several of one brief. Shares of all ratings with Wilson's 95 % "
        "interval. The findings below say what, and in which conversation.",
        columns=(
            Column("verdict", "Rating", "text"),
            Column("count", "Ratings", "count"),
            Column("share", "Share", "share", interval=True),
        ),
        plot=Plot("intervals", ("share",), "count"),
        rows=tuple(
            {"verdict": name, "count": len(some), "share": share(len(some), len(given))} for name, some in lines
        ),
    )


def findings(given: Sequence[Rating]) -> Report:
    """Every statement found wrong and everything missed, the latest first."""
    found = [one for one in given if one.verdict != "useful" or one.words]
    return Report(
        id="brief-findings",
        title="The brief: what was wrong or missing",
        about="For whoever maintains the brief: each finding with its conversation.",
        method=f"In the agents' words, the latest first, at most {NAMED}.",
        columns=(
            Column("reference", "Conversation", "text"),
            Column("at", "When", "text"),
            Column("verdict", "Rating", "text"),
            Column("part", "Part", "text"),
            Column("statement", "Statement", "text"),
            Column("words", "The agent says", "text"),
        ),
        plot=Plot("none", ()),
        rows=tuple(
            {
                "reference": one.reference,
                "at": f"{one.at:%Y-%m-%d %H:%M} UTC",
                "verdict": one.verdict,
                "part": label(one.part) if one.part else "",
                "statement": one.statement or "",
                "words": one.words or "",
            }
            for one in found[:NAMED]
        ),
    )
