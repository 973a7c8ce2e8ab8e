"""The help centre: finds the passage that answers a question, or says that there is none."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path

from bot.help.articles import Article
from bot.help.meanings import Encode, MeaningIndex
from bot.help.passages import Passage
from bot.help.search import Hit, Search

__all__ = ["Answer", "HelpCentre", "Hit"]


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


class HelpCentre(Search):
    """The search, with an encoder where there is one, and a threshold for what counts as an answer."""

    @classmethod
    def load(cls, folder: Path | str, encode: Encode | None = None) -> HelpCentre:
        """Raises ArticleError for a malformed article. Without `encode`, keywords alone are used."""
        return cls(Path(folder), partial(MeaningIndex, encode=encode) if encode else None)

    def best(self, query: str, *, intent: str | None = None) -> Answer | None:
        """The answer, or None when nothing is near enough: then say "I don't have that" and offer a person."""
        hits = self.search(query, limit=1, intent=intent)
        if not hits or hits[0].score < self.enough:
            return None
        return Answer(hits[0].article, hits[0].passage, hits[0].score)
