"""What a run of simulated conversations shows, as a section of the evaluation: how they end, how people feel, what
the assistant does about it, and where it fails."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np

from bot.workbench.evaluate import measures
from bot.workbench.evaluate.report import Figure, Section, Table
from bot.workbench.simulate import mood
from bot.workbench.simulate.notice import MISSED
from bot.workbench.simulate.play import Exchange, Played

TITLE = "Simulated customers"
PLAINLY = """\
**This is a simulation.** The customers are personas of our own, who write our own wordings and follow rules of our own
(bot/workbench/simulate/mood.py). Their frustration rises and falls by that table, whose sizes are guesses: their own
figures say how the assistant fares by those rules, and nothing about real people. What it can show: whether errands
get done for real in the shop, where conversations go astray, what is said twice, how often the assistant asks back,
and whether any of this got better or worse since the last report. What it cannot show: whether a wording calms
anybody, or how often real customers would come for what."""
MOST_MOVES = 12


def section(played: Sequence[Played]) -> Section:
    """Everything measured. Raises ValueError without conversations."""
    turns = sum(len(one.exchanges) for one in played)
    notes = [PLAINLY, f"{len(played)} conversations, {turns} turns, each in a fresh demo shop, through the real brain."]
    tables = [by_errand(played), by_reason(played), moves(played), refocus(played), by_style(played), missteps(played)]
    return Section(TITLE, [*_ends(played), *_feelings(played), *_turns(played)], tables=tables, notes=notes)


def _ends(played: Sequence[Played]) -> list[Figure]:
    ends = np.array([one.end for one in played])
    own = np.array([one.persona.goal.met is not None for one in played])
    figures = [
        measures.share_figure("got what they came for, of what the assistant can do", ends == "met", own),
        measures.share_figure("handed over", ends == "handed over", at_least=False),
        measures.share_figure("handed over without having asked", _unasked(played), at_least=False),
        measures.share_figure("gave up", ends == "left", at_least=False),
    ]
    met_at = np.array([float(one.met_at) for one in played if one.met_at])
    if len(met_at):
        figures.append(measures.figure("turns until they had it", _mean, met_at, at_least=False))
    return figures


def _unasked(played: Sequence[Played]) -> measures.Array:
    return np.array([one.reason not in (None, "asked_for_person") for one in played])


def _feelings(played: Sequence[Played]) -> list[Figure]:
    columns = {
        "their own frustration at the start": [one.starts for one in played],
        "their own frustration at the end": [one.ends for one in played],
        "frustration as read in their first words": [_first_read(one) for one in played],
        "frustration as read in their last words": [_last_read(one) for one in played],
    }
    return [measures.figure(name, _mean, np.array(values), at_least=False) for name, values in columns.items()]


def _turns(played: Sequence[Played]) -> list[Figure]:
    turns = [(one.number, item) for one in played for item in one.exchanges]
    of = [number for number, _ in turns]
    asked_back = np.array([bool(MISSED & set(item.keys)) for _, item in turns])
    dead = np.array(["dead_end" in item.events for _, item in turns])
    astray = np.array(["misdirected" in item.events for _, item in turns])
    repeated = np.array([_repeats(one) for one in played])
    promised = np.array([float(sum(len(item.result.promises) for item in one.exchanges)) for one in played])
    return [
        measures.share_figure("turns not understood", asked_back, groups=of, at_least=False),
        measures.share_figure("turns about another matter than theirs", astray, groups=of, at_least=False),
        measures.share_figure("dead ends", dead, groups=of, at_least=False),
        measures.share_figure("conversations in which a text was said twice", repeated, at_least=False),
        measures.figure("dated promises in a conversation", _mean, promised),
    ]


def by_errand(played: Sequence[Played]) -> Table:
    """How each errand ends."""
    rows = []
    for errand in dict.fromkeys(one.persona.goal.errand for one in played):
        of = [one for one in played if one.persona.goal.errand == errand]
        ends = Counter(one.end for one in of)
        met = [one.met_at for one in of if one.met_at]
        means = [_shown(_mean([one.starts for one in of])), _shown(_mean([one.ends for one in of]))]
        counts = [str(ends[end]) for end in ("met", "handed over", "left")]
        rows.append((errand, str(len(of)), *counts, _shown(_mean(met), 1) if met else "", *means))
    header = ("errand", "conversations", "met", "handed over", "gave up", "turns to it", "felt before", "felt after")
    return Table("How each errand ended", header, rows)


def by_reason(played: Sequence[Played]) -> Table:
    """Why people took over."""
    reasons = Counter(one.reason for one in played if one.reason)
    return Table("Handed over, by reason", ("reason", "conversations"), [(k, str(n)) for k, n in reasons.most_common()])


def by_style(played: Sequence[Played]) -> Table:
    """How each way of writing fares."""
    rows = []
    for style in sorted({one.persona.style for one in played}):
        of = [one for one in played if one.persona.style == style]
        able = [one for one in of if one.persona.goal.met]
        share = _mean([one.end == "met" for one in able]) if able else measures.NAN
        missed = _mean([bool(MISSED & set(item.keys)) for one in of for item in one.exchanges])
        rows.append((style, str(len(of)), _shown(share), _shown(missed), _shown(_mean([one.ends for one in of]))))
    header = ("who writes like this", "conversations", "got it, where we can", "turns not understood", "felt after")
    return Table("By how they write", header, rows)


def moves(played: Sequence[Played]) -> Table:
    """Each move, with the change in what was read in their next words, and in their own frustration by our rules."""
    names = Counter(move for one in played for item in one.exchanges for move in item.result.moves)
    rows = []
    for move, count in names.most_common(MOST_MOVES):
        made = [(one, place) for one in played for place, item in enumerate(one.exchanges) if move in item.result.moves]
        own = [one.exchanges[place].after - one.exchanges[place].before for one, place in made]
        rows.append((move, str(count), _change([_read_change(one, place) for one, place in made]), _change(own)))
    header = ("move", "times", "change as read in their next words", "change of their own (our rules)")
    return Table("Moves, and what followed", header, rows)


def refocus(played: Sequence[Played]) -> Table:
    """Every kind of turn with a refocus: what was read before and after."""
    found = [
        (item, _next_read(one, place))
        for one in played
        for place, item in enumerate(one.exchanges)
        if "refocus" in item.result.moves
    ]
    with_card = [any(reply.card for reply in item.result.replies) for item, _ in found]
    rows = []
    for name, wanted in (("with a card", True), ("with a question", False)):
        of = [pair for pair, card in zip(found, with_card, strict=True) if card is wanted]
        before = [item.read for item, _ in of if item.read is not None]
        after = [after for _, after in of if after is not None]
        pairs = (_shown(_mean(before)) if before else "", _shown(_mean(after)) if after else "")
        rows.append((name, str(len(of)), *pairs, str(len(after))))
    header = ("refocus", "times", "read before", "read after", "wrote again")
    return Table("The refocus move", header, rows)


def missteps(played: Sequence[Played]) -> Table:
    """What the customers noticed, by our table of moods."""
    seen = Counter(event for one in played for item in one.exchanges for event in item.events)
    rows = [(r.event, f"{r.change:+.2f}", str(seen[r.event]), r.why) for r in mood.RULES]
    return Table("What they noticed, and the rules of their mood", ("event", "change", "times", "why"), rows)


# One conversation


def _repeats(one: Played) -> bool:
    texts = [text for item in one.exchanges for text in item.texts]
    return len(texts) != len(set(texts))


def _first_read(one: Played) -> float:
    return next(read for read in _reads(one.exchanges))


def _last_read(one: Played) -> float:
    return next(read for read in _reads(reversed(one.exchanges)))


def _reads(exchanges: Iterable[Exchange]) -> Iterable[float]:
    return (item.read for item in exchanges if item.read is not None)


def _next_read(one: Played, place: int) -> float | None:
    return next(iter(_reads(one.exchanges[place + 1 :])), None)


def _read_change(one: Played, place: int) -> float | None:
    before, after = one.exchanges[place].read, _next_read(one, place)
    return None if before is None or after is None else after - before


# Numbers


def _change(values: Sequence[float | None]) -> str:
    """Mean with its interval, and from how many."""
    known = np.array([value for value in values if value is not None])
    if len(known) < 2:
        return ""
    low, high = measures.interval(_mean, known)
    return f"{_mean(known):+.2f} ({low:+.2f} to {high:+.2f}; {len(known)})"


def _mean(values: measures.Array | Sequence[float]) -> float:
    return float(np.mean(values))


def _shown(value: float, digits: int = 2) -> str:
    return "" if np.isnan(value) else f"{value:.{digits}f}"
