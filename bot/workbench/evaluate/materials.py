"""What is measured on, loaded when first asked for: the trained model, our own examples, the public files."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

import yaml

from bot.deescalation.types import Reading
from bot.launch import model, paths
from bot.understanding.encoder import Encoder, shared_encoder
from bot.understanding.reader import Reader

T = TypeVar("T")
Row = dict[str, Any]
Track = Callable[[Sequence[Any], str], Iterable[Any]]


class NotMeasured(Exception):
    """A section cannot be measured here; the message says why, and what to do about it."""


@dataclass(frozen=True)
class Line:
    """A message to read. `earlier`: (speaker, text) oldest first, "customer" being the customer; `dialogue`: whose."""

    text: str
    earlier: tuple[tuple[str, str], ...] = ()
    dialogue: str = ""


class Materials:
    """One evaluation's materials. `track` shows progress through a sequence; `stock`: measure Rasa's own pipeline too.

    Readings are kept: sections share them.
    """

    def __init__(self, track: Track, *, stock: bool = False) -> None:
        self.track = track
        self.stock = stock
        self._readings: dict[Line, Reading] = {}

    @cached_property
    def model(self) -> Path:
        """The model of the sources as they are, trained if need be. Raises CannotStart."""
        return model.train()

    @cached_property
    def reader(self) -> Reader:
        """Reads as the product does."""
        return Reader.load(self.model)

    @cached_property
    def encoder(self) -> Encoder:
        """The product's."""
        return shared_encoder()

    @cached_property
    def training_data(self) -> Any:
        """Our own examples as Rasa has them."""
        from rasa.shared.nlu.training_data.loading import load_data

        return load_data(str(paths.site() / "data" / "nlu"))

    @property
    def examples(self) -> list[Any]:
        """Our own intent examples: Rasa's messages, in the order of the files."""
        return [example for example in self.training_data.intent_examples if example.get("text")]

    @cached_property
    def config(self) -> dict[str, Row]:
        """config.yml's pipeline: each component's settings by the last part of its name."""
        data = yaml.safe_load((paths.site() / "config.yml").read_text(encoding="utf-8"))
        return {str(entry["name"]).rpartition(".")[2]: entry for entry in data["pipeline"]}

    def read(self, lines: Sequence[Line], doing: str) -> list[Reading]:
        """Each line as the trained model reads it, with what came before."""
        return [self._read(line) for line in self.track(lines, doing)]

    @property
    def public(self) -> Path:
        """The folder of public files. Raises NotMeasured without it."""
        named = os.environ.get("EVENKEEL_EVAL_DIR")
        if not named:
            raise NotMeasured("It needs public files: set EVENKEEL_EVAL_DIR to their folder.")
        if not Path(named).is_dir():
            raise NotMeasured(f"EVENKEEL_EVAL_DIR names {named}, which is no folder.")
        return Path(named)

    def rows(self, file: str) -> list[Row]:
        """A public file of JSON lines. Raises NotMeasured without it."""
        path = self.public / file
        if not path.is_file():
            raise NotMeasured(f"{file} is not in the folder that EVENKEEL_EVAL_DIR names.")
        return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]

    def _read(self, line: Line) -> Reading:
        if line not in self._readings:
            earlier = [{"speaker": speaker, "text": text} for speaker, text in line.earlier]
            self._readings[line] = self.reader.read(line.text, earlier=earlier)
        return self._readings[line]
