"""How well the frustration model reads (maintainers): cross-validated figures for DATA_CARD.md.

    EVENKEEL_EVAL_DIR=… python -m bot.understanding.measure

Graded turns are never scored by a prior that saw their dialogue. Measuring only: nothing here is trained or kept.
"""

from __future__ import annotations

import os
import random
import sys
import warnings

import numpy as np
from scipy.stats import spearmanr
from sklearn.model_selection import GroupKFold

from bot.deescalation.temper import IRATE_AT, UPSET_AT
from bot.understanding import frustration as model
from bot.understanding.cues import find_cues
from bot.understanding.encoder import shared_encoder
from bot.understanding.fit_prior import abuse, abusive_lines, evaluation_folder, graded_turns, grades, rows
from bot.understanding.flags import ABUSE_BY_CUE
from bot.understanding.frustration import Example, Linear, Vector, features_of_all, squash
from bot.understanding.prior import no_prior

FOLDS = 10
TWEETS = 700  # of each kind, drawn once with a fixed seed


def own_examples() -> list[Example]:
    """The maintainers' graded examples, as `rasa train` sees them."""
    os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")
    warnings.simplefilter("ignore")
    from bot.dialogue.light_import import lighten

    lighten()
    from rasa.shared.nlu.training_data.loading import load_data

    from bot.understanding.frustration_reader import graded_examples

    found: list[Example] = graded_examples(load_data("data/nlu").training_examples)
    return found


def main() -> int:
    """Prints one figure a line."""
    folder, encoder = evaluation_folder(), shared_encoder()
    own = own_examples()
    x_own, y_own = features_of_all(own, encoder), grades(own)
    none = no_prior()

    turns = graded_turns(folder)
    x, y = features_of_all(turns.examples, encoder), grades(turns.examples)
    crossed = np.zeros(len(y))
    for seen, unseen in GroupKFold(FOLDS).split(x, y, turns.dialogues):
        prior = model.fit_ridge(x[seen], y[seen], ridge=model.PRIOR_RIDGE)
        crossed[unseen] = model.fit_grades(x_own, y_own, prior=prior)(x[unseen])
    alone = model.fit_grades(x_own, y_own, prior=none.grade)
    say("graded turns, Spearman: prior and own examples", float(spearmanr(crossed, y)[0]))
    say("graded turns, Spearman: own examples alone", float(spearmanr(alone(x), y)[0]))
    heated = model.frustration_of(crossed)
    say("graded turns of mean grade >= 2.5 read as upset or more", share(heated[y >= 0.625], UPSET_AT))
    say("graded turns of mean grade >= 3.5 read as irate", share(heated[y >= 0.875], IRATE_AT))
    say("graded turns of mean grade < 1.5 read as upset or more", share(heated[y < 0.375], UPSET_AT))

    full = model.fit_ridge(x, y, ridge=model.PRIOR_RIDGE)
    say("own examples, 10-fold, Spearman", own_crossed(x_own, y_own, prior=full))
    shipped = model.fit_grades(x_own, y_own, prior=full)
    for label in ("positive", "neutral", "negative"):
        tweets = [
            Example(row["text"], 0.0) for row in rows(folder / "airline_complaints.jsonl") if row["label"] == label
        ]
        sample = random.Random(0).sample(tweets, min(TWEETS, len(tweets)))
        scores = model.frustration_of(shipped(features_of_all(sample, encoder)))
        say(f"{label} airline tweets read as upset or more", share(scores, UPSET_AT))
        say(f"{label} airline tweets read as irate", share(scores, IRATE_AT))

    lines = abusive_lines(folder)
    x, y = features_of_all(lines.examples, encoder), abuse(lines.examples)
    insulted = np.array([find_cues(example.text)["swears_at_person"] > 0 for example in lines.examples])
    guess = np.zeros(len(y))
    for seen, unseen in GroupKFold(5).split(x, y, lines.dialogues):
        prior = model.fit_logistic(x[seen], y[seen], prior=none.abuse)
        guess[unseen] = abusive(model.fit_logistic(x_own, abuse(own), prior=prior), x[unseen])
    guess = np.maximum(guess, np.where(insulted, ABUSE_BY_CUE, 0.0))
    say("abuse of bots, recall at 0.5", share(guess[y == 1], 0.5))
    say("abuse of bots, false alarms at 0.5", share(guess[y == 0], 0.5))
    trained = model.fit_logistic(x_own, abuse(own), prior=model.fit_logistic(x, y, prior=none.abuse))
    swearing = [Example(row["text"], 0.0) for row in rows(folder / "shop_intents.jsonl") if "W" in row["tags"]]
    say("swearing without anger, read as abuse", share(abusive(trained, features_of_all(swearing, encoder)), 0.5))
    return 0


def abusive(linear: Linear, x: Vector) -> Vector:
    """Probabilities as the reader gives them."""
    return squash(linear(x) + model.ABUSE_SHIFT)


def own_crossed(x: Vector, y: Vector, *, prior: Linear) -> float:
    """How well our own examples are read by a model that has not seen them."""
    fold = np.random.default_rng(0).permutation(len(y)) % FOLDS
    crossed = np.zeros(len(y))
    for number in range(FOLDS):
        crossed[fold == number] = model.fit_grades(x[fold != number], y[fold != number], prior=prior)(x[fold == number])
    return float(spearmanr(crossed, y)[0])


def share(scores: Vector, border: float) -> float:
    """The share at or above the border."""
    return float(np.mean(scores >= border))


def say(what: str, figure: float) -> None:
    """One line."""
    print(f"{figure:6.3f}  {what}")


if __name__ == "__main__":
    sys.exit(main())
