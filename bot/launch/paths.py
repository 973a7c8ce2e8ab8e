"""Where things are: the site folder (what a business writes), what is built, and what is kept."""

from __future__ import annotations

import os
from pathlib import Path


def site() -> Path:
    """The site folder: config.yml, domain.yml, data/, actions/. `EVENKEEL_SITE`, or the folder we run in."""
    return Path(os.environ.get("EVENKEEL_SITE", ".")).resolve()


def var() -> Path:
    """Databases, logs and the converted encoder. `EVENKEEL_VAR`, or var/ in the site folder."""
    folder = Path(os.environ.get("EVENKEEL_VAR", site() / "var"))
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def models() -> Path:
    """Trained models. `EVENKEEL_MODELS`, or models/ in the site folder."""
    return Path(os.environ.get("EVENKEEL_MODELS", site() / "models"))
