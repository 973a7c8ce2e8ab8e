"""False alarms of every flag on public messages in which nobody means it, through the trained model."""

from __future__ import annotations

from collections.abc import Sequence

from bot.deescalation.types import FLAGS, Reading
from bot.workbench.evaluate import alarms, measures, tweets
from bot.workbench.evaluate.materials import Line, Materials
from bot.workbench.evaluate.report import Figure, Section

TITLE = "Flags: false alarms on public messages"
OFTEN_MEANT = "human_request"  # by some of the shop's labels: measured in the section on requests for a person


def measure(materials: Materials) -> Section:
    """At the shipped thresholds."""
    shop = [Line(row["text"]) for row in materials.rows("shop_intents.jsonl")]
    return Section(
        TITLE,
        figures=[
            *_alarms("tweets", tweets.uncomplaining(materials), FLAGS),
            *_alarms("shop", materials.read(shop, "shop"), [flag for flag in FLAGS if flag != OFTEN_MEANT]),
        ],
        notes=[
            f"On {tweets.WHAT}, and on the public shop set, whose sentences swear at times without anger. Nobody "
            "checked that not one of them is meant. Recall is measured on the held-out dialogues and our own examples."
        ],
    )


def _alarms(where: str, readings: Sequence[Reading], flags: Sequence[str]) -> list[Figure]:
    return [measures.share_figure(f"{where}: {flag}", alarms.raised(readings, flag), at_least=False) for flag in flags]
