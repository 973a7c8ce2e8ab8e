"""How good is it, and how sure are we? Measures of reading, each a plain function, and bootstrap intervals. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.stats import rankdata

from bot.workbench.evaluate.report import Figure

Array = npt.NDArray[Any]
Floats = npt.NDArray[np.float64]
Measure = Callable[..., float]

RESAMPLES = 1000
BINS = 10  # of a reliability curve, equally wide
NAN = float("nan")


def figure(
    name: str,
    measure: Measure,
    *columns: Array,
    groups: Sequence[Any] | None = None,
    target: float | None = None,
    at_least: bool = True,
) -> Figure:
    """`measure` of the columns with its bootstrap interval. `groups`: cases of one group (a dialogue) are drawn
    together, because they are no independent evidence. Raises ValueError when there is nothing to measure."""
    value = float(measure(*columns)) if len(columns[0]) else NAN
    if np.isnan(value):
        raise ValueError(f"nothing to measure: {name}")
    low, high = interval(measure, *columns, groups=groups)
    return Figure(name, value, low, high, target, at_least, len(columns[0]))


def share_figure(
    name: str,
    happened: Array,
    where: Array | None = None,
    *,
    groups: Sequence[Any] | None = None,
    target: float | None = None,
    at_least: bool = True,
) -> Figure:
    """The share of cases (those `where`, if given) in which it happened; `n` counts these. A bootstrap cannot doubt a
    share of 0 or 1: then the other end of the interval is exact (Clopper and Pearson 1934), as if each case were
    independent. Raises ValueError when there is nothing to measure."""
    where = np.ones(len(happened), bool) if where is None else where.astype(bool)
    found = figure(name, share_where, happened, where, groups=groups, target=target, at_least=at_least)
    cases = int(where.sum())
    far = 0.025 ** (1 / cases)
    ends = {0.0: (0.0, 1.0 - far), 1.0: (far, 1.0)}
    low, high = ends.get(found.value, (found.low, found.high))
    return replace(found, low=low, high=high, n=cases)


def of(part: int, whole: int) -> Array:
    """So many cases, in that many of which it happened: for `share_figure`, where only the counts are known."""
    return np.arange(whole) < part


def interval(measure: Measure, *columns: Array, groups: Sequence[Any] | None = None) -> tuple[float, float]:
    """The 95 % percentile bootstrap interval, the same at every call. Resamples on which the measure is undefined
    (not one case of a kind in it) are left out."""
    draw = np.random.default_rng(0)
    count = len(columns[0])
    members = _members(groups) if groups is not None else None
    found = []
    for _ in range(RESAMPLES):
        if members is None:
            rows = draw.integers(0, count, count)
        else:
            rows = np.concatenate([members[i] for i in draw.integers(0, len(members), len(members))])
        found.append(measure(*(column[rows] for column in columns)))
    low, high = np.nanquantile(np.array(found), (0.025, 0.975))
    return float(low), float(high)


def _members(groups: Sequence[Any]) -> list[Array]:
    """The places of each group's cases."""
    _, of_group = np.unique(np.array([str(group) for group in groups]), return_inverse=True)
    return [np.flatnonzero(of_group == number) for number in range(int(of_group.max()) + 1)]


def share(happened: Array) -> float:
    """The share of cases where it happened; NaN of none."""
    return float(np.mean(happened)) if len(happened) else NAN


def share_where(happened: Array, where: Array) -> float:
    """The share of the cases `where` in which it happened; NaN if there are none."""
    return share(happened[where.astype(bool)])


def spearman(a: Array, b: Array) -> float:
    """Rank correlation, ties sharing their mean rank; NaN if either does not vary."""
    if len(a) < 2 or np.ptp(a) == 0 or np.ptp(b) == 0:
        return NAN
    return float(np.corrcoef(rankdata(a), rankdata(b))[0, 1])


def quadratic_kappa(said: Array, meant: Array, *, top: int = 4) -> float:
    """Cohen's kappa with quadratic weights (Cohen 1968) for whole grades 0 to `top`: 1 is full agreement, 0 chance."""
    size = top + 1
    table = np.bincount(said.astype(int) * size + meant.astype(int), minlength=size * size).reshape(size, size)
    steps = np.arange(size)
    weights = (steps[:, None] - steps[None, :]) ** 2
    by_chance = np.outer(table.sum(axis=1), table.sum(axis=0)) / table.sum()
    expected = float((weights * by_chance).sum())
    return 1.0 - float((weights * table).sum()) / expected if expected else NAN


def accuracy(said: Array, meant: Array) -> float:
    """The share that is the same."""
    return share(said == meant)


def macro_f1(said: Array, meant: Array) -> float:
    """The mean over the kinds in `meant` of each kind's F1 (whole numbers from 0, one a kind; -1 is none)."""
    right = np.bincount(meant[said == meant], minlength=int(meant.max()) + 1)
    wanted = np.bincount(meant)
    given = np.bincount(said[said >= 0], minlength=len(wanted))[: len(wanted)]
    present = wanted > 0
    return float(np.mean(2 * right[present] / (wanted + given)[present]))


def calibration_error(probability: Array, happened: Array) -> float:
    """Expected calibration error (Naeini and others 2015): how far, on average, a bin's mean probability is from the
    share of its cases in which it happened."""
    bins = reliability(probability, happened)
    return float(sum(count * abs(said - was) for said, was, count in bins) / len(probability))


def reliability(probability: Array, happened: Array) -> list[tuple[float, float, int]]:
    """Of every bin that is not empty: mean probability, share in which it happened, cases."""
    place = np.minimum((probability * BINS).astype(int), BINS - 1)
    count = np.bincount(place, minlength=BINS)
    said = np.bincount(place, weights=probability, minlength=BINS)
    was = np.bincount(place, weights=happened.astype(np.float64), minlength=BINS)
    return [(said[i] / count[i], was[i] / count[i], int(count[i])) for i in range(BINS) if count[i]]


def recall_at_false_alarms(score: Array, positive: Array, *, false_alarms: float = 0.05) -> float:
    """Recall at the lowest threshold that lets at most this share of the negatives through; NaN without both kinds."""
    yes, no = score[positive.astype(bool)], np.sort(score[~positive.astype(bool)])[::-1]
    if not len(yes) or not len(no):
        return NAN
    allowed = int(false_alarms * len(no))
    threshold = no[allowed] if allowed < len(no) else -np.inf
    return float(np.mean(yes > threshold))


def precision_recall(score: Array, positive: Array) -> tuple[Floats, Floats]:
    """Precision and recall at every threshold, from the highest score down."""
    order = np.argsort(-score, kind="stable")
    hits = np.cumsum(positive.astype(bool)[order])
    precision: Floats = hits / np.arange(1, len(score) + 1)
    recall: Floats = hits / max(int(hits[-1]), 1)
    return precision, recall


def numbered(said: Iterable[str], meant: Iterable[str]) -> tuple[Array, Array, list[str]]:
    """Names as the whole numbers `macro_f1` wants; what was said and never meant comes after what was meant."""
    said, meant = [str(name) for name in said], [str(name) for name in meant]
    names = sorted(set(meant))
    names += sorted(set(said) - set(names))
    place = {name: number for number, name in enumerate(names)}
    return np.array([place[name] for name in said]), np.array([place[name] for name in meant]), names
