"""Prepared replies: how files are read and refused, and what is filled in."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from bot.desk.replies.book import ReplyBook
from bot.desk.replies.files import VARIABLES, ReplyError, load, parse

SITE = Path(__file__).resolve().parents[3]
GOOD = "---\ntitle: Late\nshortcut: late\nerrands: [late_parcel]\n---\nOrder {order} is late, {customer}.\n"


def test_the_sites_own_replies_are_read_and_use_every_variable() -> None:
    replies = load(SITE / "data" / "replies")
    assert 15 <= len(replies) <= 30
    used = " ".join(reply.body for reply in replies)
    assert all(f"{{{name}}}" in used for name in VARIABLES)


def test_what_is_known_is_filled_in_and_what_is_not_is_a_gap() -> None:
    reply = parse(GOOD, name="late")
    assert reply.filled_in({"order": "EK-20401", "customer": "Mara"}) == ("Order EK-20401 is late, Mara.", [])
    assert reply.filled_in({"customer": None}) == ("Order [[order]] is late, [[customer]].", ["order", "customer"])


@pytest.mark.parametrize(
    ("change", "line", "what"),
    [
        (("---\ntitle", "title"), 1, "front matter"),
        (("title: Late", "title: "), 2, "title is missing"),
        (("title: Late", "title: [Late"), 3, "not YAML"),
        (("shortcut: late", "shortcut: Late Parcel"), 3, "shortcut must be"),
        (("errands: [late_parcel]", "errands: late_parcel"), 4, "errands must be a list"),
        (("errands:", "errand:"), 4, "there is no field errand"),
        (("{customer}", "{costumer}"), 6, "no variable {costumer}"),
        (("Order {order} is late, {customer}.", ""), 6, "nothing below"),
    ],
)
def test_a_mistake_is_refused_with_file_and_line(change: tuple[str, str], line: int, what: str) -> None:
    with pytest.raises(ReplyError) as refused:
        parse(GOOD.replace(*change), name="late")
    assert f"data/replies/late.md, line {line}: " in str(refused.value) and what in str(refused.value)


def test_two_replies_with_one_shortcut_are_refused(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.md").write_text(GOOD)
    with pytest.raises(ReplyError, match=r"b\.md, line 3: the shortcut late is taken by a\.md"):
        load(tmp_path)


def test_a_changed_file_counts_at_once_and_a_broken_one_changes_nothing(tmp_path: Path) -> None:
    file = tmp_path / "late.md"
    file.write_text(GOOD)
    book = ReplyBook(tmp_path)
    file.write_text(GOOD.replace("title: Late", "title: Very late"))
    assert [reply.title for reply in book.replies()] == ["Very late"] and book.problem is None
    file.write_text(GOOD.replace("{order}", "{oder}"))
    assert [reply.title for reply in book.replies()] == ["Very late"] and "{oder}" in str(book.problem)
    file.write_text(GOOD)
    os.utime(file, (1, 1))
    assert [reply.title for reply in book.replies()] == ["Late"] and book.problem is None


def test_a_site_without_the_folder_has_none(tmp_path: Path) -> None:
    assert ReplyBook(tmp_path / "nowhere").replies() == ()
