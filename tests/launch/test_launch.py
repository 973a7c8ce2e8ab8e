"""Getting up: what is wrong is said in a sentence, and what was built is known to be old when its sources change."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from bot.launch import model, paths
from bot.launch.errors import CannotStart
from bot.launch.fingerprint import fingerprint
from bot.launch.supervise import check_port, free_port


def test_a_taken_port_is_named_with_a_way_out() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(CannotStart, match=rf"port {port} .* PORT={port + 1} make run"):
            check_port("127.0.0.1", port)


def test_a_free_port_is_let_through() -> None:
    check_port("127.0.0.1", free_port())


def test_run_ends_with_a_sentence_and_no_traceback_when_its_port_is_taken(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        environment = {**os.environ, "PORT": str(other.getsockname()[1]), "EVENKEEL_VAR": str(tmp_path)}
        done = subprocess.run(
            [sys.executable, "-m", "bot.cli", "run"], env=environment, capture_output=True, text=True, check=False
        )
    assert done.returncode == 1
    assert "cannot be used" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_fingerprint_changes_with_a_files_words_its_name_and_nothing_else(tmp_path: Path) -> None:
    def now() -> str:
        return fingerprint(tmp_path, ["*.yml", "data/**/*"])

    (tmp_path / "data").mkdir()
    (tmp_path / "config.yml").write_text("a")
    first = now()
    os.utime(tmp_path / "config.yml", (1, 1))
    (tmp_path / "README.md").write_text("not a source")
    assert now() == first
    (tmp_path / "config.yml").write_text("b")
    second = now()
    assert second != first
    (tmp_path / "data" / "more.yml").write_text("")
    assert now() not in (first, second)


def test_a_help_article_needs_no_training_and_an_example_does() -> None:
    sources = {path for pattern in model.SOURCES for path in paths.site().glob(pattern)}
    assert not sources & set((paths.site() / "data" / "help").iterdir())
    for folder in ("nlu", "rules", "stories", "flags", "frustration"):
        assert sources >= {path for path in (paths.site() / "data" / folder).rglob("*") if path.is_file()}
