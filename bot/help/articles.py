"""Help-centre articles: read from Markdown with front matter, shown as safe HTML. No numpy: the desk imports this.

---
title: Returning something
slug: returns                (its page is /help/returns; lower case, digits and hyphens)
updated: 2026-09-30
tags: [send back, return label]     (other words customers use for it)
intents: [return_order, faq_returns: Your money]     (may be left out: a message read as one of these is more likely
                             about this article, and about the heading where one is named)
---
## A heading …
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from html import escape
from pathlib import Path
from typing import Any

import yaml
from markdown_it import MarkdownIt

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


class ArticleError(ValueError):
    """An article's file is not as it should be. The message names the file and what is wrong."""


@dataclass(frozen=True)
class Article:
    """One page of the help centre; `body` is Markdown."""

    slug: str
    title: str
    updated: date
    tags: tuple[str, ...]
    body: str
    intents: Mapping[str, str | None] = field(default_factory=dict)  # to the heading that answers most of them

    @property
    def url(self) -> str:
        return f"/help/{self.slug}"


def parse_article(text: str, *, name: str = "article") -> Article:
    """Raises ArticleError unless the front matter has its four fields, each of the right kind, and a body follows."""
    match = re.fullmatch(r"---\n(.*?)\n---\n(.*)", text.replace("\r\n", "\n"), re.DOTALL)
    if not match:
        raise ArticleError(f"{name}: must begin with front matter between two lines of ---")
    try:
        head = yaml.safe_load(match[1])
    except yaml.YAMLError as error:
        raise ArticleError(f"{name}: front matter is not YAML: {error}") from error
    if not isinstance(head, dict):
        raise ArticleError(f"{name}: front matter must be fields with values")
    title, slug, updated, tags = (head.get(field) for field in ("title", "slug", "updated", "tags"))
    if not isinstance(title, str) or not title.strip():
        raise ArticleError(f"{name}: title is missing")
    if not isinstance(slug, str) or not SLUG.fullmatch(slug):
        raise ArticleError(f"{name}: slug must be lower-case letters, digits and hyphens")
    if not isinstance(updated, date):
        raise ArticleError(f"{name}: updated must be a date, as 2026-09-30")
    if not isinstance(tags, list) or not all(isinstance(tag, str) for tag in tags):
        raise ArticleError(f"{name}: tags must be a list of words")
    intents = _intents(head.get("intents", []), match[2], name=name)
    if not match[2].strip():
        raise ArticleError(f"{name}: there is nothing below the front matter")
    return Article(slug, title.strip(), updated, tuple(tags), match[2].strip(), intents)


def _intents(listed: Any, body: str, *, name: str) -> dict[str, str | None]:
    """Raises ArticleError unless each is a name, or a name with one of the body's headings."""
    intents: dict[str, str | None] = {}
    if not isinstance(listed, list):
        raise ArticleError(f"{name}: intents must be a list of intents")
    for item in listed:
        intents.update(item if isinstance(item, dict) else dict.fromkeys([item]))
    if not all(isinstance(intent, str) for intent in intents):
        raise ArticleError(f"{name}: intents must be a list of intents")
    for heading in filter(None, intents.values()):
        if f"## {heading}" not in body.splitlines():
            raise ArticleError(f"{name}: intents names a heading that is not there: {heading}")
    return intents


def load_articles(folder: Path) -> tuple[Article, ...]:
    """Every *.md in the folder, by title. Raises ArticleError for a bad file or a slug used twice."""
    articles: dict[str, Article] = {}
    for path in sorted(folder.glob("*.md")):
        article = parse_article(path.read_text(encoding="utf-8"), name=path.name)
        if article.slug in articles:
            raise ArticleError(f"{path.name}: the slug {article.slug} is used twice")
        articles[article.slug] = article
    return tuple(sorted(articles.values(), key=lambda article: article.title))


def read_article(folder: Path, slug: str) -> Article | None:
    """The article with this slug, as it is on disk now; None if there is none. Safe with any text as `slug`."""
    if not SLUG.fullmatch(slug):
        return None
    return next((article for article in load_articles(folder) if article.slug == slug), None)


def render_html(article: Article) -> str:
    """The article as an HTML fragment (h1, date, body). Raw HTML is shown as text; unsafe links are not made links."""
    updated = f"{article.updated.day} {article.updated:%B %Y}"
    return (
        f"<article>\n<h1>{escape(article.title)}</h1>\n{_markdown().render(article.body)}"
        f'<p><small>Updated <time datetime="{article.updated.isoformat()}">{updated}</time></small></p>\n</article>\n'
    )


@lru_cache(maxsize=1)
def _markdown() -> MarkdownIt:
    """CommonMark without raw HTML and images; markdown-it refuses javascript:, data: and file: links itself."""
    return MarkdownIt("commonmark", {"html": False}).disable("image")
