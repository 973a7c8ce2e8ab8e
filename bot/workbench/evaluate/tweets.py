"""Tweets to airlines in which nobody complains: a public set on which alarms are false ones."""

from __future__ import annotations

from collections.abc import Sequence

from bot.deescalation.types import Reading
from bot.workbench.evaluate.materials import Line, Materials

WHAT = "neutral and positive airline tweets"


def uncomplaining(materials: Materials) -> Sequence[Reading]:
    """As the trained model reads them. Raises NotMeasured without the file."""
    rows = materials.rows("airline_complaints.jsonl")
    texts = [row["text"] for row in rows if row["label"] in ("neutral", "positive")]
    return materials.read([Line(text) for text in texts], "airline tweets")
