"""Fits the shipped start of the abuse flag on public lines to chatbots (maintainers only; users never need it).

    EVENKEEL_EVAL_DIR=… python -m bot.understanding.fit_abuse

Reads `bot_abuse.jsonl` from that folder, and our own examples, and writes `abuse_prior.npz`: coefficients, no text. Run
it again when cues or patterns change. What the data are and what they allow: MODEL_CARD.md.
"""

from __future__ import annotations

import json
import os
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bot.launch import paths
from bot.understanding import flag_files
from bot.understanding.abuse import PRIOR_FILE, save_prior
from bot.understanding.encoder import Encoder, shared_encoder
from bot.understanding.flag_files import Earlier
from bot.understanding.flag_model import Table, Weights, features, fit
from bot.understanding.flag_training import own_table
from bot.understanding.lines import ASSISTANT, CUSTOMER

FILE = "bot_abuse.jsonl"
_BEFORE = (ASSISTANT, CUSTOMER, ASSISTANT)  # who said the three lines of context
_NOTHING = "_"
PRIOR_HOLD = 1.0  # by cross-validation


@dataclass(frozen=True)
class Line:
    """A line to a bot. `agreement`: the share of its readers who say what most say."""

    text: str
    earlier: Earlier
    abusive: bool
    agreement: float
    dialogue: str


def lines(folder: Path) -> list[Line]:
    """Those that its readers agree on more or less; ties are left out. Raises OSError."""
    found = []
    for said in (folder / FILE).read_text(encoding="utf-8").splitlines():
        row = json.loads(said)
        if row["label"] != "tie":
            abusive = row["label"] == "abusive"
            share = float(np.mean(np.array(row["severities"]) < 0))  # below 0: abusive, the lower the worse
            earlier = tuple((who, text) for who, text in zip(_BEFORE, row["context"], strict=True) if text != _NOTHING)
            found.append(Line(row["text"], earlier, abusive, max(share, 1 - share), row["dialogue_id"]))
    return found


def table(said: list[Line], encoder: Encoder) -> Table:
    """One output; clear cases count more."""
    return Table(
        np.stack([features(line.text, line.earlier, encoder) for line in said]),
        np.array([[float(line.abusive)] for line in said]),
        np.array([[line.agreement] for line in said]),
    )


def fit_prior(public: Table, own: Table) -> Weights:
    """On both together. `own`: our examples' table, of which only the first output (abuse) is used."""
    return fit(public + Table(own.x, own.meant[:, :1], own.counts[:, :1]), hold=PRIOR_HOLD)


def main() -> int:
    """Fits on all of the data and writes the coefficients."""
    folder = Path(os.environ.get("EVENKEEL_EVAL_DIR", ""))
    if not (folder / FILE).is_file():
        raise SystemExit(f"Set EVENKEEL_EVAL_DIR to the folder with {FILE}.")
    encoder, said, examples = shared_encoder(), lines(folder), flag_files.load(paths.site())
    save_prior(fit_prior(table(said, encoder), own_table(examples, encoder)))
    print(f"{PRIOR_FILE.name}: from {len(said)} lines to bots and {len(examples)} examples of our own")
    return 0


if __name__ == "__main__":
    sys.exit(main())
