"""Frustration: how it begins and ends, what goes before a rise, and which moves and wordings go before a fall."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Sequence

from bot.deescalation.types import Level
from bot.desk.supervisor.cases import LONG_WAIT_S, Case, Step
from bot.desk.supervisor.figures import FEWEST, Figure, mean, share
from bot.desk.supervisor.report import Cell, Column, Plot, Report, enough, grouped, label

RISE = 0.15  # a step up of this much or more, of 1
SHARE_OF_ONE = (0.0, 1.0)
PER_CONVERSATION = (
    "Each conversation counts once, with its mean, so that one long quarrel does not decide; 95 % intervals by "
    "Student's t over conversations. What goes before is not always the cause"
)
FACT = re.compile(
    r"“[^”]*”|\b[A-Z]{2}-[A-Z\d]+\b|[£$€]?\d(?:[\d,.:/]*\d)?"
    r"|\b(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?\b"
    r"|\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\b"
)
FACTS = re.compile(r"…(?: …)+")  # a date is several
SENTENCE = re.compile(r"(?<=[.!?])\s+")
MOVES = {
    "listen": "Listen",
    "acknowledge": "Acknowledge",
    "own": "Own it",
    "set_boundary": "Set a boundary",
    "refocus": "Refocus",
    "solve": "Solve",
    "set_expectation": "Say what happens when",
    "offer_person": "Offer a person",
    "hand_off": "Hand off",
}


def by_errand(cases: Sequence[Case]) -> Report:
    """At the first and the last thing they said."""
    felt = [case for case in cases if len(case.read) > 1]
    groups, left_out = enough(grouped(felt, lambda case: case.errand))

    def line(name: str, some: Sequence[Case]) -> dict[str, Cell]:
        pairs = [(case.read[0].frustration, case.read[-1].frustration) for case in some]
        return {
            "errand": name,
            "count": len(pairs),
            "start": mean([start for start, _ in pairs], within=SHARE_OF_ONE),
            "end": mean([end for _, end in pairs], within=SHARE_OF_ONE),
            "change": mean([end - start for start, end in pairs]),
        }

    return Report(
        id="frustration-by-errand",
        title="Frustration at start and end",
        about="How customers come to us and how they leave, by errand.",
        method="With two readings or more; frustration of 100 as read from the words, at the first and the "
        "last of them. Means with a 95 % interval (Student's t); the change is paired.",
        columns=(
            Column("errand", "Errand", "text"),
            Column("count", "Conversations", "count"),
            Column("start", "Start", "level", interval=True),
            Column("end", "End", "level", interval=True),
            Column("change", "Change", "change", interval=True),
        ),
        plot=Plot("pairs", ("start", "end"), "count"),
        rows=(line("All", felt), *(line(label(errand), some) for errand, some in groups.items())),
        left_out=left_out,
    )


def triggers(steps: Sequence[Step]) -> Report:
    """Which errand or policy goes before a rise."""
    named = [(name, step) for step in steps for name in before_it(step)]
    groups = {name: [step for _, step in some] for name, some in grouped(named, lambda pair: pair[0]).items()}
    rows, left_out = _by_change(groups, first="process", worst_first=True)
    return Report(
        id="triggers",
        title="What goes before anger",
        about="Which part of our process precedes a rise in frustration. Never people: what an agent said is left out.",
        method=f"From one message of the customer's to their next. A rise: {RISE * 100:.0f} of 100 or more. "
        f"{PER_CONVERSATION}; rises with Wilson's interval.",
        columns=(
            Column("process", "What went before", "text"),
            Column("count", "Conversations", "count"),
            Column("steps", "Steps", "count"),
            Column("change", "Change", "change", interval=True),
            Column("rose", "Rose in", "share", interval=True),
        ),
        plot=Plot("intervals", ("change",), "count"),
        rows=(*_all("process", steps), *rows),
        left_out=left_out,
    )


def before_it(step: Step) -> Iterator[str]:
    """What of our process a step fell into."""
    errand = next(
        (line.errand for line in reversed(step.case.read) if line.errand and line.seq <= step.before.seq), None
    )
    if errand:
        yield f"Errand: {label(errand).lower()}"
    for name in dict.fromkeys(
        str(action["name"]) for turn in step.turns for action in turn.actions if not action["ok"]
    ):
        yield f"Not possible: {label(name).lower()}"
    if (step.before.reading or {}).get("intent") == "nlu_fallback":
        yield "Not understood"
    if any(turn.outcome == "unavailable" for turn in step.turns):
        yield "The assistant was not available"
    if step.waited_s >= LONG_WAIT_S:
        yield f"No word from us for {LONG_WAIT_S / 60:.0f} minutes"
    here, there = step.before.at, step.after.at
    if any(one.enqueued_at < there and (one.taken_at or there) > here and (one.ended_at or there) > here
           for one in step.case.asked):  # fmt: skip
        yield "Waiting for a person"
    if any(one.broken_at and here < one.broken_at <= there for one in step.case.promises):
        yield "A promise was broken"


def moves(steps: Sequence[Step]) -> Report:
    """The change after each of the assistant's moves, where there was something to calm."""
    heated = list(_heated(steps))
    groups = grouped(((move, step) for step in heated for move in _moves(step)), lambda pair: pair[0])
    rows, left_out = _by_change(
        {MOVES.get(move, label(move)): [step for _, step in some] for move, some in groups.items()}, first="move"
    )
    return _calming("moves", "Which moves calm", "move", "Move", (*_all("move", heated), *rows), left_out)


