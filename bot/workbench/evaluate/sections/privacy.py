"""Secrets in messages: how many are masked, and what is masked that is none."""

from __future__ import annotations

from bot.launch import paths
from bot.workbench.evaluate import measures, privacy
from bot.workbench.evaluate.materials import Materials, NotMeasured
from bot.workbench.evaluate.report import Section, Table

TITLE = "Privacy: our own corpus of secrets"
RANDOM = 5_000  # numbers


def measure(materials: Materials) -> Section:
    """Needs no model: the same masking runs in the desk and in the widget."""
    corpus = paths.site() / privacy.CORPUS
    if not corpus.is_file():
        raise NotMeasured(f"There is no {privacy.CORPUS}.")
    found = privacy.measure(corpus)
    masked = privacy.random_numbers("my tracking number is {}", 16, RANDOM)
    return Section(
        TITLE,
        figures=[
            measures.share_figure("secrets masked", measures.of(sum(found.gone.values()), sum(found.there.values()))),
            measures.share_figure(
                "messages without a secret, changed",
                measures.of(found.untouched_spoilt, found.untouched),
                at_least=False,
            ),
            measures.share_figure(
                "random tracking numbers of 16 digits, masked",
                measures.of(round(masked * RANDOM), RANDOM),
                at_least=False,
            ),
        ],
        tables=[
            Table(
                "By kind",
                ("kind", "secrets", "masked"),
                [(kind, str(there), str(found.gone[kind])) for kind, there in sorted(found.there.items())],
            )
        ],
        notes=[
            f"{found.messages} messages of our own making; a secret is gone when all of it is. By Luhn's check alone, "
            "one random number in ten would be masked."
        ],
    )
