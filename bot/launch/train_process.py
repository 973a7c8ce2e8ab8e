"""Trains one model in a process of its own: `python -m bot.launch.train_process models/evenkeel-….tar.gz`."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from bot.dialogue.light_import import lighten


def main(target: Path) -> int:
    """Trains into a temporary folder, then moves the model into place: a model file is always whole."""
    from bot.understanding import build_encoder

    build_encoder.ensure()
    lighten()
    from rasa.model_training import train

    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".training-") as folder:
        result = train(
            domain="domain.yml",
            config="config.yml",
            training_files="data",
            output=folder,
            fixed_model_name=target.name.removesuffix(".tar.gz"),
        )
        if result.code or not result.model:
            return result.code or 1
        Path(result.model).replace(target)
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
