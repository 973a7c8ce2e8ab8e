"""What is named in messages: precision and recall on a labelled corpus of our own, never trained on."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.constants import ENTITIES, METADATA, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.launch import paths
from bot.understanding.entities import EntityReader
from bot.understanding.patterns import Match
from bot.workbench.evaluate import entities, measures
from bot.workbench.evaluate.entities import Find, Score
from bot.workbench.evaluate.materials import Materials, NotMeasured
from bot.workbench.evaluate.report import Section, Table

TITLE = "Entities: our own labelled corpus"


def measure(materials: Materials) -> Section:
    """Kind, value and place must all be right."""
    corpus = paths.site() / entities.CORPUS
    if not corpus.is_file():
        raise NotMeasured(f"There is no {entities.CORPUS}.")
    with _finder(materials) as find:
        scores, mistakes = entities.measure(find, corpus)
    everything = scores["all"]
    messages = len(entities.load(corpus)[1])
    return Section(
        TITLE,
        figures=[
            measures.share_figure("precision", measures.of(everything.right, everything.found)),
            measures.share_figure("recall", measures.of(everything.right, everything.there)),
            measures.share_figure("messages with a mistake", measures.of(len(mistakes), messages), at_least=False),
        ],
        tables=[
            Table("By kind", ("kind", "there", "precision", "recall", "F1"), [_row(*item) for item in scores.items()])
        ],
        notes=[
            f"{messages} messages, read one by one; place, kind and value must be exact. Mistakes found here were "
            "mended since, so these figures flatter: the held-out dialogues say what to expect."
        ],
    )


@contextmanager
def _finder(materials: Materials) -> Iterator[Find]:
    """The product's reader of entities, trained on our data in a moment, for a reader that is told what day it is."""
    with tempfile.TemporaryDirectory() as folder:
        reader = EntityReader.create(
            materials.config["EntityReader"], LocalModelStorage.create(Path(folder)), Resource("entities"), None
        )
        reader.train(materials.training_data)

        def find(text: str, today: date) -> list[Match]:
            message = Message({TEXT: text, METADATA: {"today": today.isoformat()}})
            reader.process([message])
            return [Match(e["entity"], e["value"], e["start"], e["end"]) for e in message.get(ENTITIES)]

        yield find


def _row(kind: str, score: Score) -> tuple[str, ...]:
    return kind, str(score.there), f"{score.precision:.3f}", f"{score.recall:.3f}", f"{score.f1:.3f}"
