"""Articles are cut into plain, short passages under their headings."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.help.articles import Article, load_articles, parse_article
from bot.help.passages import LONGEST, Passage, passages_of

HEAD = "---\ntitle: Title\nslug: t\nupdated: 2026-01-02\ntags: [a]\n---\n"
ARTICLES = load_articles(Path(__file__).resolve().parents[2] / "data" / "help")


def test_text_stands_under_its_heading_and_the_rest_under_the_title() -> None:
    article = parse_article(HEAD + "First.\n\n## One\n\nA *b* `c`\nd.\n\nE.\n\n## Two\n\nF [g](/help/x).")

    assert passages_of(article) == (
        Passage("Title", "First."),
        Passage("One", "A b c d.\nE."),
        Passage("Two", "F g."),
    )


def test_lists_keep_their_items_apart() -> None:
    article = parse_article(HEAD + "- **a**: b\n- c\n\nThen:\n\n3. d\n4. e")

    assert passages_of(article)[0].text == "- a: b\n- c\nThen:\n3. d\n4. e"


def test_a_quotation_ends_with_a_whole_sentence() -> None:
    sentence = "Ten words of text that are here to fill space. "
    quote = Passage("h", sentence * 20).quote

    assert len(quote) <= LONGEST
    assert quote.endswith("space.")


def test_one_endless_sentence_is_quoted_whole() -> None:
    assert Passage("h", "word " * 200).quote == "word " * 200


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article.slug)
def test_every_passage_of_the_shop_can_be_quoted_without_marks(article: Article) -> None:
    for passage in passages_of(article):
        assert 20 < len(passage.quote) <= LONGEST
        assert not set("*#`[]") & set(passage.text)
