"""Ridge regression that can start from a summary of data which is not there any more.

A fit needs of its data only sums of products. Those of many rows are nearly those of a few mixtures of them, so public
data can be shipped as such mixtures: no row of them is anybody's, and a maintainer's own rows join in one and the same
fit, each counting as much as it would beside the whole.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Vector = npt.NDArray[np.float64]

RIDGE = 3.0  # how firmly weights are held near 0; by cross-validation on graded support turns (MODEL_CARD.md)
FREE = 1e-6  # the start is not held


@dataclass(frozen=True)
class Rows:
    """Features with a last column of ones, and what is to be predicted, both times the root of their weight."""

    x: Vector
    y: Vector

    @classmethod
    def of(cls, x: Vector, y: Vector, *, weight: float = 1.0) -> Rows:
        """One row an example, all of the same weight."""
        root = weight**0.5
        return cls(np.column_stack([x, np.ones(len(x))]) * root, y * root)

    def __add__(self, other: Rows) -> Rows:
        return Rows(np.vstack([self.x, other.x]), np.concatenate([self.y, other.y]))

    def first(self, features: int) -> Rows:
        """The same rows, as if only so many features had been seen."""
        return Rows(np.column_stack([self.x[:, :features], self.x[:, -1]]), self.y)

    def summary(self, size: int) -> Rows:
        """So many mixtures of the rows from which a fit finds nearly the same (truncated singular values)."""
        _, strength, mixtures = np.linalg.svd(np.column_stack([self.x, self.y]), full_matrices=False)
        kept = strength[:size, None] * mixtures[:size]
        return Rows(kept[:, :-1], kept[:, -1])


def fit(rows: Rows) -> Vector:
    """One weight a feature, the start last: least squares with the weights held small."""
    held = np.full(rows.x.shape[1], RIDGE)
    held[-1] = FREE
    weights: Vector = np.linalg.solve(rows.x.T @ rows.x + np.diag(held), rows.x.T @ rows.y)
    return weights


def predict(weights: Vector, x: Vector) -> Vector:
    """One number a row of features."""
    result: Vector = x @ weights[:-1] + weights[-1]
    return result
