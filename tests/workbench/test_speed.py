"""The stop-watch itself: what it counts, what it leaves out, and that it leaves nothing behind."""

from __future__ import annotations

import time
from types import SimpleNamespace
from typing import Any

import pytest

pytest.importorskip("onnxruntime")

from bot.workbench.evaluate import speed
from bot.workbench.evaluate.speed import Times


def test_times_are_in_milliseconds() -> None:
    times = Times.of([0.001, 0.002, 0.003])
    assert (times.median, times.worst, times.n) == (pytest.approx(2.0), pytest.approx(3.0), 3)
    with pytest.raises(ValueError, match="nothing"):
        Times.of([])


def test_each_text_is_read_once_and_the_warm_up_is_not_counted() -> None:
    read: list[str] = []

    def slow_at_first(text: str) -> None:
        time.sleep(0.02 if len(read) < speed.WARM_UP else 0)
        read.append(text)

    times = speed.measure(slow_at_first, ["one", "two", "one"])
    assert read[speed.WARM_UP :] == ["one", "two"]
    assert times.n == 2
    assert times.worst < 20


def test_a_text_read_before_is_read_anew() -> None:
    from bot.understanding.encoder import shared_encoder

    encoder = shared_encoder()
    runs: list[str] = []
    real = encoder._run
    encoder._run = lambda text: (runs.append(text), real(text))[1]  # type: ignore[method-assign, assignment]
    try:
        encoder.encode("a parcel")
        encoder.encode("a parcel")
        assert runs.count("a parcel") <= 1
        runs.clear()
        speed.measure(encoder.encode, ["a parcel"])
        assert runs.count("a parcel") == 1
    finally:
        del encoder._run


def test_components_are_timed_and_left_as_they_were() -> None:
    def work(text: str) -> None:
        time.sleep(0.002)

    node: Any = SimpleNamespace(_fn=work)
    reader = SimpleNamespace(_runner=SimpleNamespace(_instantiated_nodes={"run_bot.x.Worker3": node}))
    reader.read = lambda text: node._fn(text)
    times = speed.by_component(reader, ["a", "b"])
    assert list(times) == ["Worker"]
    assert times["Worker"].n == 2
    assert times["Worker"].median >= 2
    assert node._fn is work
