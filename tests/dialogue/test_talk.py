"""`evenkeel talk`: the contract of its input and output."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from bot.dialogue import talk

SCRIPT = """
{"conversation": "a", "text": "where is my refund?", "customer": "mara@example.com"}
{"conversation": "b", "text": "I WANT TO SPEAK TO A HUMAN NOW"}
{"conversation": "a", "text": "thanks", "note": "passed through"}
"""


@pytest.mark.model
def test_one_line_of_json_a_turn(trained_model: Path, tmp_path: Path) -> None:
    script = tmp_path / "script.jsonl"
    script.write_text(SCRIPT, encoding="utf-8")
    out = io.StringIO()
    assert talk.run(script, model=trained_model, out=out) == 0
    first, second, third = map(json.loads, out.getvalue().splitlines())
    for line in (first, second, third):
        assert {"conversation", "text", "reading", "temper", "move", "moves", "replies", "handoff"} <= line.keys()
        assert line["temper"].keys() == {"state", "trend", "evidence"}
    assert (first["conversation"], first["text"]) == ("a", "where is my refund?")
    assert "£42.00" in json.dumps(first["replies"], ensure_ascii=False)
    assert second["handoff"]["reason"] == "asked_for_person" and second["move"] == "hand_off"
    assert third["note"] == "passed through" and third["handoff"] is None


@pytest.mark.parametrize("line", ["not json", '{"text": "no conversation"}', "[]"])
def test_a_broken_script_is_refused_before_anything_is_loaded(tmp_path: Path, line: str) -> None:
    script = tmp_path / "script.jsonl"
    script.write_text(line + "\n", encoding="utf-8")
    assert talk.run(script, model=tmp_path / "none.tar.gz") == 2


def test_a_missing_script_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert talk.run(tmp_path / "nowhere.jsonl") == 2
    assert "nowhere.jsonl" in capsys.readouterr().err
