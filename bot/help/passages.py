"""Cuts articles into passages short enough to quote in a chat: the text under one heading, as plain text."""

from __future__ import annotations

from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.token import Token

from bot.help.articles import Article

LONGEST = 420  # characters of a quotation; beyond it, whole sentences are left off


@dataclass(frozen=True)
class Passage:
    """A piece of an article under one of its headings. `text` is plain; list items stand on lines of their own."""

    heading: str
    text: str

    @property
    def quote(self) -> str:
        """The beginning of the text, whole lines and sentences, at most LONGEST characters if they allow it."""
        if len(self.text) <= LONGEST:
            return self.text
        end = max(self.text.rfind(mark, 0, LONGEST) + len(mark.rstrip(" ")) for mark in (". ", "\n"))
        return self.text[:end].strip() if end > 1 else self.text


def passages_of(article: Article) -> tuple[Passage, ...]:
    """In the article's order; those before the first heading stand under its title."""
    found: list[Passage] = []
    heading, lines, in_heading, marker = article.title, list[str](), False, ""
    counter: list[int] = []

    def close() -> None:
        if lines:
            found.append(Passage(heading, "\n".join(lines)))
            lines.clear()

    for token in MarkdownIt("commonmark", {"html": False}).disable("image").parse(article.body):
        if token.type == "heading_open":
            close()
            in_heading = True
        elif token.type == "heading_close":
            in_heading = False
        elif token.type == "ordered_list_open":
            counter.append(int(token.attrGet("start") or 1))
        elif token.type == "bullet_list_open":
            counter.append(0)
        elif token.type in ("ordered_list_close", "bullet_list_close"):
            counter.pop()
        elif token.type == "list_item_open":
            marker = f"{counter[-1]}. " if counter[-1] else "- "
            counter[-1] += 1 if counter[-1] else 0
        elif token.type == "inline":
            text = _plain(token)
            if in_heading:
                heading = text
            else:
                lines.append(marker + text)
                marker = ""
    close()
    return tuple(found)


def _plain(token: Token) -> str:
    """An inline token's words without their marks."""
    return "".join(
        " " if child.type in ("softbreak", "hardbreak") else child.content for child in token.children or ()
    ).strip()
