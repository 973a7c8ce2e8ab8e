"""Requests for a person: recognised in unseen wordings, and not heard where nobody asks."""

from __future__ import annotations

import numpy as np
import yaml

from bot.launch import paths
from bot.workbench.evaluate import alarms, measures
from bot.workbench.evaluate.materials import Line, Materials, NotMeasured
from bot.workbench.evaluate.measures import Array
from bot.workbench.evaluate.report import Figure, Section, Table

TITLE = "Requests for a person"
OURS = "tests/understanding/person_requests.yml"
FLAG = "human_request"
ASKED = "contact_human_agent"
MIXED = "contact_customer_service"  # half of them ask for a person, half for opening hours: no judge of either


def measure(materials: Materials) -> Section:
    """By the flag, at the threshold from which the product fetches somebody."""
    figures, missed = _ours(materials)
    notes = [f"By the flag `{FLAG}`, from {alarms.THRESHOLDS[FLAG]:g} up."]
    try:
        figures += _public(materials)
        notes.append(f"Of the public shop set, `{ASKED}` asks; `{MIXED}` is left out, for it is filed under both.")
    except NotMeasured as why:
        notes.append(f"The public shop set was not measured. {why}")
    return Section(TITLE, figures, tables=[missed] if missed.rows else [], notes=notes)


def _ours(materials: Materials) -> tuple[list[Figure], Table]:
    """Our own list of wordings, written before anything was measured on them and never trained on."""
    path = paths.site() / OURS
    if not path.is_file():
        raise NotMeasured(f"There is no {OURS}.")
    kept = yaml.safe_load(path.read_text(encoding="utf-8"))
    texts = [*kept["asks"], *kept["does_not_ask"]]
    asks = np.arange(len(texts)) < len(kept["asks"])
    heard = _heard(materials, texts, "requests for a person")
    figures = [
        measures.share_figure("unseen wordings: recall", heard, asks, target=0.97),
        measures.share_figure("hard negatives: false alarms", heard, ~asks, target=0.10, at_least=False),
    ]
    wrong = [
        (text, "asks" if asked else "does not ask")
        for text, asked, was in zip(texts, asks, heard, strict=True)
        if asked != was
    ]
    return figures, Table("Read wrongly", ("message", "it"), wrong)


def _public(materials: Materials) -> list[Figure]:
    rows = [row for row in materials.rows("shop_intents.jsonl") if row["label"] != MIXED]
    heard = _heard(materials, [row["text"] for row in rows], "shop")
    asks = np.array([row["label"] == ASKED for row in rows])
    return [
        measures.share_figure("public shop set: recall", heard, asks, target=0.97),
        measures.share_figure(
            "public shop set, other errands: false alarms", heard, ~asks, target=0.01, at_least=False
        ),
    ]


def _heard(materials: Materials, texts: list[str], doing: str) -> Array:
    return alarms.raised(materials.read([Line(text) for text in texts], doing), FLAG)
