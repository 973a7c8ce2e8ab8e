"""Readings by their heat, in which the rules of temper think (see bot/deescalation/temper.py)."""

from __future__ import annotations

from functools import lru_cache

from bot.deescalation.temper import heat


@lru_cache
def frustration_of(wanted: float) -> float:
    """The frustration whose heat is `wanted` (0 to 1), by halving; to three digits at the ends, where heat is steep."""
    low, high = 0.0, 1.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if heat(middle) < wanted else (low, middle)
    return high
