"""The reading half of a trained model, without its dialogue half: for `evenkeel read`, evaluation and tests."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from rasa.core.channels.channel import UserMessage
from rasa.engine.constants import PLACEHOLDER_MESSAGE
from rasa.engine.graph import ExecutionContext
from rasa.engine.runner.dask import DaskGraphRunner
from rasa.engine.storage.local_model_storage import LocalModelStorage

from bot.deescalation.types import Reading
from bot.understanding.reading import reading_from_parse


class Reader:
    """Reads messages with one model. Loads in seconds; a reading takes about 5 ms."""

    def __init__(self, runner: Any, target: str) -> None:
        self._runner = runner
        self._target = target

    @classmethod
    def load(cls, model: Path) -> Reader:
        """From a model archive. Raises what Rasa raises on a file that is not one."""
        with tempfile.TemporaryDirectory() as folder:
            storage, metadata = LocalModelStorage.from_model_archive(Path(folder), model)
            full = metadata.predict_schema
            # The last reader. What Rasa puts after it would obey a message such as "/restart" as a command.
            target: str = full.nodes[metadata.nlu_target].needs["messages"]
            schema = full.minimal_graph_schema([target])
            runner = DaskGraphRunner.create(schema, storage, ExecutionContext(schema, metadata.model_id))
        return cls(runner, target)

    def read(
        self,
        text: str,
        *,
        earlier: Sequence[dict[str, str]] = (),
        message_id: str | None = None,
        today: date | None = None,
    ) -> Reading:
        """`earlier`: [{"speaker": "customer|assistant|agent", "text"}], oldest first. `today`: the customer's day when
        it was written; without it, "last Tuesday" stays in words."""
        metadata: dict[str, Any] = {"earlier": list(earlier), "today": today.isoformat() if today else None}
        message = UserMessage(text, metadata=metadata)
        result = self._runner.run(inputs={PLACEHOLDER_MESSAGE: [message]}, targets=[self._target])
        parse = result[self._target][0].as_dict(only_output_properties=True)
        return reading_from_parse(parse, message_id)
