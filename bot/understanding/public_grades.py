"""Public support dialogues whose turns people graded (`frustration_turns.jsonl`), and honest figures on them.

They train the shipped summary, so whatever is reported on them is cross-validated: no dialogue in two folds.
"""

from __future__ import annotations

import json
import os
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from bot.understanding.frustration_model import Curve, Table, Vector, fit_model
from bot.understanding.graded import TOP_GRADE, Example
from bot.understanding.lines import ASSISTANT, CUSTOMER
from bot.understanding.ridge import fit, predict

TURNS_FILE = "frustration_turns.jsonl"
FOLDS = 10


def evaluation_folder() -> Path:
    """Where the evaluation files are. Raises SystemExit with what to do."""
    folder = Path(os.environ.get("EVENKEEL_EVAL_DIR", ""))
    if not (folder / TURNS_FILE).is_file():
        raise SystemExit(f"Set EVENKEEL_EVAL_DIR to the folder with {TURNS_FILE}.")
    return folder


def graded_turns(folder: Path) -> list[Example]:
    """The graded customer turns, each with the lines before it; the grade is the mean of the graders', 0 to 1."""
    dialogues: dict[str, list[dict[str, Any]]] = defaultdict(list)
    with (folder / TURNS_FILE).open(encoding="utf-8") as file:
        for row in map(json.loads, file):
            dialogues[str(row["dialogue_id"])].append(row)
    found = []
    for name, turns in dialogues.items():
        earlier: list[tuple[str, str]] = []
        for turn in sorted(turns, key=lambda row: row["turn"]):
            if turn.get("grades"):
                grade = sum(turn["grades"]) / len(turn["grades"]) / TOP_GRADE
                found.append(Example(turn["text"], grade, tuple(earlier), name))
            earlier.append((ASSISTANT if turn["speaker"] == "agent" else CUSTOMER, turn["text"]))
    return found


def cross_validated(public: Table, dialogues: Sequence[str], own: Table, *, seed: int = 0) -> Vector:
    """The grade expected of each public row by a model that saw none of its dialogue, but all of our own examples."""
    fold = _folds(dialogues, seed)
    expected = np.zeros(len(fold))
    nothing = Curve(1.0, 0.0)
    for number in range(FOLDS):
        seen, unseen = public.take(np.flatnonzero(fold != number)), public.take(np.flatnonzero(fold == number))
        alone = fit(own.alone() + seen.alone())
        model = fit_model(own, curve=nothing, prior=seen.together(alone))
        expected[fold == number] = predict(model.together, unseen.features(model.alone))
    return expected


def _folds(dialogues: Sequence[str], seed: int) -> Vector:
    names = sorted(set(dialogues))
    fold_of = dict(zip(names, np.random.default_rng(seed).permutation(len(names)) % FOLDS, strict=True))
    return np.array([fold_of[name] for name in dialogues])
