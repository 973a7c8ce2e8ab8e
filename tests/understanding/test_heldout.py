"""The held-out dialogues are read no worse than they were: floors a little under what was measured."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.workbench.evaluate.report import Figure

pytestmark = pytest.mark.model

# Floors where more is better, ceilings where less is; the measured figures stand in docs/evaluation/report.md. Each is
# about half its interval away: a change that goes through one is more than chance.
BOUNDS = {
    "intent accuracy": 0.54,
    "intent accuracy where it does not ask back": 0.69,
    "intent macro-F1": 0.46,
    "asked back": 0.25,
    "entity precision": 0.76,
    "entity recall": 0.75,
    "Spearman with the grade": 0.69,
    "recall of upset, grade ≥ 2.5": 0.81,
    "false alarms of upset, grade < 1": 0.14,
    "calibration error, grade ≥ 2": 0.29,
    "level against grade, quadratic kappa": 0.63,
    "abuse: recall": 0.36,
    "abuse: false alarms": 0.045,
    "human_request: recall": 0.42,
    "human_request: false alarms": 0.014,
}


def test_held_out_dialogues_are_read_as_well_as_before(trained_model: Path) -> None:
    from bot.workbench.evaluate.materials import Materials
    from bot.workbench.evaluate.sections import heldout

    section = heldout.measure(Materials(lambda items, _: items))
    figures = {figure.name: figure for figure in section.figures}
    assert set(BOUNDS) <= set(figures)
    broken = [
        f"{name}: {figures[name].value:.3f}, and {bound:g} is the bound"
        for name, bound in BOUNDS.items()
        if beyond(figures[name], bound)
    ]
    assert not broken, (
        "the held-out dialogues are read worse than before:\n"
        + "\n".join(broken)
        + "\nRun `evenkeel evaluate --only heldout` and look at the misread intents and the plots in "
        "var/evaluation/report.md; then teach *other* examples of what is misread (data/nlu, data/frustration, "
        "data/flags), never these."
    )


def beyond(figure: Figure, bound: float) -> bool:
    """Is it on the wrong side?"""
    return figure.value < bound if figure.at_least else figure.value > bound
