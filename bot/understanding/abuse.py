"""Where the abuse flag starts: shipped coefficients (`abuse_prior.npz`), learned from lines that people wrote to bots.

Numbers only, no text. They were fitted together with our own examples (`fit_abuse.py`); training on a site's examples
then corrects them. What the data are and how well it reads: MODEL_CARD.md.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from bot.understanding.flag_model import Weights, feature_names

PRIOR_FILE = Path(__file__).with_name("abuse_prior.npz")


def load_prior(path: Path = PRIOR_FILE) -> Weights:
    """One output, by feature name: a cue that is new simply starts at nothing. Raises OSError or ValueError."""
    with np.load(path, allow_pickle=False) as kept:
        known = dict(zip(kept["features"].tolist(), kept["each"].astype(np.float64).tolist(), strict=True))
        start = float(kept["start"])
    return Weights(np.array([[known.get(name, 0.0)] for name in feature_names()]), np.array([start]))


def save_prior(weights: Weights, path: Path = PRIOR_FILE) -> None:
    """Writes the file, in half precision."""
    np.savez_compressed(
        path,
        features=np.array(feature_names()),
        each=weights.each[:, 0].astype(np.float16),
        start=np.float64(weights.starts[0]),
    )
