"""The help centre: finds the passage that answers a question, or says that there is none."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from bot.help.articles import Article, load_articles
from bot.help.keywords import KeywordIndex
from bot.help.passages import Passage, passages_of

Encode = Callable[[list[str]], Any]  # texts to one vector each
Stamp = tuple[tuple[str, int, int], ...]

# Chosen on the questions in tests/help/questions.yml; see test_centre.py for what they achieve.
MEANING_SHARE = 0.6  # of the score, when there is an encoder; keywords have the rest
ENOUGH_BY_KEYWORDS = 0.40
ENOUGH_WITH_MEANING = 0.45


@dataclass(frozen=True)
class Hit:
    """A passage that may answer. `score` is 0 to 1."""

    article: Article
    passage: Passage
    score: float


@dataclass(frozen=True)
class Answer:
    """The passage that does answer."""

    article: Article
    passage: Passage
    score: float

    @property
    def text(self) -> str:
        """What to say: the passage, quoted, and where to read on."""
        return f"{self.passage.quote}\n\nMore under “{self.article.title}”: {self.article.url}"


class HelpCentre:
    """Search over a folder of articles; changed files are noticed at the next search. For one thread at a time."""

    def __init__(self, folder: Path, encode: Encode | None = None) -> None:
        self._folder = folder
        self._encode = encode
        self._stamp: Stamp | None = None
        self._articles: tuple[Article, ...] = ()
        self._passages: list[tuple[Article, Passage]] = []
        self._keywords = KeywordIndex([])
        self._vectors: npt.NDArray[np.float32] | None = None
        self._refresh()

    @classmethod
    def load(cls, folder: Path | str, encode: Encode | None = None) -> HelpCentre:
        """Raises ArticleError for a malformed article. Without `encode`, keywords alone are used."""
        return cls(Path(folder), encode)

    @property
    def articles(self) -> tuple[Article, ...]:
        """All of them, by title, as they are on disk now."""
        self._refresh()
        return self._articles

    def search(self, query: str, *, limit: int = 5) -> list[Hit]:
        """The best passages, best first, one an article; empty if nothing has anything in common with the query."""
        self._refresh()
        if not self._passages or not query.strip():
            return []
        scores = np.array(self._keywords.scores(query))
        if self._vectors is not None and self._encode is not None:
            meaning = self._vectors @ _unit(self._encode([query]))[0]
            scores = MEANING_SHARE * np.clip(meaning, 0.0, 1.0) + (1 - MEANING_SHARE) * scores
        best: dict[str, Hit] = {}
        for number in np.argsort(-scores, kind="stable"):
            article, passage = self._passages[number]
            if scores[number] > 0 and article.slug not in best:
                best[article.slug] = Hit(article, passage, round(float(scores[number]), 4))
        return list(best.values())[:limit]

    def best(self, query: str) -> Answer | None:
        """The answer, or None when nothing is near enough: then say "I don't have that" and offer a person."""
        hits = self.search(query, limit=1)
        enough = ENOUGH_BY_KEYWORDS if self._vectors is None else ENOUGH_WITH_MEANING
        if not hits or hits[0].score < enough:
            return None
        return Answer(hits[0].article, hits[0].passage, hits[0].score)

    def _refresh(self) -> None:
        """Read the folder again if a file in it was added, removed or changed."""
        stamp = _stamp(self._folder)
        if stamp == self._stamp:
            return
        self._articles = load_articles(self._folder)
        self._passages = [(article, passage) for article in self._articles for passage in passages_of(article)]
        self._keywords = KeywordIndex(
            [
                [(2.0, article.title), (1.5, " ".join(article.tags)), (2.0, passage.heading), (1.0, passage.text)]
                for article, passage in self._passages
            ]
        )
        self._vectors = self._encoded() if self._encode and self._passages else None
        self._stamp = stamp

    def _encoded(self) -> npt.NDArray[np.float32]:
        assert self._encode is not None
        return _unit(
            self._encode([f"{article.title}. {passage.heading}. {passage.text}" for article, passage in self._passages])
        )


def _unit(vectors: Sequence[Any]) -> npt.NDArray[np.float32]:
    """Vectors of length one, so that their product is the cosine."""
    rows = np.asarray(vectors, dtype=np.float32)
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / np.maximum(lengths, 1e-12), dtype=np.float32)


def _stamp(folder: Path) -> Stamp:
    """What the folder holds: names, times of change, sizes."""
    with os.scandir(folder) as entries:
        files = [(entry.name, entry.stat()) for entry in entries if entry.name.endswith(".md")]
    return tuple(sorted((name, stat.st_mtime_ns, stat.st_size) for name, stat in files))
