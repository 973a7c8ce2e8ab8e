"""Fits the shipped prior on public graded data (maintainers only; users never need it).

    EVENKEEL_EVAL_DIR=… python -m bot.understanding.fit_prior

Reads `frustration_turns.jsonl` and `bot_abuse.jsonl` from that folder and writes `prior.json`: coefficients, no text.
Run it again when cues are added or changed. What the data are and what they allow: DATA_CARD.md.
"""

from __future__ import annotations

import json
import os
import sys
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from bot.understanding.encoder import shared_encoder
from bot.understanding.frustration import (
    PRIOR_RIDGE,
    TOP_GRADE,
    Example,
    Vector,
    features_of_all,
    fit_logistic,
    fit_ridge,
)
from bot.understanding.prior import PRIOR_FILE, Prior, no_prior, save_prior


@dataclass(frozen=True)
class Graded:
    """Examples with the dialogue each is from: cross-validation must not split a dialogue."""

    examples: list[Example]
    dialogues: list[str]


def evaluation_folder() -> Path:
    """Where the evaluation files are. Raises SystemExit with what to do."""
    folder = Path(os.environ.get("EVENKEEL_EVAL_DIR", ""))
    if not (folder / "frustration_turns.jsonl").is_file():
        raise SystemExit("Set EVENKEEL_EVAL_DIR to the folder with frustration_turns.jsonl and bot_abuse.jsonl.")
    return folder


def rows(path: Path) -> list[dict[str, Any]]:
    """A JSON Lines file."""
    with path.open(encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.strip()]


def graded_turns(folder: Path) -> Graded:
    """The graded customer turns, each with the lines before it; the grade is the mean of the graders'."""
    dialogues: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows(folder / "frustration_turns.jsonl"):
        dialogues[row["dialogue_id"]].append(row)
    found = Graded([], [])
    for name, turns in dialogues.items():
        earlier: list[tuple[str, str]] = []
        for turn in sorted(turns, key=lambda row: row["turn"]):
            if turn.get("grades"):
                grade = sum(turn["grades"]) / len(turn["grades"]) / TOP_GRADE
                found.examples.append(Example(turn["text"], grade, tuple(earlier)))
                found.dialogues.append(name)
            earlier.append(("agent" if turn["speaker"] == "agent" else "customer", turn["text"]))
    return found


def abusive_lines(folder: Path) -> Graded:
    """Lines to chatbots, abusive or not; those the annotators were split on are left out. Read without context."""
    found = Graded([], [])
    for row in rows(folder / "bot_abuse.jsonl"):
        if row["label"] != "tie":
            found.examples.append(Example(row["text"], 0.0, abuse=row["label"] == "abusive"))
            found.dialogues.append(row["dialogue_id"])
    return found


def grades(examples: list[Example]) -> Vector:
    """The grades as a vector."""
    return np.array([example.grade for example in examples])


def abuse(examples: list[Example]) -> Vector:
    """1 for abusive, 0 for not."""
    return np.array([float(example.abuse) for example in examples])


def main() -> int:
    """Fits on all of the data and writes the prior."""
    folder = evaluation_folder()
    turns, lines = graded_turns(folder), abusive_lines(folder)
    encoder = shared_encoder()
    prior = Prior(
        grade=fit_ridge(features_of_all(turns.examples, encoder), grades(turns.examples), ridge=PRIOR_RIDGE),
        abuse=fit_logistic(features_of_all(lines.examples, encoder), abuse(lines.examples), prior=no_prior().abuse),
    )
    save_prior(prior)
    print(f"{PRIOR_FILE.name}: from {len(turns.examples)} graded turns and {len(lines.examples)} lines to bots")
    return 0


if __name__ == "__main__":
    sys.exit(main())
