"""`evenkeel read`: order kept, fields kept, context given, one bad line costs only itself. With a reader that only
reports what it was given; the real model's reading is tested in test_reading.py."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date

from bot.deescalation.types import Level, Reading
from bot.understanding.read_cli import BadLine, read_lines


def echo(text: str, earlier: Sequence[dict[str, str]], today: date | None) -> Reading:
    """A reading whose cues are the context it was given, and the day."""
    cues = tuple(f"{line['speaker']}: {line['text']}" for line in earlier)
    return Reading("greet", 1.0, 0.0, Level.CALM, cues=(*cues, f"on {today}") if today else cues)


def results(*rows: object) -> list[dict[str, object] | BadLine]:
    return list(read_lines([row if isinstance(row, str) else json.dumps(row) for row in rows], echo))


def test_fields_are_passed_through_in_the_order_given() -> None:
    out = results({"text": "b", "label": 7, "x": None}, {"text": "a", "id": "z"})
    assert [row["text"] for row in out if isinstance(row, dict)] == ["b", "a"]
    first = out[0]
    assert isinstance(first, dict)
    assert (first["label"], first["x"], first["intent"]) == (7, None, "greet")
    assert "message_id" not in first


def test_lines_of_a_dialogue_are_read_after_the_earlier_ones_by_turn() -> None:
    out = results(
        {"dialogue_id": "d", "turn": 2, "text": "third", "speaker": "user"},
        {"dialogue_id": "other", "turn": 0, "text": "elsewhere"},
        {"dialogue_id": "d", "turn": 0, "text": "first", "speaker": "user"},
        {"dialogue_id": "d", "turn": 1, "text": "second", "speaker": "agent"},
    )
    third, elsewhere, first, agent = out
    assert isinstance(third, dict) and isinstance(first, dict) and isinstance(elsewhere, dict)
    assert third["cues"] == ["customer: first", "agent: second"]
    assert first["cues"] == elsewhere["cues"] == []
    assert agent == {"dialogue_id": "d", "turn": 1, "text": "second", "speaker": "agent"}


def test_without_turns_the_order_of_the_file_counts() -> None:
    out = results({"dialogue_id": 1, "text": "one"}, {"dialogue_id": 1, "text": "two"})
    assert isinstance(out[1], dict)
    assert out[1]["cues"] == ["customer: one"]


def test_the_day_is_taken_from_the_line() -> None:
    out = results({"text": "a", "at": "2026-03-18T23:30:00Z"}, {"text": "b", "at": "soon"}, {"text": "c"})
    assert [row["cues"] for row in out if isinstance(row, dict)] == [["on 2026-03-18"], [], []]


def test_a_bad_line_is_named_and_costs_only_itself() -> None:
    out = results({"text": "a"}, "{broken", "", "[1]", {"text": 5}, {"text": "b"})
    assert [type(row) is BadLine for row in out] == [False, True, True, True, False]
    assert [str(row).split(" is ")[0] for row in out if isinstance(row, BadLine)] == ["line 2", "line 4", "line 5"]
