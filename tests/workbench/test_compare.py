"""What counts as better or worse since the last committed report, and what is said when there is none."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from bot.workbench.evaluate.compare import Diff, NoReport, committed, compare
from bot.workbench.evaluate.report import Figure, Report, Section


def report(*figures: Figure, section: str = "mood") -> Report:
    return Report({section: Section("Mood", figures)}, "evenkeel-1")


def change(before: Figure, now: Figure) -> Diff:
    return compare(report(before), report(now))


def test_a_change_counts_from_half_the_wider_interval() -> None:
    before = Figure("recall", 0.80, 0.75, 0.85)
    assert change(before, Figure("recall", 0.84, 0.80, 0.88)).as_before == 1
    assert change(before, Figure("recall", 0.86, 0.78, 0.94)).as_before == 1  # the new one is surer of less
    (better,) = change(before, Figure("recall", 0.86, 0.82, 0.90)).better
    assert better.size == pytest.approx(0.06)
    assert [worse.now.value for worse in change(before, Figure("recall", 0.74, 0.7, 0.78)).worse] == [0.74]


def test_where_less_is_better_a_rise_is_worse() -> None:
    alarms = Figure("false alarms", 0.05, 0.04, 0.06, at_least=False)
    assert change(alarms, Figure("false alarms", 0.08, 0.07, 0.09, at_least=False)).worse
    assert change(alarms, Figure("false alarms", 0.02, 0.01, 0.03, at_least=False)).better


def test_times_count_only_when_they_change_by_more_than_half() -> None:
    slow = Figure("median", 10.0, at_least=False, unit="ms")
    assert not change(slow, Figure("median", 14.9, at_least=False, unit="ms")).worse
    assert change(slow, Figure("median", 15.1, at_least=False, unit="ms")).worse
    assert change(slow, Figure("median", 4.0, at_least=False, unit="ms")).better


def test_without_an_interval_a_hundredth_counts() -> None:
    assert not change(Figure("f", 0.5), Figure("f", 0.505)).better
    assert change(Figure("f", 0.5), Figure("f", 0.52)).better


def test_new_and_missing_figures_are_named_but_not_those_of_sections_left_out() -> None:
    before = Report({"mood": Section("Mood", [Figure("old", 0.1)]), "intents": Section("Intents", [Figure("f", 0.3)])})
    diff = compare(before, report(Figure("fresh", 0.2)))
    assert (diff.new, diff.gone, diff.as_before) == (["mood: fresh"], ["mood: old"], 0)


def git(folder: Path, *command: str) -> None:
    identity = ["-c", "user.name=t", "-c", "user.email=t@example.org"]
    subprocess.run(["git", *identity, *command], cwd=folder, check=True, capture_output=True)


def test_the_last_committed_report_is_compared_with_not_the_one_on_disk(tmp_path: Path) -> None:
    with pytest.raises(NoReport, match="no git repository"):
        committed(tmp_path, "docs/report.json")
    git(tmp_path, "init")
    (tmp_path / "readme").write_text("x")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-m", "start")
    with pytest.raises(NoReport, match="ever committed"):
        committed(tmp_path, "docs/report.json")

    kept = report(Figure("recall", 0.8, 0.75, 0.85, target=0.9, n=7), Figure("median", 3.0, unit="ms", at_least=False))
    file = tmp_path / "docs" / "report.json"
    file.parent.mkdir()
    file.write_text(json.dumps(kept.to_json()))
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-m", "report")
    file.write_text(json.dumps(report(Figure("recall", 0.1)).to_json()))
    assert committed(tmp_path, "docs/report.json") == Report(
        {"mood": Section("Mood", [*kept.sections["mood"].figures])}, "evenkeel-1"
    )


def test_a_committed_file_that_is_no_report_is_said_to_be_none(tmp_path: Path) -> None:
    git(tmp_path, "init")
    (tmp_path / "report.json").write_text('{"sections": []}')
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-m", "odd")
    with pytest.raises(NoReport, match="is not a report"):
        committed(tmp_path, "report.json")
