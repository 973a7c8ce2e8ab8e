"""The written report: targets first, what changed marked plainly, skipped sections named, old pictures gone."""

from __future__ import annotations

import io
import json
from pathlib import Path

import numpy as np
import pytest
from rich.console import Console

from bot.workbench.evaluate import markdown, plots
from bot.workbench.evaluate.compare import Diff, compare
from bot.workbench.evaluate.report import Figure, Plot, Report, Section, Table
from bot.workbench.evaluate.run import save, show

SECTIONS = {
    "mood": Section(
        "Mood",
        figures=[
            Figure("agreement", 0.71, 0.65, 0.77, target=0.75, n=360),
            Figure("false alarms", 0.04, 0.03, 0.05, target=0.06, at_least=False),
            Figure("aside", 0.5),
        ],
        tables=[
            Table("Short", ("cue", "effect"), [("a|b", "0.01")]),
            Table("Long", ("cue",), [(str(number),) for number in range(30)]),
        ],
        plots=[Plot("mood.png", "Mood by grade", b"png")],
        notes=["A note."],
    ),
    "shop": Section("Shop", skipped="It needs public files."),
    "speed": Section("Speed", [Figure("median", 13.5, target=12, at_least=False, unit="ms")]),
}
REPORT = Report(SECTIONS, "evenkeel-1")


def test_targets_come_first_with_verdicts() -> None:
    text = markdown.write(REPORT, Diff(problem="no report was ever committed"))
    summary = text[: text.index("## Since")]
    assert "| Mood | agreement | 0.710 | 0.650 to 0.770 | ≥ 0.75 | missed by 0.040 |" in summary
    assert "| Mood | false alarms | 0.040 | 0.030 to 0.050 | ≤ 0.06 | met |" in summary
    assert "| Speed | median | 13.5 ms |  | ≤ 12 ms | missed by 1.5 ms |" in summary
    assert "aside" not in summary
    assert "**Shop**. It needs public files." in summary


def test_changes_are_marked_and_no_earlier_report_is_said() -> None:
    assert "Nothing to compare with: no report was ever committed." in markdown.write(
        REPORT, Diff(problem="no report was ever committed")
    )
    before = Report({"mood": Section("Mood", [Figure("agreement", 0.80, 0.75, 0.85), Figure("aside", 0.4)])})
    text = markdown.write(REPORT, compare(before, REPORT))
    assert "1 worse, 1 better" in text
    assert "| ▼ **worse** | mood | agreement | 0.800 | 0.710 |" in text
    assert "| ▲ better | mood | aside | 0.400 | 0.500 |" in text
    assert "New: mood: false alarms; speed: median." in text


def test_sections_have_figures_notes_tables_and_pictures() -> None:
    text = markdown.write(REPORT, Diff())
    section = text[text.index("## Mood") : text.index("## Shop")]
    assert "| aside | 0.500 |  |  |  |" in section
    assert "A note." in section and "![Mood by grade](mood.png)" in section
    assert "a\\|b" in section  # a cell cannot break its row
    assert section.index("Short") < section.index("<details><summary>Long")


def test_json_survives_a_round_trip() -> None:
    again = Report.from_json(json.loads(json.dumps(REPORT.to_json())))
    assert list(again.figures()) == list(REPORT.figures())
    assert again.sections["shop"].skipped == "It needs public files."


def test_saving_writes_all_and_clears_pictures_of_before(tmp_path: Path) -> None:
    (tmp_path / "old.png").write_bytes(b"old")
    save(REPORT, Diff(), tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["mood.png", "report.json", "report.md"]
    assert (tmp_path / "mood.png").read_bytes() == b"png"


def test_the_terminal_shows_verdicts_and_changes() -> None:
    kept = io.StringIO()
    before = Report({"mood": Section("Mood", [Figure("agreement", 0.80, 0.75, 0.85)])})
    show(REPORT, compare(before, REPORT), Console(file=kept, width=140))
    said = kept.getvalue()
    assert "missed by 0.040" in said and "met" in said
    assert "▼ worse" in said and "agreement: 0.800 → 0.710" in said


@pytest.mark.parametrize("kind", ["confusion", "reliability", "by_grade", "bars", "curves"])
def test_pictures_are_small_and_the_same_each_time(kind: str) -> None:
    def draw() -> bytes:
        random = np.random.default_rng(0)
        if kind == "confusion":
            meant = random.integers(0, 55, 3000)
            said = np.where(random.random(3000) < 0.8, meant, random.integers(0, 55, 3000))
            return plots.confusion(said, meant, [f"a_rather_long_name_{number}" for number in range(55)])
        if kind == "reliability":
            return plots.reliability([(0.1, 0.2, 30), (0.5, 0.4, 9)], said="confidence", was="right")
        if kind == "by_grade":
            grades = random.integers(0, 13, 400) / 3
            return plots.by_grade(random.random(400), grades, border=0.4)
        if kind == "bars":
            return plots.bars({f"cue {number}": number / 100 for number in range(40)}, label="loss")
        line = np.linspace(0, 1, 500)
        return plots.curves({"ours": (line, 1 - line**2)}, across="recall", up="precision")

    picture = draw()
    assert picture.startswith(b"\x89PNG")
    assert len(picture) < 80_000
    assert draw() == picture
