"""How long a message takes to read, part by part, and how long training takes."""

from __future__ import annotations

from bot.launch import paths
from bot.workbench.evaluate import heldout, speed
from bot.workbench.evaluate.materials import Materials, NotMeasured
from bot.workbench.evaluate.report import Figure, Section, Table

TITLE = "Speed"


def measure(materials: Materials) -> Section:
    """The trained model on the held-out dialogues' messages, each read once, nothing remembered, one thread."""
    texts = [turn.text for dialogue in heldout.load() for turn in dialogue.customer_turns]
    if not texts:
        raise NotMeasured(f"There are no messages to time: {heldout.FOLDER} is empty.")
    whole = speed.measure(materials.reader.read, texts)
    parts = speed.by_component(materials.reader, texts)
    (training,) = (speed.training(paths.site()) for _ in materials.track(["once"], "training from nothing"))
    return Section(
        TITLE,
        figures=[
            Figure("reading a message, median", whole.median, target=12, at_least=False, n=whole.n, unit="ms"),
            Figure("reading a message, 9 in 10 within", whole.p90, at_least=False, n=whole.n, unit="ms"),
            Figure("training from nothing", training, target=90, at_least=False, n=1, unit="s"),
        ],
        tables=[
            Table(
                "By part of the pipeline",
                ("part", "median, ms", "9 in 10 within, ms"),
                [(name, f"{times.median:.2f}", f"{times.p90:.2f}") for name, times in parts.items()],
            )
        ],
        notes=["One thread. Times are of the machine this ran on and of what else ran on it."],
    )
