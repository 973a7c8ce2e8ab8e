"""How conversations ended: resolution, repeat contacts, ratings, and what was asked against what was delivered."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.desk.supervisor.cases import Case
from bot.desk.supervisor.figures import mean, share
from bot.desk.supervisor.report import Cell, Column, Plot, Report, enough, grouped, label
from bot.wire import Contact

REPEAT_WITHIN = timedelta(days=7)
DISPOSITIONS = {
    "solved": "solved",
    "follow_up": "follow-up needed",
    "no_answer": "no answer from the customer",
}
OTHERWISE = "something else"
CLOSED = "Closed by a person: "
OPEN, ALONE, UNREACHED, IDLE = (
    "Still open",
    "Closed without a person",
    "Wanted a person, reached none",
    "With a person, then fell silent",
)
ENDS = (ALONE, *(CLOSED + words for words in (*DISPOSITIONS.values(), OTHERWISE)), IDLE, UNREACHED, OPEN)  # in order


def resolution(cases: Sequence[Case]) -> Report:
    """Closed without a person, closed by a person by disposition, or not (yet)."""
    groups = grouped(cases, how_ended)
    order = [end for end in ENDS if end in groups]
    return Report(
        id="resolution",
        title="How conversations ended",
        about="Settled by the assistant, by a person, or not.",
        method="As they are now; shares with Wilson's 95 % interval. Closed without a person means nobody "
        "asked for more for a day: see repeat contacts for whether it was settled.",
        columns=(
            Column("end", "End", "text"),
            Column("count", "Conversations", "count"),
            Column("share", "Share", "share", interval=True),
        ),
        plot=Plot("bars", ("count",)),
        rows=tuple(
            {"end": end, "count": len(groups[end]), "share": share(len(groups[end]), len(cases))} for end in order
        ),
    )


def how_ended(case: Case) -> str:
    """In words; every conversation ends in one way."""
    if case.owner != "closed":
        return OPEN
    if any(one.outcome == "closed" for one in case.handoffs[-1:]):
        return CLOSED + DISPOSITIONS.get(case.disposition or "", OTHERWISE)
    if case.with_person:
        return IDLE
    return UNREACHED if case.handoffs else ALONE


def repeat_contact(cases: Sequence[Case], later: Sequence[Case], *, at: datetime) -> Report:
    """The same customer about the same matter again, within seven days. `later`: what began after the period."""
    over = [case for case in cases if case.customer and case.created_at + REPEAT_WITHIN <= at]
    theirs = grouped((case for case in (*cases, *later) if case.customer), lambda case: case.customer)
    again = {case.id for case in over if any(_again(case, other) for other in theirs[case.customer])}
    by_errand, left_out = enough(grouped(over, lambda case: case.errand))

    def line(name: str, some: Sequence[Case]) -> dict[str, Cell]:
        hits = sum(case.id in again for case in some)
        return {"errand": name, "count": len(some), "again": hits, "share": share(hits, len(some))}

    return Report(
        id="repeat-contact",
        title="Repeat contact within 7 days",
        about="Who had to come back about the same matter.",
        method="Of customers we know for sure, once seven days have passed. The same matter: the same order "
        "where both name one, else the same errand. Shares with Wilson's 95 % interval.",
        columns=(
            Column("errand", "Errand", "text"),
            Column("count", "Conversations", "count"),
            Column("again", "Came back", "count"),
            Column("share", "Share", "share", interval=True),
        ),
        plot=Plot("intervals", ("share",), "count"),
        rows=(line("All", over), *(line(label(errand), some) for errand, some in by_errand.items())),
        left_out=left_out,
    )


def _again(case: Case, other: Case) -> bool:
    if other.id == case.id or not case.created_at <= other.created_at < case.created_at + REPEAT_WITHIN:
        return False
    errands = tuple(dict.fromkeys(line.errand for line in case.read if line.errand))
    errand = next((line.errand for line in other.read if line.errand), None)
    return Contact("", "", case.orders, errands).is_about(other.orders, errand)


def ratings(cases: Sequence[Case]) -> Report:
    """CSAT, with and without a person, and by errand."""
    rated = [case for case in cases if case.rating is not None]
    by_errand, left_out = enough(grouped(rated, lambda case: case.errand))

    def line(name: str, some: Sequence[Case]) -> dict[str, Cell]:
        scores = [float(case.rating or 0) for case in some]
        return {"who": name, "count": len(scores), "mean": mean(scores, within=(1, 5))}

    return Report(
        id="ratings",
        title="Ratings",
        about="What customers gave us, 1 to 5, by errand and by whether a person had it.",
        method="Of those who rated; means with a 95 % interval (Student's t).",
        columns=(
            Column("who", "Conversations", "text"),
            Column("count", "Ratings", "count"),
            Column("mean", "Mean", "rating", interval=True),
        ),
        plot=Plot("intervals", ("mean",), "count"),
        rows=(
            line("All", rated),
            line("With a person", [case for case in rated if case.with_person]),
            line("Without a person", [case for case in rated if not case.with_person]),
            *(line(label(errand), some) for errand, some in by_errand.items()),
        ),
        left_out=left_out,
    )


def asked_against_delivered(cases: Sequence[Case]) -> Report:
    """The outcome the customer wanted, where that was made plain, and whether they got it."""
    ended = [case for case in cases if case.intended and case.owner == "closed"]
    by_outcome, left_out = enough(grouped(ended, _wanted))

    def line(name: str, some: Sequence[Case]) -> dict[str, Cell]:
        got = sum(delivered(case) for case in some)
        return {"outcome": name, "asked": len(some), "delivered": got, "share": share(got, len(some))}

    return Report(
        id="asked-and-delivered",
        title="Asked for, delivered",
        about="Whether customers got the outcome they came for.",
        method="Closed, and where the assistant established what was wanted. Delivered: an agent closed it "
        "as solved; or, without a person, the last thing done or looked up for it went well. Wilson's 95 % interval.",
        columns=(
            Column("outcome", "They wanted", "text"),
            Column("asked", "Conversations", "count"),
            Column("delivered", "Delivered", "count"),
            Column("share", "Share", "share", interval=True),
        ),
        plot=Plot("intervals", ("share",), "asked"),
        rows=(line("All", ended), *(line(outcome.capitalize(), some) for outcome, some in by_outcome.items())),
        left_out=left_out,
    )


def _wanted(case: Case) -> str:
    return case.intended or ""


def delivered(case: Case) -> bool:
    """Whether a closed conversation ended with what was wanted."""
    if case.handoffs:
        return case.disposition == "solved"
    done = [action for turn in case.turns for action in turn.actions]
    return bool(done) and bool(done[-1].get("ok"))
