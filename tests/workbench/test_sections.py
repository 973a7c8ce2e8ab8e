"""Sections measure what they say: with readers whose answers we know, over the real held-out dialogues."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import cast

import pytest

pytest.importorskip("rasa")

from bot.deescalation.types import FLAGS, Entity, Level, Reading
from bot.workbench.evaluate.heldout import Turn
from bot.workbench.evaluate.materials import Line, Materials, NotMeasured
from bot.workbench.evaluate.sections import heldout, person

ROOT = Path(__file__).parents[2]


class Told:
    """Materials with a reader that answers as told. No public files."""

    def __init__(self, answer: Callable[[Line], Reading]) -> None:
        self.answer = answer

    def read(self, lines: Sequence[Line], doing: str) -> list[Reading]:
        return [self.answer(line) for line in lines]

    def rows(self, file: str) -> list[dict[str, object]]:
        raise NotMeasured(f"no {file}")


def materials(answer: Callable[[Line], Reading]) -> Materials:
    return cast(Materials, Told(answer))


def right(turn: Turn) -> Reading:
    """All that the set says of a turn."""
    things = [(kind, value) for kind, values in turn.entities.items() for value in values]
    return Reading(
        turn.intents[-1],
        1.0,
        min(1.0, turn.grade / 3.2),
        Level.CALM,
        entities=tuple(Entity(kind, value, value, 0, 1) for kind, value in things),
        flags={flag: float(flag in turn.flags) for flag in FLAGS},
    )


def nothing(line: Line) -> Reading:
    return Reading("nlu_fallback", 0.0, 0.1, Level.CALM, flags=dict.fromkeys(FLAGS, 0.0))


def test_a_reader_who_knows_the_held_out_dialogues_is_right() -> None:
    known = {line: right(turn) for turn, line in heldout.lines()}
    figures = {figure.name: figure.value for figure in heldout.measure(materials(known.__getitem__)).figures}
    for name in ("intent accuracy", "intent macro-F1", "entity precision", "entity recall"):
        assert figures[name] == 1.0, name
    assert all(figures[f"{flag}: recall"] == 1.0 for flag in FLAGS)
    assert all(figures[f"{flag}: false alarms"] == 0.0 for flag in FLAGS)


def test_a_share_of_nothing_is_no_figure() -> None:
    def sometimes(line: Line) -> Reading:
        reading = nothing(line)
        return Reading(**{**vars(reading), "frustration": len(line.text) / 1000})

    with pytest.raises(ValueError, match="where it does not ask back"):
        heldout.measure(materials(sometimes))


def test_held_out_lines_come_with_what_was_said_before() -> None:
    lines = [line for _, line in heldout.lines()]
    first = next(line for line in lines if not line.earlier)
    second = lines[lines.index(first) + 1]
    assert second.earlier[0] == ("customer", first.text)
    assert {speaker for line in lines for speaker, _ in line.earlier} == {"customer", "assistant", "agent"}


def test_requests_for_a_person_without_public_files_say_so() -> None:
    section = person.measure(materials(nothing))
    figures = {figure.name: figure.value for figure in section.figures}
    assert figures == {"unseen wordings: recall": 0.0, "hard negatives: false alarms": 0.0}
    assert any("no shop_intents.jsonl" in note for note in section.notes)


def test_a_section_that_does_not_exist_is_answered_with_those_that_do() -> None:
    command = [sys.executable, "-m", "bot.cli", "evaluate", "--only", "moods"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "No such section: moods" in done.stdout and "frustration" in done.stdout
