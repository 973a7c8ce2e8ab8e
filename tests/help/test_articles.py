"""Articles are read strictly and shown safely, and the shop's own say what the shop's rules do."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from bot.backoffice import rules, seeding
from bot.help.articles import Article, ArticleError, load_articles, parse_article, read_article, render_html

ROOT = Path(__file__).resolve().parents[2]
ARTICLES = load_articles(ROOT / "data" / "help")
HEAD = "---\ntitle: T\nslug: t\nupdated: 2026-01-02\ntags: [a]\n---\n"


def body_of(slug: str) -> str:
    return next(article.body for article in ARTICLES if article.slug == slug)


def page(markdown: str) -> str:
    return render_html(parse_article(HEAD + markdown))


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("just text", "front matter"),
        ("---\n- a\n---\nx", "fields with values"),
        ("---\ntitle: [\n---\nx", "not YAML"),
        (HEAD.replace("title: T\n", "") + "x", "title"),
        (HEAD.replace("slug: t", "slug: ../t") + "x", "slug"),
        (HEAD.replace("slug: t", "slug: T") + "x", "slug"),
        (HEAD.replace("2026-01-02", "soon") + "x", "updated"),
        (HEAD.replace("[a]", "a") + "x", "tags"),
        (HEAD.replace("[a]", "[1]") + "x", "tags"),
        (HEAD.replace("tags: [a]", "tags: [a]\nintents: 3") + "x", "intents"),
        (HEAD.replace("tags: [a]", "tags: [a]\nintents: [a: Lost heading]") + "x", "Lost heading"),
        (HEAD + "  \n", "nothing below"),
    ],
)
def test_a_malformed_article_is_refused_with_its_name_and_what_is_wrong(text: str, complaint: str) -> None:
    with pytest.raises(ArticleError, match=f"mine.md: .*{complaint}"):
        parse_article(text, name="mine.md")


def test_a_slug_used_twice_is_refused(tmp_path: Path) -> None:
    for name in ("a.md", "b.md"):
        (tmp_path / name).write_text(HEAD + "x")
    with pytest.raises(ArticleError, match="twice"):
        load_articles(tmp_path)


def test_windows_line_ends_are_read_too() -> None:
    assert parse_article((HEAD + "x\n").replace("\n", "\r\n")).body == "x"


@pytest.mark.parametrize(
    ("markdown", "never"),
    [
        ("<script>alert(1)</script>", "<script"),
        ("hello <img src=x onerror=alert(1)>", "<img"),
        ("[x](javascript:alert(1))", "href"),
        ("[x](data:text/html;base64,AAAA)", "href"),
        ("[x](JaVaScRiPt:alert(1))", "href"),
        ("![x](https://example.com/x.png)", "<img"),
        ('<https://example.com/"onmouseover=alert(1)>', '"onmouseover'),
    ],
)
def test_what_could_do_harm_is_shown_as_text(markdown: str, never: str) -> None:
    assert never not in page(markdown)


def test_ordinary_markdown_becomes_ordinary_html() -> None:
    shown = page("## Head\n\nSome **bold** and [a link](/help/returns).\n\n- one\n- two")

    assert "<h2>Head</h2>" in shown
    assert "<strong>bold</strong>" in shown
    assert '<a href="/help/returns">a link</a>' in shown
    assert shown.count("<li>") == 2
    assert '<time datetime="2026-01-02">2 January 2026</time>' in shown


def test_a_title_is_escaped() -> None:
    assert "<h1>a &lt;b&gt; &amp; c</h1>" in render_html(
        parse_article(HEAD.replace("title: T", "title: a <b> & c") + "x")
    )


def test_an_article_is_read_by_its_slug_and_nothing_else_is() -> None:
    folder = ROOT / "data" / "help"
    article = read_article(folder, "returns")

    assert article is not None
    assert article.url == "/help/returns"
    for slug in ("nothing", "", "..", "../help/returns", "returns.md", "Returns", "returns\n", "returns\x00"):
        assert read_article(folder, slug) is None


def test_rendering_needs_neither_numpy_nor_the_search() -> None:
    program = "import sys, bot.help.articles; print([m for m in ('numpy', 'bot.help.centre') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article.slug)
def test_every_article_is_short_has_headings_and_lives_under_its_slug(article: Article) -> None:
    assert (ROOT / "data" / "help" / f"{article.slug}.md").is_file()
    assert 120 <= len(article.body.split()) <= 250
    assert article.body.startswith("## ")
    assert len(article.tags) >= 4


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article.slug)
def test_no_article_uses_words_that_inflame(article: Article) -> None:
    text = f"{article.title} {article.body}".lower()
    assert not re.search(r"unfortunately|calm down|as (i|we) said|you should have|policy states|!", text)


def test_the_articles_say_what_the_shop_does() -> None:
    days, refund = rules.RETURN_WINDOW.days, "five working days"
    assert (days, rules.REFUND_WORKING_DAYS, rules.TRACE_WORKING_DAYS) == (30, 5, 2)
    assert f"within {days} days" in body_of("returns")
    assert f"within {rules.LABEL_LASTS.days} days" in body_of("returns")
    assert f"within {days} days" in body_of("damaged-wrong-or-missing")
    assert f"Under {rules.KEEP_IT_BELOW}".removesuffix(".00") in body_of("damaged-wrong-or-missing")
    assert f"more than {rules.DAMAGE_LIMIT}".removesuffix(".00") in body_of("damaged-wrong-or-missing")
    for slug in ("returns", "cancelling-an-order", "refund-times", "damaged-wrong-or-missing"):
        assert f"within {refund}" in body_of(slug), slug
    assert "within two working days" in body_of("late-or-lost-parcel")
    assert rules.REPLACEMENT_WORKING_DAYS == 3
    assert "within three working days" in body_of("damaged-wrong-or-missing")
    assert "within three working days" in body_of("exchanges")
    assert f"at {rules.VAT_PERCENT} per cent" in body_of("invoices")
    assert rules.CHASE_WORKING_DAYS == 1
    assert "within one working day" in body_of("refund-times")
    assert f"£{seeding.POSTAGE_PENCE / 100:.2f}" in body_of("delivery")
    assert f"£{seeding.FREE_POSTAGE_PENCE // 100} or more" in body_of("delivery")


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article.slug)
def test_no_article_says_another_number_than_the_rules(article: Article) -> None:
    """Whatever is refunded, returned or sent again has the same number of days wherever it is spoken of."""
    text = article.body.replace("\n", ".").lower()  # a heading is no part of the sentence below it
    for days in re.findall(r"(?:return|back|report|tell us|window)[^.]{0,60}\b(?:within|have) (\d+) days", text):
        assert int(days) in (rules.RETURN_WINDOW.days, rules.LABEL_LASTS.days), days
    for money in re.findall(
        r"(?:refund|money|difference|goes back|paid with)[^.]{0,80}within (\w+) working days", text
    ):
        assert money == "five", money
    for search in re.findall(r"(?:search|find the parcel|lost)[^.]{0,60}within (?:those )?(\w+) working days", text):
        assert search == "two", search


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article.slug)
def test_articles_name_only_intents_that_exist(article: Article) -> None:
    known = yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))["intents"]
    assert set(article.intents) <= set(known)


def test_two_articles_do_not_claim_a_question_that_has_one_answer() -> None:
    claimed = [intent for article in ARTICLES for intent, heading in article.intents.items() if heading]
    assert len(claimed) == len(set(claimed))
