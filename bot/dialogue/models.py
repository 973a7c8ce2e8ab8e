"""Which trained model to use. Models are only ever taken from this machine's own folder."""

from __future__ import annotations

import os
from pathlib import Path


def newest_model(given: str | None = None) -> Path:
    """The file given, else the newest in EVENKEEL_MODELS (a folder or a file; default `models`).

    Raises FileNotFoundError with what to do.
    """
    where = Path(given or os.environ.get("EVENKEEL_MODELS") or "models")
    if where.is_file():
        return where
    found = sorted(where.glob("*.tar.gz"), key=lambda file: file.stat().st_mtime)
    if not found:
        raise FileNotFoundError(f"no trained model in {where}: run `make train`")
    return found[-1]
