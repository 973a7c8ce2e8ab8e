"""The pages, their headers, help articles, and errors people can read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot.desk.settings import Settings, SettingsError
from tests.desk.edge.conftest import RunningDesk

ARTICLE = """---
title: Sending <things> back
slug: returns
updated: 2026-09-30
tags: [send back]
---
Post it within **30 days**. <script>alert(1)</script>
"""


@pytest.fixture
def built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, start: Callable[..., RunningDesk]) -> RunningDesk:
    """A desk in a site folder whose pages are built."""
    dist = tmp_path / "site" / "web" / "dist"
    for name in ("shop", "desk", "widget"):
        (dist / name).mkdir(parents=True)
        (dist / name / "index.html").write_text(f"<title>{name}</title>")
    (dist / "assets").mkdir()
    (dist / "assets" / "main-abc123.js").write_text("console.log(1)")
    (dist / "widget.js").write_text("// loader")
    (dist.parent / "secret.txt").write_text("not for the public")
    help_folder = tmp_path / "site" / "data" / "help"
    help_folder.mkdir(parents=True)
    (help_folder / "returns.md").write_text(ARTICLE)
    monkeypatch.setenv("EVENKEEL_SITE", str(tmp_path / "site"))
    return start(embed=("https://shop.example", "https://*.shop.example"))


@pytest.mark.parametrize(
    ("path", "title"),
    [("/", "shop"), ("/widget", "widget"), ("/desk", "desk"), ("/desk/setup?token=x", "desk"), ("/desk/c/1", "desk")],
)
def test_each_address_shows_its_page_and_browsers_ask_for_it_anew(built: RunningDesk, path: str, title: str) -> None:
    answer = built.http().get(path)
    assert answer.status_code == 200 and f"<title>{title}</title>" in answer.text
    assert answer.headers["cache-control"] == "no-cache"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"]


def test_only_the_widget_may_be_framed_by_the_shops(built: RunningDesk) -> None:
    http = built.http()

    def ancestors(path: str) -> str:
        return http.get(path).headers["content-security-policy"].partition("frame-ancestors ")[2]

    assert ancestors("/desk") == ancestors("/desk/setup") == ancestors("/api/me") == ancestors("/help") == "'none'"
    assert ancestors("/widget") == "https://shop.example https://*.shop.example"
    assert ancestors("/") == "'self'"


@pytest.mark.parametrize("source", ["https://a.example; script-src *", "javascript:", "a.example b.example", "'none'"])
def test_what_is_no_origin_cannot_be_named_as_an_embedding_site(source: str) -> None:
    with pytest.raises(SettingsError, match="embed"):
        Settings().with_site({"embed": [source]}, source="site.yml")


def test_hashed_files_are_kept_for_ever_and_the_loader_for_minutes(built: RunningDesk) -> None:
    http = built.http()
    assert "immutable" in http.get("/assets/main-abc123.js").headers["cache-control"]
    loader = http.get("/widget.js")
    assert loader.headers["cache-control"] == "public, max-age=300"
    assert loader.headers["cross-origin-resource-policy"] == "cross-origin"
    assert loader.headers["content-type"].startswith("text/javascript")
    missing = http.get("/assets/none.js")
    assert missing.status_code == 404 and "immutable" not in missing.headers["cache-control"]


@pytest.mark.parametrize("path", ["/assets/../../secret.txt", "/assets/%2e%2e/%2e%2e/secret.txt", "/secret.txt"])
def test_nothing_outside_the_built_pages_is_served(built: RunningDesk, path: str) -> None:
    assert "not for the public" not in built.http().get(path).text


def test_pages_that_are_not_built_say_how_to_build_them(
    start: Callable[..., RunningDesk], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EVENKEEL_SITE", str(tmp_path))
    answer = start().http().get("/")
    assert answer.status_code == 503 and "make web" in answer.text


def test_help_articles_are_safe_pages(built: RunningDesk) -> None:
    http = built.http()
    page = http.get("/help/returns").text
    assert "Sending &lt;things&gt; back" in page and "<strong>30 days</strong>" in page and "<script>" not in page
    assert "/help/returns" in http.get("/help").text
    for wrong in ("/help/none", "/help/..%2f..%2fsecret", "/help/%00"):
        assert http.get(wrong).status_code == 404


def test_an_address_that_does_not_exist_is_json_for_programs_and_a_page_for_people(built: RunningDesk) -> None:
    http = built.http()
    assert http.get("/nothing").json()["error"] == {"code": "not_found", "message": "There is nothing at this address."}
    page = http.get("/nothing", headers={"Accept": "text/html"})
    assert page.status_code == 404 and "<h1>" in page.text
    assert http.get("/api/nothing", headers={"Accept": "text/html"}).json()["error"]["code"] == "not_found"
    assert http.delete("/api/login").status_code == 405


def test_the_unforeseen_is_answered_calmly_with_a_reference(built: RunningDesk) -> None:
    built.harmed = True
    built.rows("ALTER TABLE logins RENAME TO gone")
    answer: Any = built.http(cookies={"evenkeel_desk": "x"}).get("/api/me")
    assert answer.status_code == 500
    message = answer.json()["error"]["message"]
    assert "Reference" in message and "logins" not in message
