"""Flags other than abuse: on our own examples, unseen; and false alarms of all on public messages in which nobody means
it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from bot.deescalation.types import FLAGS, Reading
from bot.understanding.flags import find_flags
from bot.workbench.evaluate import alarms, flag_folds, measures, tweets
from bot.workbench.evaluate.flag_folds import OTHERS
from bot.workbench.evaluate.materials import Line, Materials, NotMeasured
from bot.workbench.evaluate.report import Figure, Section

TITLE = "Flags: our own examples, unseen, and false alarms on public messages"
OFTEN_MEANT = "human_request"  # by some of the shop's labels: measured in the section on requests for a person


def measure(materials: Materials) -> Section:
    """At the shipped thresholds."""
    figures, notes = _ours(materials)
    try:
        figures += _public(materials)
        notes.append(
            f"Public: {tweets.WHAT}, and the shop set, whose sentences swear at times without anger. Nobody checked "
            "that not one of them is meant."
        )
    except NotMeasured as why:
        notes.append(f"Public messages were not measured. {why}")
    return Section(TITLE, figures, notes=notes)


def _ours(materials: Materials) -> tuple[list[Figure], list[str]]:
    ours = flag_folds.Ours.load(materials)
    learned = flag_folds.others(ours, lambda split: materials.track(list(split), "learning the flags"))
    figures = []
    for column, flag in enumerate(OTHERS):
        places = [place for place, example in enumerate(ours.examples) if example.flag == flag]
        up = np.array([_probability(ours.examples[place].text, learned[place, column], flag) for place in places])
        raised = up >= alarms.THRESHOLDS[flag]
        meant = np.array([ours.examples[place].meant for place in places])
        figures += [
            measures.share_figure(f"ours: {flag}: recall", raised, meant),
            measures.share_figure(f"ours: {flag}: false alarms on look-alikes", raised, ~meant, at_least=False),
        ]
    return figures, [
        f"Ours: {len(ours.examples)} examples, {flag_folds.FOLDS} folds, no text in two; patterns and what is learned, "
        "without the intents' word. The negatives were written to look alike, and the patterns with these examples in "
        "view: the held-out dialogues say what to expect."
    ]


def _probability(text: str, learned: float, flag: str) -> float:
    return find_flags(text, intents={}, learned={flag: float(learned)})[flag]


def _public(materials: Materials) -> list[Figure]:
    shop = [Line(row["text"]) for row in materials.rows("shop_intents.jsonl")]
    return [
        *_alarms("tweets", tweets.uncomplaining(materials), FLAGS),
        *_alarms("shop", materials.read(shop, "shop"), [flag for flag in FLAGS if flag != OFTEN_MEANT]),
    ]


def _alarms(where: str, readings: Sequence[Reading], flags: Sequence[str]) -> list[Figure]:
    return [
        measures.share_figure(f"{where}: {flag}: false alarms", alarms.raised(readings, flag), at_least=False)
        for flag in flags
    ]
