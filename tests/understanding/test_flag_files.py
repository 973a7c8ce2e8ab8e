"""The maintainers' examples of flags: read with their context, and what is wrong with a line is said with its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.launch import paths
from bot.understanding.flag_files import LEARNED, BadExample, load


def site(tmp_path: Path, name: str, text: str) -> Path:
    folder = tmp_path / "data" / "flags"
    folder.mkdir(parents=True)
    (folder / name).write_text(text, encoding="utf-8")
    return tmp_path


def test_a_line_is_meant_or_not_and_has_the_context_written_above_it(tmp_path: Path) -> None:
    said = "# about fire\n~ it crackles\n> Is it on?\n>> I'm Tom.\n+ it smokes\n\n- my phone died\n"
    first, second = load(site(tmp_path, "danger.txt", said))
    assert (first.flag, first.text, first.meant, first.target) == ("danger", "it smokes", True, None)
    assert first.earlier == (("customer", "it crackles"), ("assistant", "Is it on?"), ("agent", "I'm Tom."))
    assert (second.text, second.meant, second.earlier) == ("my phone died", False, ())


def test_abuse_says_whom_it_is_aimed_at(tmp_path: Path) -> None:
    said = "+bot you tin can\n+staff lazy cow\n+company crooks\n-thing damn kettle\n- no\n"
    found = [(example.meant, example.target) for example in load(site(tmp_path, "abuse.txt", said))]
    assert found == [(True, "bot"), (True, "staff"), (True, "company"), (False, "thing"), (False, "nobody")]


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("danger.txt", "it burns"),
        ("danger.txt", "+"),
        ("danger.txt", "+bot it burns"),
        ("abuse.txt", "+ you fool"),
        ("abuse.txt", "+thing damn kettle"),
        ("abuse.txt", "-bot you tin can"),
        ("abuse.txt", "+robot you tin can"),
        ("legal.txt", ">bot hello"),
    ],
)
def test_a_line_that_cannot_be_read_is_named_with_its_file_and_number(tmp_path: Path, name: str, line: str) -> None:
    with pytest.raises(BadExample, match=rf"{name}, line 2: expected"):
        load(site(tmp_path, name, f"# first\n{line}\n"))


def test_context_that_belongs_to_no_message_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(BadExample, match="belongs to no message"):
        load(site(tmp_path, "fraud.txt", "+ hacked\n> Which account?\n"))


def test_a_site_without_files_has_no_examples(tmp_path: Path) -> None:
    assert load(tmp_path) == []


@pytest.mark.parametrize("flag", LEARNED)
def test_our_own_files_show_what_is_meant_and_as_much_that_only_sounds_so(flag: str) -> None:
    examples = [example for example in load(paths.site()) if example.flag == flag]
    meant = sum(example.meant for example in examples)
    assert meant >= 80 and len(examples) - meant >= 80
    assert len({(example.text, example.earlier) for example in examples}) == len(examples)
