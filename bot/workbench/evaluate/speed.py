"""How long reading a message takes, and where the time goes; how long training takes from nothing."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

WARM_UP = 5  # readings before the clock starts: the first ones load what is loaded late


@dataclass(frozen=True)
class Times:
    """Milliseconds each, over `n` runs."""

    median: float
    p90: float
    worst: float
    n: int

    @classmethod
    def of(cls, seconds: Sequence[float]) -> Times:
        """Raises ValueError when nothing was timed."""
        if not seconds:
            raise ValueError("nothing was timed")
        median, p90, worst = (float(value) * 1000 for value in np.percentile(seconds, (50, 90, 100)))
        return cls(median, p90, worst, len(seconds))


def measure(read: Callable[[str], object], texts: Sequence[str]) -> Times:
    """End to end, one message after another. Each text is read once, and none before: caches do not help.

    Start the process with OMP_NUM_THREADS=1 to measure one thread.
    """
    forget()
    for number in range(WARM_UP):
        read(f"are you there? this is message {number} of Anna Example from Leeds")
    return Times.of([_seconds(read, text) for text in dict.fromkeys(texts)])


def by_component(reader: Any, texts: Sequence[str]) -> dict[str, Times]:
    """For a `Reader`: each component of config.yml's pipeline by its name, slowest first."""
    timed: dict[str, list[float]] = {}
    with _timed_nodes(reader._runner._instantiated_nodes, timed):
        measure(reader.read, texts)
    times = {name: Times.of(seconds[WARM_UP:]) for name, seconds in timed.items() if len(seconds) > WARM_UP}
    return dict(sorted(times.items(), key=lambda item: -item[1].median))


def training(site: Path) -> float:
    """Seconds from starting the trainer to a whole model, with no cache and no encoder built before. Raises
    CalledProcessError if training fails."""
    with tempfile.TemporaryDirectory() as folder:
        env = {
            "RASA_TELEMETRY_ENABLED": "false",
            "RASA_CACHE_DIRECTORY": f"{folder}/cache",
            "EVENKEEL_ENCODER": f"{folder}/encoder",
        }
        began = time.perf_counter()
        subprocess.run(
            [sys.executable, "-m", "bot.launch.train_process", f"{folder}/model.tar.gz"],
            cwd=site,
            env={**os.environ, **env},
            check=True,
            capture_output=True,
        )
        return time.perf_counter() - began


def forget() -> None:
    """Empties what reading keeps of texts it has seen."""
    from bot.understanding.cues import find_cues
    from bot.understanding.encoder import shared_encoder

    shared_encoder().forget()
    find_cues.cache_clear()


def _seconds(run: Callable[[str], object], text: str) -> float:
    began = time.perf_counter()
    run(text)
    return time.perf_counter() - began


@contextmanager
def _timed_nodes(nodes: dict[str, Any], timed: dict[str, list[float]]) -> Iterator[None]:
    """While it lasts, each node of Rasa's graph notes how long it ran."""
    before = {name: node._fn for name, node in nodes.items()}

    def timing(name: str, run: Callable[..., Any]) -> Callable[..., Any]:
        short = name.removeprefix("run_").rpartition(".")[2].rstrip("0123456789")

        def timed_run(*args: Any, **kwargs: Any) -> Any:
            began = time.perf_counter()
            try:
                return run(*args, **kwargs)
            finally:
                timed.setdefault(short, []).append(time.perf_counter() - began)

        return timed_run

    for name, node in nodes.items():
        node._fn = timing(name, node._fn)
    try:
        yield
    finally:
        for name, node in nodes.items():
            node._fn = before[name]
