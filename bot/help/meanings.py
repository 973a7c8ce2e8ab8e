"""Search by meaning: cosine between sentence vectors of the query and of what the articles say and are called."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from bot.help.articles import Article
from bot.help.passages import Passage

Encode = Callable[[list[str]], Any]  # texts to one vector each
Vectors = npt.NDArray[np.float32]


class MeaningIndex:
    """How near a query is to each passage's own words, and to what the passage's article is called.

    The first finds the passage; the second the article, since customers write as briefly as titles and tags do.
    """

    def __init__(self, passages: Sequence[tuple[Article, Passage]], encode: Encode) -> None:
        self._encode = encode
        self._texts = _unit(encode([f"{article.title}. {part.heading}. {part.text}" for article, part in passages]))
        names = list(dict.fromkeys(name for article, _ in passages for name in (article.title, *article.tags)))
        self._names = _unit(encode(names))
        place = {name: number for number, name in enumerate(names)}
        self._names_of = [[place[name] for name in (article.title, *article.tags)] for article, _ in passages]

    def scores(self, query: str) -> tuple[Vectors, Vectors]:
        """Two cosines a passage, 0 to 1: to its own words, and to the nearest title or tag of its article."""
        wanted = _unit(self._encode([query]))[0]
        names = self._names @ wanted
        nearest = np.array([names[numbers].max() for numbers in self._names_of], dtype=np.float32)
        return np.clip(self._texts @ wanted, 0.0, 1.0), np.clip(nearest, 0.0, 1.0)


def _unit(vectors: Any) -> Vectors:
    """Vectors of length one, so that their product is the cosine."""
    rows = np.asarray(vectors, dtype=np.float32)
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / np.maximum(lengths, 1e-12), dtype=np.float32)