def wordings(steps: Sequence[Step]) -> Report:
    """The same for how the answer began, with its facts taken out."""
    heated = list(_heated(steps))
    groups = grouped(((words, step) for step in heated if (words := opening_words(step))), lambda pair: pair[0])
    rows, left_out = _by_change({words: [step for _, step in some] for words, some in groups.items()}, first="wording")
    rows = (*_all("wording", heated), *rows)
    return _calming("wordings", "Which wordings calm", "wording", "How our answer began", rows, left_out)


def opening_words(step: Step) -> str | None:
    """The first sentence the assistant said in a step; names, numbers, amounts, references and quotations as “…”."""
    said = next((line.text for line in step.ours if line.author == "assistant" and line.text), None)
    for name in (step.case.customer_name or "").split() if said else ():
        said = re.sub(rf"\b{re.escape(name)}\b", "…", said or "")
    return FACTS.sub("…", FACT.sub("…", SENTENCE.split(said.strip(), maxsplit=1)[0])) if said else None


def _heated(steps: Iterable[Step]) -> Iterator[Step]:
    for step in steps:
        if _moves(step) and (step.before.reading or {}).get("level") in (Level.UPSET.value, Level.IRATE.value):
            yield step


def _moves(step: Step) -> list[str]:
    return list(dict.fromkeys(str(move) for turn in step.turns if turn.outcome != "dropped" for move in turn.moves))


def _by_change(
    groups: dict[str, list[Step]], *, first: str, worst_first: bool = False
) -> tuple[tuple[dict[str, Cell], ...], int]:
    """A row for each with enough conversations, the greatest fall (or rise) first."""
    shown = {name: some for name, some in groups.items() if len({step.case.id for step in some}) >= FEWEST}
    rows = [_changed(first, name, some) for name, some in shown.items()]

    def place(found: dict[str, Cell]) -> float:
        change = found["change"]
        return change.value if isinstance(change, Figure) else 0.0

    return tuple(sorted(rows, key=place, reverse=worst_first)), len(groups) - len(shown)


def _all(first: str, steps: Sequence[Step]) -> tuple[dict[str, Cell], ...]:
    return (_changed(first, "Any answer, to compare with", steps),) if steps else ()


def _changed(first: str, name: str, steps: Sequence[Step]) -> dict[str, Cell]:
    by_case = grouped(steps, lambda step: step.case.id)
    rose = sum(any(step.change >= RISE for step in some) for some in by_case.values())
    return {
        first: name,
        "count": len(by_case),
        "steps": len(steps),
        "before": mean([_mean(step.before.frustration for step in some) for some in by_case.values()], within=(0, 1)),
        "after": mean([_mean(step.after.frustration for step in some) for some in by_case.values()], within=(0, 1)),
        "change": mean([_mean(step.change for step in some) for some in by_case.values()]),
        "rose": share(rose, len(by_case)),
    }


def _mean(values: Iterable[float]) -> float:
    found = list(values)
    return math.fsum(found) / len(found)


def _calming(id: str, title: str, first: str, heading: str, rows: tuple[dict[str, Cell], ...], left_out: int) -> Report:
    return Report(
        id=id,
        title=title,
        about="The customer's next message against the one that was answered; below 0 they calmed down.",
        method=f"The assistant's answers to messages read as upset or irate. {PER_CONVERSATION}: anger also "
        "falls by itself, so compare with any answer.",
        columns=(
            Column(first, heading, "text"),
            Column("count", "Conversations", "count"),
            Column("steps", "Times", "count"),
            Column("before", "Before", "level", interval=True),
            Column("after", "After", "level", interval=True),
            Column("change", "Change", "change", interval=True),
        ),
        plot=Plot("intervals", ("change",), "count"),
        rows=rows,
        left_out=left_out,
    )
