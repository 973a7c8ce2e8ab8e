"""The shipped starting point of the frustration model (`prior.json`): coefficients only, see DATA_CARD.md."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bot.understanding.frustration import Linear, feature_names

PRIOR_FILE = Path(__file__).with_name("prior.json")


@dataclass(frozen=True)
class Prior:
    """Where the two models start: the grade (0 to 1) and the log odds of abuse."""

    grade: Linear
    abuse: Linear


def no_prior() -> Prior:
    """Start from nothing: only the maintainers' own examples count."""
    zero = Linear(np.zeros(len(feature_names())), 0.0)
    return Prior(zero, zero)


def load_prior(path: Path = PRIOR_FILE) -> Prior:
    """By feature name, so a new cue simply starts at nothing. Raises OSError or ValueError on a broken file."""
    data = json.loads(path.read_text(encoding="utf-8"))
    return Prior(_linear(data["grade"]), _linear(data["abuse"]))


def save_prior(prior: Prior, path: Path = PRIOR_FILE) -> None:
    """Writes the file; weights that round to nothing are left out."""
    data = {
        name: {
            "start": round(linear.start, 5),
            "weights": {
                feature: round(float(weight), 5)
                for feature, weight in zip(feature_names(), linear.weights, strict=True)
                if abs(weight) >= 5e-6
            },
        }
        for name, linear in (("grade", prior.grade), ("abuse", prior.abuse))
    }
    path.write_text(json.dumps(data, indent=0) + "\n", encoding="utf-8")


def _linear(data: dict[str, object]) -> Linear:
    weights, start = data["weights"], data["start"]
    if not isinstance(weights, dict) or not isinstance(start, (int, float)):
        raise ValueError("not a prior: weights and start expected")
    return Linear(np.array([float(weights.get(name, 0.0)) for name in feature_names()]), float(start))
