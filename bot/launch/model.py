"""The trained model: which one belongs to the sources as they are, and training it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from bot.launch import paths
from bot.launch.errors import CannotStart
from bot.launch.fingerprint import fingerprint

SOURCES = (
    "config.yml",
    "domain.yml",
    *(f"data/{name}/**/*" for name in ("nlu", "stories", "rules", "frustration", "flags")),  # not help: read as it is
    "bot/understanding/*.py",
    "bot/understanding/phrases.yml",
    "bot/understanding/*.npz",
    *(
        f"bot/deescalation/{name}.py" for name in ("crisis", "crisis_patterns", "grave", "cues", "person")
    ),  # the flags learn beside them
    "bot/dialogue/policy.py",
)


def expected() -> Path:
    """Where the model of the present sources is, or will be."""
    return paths.models() / f"evenkeel-{fingerprint(paths.site(), SOURCES)}.tar.gz"


def is_current() -> bool:
    """True if no training is needed."""
    return expected().exists()


def train() -> Path:
    """Trains if the sources changed since; returns the model. Raises CannotStart with the trainer's last words."""
    model = expected()
    if model.exists():
        return model
    done = subprocess.run(
        [sys.executable, "-m", "bot.launch.train_process", str(model)],
        cwd=paths.site(),
        env={**os.environ, "RASA_TELEMETRY_ENABLED": "false"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode or not model.exists():
        tail = "\n    ".join(done.stdout.strip().splitlines()[-25:])
        raise CannotStart(f"the model could not be trained. The trainer's last words:\n    {tail}")
    _keep_last(3)
    return model


def _keep_last(count: int) -> None:
    """Old models are cheap to make again; disks are not endless."""
    models = sorted(paths.models().glob("evenkeel-*.tar.gz"), key=lambda path: path.stat().st_mtime)
    for old in models[:-count]:
        old.unlink()
