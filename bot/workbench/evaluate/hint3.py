"""Our intent model beside Rasa's stock one on three real bots (HINT3): trained on theirs, read on their logs."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bot.understanding.intent import IntentReader, vector_of
from bot.understanding.intent_model import IntentModel
from bot.understanding.references import without_references
from bot.workbench.evaluate import hint3_stock, measures
from bot.workbench.evaluate.materials import Materials, NotMeasured, Row
from bot.workbench.evaluate.measures import Array, Floats
from bot.workbench.evaluate.report import Figure, Section

TITLE = "The pipeline on three real bots (HINT3)"
BOTS = {"curekart": "Curekart", "sofmattress": "SOFMattress", "powerplay11": "Powerplay11"}
NOTHING = "NO_NODES_DETECTED"  # the label of what none of a bot's intents is meant for
ABOVE_STOCK = 0.08  # the target: accuracy above the stock pipeline's in the same run
TARGETED = ("curekart", "sofmattress")
STOCK_S = 1800  # at most, for one bot


@dataclass(frozen=True)
class Read:
    """What a pipeline makes of the test rows: the likeliest intent, and whether it would rather ask."""

    intents: Array
    asks: Array


def measure(materials: Materials) -> Section:
    """Each bot on its own. With `materials.stock` the stock pipeline is trained and read beside ours: minutes."""
    train, test = (materials.rows(f"hint3_{part}.jsonl") for part in ("train", "dev"))
    figures: list[Figure] = []
    for bot in materials.track(list(BOTS), "training on their examples"):
        seen, unseen = ([row for row in rows if row["bot"] == bot] for rows in (train, test))
        meant = np.array([row["label"] for row in unseen])
        target = None
        if materials.stock:
            stock = _stock(seen, unseen)
            figures += _figures(f"{BOTS[bot]}, stock Rasa", stock, meant)
            accuracy = float(np.mean((stock.intents == meant)[meant != NOTHING]))
            target = accuracy + ABOVE_STOCK if bot in TARGETED else None
        figures += _figures(BOTS[bot], _ours(materials, seen, unseen), meant, target)
    return Section(
        TITLE,
        figures=figures,
        notes=[
            "In scope: what one of the bot's intents is meant for, read without a threshold; then with that of "
            f"config.yml (stock: {hint3_stock.THRESHOLD}), where what is asked back counts as not read. Out of scope: "
            f"the share that is asked back. {_about_stock(materials.stock)}"
        ],
    )


def _about_stock(stock: bool) -> str:
    if stock:
        return f"Target: {ABOVE_STOCK} above the stock pipeline in the same run."
    return "`--with-stock` trains Rasa's stock pipeline (DIET) beside ours, in some minutes."


def _figures(name: str, read: Read, meant: Array, target: float | None = None) -> list[Figure]:
    inside = meant != NOTHING
    right = read.intents == meant
    return [
        measures.share_figure(f"{name}: accuracy in scope", right, inside, target=target),
        measures.share_figure(f"{name}: accuracy in scope, with the threshold", right & ~read.asks, inside),
        measures.share_figure(f"{name}: out of scope, asked back", read.asks, ~inside),
    ]


def _ours(materials: Materials, seen: Sequence[Row], unseen: Sequence[Row]) -> Read:
    """As IntentReader and FallbackClassifier do, with the settings of config.yml."""
    c = {**IntentReader.get_default_config(), **materials.config["IntentReader"]}["C"]
    fallback = materials.config["FallbackClassifier"]
    vectors = np.stack([vector_of(row["text"]) for row in seen])
    texts = [without_references(row["text"]) for row in seen]
    model = IntentModel.fit(texts, vectors, [row["label"] for row in seen], c=c)
    shares = np.stack([model.probabilities(without_references(row["text"]), vector_of(row["text"])) for row in unseen])
    best: Floats = np.sort(shares, axis=1)[:, ::-1]
    asks = (best[:, 0] < fallback["threshold"]) | (best[:, 0] - best[:, 1] < fallback["ambiguity_threshold"])
    return Read(np.array(model.intents)[shares.argmax(axis=1)], asks)


def _stock(seen: Sequence[Row], unseen: Sequence[Row]) -> Read:
    """Raises NotMeasured with the trainer's last words."""
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder, "work.json")
        asked = {"train": [(row["text"], row["label"]) for row in seen], "test": [row["text"] for row in unseen]}
        work.write_text(json.dumps(asked), encoding="utf-8")
        done = subprocess.run(
            [sys.executable, "-m", hint3_stock.__name__, str(work)],
            env={**os.environ, "RASA_TELEMETRY_ENABLED": "false"},
            capture_output=True,
            text=True,
            check=False,
            timeout=STOCK_S,
        )
        if done.returncode:
            raise NotMeasured(f"the stock pipeline could not be trained: {done.stderr.strip()[-500:]}")
        found = json.loads(work.read_text(encoding="utf-8"))["read"]
    asks = [item["confidence"] < hint3_stock.THRESHOLD or item["lead"] < hint3_stock.AMBIGUITY for item in found]
    return Read(np.array([item["intent"] for item in found]), np.array(asks))
