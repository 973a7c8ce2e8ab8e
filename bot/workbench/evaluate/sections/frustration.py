"""Frustration against people's grades of real support turns, cross-validated; false alarms on tweets; what cues are
worth."""

from __future__ import annotations

import numpy as np

from bot.deescalation.temper import UPSET_AT
from bot.launch import paths
from bot.understanding import graded
from bot.understanding.frustration_model import Table, fit_model, own_table
from bot.understanding.graded import TOP_GRADE
from bot.understanding.prior import load_prior
from bot.understanding.public_grades import TURNS_FILE, graded_turns
from bot.understanding.ridge import predict
from bot.workbench.evaluate import crossed, heat, measures, plots, tweets
from bot.workbench.evaluate.materials import Materials
from bot.workbench.evaluate.measures import Floats
from bot.workbench.evaluate.report import Figure, Plot, Section

TITLE = "Frustration: real support turns, graded by three people"


def measure(materials: Materials) -> Section:
    """Our own examples teach every fold's model; of the public turns, those of other dialogues."""
    rows = materials.rows(TURNS_FILE)
    turns = graded_turns(materials.public)
    own = own_table(graded.load(graded.files(paths.site())), materials.encoder)
    public, dialogues = Table.of(turns, materials.encoder), [turn.dialogue for turn in turns]
    models = crossed.learn(public, own, materials.track(crossed.folds(dialogues), "learning frustration"))
    expected = crossed.grades(models, public)
    frustration = load_prior().curve(expected)
    grades = public.grades * TOP_GRADE
    losses = crossed.losses(models, public, own, dialogues)
    ranked = dict(sorted(losses.items(), key=lambda item: -item[1]))
    return Section(
        TITLE,
        figures=[
            *heat.figures(frustration, grades, dialogues, probability=crossed.probability(expected, public, dialogues)),
            _kappa(expected, grades, dialogues),
            _own_only(own, public, dialogues),
            *_tweets(materials),
        ],
        plots=[
            *heat.pictures(frustration, grades, name="frustration", what="Real support turns"),
            Plot(
                "frustration-ablation.png",
                "What is lost without each cue",
                plots.bars(ranked, label="loss of Spearman without it"),
            ),
        ],
        notes=[
            f"{len(turns)} customer turns of {len(set(dialogues))} dialogues, {crossed.FOLDS} folds, no dialogue in "
            f"two; our own {len(own.grades)} examples are in every fold. For the calibration error the curve to "
            "probabilities, too, is fitted on other dialogues. Constants and the border of upset were chosen on the "
            "same turns, so expect a little less. "
            f"One grader against the mean of the other two: Spearman {_human(rows):.2f}.",
            "Ablation: models as learned, blind to one thing when reading; without the tone they are learned anew.",
        ],
    )


def _kappa(expected: Floats, grades: Floats, dialogues: list[str]) -> Figure:
    whole = np.clip(np.rint(expected * TOP_GRADE), 0, TOP_GRADE)
    return measures.figure(
        "expected grade, quadratic kappa", measures.quadratic_kappa, whole, np.rint(grades), groups=dialogues
    )


def _own_only(own: Table, public: Table, dialogues: list[str]) -> Figure:
    """By a model that never saw any of the public turns."""
    model = fit_model(own, curve=crossed.NO_CURVE)
    expected = predict(model.together, public.features(model.alone))
    return measures.figure(
        "our own examples alone: Spearman", measures.spearman, expected, public.grades, groups=dialogues
    )


def _tweets(materials: Materials) -> list[Figure]:
    """False alarms of the trained model where nobody complains."""
    upset = np.array([reading.frustration >= UPSET_AT for reading in tweets.uncomplaining(materials)])
    return [measures.share_figure(f"{tweets.WHAT}: false alarms", upset, target=0.06, at_least=False)]


def _human(rows: list[dict[str, list[int]]]) -> float:
    """The mean over the graders of how well each agrees with the mean of the others."""
    given = np.array([row["grades"] for row in rows if row.get("grades")], np.float64)
    others = (given.sum(axis=1, keepdims=True) - given) / (given.shape[1] - 1)
    return float(np.mean([measures.spearman(given[:, one], others[:, one]) for one in range(given.shape[1])]))
