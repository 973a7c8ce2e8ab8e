"""From scores to probabilities that can be believed: how sharp they may be, and whether it is any known intent at all.

Fitted on what the model would have said of its own examples had it not learned them, and had it learned nothing of
their kind: such a message should not be answered as if it were understood.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize_scalar
from sklearn.linear_model import LogisticRegression

Vector = npt.NDArray[np.float64]

UNKNOWN = 0.1  # the share of messages taken to be about none of the intents
SHARPEST = 2.0  # a handful of clear-cut examples would call for more, and be wrong


class Confidence:
    """`values`: sharpness; then start and weights of the log odds that it is a known intent."""

    def __init__(self, values: Vector) -> None:
        self.values = values

    @classmethod
    def fit(cls, odds: Vector, foreign: Vector, meant: npt.NDArray[np.int64]) -> Confidence:
        """`odds`: of each example (rows) for each intent, unlearned. `foreign`: the same with nothing of its intent
        learned, which is then minus infinity. `meant`: each example's intent, a column."""
        rows = np.arange(len(meant))

        def surprise(sharpness: float) -> float:
            return float(-np.log(softmax(sharpness * odds)[rows, meant] + 1e-12).mean())

        sharpness = minimize_scalar(surprise, bounds=(1 / SHARPEST, SHARPEST), method="bounded").x
        evidence = np.vstack([_evidence(sharpness * odds), _evidence(sharpness * foreign)])
        known = np.repeat([1, 0], len(meant))
        regression = LogisticRegression(C=1.0).fit(
            evidence, known, sample_weight=np.where(known == 1, 1 - UNKNOWN, UNKNOWN)
        )
        return cls(np.array([sharpness, regression.intercept_[0], *regression.coef_[0]]))

    def __call__(self, odds: Vector) -> Vector:
        """The probability of each intent, a row a message; together they are the probability that it is a known one."""
        sharpness, start, *weights = self.values
        known = 1 / (1 + np.exp(-(start + _evidence(sharpness * odds) @ np.array(weights))))
        shares: Vector = softmax(sharpness * odds) * known[:, None]
        return shares


def softmax(odds: Vector) -> Vector:
    """Of each row."""
    raised = np.exp(odds - odds.max(axis=1, keepdims=True))
    shares: Vector = raised / raised.sum(axis=1, keepdims=True)
    return shares


def _evidence(odds: Vector) -> Vector:
    """What tells a known wish from an unknown one: the best score, and how little else comes into question."""
    shares = softmax(odds)
    entropy = -(shares * np.log(shares + 1e-12)).sum(axis=1)
    return np.column_stack([odds.max(axis=1), entropy])
