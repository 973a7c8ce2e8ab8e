"""What every test may use: the trained model, and services that are skipped loudly where missing (never in CI)."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
IN_CI = os.environ.get("CI", "").lower() == "true"


def missing(what: str) -> None:
    """Skips the test, saying why; in CI a missing service fails it."""
    if IN_CI:
        pytest.fail(f"{what} is missing, and this is CI, where nothing may be skipped")
    pytest.skip(f"NOT TESTED: {what} is missing on this machine")


@pytest.fixture(scope="session")
def trained_model() -> Path:
    """The model of the sources as they are, trained if need be (about a minute)."""
    from bot.launch import model

    return model.train()


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of a real Chromium."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if path := shutil.which(name):
            return path
    missing("Chromium")
    raise AssertionError("unreachable")
