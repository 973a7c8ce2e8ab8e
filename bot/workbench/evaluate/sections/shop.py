"""Errands of an online shop that somebody else named, mapped to ours: `shop_intents.jsonl`, never trained on."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import numpy as np
import yaml

from bot.understanding.reading import UNREAD
from bot.workbench.evaluate import measures
from bot.workbench.evaluate.materials import Line, Materials
from bot.workbench.evaluate.measures import Array
from bot.workbench.evaluate.report import Section, Table

TITLE = "Shop intents: a public set's 27 errands, mapped to ours"
MAPPING = Path(__file__).parents[1] / "shop_mapping.yml"


def measure(materials: Materials) -> Section:
    """Every sentence through the trained model; what it asks back about counts as not read."""
    rows = materials.rows("shop_intents.jsonl")
    mapping = yaml.safe_load(MAPPING.read_text(encoding="utf-8"))
    labels = np.array([row["label"] for row in rows])
    meant = np.array([mapping["intents"][label] for label in labels])
    said = np.array([reading.intent for reading in materials.read([Line(row["text"]) for row in rows], "shop")])
    also = mapping["also_right"]
    kinder = np.array([m if s in also.get(label, ()) else s for s, m, label in zip(said, meant, labels, strict=True)])
    return Section(
        TITLE,
        figures=[
            measures.figure("macro-F1", measures.macro_f1, *_numbers(said, meant), target=0.93),
            measures.figure("macro-F1, either reading right", measures.macro_f1, *_numbers(kinder, meant)),
            measures.figure("accuracy", measures.accuracy, said, meant),
            measures.share_figure("asked back", said == UNREAD, at_least=False),
        ],
        tables=[_by_label(labels, said, meant)],
        notes=[
            f"{len(rows)} sentences made from templates: easier than customers, and alike, so the interval flatters. "
            f"Two labels hold two wishes each (shop_mapping.yml: {', '.join(also)}); the second figure takes either."
        ],
    )


def _numbers(said: Array, meant: Array) -> tuple[Array, Array]:
    return measures.numbered(said, meant)[:2]


def _by_label(labels: Array, said: Array, meant: Array) -> Table:
    rows = []
    for label in np.unique(labels):
        here = labels == label
        intent = str(meant[here][0])
        missed = Counter(str(name) for name in said[here] if name != intent)
        commonest = ", ".join(f"{name} {count}" for name, count in missed.most_common(2))
        rows.append((float(np.mean(said[here] == intent)), str(label), intent, int(here.sum()), commonest))
    header = ("label", "ours", "sentences", "read right", "else mostly read as")
    return Table(
        "By label, worst first", header, [(label, ours, str(n), f"{r:.3f}", m) for r, label, ours, n, m in sorted(rows)]
    )
