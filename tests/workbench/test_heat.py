"""Figures of frustration: an all-knowing reader meets every target, one that guesses meets none that counts."""

from __future__ import annotations

import numpy as np

from bot.deescalation.temper import IRATE_AT, UPSET_AT
from bot.workbench.evaluate import heat

GRADES = np.linspace(0, 4, 200)
DIALOGUES = [str(number // 4) for number in range(200)]


def values(frustration: np.ndarray) -> dict[str, float]:
    return {figure.name.split(",")[0]: figure.value for figure in heat.figures(frustration, GRADES, DIALOGUES)}


def test_who_knows_the_grades_is_right_throughout() -> None:
    knows = np.interp(GRADES, [0, 1.9, 2.0, 3.0, 4.0], [0.0, 0.02, UPSET_AT, IRATE_AT, 1.0])
    told = values(knows)
    assert told["Spearman with the grade"] > 0.999
    assert told["recall of upset"] == 1.0
    assert told["false alarms of upset"] == 0.0
    assert told["level against grade"] > 0.99
    assert told["calibration error"] < 0.1


def test_who_guesses_is_not() -> None:
    told = values(np.random.default_rng(1).random(200))
    assert abs(told["Spearman with the grade"]) < 0.2
    assert abs(told["level against grade"]) < 0.2
    assert told["calibration error"] > 0.1


def test_calibration_can_be_of_other_probabilities() -> None:
    honest = (GRADES >= 2).astype(float)
    figures = heat.figures(np.full(200, 0.5) + GRADES / 100, GRADES, DIALOGUES, probability=honest)
    assert {f.name: f.value for f in figures}["calibration error, grade ≥ 2"] == 0.0
