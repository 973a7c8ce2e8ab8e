"""Search over a folder of articles by keywords, and by meaning where an index of meanings is given.

No numpy: the desk imports this. The brain adds the encoder (centre.py).
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import structlog

from bot.help.articles import Article, ArticleError, load_articles
from bot.help.keywords import KeywordIndex
from bot.help.passages import Passage, passages_of

Stamp = tuple[tuple[str, int, int], ...]

log = structlog.get_logger()

# Chosen on the questions in tests/help/questions.yml; see test_centre.py for what they achieve.
MEANING_SHARE = 0.6  # of the score, when there is an encoder; keywords have the rest
LEAD = 0.03  # an article begins with what most people ask: the first passage's advantage
FOR_THE_INTENT = 0.12  # the advantage of an article, and of a passage, that names the intent the message was read as
ENOUGH_BY_KEYWORDS = 0.35
ENOUGH_WITH_MEANING = 0.40


class Meanings(Protocol):
    """An index of what passages mean."""

    def scores(self, query: str) -> tuple[Iterable[float], Iterable[float]]:
        """Two likenesses a passage, 0 to 1: to its own words, and to what its article is called."""


Passages = Sequence[tuple[Article, Passage]]


@dataclass(frozen=True)
class Hit:
    """A passage that may answer. `score` is 0 to 1."""

    article: Article
    passage: Passage
    score: float


class Search:
    """Changed files are noticed at the next search. A file that cannot be read is logged, and the articles stay as they
    were. For one thread at a time. Raises ArticleError for a malformed article when it is made."""

    def __init__(self, folder: Path, index: Callable[[Passages], Meanings] | None = None) -> None:
        self._folder = folder
        self._index = index
        self._stamp: Stamp | None = None
        self._articles: tuple[Article, ...] = ()
        self._passages: list[tuple[Article, Passage]] = []
        self._keywords = self._own_keywords = KeywordIndex([])
        self._leads: list[float] = []
        self._meanings: Meanings | None = None
        self._refresh()

    @property
    def articles(self) -> tuple[Article, ...]:
        """All of them, by title, as they are on disk now."""
        self._refresh()
        return self._articles

    @property
    def enough(self) -> float:
        """The score from which a passage counts as an answer."""
        return ENOUGH_BY_KEYWORDS if self._meanings is None else ENOUGH_WITH_MEANING

    def search(self, query: str, *, limit: int = 5, intent: str | None = None) -> list[Hit]:
        """The best passages, best first, one an article; empty if nothing has anything in common with the query.
        `intent`: what the message was read as, if that is known."""
        self._refresh()
        if not self._passages or not query.strip():
            return []
        score, fit = self._keywords.scores(query), self._own_keywords.scores(query)
        if self._meanings is not None:
            own, called = self._meanings.scores(query)
            score = [_mixed((mine + by) / 2, words) for mine, by, words in zip(own, called, score, strict=True)]
            fit = [_mixed(mine, words) for mine, words in zip(own, fit, strict=True)]
        for number, (article, part) in enumerate(self._passages):
            if intent in article.intents and score[number] > 0:
                score[number] += FOR_THE_INTENT
            fit[number] += self._leads[number]
            if article.intents.get(intent or "") == part.heading:
                fit[number] += FOR_THE_INTENT
        return self._hits(score, fit)[:limit]

    def _hits(self, score: Sequence[float], fit: Sequence[float]) -> list[Hit]:
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
        self._leads = [LEAD * (slug not in slugs[:number]) for number, slug in enumerate(slugs)]
        self._meanings = self._index(self._passages) if self._index and self._passages else None
        self._stamp = stamp


def _mixed(meaning: float, words: float) -> float:
    return MEANING_SHARE * float(meaning) + (1 - MEANING_SHARE) * words


def _stamp(folder: Path) -> Stamp:
    """What the folder holds: names, times of change, sizes."""
    with os.scandir(folder) as entries:
        files = [(entry.name, entry.stat()) for entry in entries if entry.name.endswith(".md")]
    return tuple(sorted((name, stat.st_mtime_ns, stat.st_size) for name, stat in files))
