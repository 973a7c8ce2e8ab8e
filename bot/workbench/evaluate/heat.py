"""How well frustration is read, against people's grades: the same figures and pictures for every graded set."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from bot.deescalation.temper import IRATE_AT, UPSET_AT
from bot.workbench.evaluate import measures, plots
from bot.workbench.evaluate.measures import Array
from bot.workbench.evaluate.report import Figure, Plot

# People's mean grades, 0 (content) to 4 (furious).
FRUSTRATED = 2.0  # what `frustration` is the probability of
HOT = 2.5  # such a message should be read as upset or worse
COOL = 1.0  # below it, it should not
FURIOUS = 3.0


def figures(
    frustration: Array, grades: Array, dialogues: Sequence[Any], *, probability: Array | None = None
) -> list[Figure]:
    """Agreement, recall, false alarms and calibration. `grades`: 0 to 4; `dialogues`: the one each message is from;
    `probability`: what calibration is measured on, where that is not quite `frustration`."""
    upset = frustration >= UPSET_AT
    share, figure = measures.share_figure, measures.figure
    return [
        figure("Spearman with the grade", measures.spearman, frustration, grades, groups=dialogues, target=0.75),
        share("recall of upset, grade ≥ 2.5", upset, grades >= HOT, groups=dialogues, target=0.8),
        share("false alarms of upset, grade < 1", upset, grades < COOL, groups=dialogues, target=0.15, at_least=False),
        figure(
            "calibration error, grade ≥ 2",
            measures.calibration_error,
            frustration if probability is None else probability,
            grades >= FRUSTRATED,
            groups=dialogues,
            target=0.06,
            at_least=False,
        ),
        figure("level against grade, quadratic kappa", _kappa, levels(frustration), graded(grades), groups=dialogues),
    ]


def levels(frustration: Array) -> Array:
    """0 calm, 1 upset, 2 irate, by the shipped borders."""
    return np.digitize(frustration, (UPSET_AT, IRATE_AT))


def graded(grades: Array) -> Array:
    """The level that people's grade stands for: upset from 2, irate from 3."""
    return np.digitize(grades, (FRUSTRATED, FURIOUS))


def _kappa(said: Array, meant: Array) -> float:
    return measures.quadratic_kappa(said, meant, top=2)


def pictures(frustration: Array, grades: Array, *, name: str, what: str) -> list[Plot]:
    """`name` begins the files' names; `what` says in the titles which messages they are."""
    bins = measures.reliability(frustration, grades >= FRUSTRATED)
    return [
        Plot(
            f"{name}-by-grade.png",
            f"{what}: frustration against people's grade",
            plots.by_grade(frustration, grades, border=UPSET_AT),
        ),
        Plot(
            f"{name}-reliability.png",
            f"{what}: frustration against the share that people grade 2 or more; the number is of messages",
            plots.reliability(bins, said="frustration", was="graded 2 or more"),
        ),
    ]
