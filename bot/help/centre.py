"""The help centre: finds the passage that answers a question, or says that there is none."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import structlog

from bot.help.articles import Article, ArticleError, load_articles
from bot.help.keywords import KeywordIndex
from bot.help.meanings import Encode, MeaningIndex
from bot.help.passages import Passage, passages_of

Scores = npt.NDArray[np.floating[Any]]
Stamp = tuple[tuple[str, int, int], ...]

log = structlog.get_logger()

# Chosen on the questions in tests/help/questions.yml; see test_centre.py for what they achieve.
MEANING_SHARE = 0.6  # of the score, when there is an encoder; keywords have the rest
LEAD = 0.03  # an article begins with what most people ask: the first passage's advantage
FOR_THE_INTENT = 0.12  # the advantage of an article, and of a passage, that names the intent the message was read as
ENOUGH_BY_KEYWORDS = 0.35
ENOUGH_WITH_MEANING = 0.40


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
    """Search over a folder of articles; changed files are noticed at the next search.

    A file that cannot be read is logged, and the articles stay as they were. For one thread at a time.
    """

    def __init__(self, folder: Path, encode: Encode | None = None) -> None:
        self._folder = folder
        self._encode = encode
        self._stamp: Stamp | None = None
        self._articles: tuple[Article, ...] = ()
        self._passages: list[tuple[Article, Passage]] = []
        self._keywords = self._own_keywords = KeywordIndex([])
        self._leads: Scores = np.zeros(0)
        self._meanings: MeaningIndex | None = None
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

    def search(self, query: str, *, limit: int = 5, intent: str | None = None) -> list[Hit]:
        """The best passages, best first, one an article; empty if nothing has anything in common with the query.
        `intent`: what the message was read as, if that is known."""
        self._refresh()
        if not self._passages or not query.strip():
            return []
        score = np.array(self._keywords.scores(query))
        fit = np.array(self._own_keywords.scores(query))
        if self._meanings is not None:
            own, called = self._meanings.scores(query)
            score = MEANING_SHARE * (own + called) / 2 + (1 - MEANING_SHARE) * score
            fit = MEANING_SHARE * own + (1 - MEANING_SHARE) * fit
        named = np.array([intent in article.intents for article, _ in self._passages])
        meant = np.array([article.intents.get(intent or "") == part.heading for article, part in self._passages])
        score = score + FOR_THE_INTENT * (named & (score > 0))
        return self._hits(score, fit + self._leads + FOR_THE_INTENT * meant)[:limit]

    def best(self, query: str, *, intent: str | None = None) -> Answer | None:
        """The answer, or None when nothing is near enough: then say "I don't have that" and offer a person."""
        hits = self.search(query, limit=1, intent=intent)
        enough = ENOUGH_BY_KEYWORDS if self._meanings is None else ENOUGH_WITH_MEANING
        if not hits or hits[0].score < enough:
            return None
        return Answer(hits[0].article, hits[0].passage, hits[0].score)

    def _hits(self, score: Scores, fit: Scores) -> list[Hit]:
        """The best score of each article, with the passage of it that fits best."""
        best: dict[str, float] = {}
        fittest: dict[str, int] = {}
        for number, (article, _) in enumerate(self._passages):
            slug = article.slug
            best[slug] = max(best.get(slug, 0.0), float(score[number]))
            if slug not in fittest or fit[number] > fit[fittest[slug]]:
                fittest[slug] = number
        ranked = sorted((slug for slug in best if best[slug] > 0), key=lambda slug: -best[slug])
        return [Hit(*self._passages[fittest[slug]], round(best[slug], 4)) for slug in ranked]

    def _refresh(self) -> None:
        """Read the folder again if a file in it was added, removed or changed."""
        stamp = _stamp(self._folder)
        if stamp == self._stamp:
            return
        try:
            self._articles = load_articles(self._folder)
        except (ArticleError, OSError) as error:
            if self._stamp is None:
                raise
            log.error("help_articles_unreadable", error=str(error), going_on_with="the articles as they were")
            self._stamp = stamp
            return
        self._passages = [(article, passage) for article in self._articles for passage in passages_of(article)]
        own = [[(2.0, part.heading), (1.0, part.text)] for _, part in self._passages]
        called = [[(2.0, article.title), (1.5, " ".join(article.tags))] for article, _ in self._passages]
        self._keywords = KeywordIndex([[*of, *by] for of, by in zip(own, called, strict=True)])
        self._own_keywords = KeywordIndex(own)
        slugs = [article.slug for article, _ in self._passages]
        self._leads = np.array([LEAD * (slug not in slugs[:number]) for number, slug in enumerate(slugs)])
        self._meanings = MeaningIndex(self._passages, self._encode) if self._encode and self._passages else None
        self._stamp = stamp


def _stamp(folder: Path) -> Stamp:
    """What the folder holds: names, times of change, sizes."""
    with os.scandir(folder) as entries:
        files = [(entry.name, entry.stat()) for entry in entries if entry.name.endswith(".md")]
    return tuple(sorted((name, stat.st_mtime_ns, stat.st_size) for name, stat in files))
