"""The statistics of the reports: means, shares and quantiles, with 95 % intervals; nothing from fewer than five."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

FEWEST = 5  # from fewer cases than this no figure is shown
Z = 1.959964  # the normal distribution's 97.5 % quantile


@dataclass(frozen=True)
class Figure:
    """A value with its 95 % interval."""

    value: float
    low: float
    high: float


def mean(values: Sequence[float], *, within: tuple[float, float] | None = None) -> Figure | None:
    """The mean with Student's t interval, cut to what is possible (`within`). None from fewer than FEWEST."""
    count = len(values)
    if count < FEWEST:
        return None
    middle = math.fsum(values) / count
    variance = math.fsum((value - middle) ** 2 for value in values) / (count - 1)
    reach = student(count - 1) * math.sqrt(variance / count)
    low, high = within or (-math.inf, math.inf)
    return Figure(middle, max(low, middle - reach), min(high, middle + reach))


def share(hits: int, count: int) -> Figure | None:
    """`hits` of `count`, 0 to 1, with Wilson's interval. None from fewer than FEWEST."""
    if count < FEWEST:
        return None
    part, spread = hits / count, Z * Z / count
    middle = (part + spread / 2) / (1 + spread)
    reach = Z * math.sqrt(part * (1 - part) / count + spread / (4 * count)) / (1 + spread)
    return Figure(part, max(0.0, middle - reach), min(1.0, middle + reach))


def quantile(values: Sequence[float], part: float) -> float | None:
    """The value below which `part` (0 to 1) of them lie, between neighbours in proportion. None from too few."""
    if len(values) < FEWEST:
        return None
    ordered = sorted(values)
    place = part * (len(ordered) - 1)
    below = math.floor(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)


def student(freedom: int) -> float:
    """The 97.5 % quantile of Student's t, by its expansion in 1/freedom: right to 0.3 % from 4 degrees on."""
    first = (Z**3 + Z) / 4
    second = (5 * Z**5 + 16 * Z**3 + 3 * Z) / 96
    third = (3 * Z**7 + 19 * Z**5 + 17 * Z**3 - 15 * Z) / 384
    return Z + first / freedom + second / freedom**2 + third / freedom**3
