"""Fits what ships of the public graded data (maintainers only; users never need it).

    EVENKEEL_EVAL_DIR=… python -m bot.understanding.fit_prior

Reads `frustration_turns.jsonl` from that folder and writes `prior.npz`: numbers, no text. Run it again when cues are
added or changed. What the data are and what they allow: MODEL_CARD.md.
"""

from __future__ import annotations

import sys
from pathlib import Path

from sklearn.linear_model import LogisticRegression

from bot.launch import paths
from bot.understanding import graded
from bot.understanding.encoder import shared_encoder
from bot.understanding.frustration_model import Curve, Table, Vector, own_table
from bot.understanding.graded import TOP_GRADE
from bot.understanding.prior import PRIOR_FILE, Prior, save_prior
from bot.understanding.public_grades import cross_validated, evaluation_folder, graded_turns
from bot.understanding.ridge import fit

FRUSTRATED = 2 / TOP_GRADE  # a mean grade of 2 or more
MIXTURES = 150  # of the 360 rows: more changed no figure


def fit_prior(folder: Path) -> Prior:
    """From all of the public turns, beside our own examples."""
    encoder = shared_encoder()
    own = own_table(graded.load(graded.files(paths.site())), encoder)
    turns = graded_turns(folder)
    public = Table.of(turns, encoder)
    names = [turn.dialogue for turn in turns]
    curve = fit_curve(cross_validated(public, names, own), public.grades)
    rows = public.together(fit(own.alone() + public.alone()))
    return Prior(rows.summary(MIXTURES), curve)


def fit_curve(expected: Vector, grades: Vector) -> Curve:
    """Platt scaling (Platt 1999) of expected grades that were cross-validated."""
    scaled = LogisticRegression(C=1e6).fit(expected[:, None], grades >= FRUSTRATED)
    slope, start = float(scaled.coef_[0, 0]), float(scaled.intercept_[0])
    return Curve(round(slope, 2), round(-start / slope, 3))


def main() -> int:
    """Fits on all of the data and writes the file."""
    prior = fit_prior(evaluation_folder())
    save_prior(prior)
    print(f"{PRIOR_FILE.name}: {len(prior.rows.y)} mixtures, {PRIOR_FILE.stat().st_size // 1024} KB, {prior.curve}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
