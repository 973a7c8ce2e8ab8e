"""Text and vector to the probability of every intent.

Kernel ridge regression on the likeness to the examples, together with each intent's nearest examples (these know a
rare wording that is nearly written down); calibrated, and doubted where nothing like it was ever learned.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy.linalg import cho_factor, cho_solve, lapack

from bot.understanding.confidence import Confidence
from bot.understanding.likeness import Likeness, Singles, Vector

# Chosen by five-fold cross-validation on our own examples and on three public bots (see the model card).
RIDGE_SHARE = 3.5  # of the regression's score in an intent's log odds
NEAREST_SHARE = 0.15  # of the nearest examples'
SHARPNESS = 28.0  # how much more a near example says than a far one
RARE_COUNTS = 0.5  # 0: every example counts alike; 1: every intent does, however few its examples


class IntentModel:
    """Fitted by `fit`, kept by `save` and `load`. `intents` are in the order of the probabilities.

    `weights`: of each example for each intent. `of_intent`: each example's intent, a place in `intents`, ascending.
    """

    def __init__(
        self,
        *,
        intents: Sequence[str],
        likeness: Likeness,
        weights: npt.NDArray[np.float32],
        of_intent: npt.NDArray[np.int64],
        confidence: Confidence,
    ) -> None:
        self.intents = list(intents)
        self._likeness, self._weights, self._of_intent, self._confidence = likeness, weights, of_intent, confidence
        self._counts = np.bincount(of_intent, minlength=len(self.intents))

    @classmethod
    def fit(cls, texts: Sequence[str], vectors: Vector, intents: Sequence[str], *, c: float) -> IntentModel:
        """`vectors`: see Likeness.fit. `c`: inverse strength of regularisation. Raises ValueError with fewer than two
        intents."""
        names = sorted(set(intents))
        if len(names) < 2:
            raise ValueError("fewer than two intents to tell apart")
        of_intent = np.array([names.index(intent) for intent in intents])
        order = np.argsort(of_intent, kind="stable")
        of_intent = of_intent[order]
        likeness = Likeness.fit([texts[i] for i in order], vectors[order])
        alike, about = likeness.among()

        own = of_intent[:, None] == np.arange(len(names))
        meant = np.where(own, 1.0, -1.0)
        counts = np.bincount(of_intent)
        each = (len(texts) / len(names) / counts[of_intent]) ** RARE_COUNTS
        alike[np.diag_indices(len(texts))] += (1.0 / (c * each)).astype(np.float32)
        factor = cho_factor(alike, lower=True, overwrite_a=True, check_finite=False)
        weights = cho_solve(factor, meant, check_finite=False).astype(np.float64)
        inverse, _ = lapack.spotri(factor[0], lower=1, overwrite_c=1)

        np.fill_diagonal(about, -1.0)
        nearness = _nearness(about, counts)
        confidence = Confidence.fit(
            _log_odds(_unlearned(inverse, weights, meant), nearness),
            np.where(own, -np.inf, _log_odds(_foreign(inverse, weights, meant, counts), nearness)),
            of_intent,
        )
        return cls(
            intents=names,
            likeness=likeness,
            weights=weights.astype(np.float32),
            of_intent=of_intent,
            confidence=confidence,
        )

    def probabilities(self, text: str, vector: Vector) -> Vector:
        """In the order of `intents`. What is missing from 1 is the probability that it is none of them."""
        alike, about = self._likeness.to(text, vector)
        score = (alike @ self._weights).astype(np.float64)
        odds = _log_odds(score[None], _nearness(about[None], self._counts))
        shares: Vector = self._confidence(odds)[0]
        return shares

    def save(self, path: Path) -> None:
        """Arrays only: loading runs no code."""
        np.savez_compressed(
            path,
            intents=np.array(self.intents),
            weights=self._weights,
            of_intent=self._of_intent,
            confidence=self._confidence.values,
            **self._likeness.arrays,
        )

    @classmethod
    def load(cls, path: Path) -> IntentModel:
        """The inverse of `save`."""
        with np.load(path, allow_pickle=False) as file:
            kept = {name: file[name] for name in file.files}
        return cls(
            intents=[str(name) for name in kept.pop("intents")],
            weights=kept.pop("weights"),
            of_intent=kept.pop("of_intent"),
            confidence=Confidence(kept.pop("confidence")),
            likeness=Likeness(kept),
        )


def _unlearned(inverse: Singles, weights: Vector, meant: Vector) -> Vector:
    """What each example would have scored had it not been learned (Rasmussen and Williams 2006, 5.4.2)."""
    scores: Vector = meant - weights / np.diag(inverse)[:, None]
    return scores


def _foreign(inverse: Singles, weights: Vector, meant: Vector, counts: npt.NDArray[np.int64]) -> Vector:
    """What each example would have scored had nothing of its intent been learned: the same for a block of rows.

    Only the lower half of `inverse` is filled."""
    scores = np.empty_like(meant)
    ends = np.cumsum(counts)
    for block in map(slice, ends - counts, ends):
        half = np.tril(inverse[block, block].astype(np.float64))
        whole = half + np.tril(half, -1).T
        scores[block] = meant[block] - np.linalg.solve(whole, weights[block])
    return scores


def _nearness(about: Singles, counts: npt.NDArray[np.int64]) -> Vector:
    """Log of how near each intent's examples are (columns of `about`, sorted by intent); a large intent has no lead."""
    starts = np.cumsum(counts) - counts
    near = np.add.reduceat(np.exp(SHARPNESS * (about - 1)), starts, axis=1).astype(np.float64)
    result: Vector = np.log(near + 1e-24) - RARE_COUNTS * np.log(counts)
    return result


def _log_odds(score: Vector, nearness: Vector) -> Vector:
    odds: Vector = RIDGE_SHARE * score + NEAREST_SHARE * nearness
    return odds
