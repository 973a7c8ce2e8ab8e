"""How alike a message is to each example: in what it is about, in how it is said, and in its letters.

The sum of three kernels, so that a linear reader on top can weigh examples. What it is about comes from the encoder's
last layer, how it is said from its middle; letter groups know the typos and names that the encoder does not.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.sparse import csc_matrix, csr_matrix
from sklearn.feature_extraction.text import TfidfVectorizer

Vector = npt.NDArray[np.float64]
Singles = npt.NDArray[np.float32]

# Chosen by five-fold cross-validation on our own examples and on three public bots (see the model card).
ABOUT_WIDTH = 384  # of a vector; whatever follows says how it is said
ABOUT_STEEP = 2.0  # how fast likeness falls with the cosine
TONE_STEEP, TONE_WEIGHT, TONE_AXES = 1.0, 0.7, 256
LETTERS_WEIGHT = 0.7
LETTERS = (2, 5)  # letters in a group, within words


class Likeness:
    """Of any message to `size` examples. Fitted by `fit`; `arrays` is all there is to keep."""

    def __init__(self, arrays: Mapping[str, Any]) -> None:
        self.arrays = dict(arrays)
        self._about: Singles = self.arrays["about"]
        self._tone: Singles = self.arrays["tone"]
        self.size = len(self._about)
        self._groups_in = _vectorizer().build_analyzer()
        self._place = {str(group): place for place, group in enumerate(self.arrays["groups"])}
        shape = (self.size, len(self.arrays["groups"]))
        self._of_examples = csc_matrix(tuple(self.arrays[f"letters_{part}"] for part in _PARTS), shape=shape)

    @classmethod
    def fit(cls, texts: Sequence[str], vectors: Vector) -> Likeness:
        """`vectors`: a row a text; the first ABOUT_WIDTH of length one, then, if anything, how it is said."""
        letters = _vectorizer()
        rows = csc_matrix(letters.fit_transform(texts), dtype=np.float32)
        about, tone = vectors[:, :ABOUT_WIDTH], vectors[:, ABOUT_WIDTH:]
        centre = tone.mean(axis=0)
        # The directions in which the examples' tone varies most.
        axes = np.linalg.eigh(np.cov(tone.T))[1][:, ::-1][:, :TONE_AXES] if tone.shape[1] else np.zeros((0, 0))
        return cls(
            {
                "about": about.astype(np.float32),
                "tone": _length_one((tone - centre) @ axes).astype(np.float32),
                "centre": centre.astype(np.float32),
                "axes": np.ascontiguousarray(axes, np.float32),
                "groups": letters.get_feature_names_out().astype(str),
                "rarity": letters.idf_,
                **{f"letters_{part}": getattr(rows, part) for part in _PARTS},
            }
        )

    def among(self) -> tuple[Singles, Singles]:
        """Of every example to every other: likeness in all, and the cosine of what they are about."""
        letters = csr_matrix(self._of_examples)
        about = self._about @ self._about.T
        return _sum(about, self._tone @ self._tone.T, (letters @ letters.T).toarray()), about

    def to(self, text: str, vector: Vector) -> tuple[Singles, Singles]:
        """Of a message to every example: as `among`."""
        single = vector.astype(np.float32)
        about = self._about @ single[:ABOUT_WIDTH]
        said = _length_one(((single[ABOUT_WIDTH:] - self.arrays["centre"]) @ self.arrays["axes"])[None])[0]
        return _sum(about, self._tone @ said, self._letters(text)), about

    def _letters(self, text: str) -> Singles:
        """Likeness in letters alone: what the vectorizer's `transform` does, without its checks."""
        known = [self._place[group] for group in self._groups_in(text) if group in self._place]
        places, counts = np.unique(np.array(known, np.intp), return_counts=True)
        weights = (1 + np.log(counts)) * self.arrays["rarity"][places]
        weights /= max(float(np.linalg.norm(weights)), 1e-9)
        alike: Singles = self._of_examples[:, places] @ weights.astype(np.float32)
        return alike


_PARTS = ("data", "indices", "indptr")


def _sum(about: Singles, tone: Singles, letters: Singles) -> Singles:
    total: Singles = np.exp(ABOUT_STEEP * (about - 1))
    total += TONE_WEIGHT * np.exp(TONE_STEEP * (tone - 1))
    total += LETTERS_WEIGHT * letters
    return total


def _vectorizer() -> TfidfVectorizer:
    return TfidfVectorizer(analyzer="char_wb", ngram_range=LETTERS, sublinear_tf=True)


def _length_one(rows: Any) -> Any:
    return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
