"""Flags at their shipped thresholds: how many of the true ones are raised, and how many false ones."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from bot.deescalation.thresholds import FLAG_AT
from bot.deescalation.types import FLAGS, Reading
from bot.workbench.evaluate import measures
from bot.workbench.evaluate.measures import Array
from bot.workbench.evaluate.report import Figure

THRESHOLDS = FLAG_AT


def raised(readings: Sequence[Reading], flag: str) -> Array:
    """Where the flag reaches its threshold."""
    return np.array([reading.flags[flag] >= THRESHOLDS[flag] for reading in readings])


def figures(
    readings: Sequence[Reading], meant: Sequence[frozenset[str]], groups: Sequence[Any] | None = None
) -> list[Figure]:
    """Recall (where the flag is meant at all) and false alarms of every flag. `meant`: each message's true flags."""
    found = []
    for flag in FLAGS:
        up, true = raised(readings, flag), np.array([flag in flags for flags in meant])
        if true.any():
            found.append(measures.share_figure(f"{flag}: recall", up, true, groups=groups))
        found.append(measures.share_figure(f"{flag}: false alarms", up, ~true, groups=groups, at_least=False))
    return found
