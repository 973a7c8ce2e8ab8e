"""Graded files: what maintainers write, and what they are told when it cannot be read."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.understanding.graded import BadGrade, Example, files, load


def written(folder: Path, text: str) -> list[Example]:
    path = folder / "some.txt"
    path.write_text(text, encoding="utf-8")
    return load([path])


def test_single_messages_and_a_conversation(tmp_path: Path) -> None:
    single, first, second = written(tmp_path, "# note\n4 you liars\n1 any news?\n> It is late.\n+ 2.5 LATE?\n")
    assert single == Example("you liars", 1.0, (), "some:2")
    assert first == Example("any news?", 0.25, (), "some:3")
    assert second == Example("LATE?", 0.625, (("customer", "any news?"), ("assistant", "It is late.")), "some:3")


def test_a_conversation_may_begin_with_us_and_ends_at_an_empty_line(tmp_path: Path) -> None:
    told, alone = written(tmp_path, "> Anything else?\n+ 0 no\n\n> Hello again.\n+ 0 hi\n")
    assert told.earlier == (("assistant", "Anything else?"),)
    assert alone.earlier == (("assistant", "Hello again."),)
    assert told.dialogue != alone.dialogue


def test_ungraded_lines_are_context_only(tmp_path: Path) -> None:
    (example,) = written(tmp_path, "~ where is it\n+ ~ hello??\n+ 3 HELLO\n")
    assert [text for _, text in example.earlier] == ["where is it", "hello??"]


@pytest.mark.parametrize(
    "line", ["where is it", "5 too angry", "-1 oh", "2", "+ 2 from nowhere", "++ 2 twice", "4.5 beyond furious"]
)
def test_a_line_that_cannot_be_read_is_named(tmp_path: Path, line: str) -> None:
    with pytest.raises(BadGrade, match=r"some\.txt, line 3: "):
        written(tmp_path, f"0 fine\n\n{line}\n")


def test_files_come_in_order_of_their_names(tmp_path: Path) -> None:
    folder = tmp_path / "data" / "frustration"
    folder.mkdir(parents=True)
    for name in ("b.txt", "a.txt", "README.md"):
        (folder / name).write_text("", encoding="utf-8")
    assert [path.name for path in files(tmp_path)] == ["a.txt", "b.txt"]
