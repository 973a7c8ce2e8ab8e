"""Rasa component: how frustrated a message is, and what shows it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.launch import paths
from bot.understanding import graded
from bot.understanding.cues import cue_words, find_cues
from bot.understanding.encoder import shared_encoder
from bot.understanding.frustration_model import Curve, FrustrationModel, fit_model, level_of, own_table
from bot.understanding.prior import load_prior
from bot.understanding.reading import SIGNALS, earlier_lines

WEIGHTS_FILE = "frustration.npz"
# Makes Rasa train again when one of these changed.
SOURCES = (
    *("phrases.yml", "prior.npz", "cues.py", "lines.py", "graded.py"),
    *("frustration_model.py", "ridge.py", "onnx_graph.py"),
)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class FrustrationReader(GraphComponent):
    """Learns from `data/frustration/*.txt` (graded.py) together with the shipped summary of public data
    (`prior: false` in config.yml does without).

    Sets `reading_signals` on every message: frustration, level, cues. Reads the message in the light of its metadata's
    `earlier`: [{"speaker", "text"}], oldest first.
    """

    def __init__(
        self, config: dict[str, Any], storage: ModelStorage, resource: Resource, model: FrustrationModel | None
    ) -> None:
        self._config = config
        self._storage = storage
        self._resource = resource
        self._model = model

    @staticmethod
    def required_packages() -> list[str]:
        return ["onnxruntime"]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {"prior": True}

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str:
        """What training depends on besides Rasa's own training data: the graded files, and the model's code."""
        here = Path(__file__).parent
        sources = [*(here / name for name in SOURCES), *graded.files(paths.site())]
        return hashlib.sha256(b"".join(path.read_bytes() for path in sources)).hexdigest()

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> FrustrationReader:
        return cls({**cls.get_default_config(), **config}, model_storage, resource, None)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> FrustrationReader:
        with model_storage.read_from(resource) as folder, np.load(folder / WEIGHTS_FILE, allow_pickle=False) as kept:
            model = FrustrationModel(kept["alone"], kept["together"], Curve(*(float(value) for value in kept["curve"])))
        return cls({**cls.get_default_config(), **config}, model_storage, resource, model)

    def train(self, training_data: TrainingData) -> Resource:
        """Raises graded.BadGrade on a line that cannot be read, ValueError with nothing to learn from."""
        examples = graded.load(graded.files(paths.site()))
        prior = load_prior()
        self._model = fit_model(
            own_table(examples, shared_encoder()) if examples else None,
            curve=prior.curve,
            prior=prior.rows if self._config["prior"] else None,
        )
        curve = np.array([self._model.curve.slope, self._model.curve.middle])
        with self._storage.write_to(self._resource) as folder:
            np.savez(folder / WEIGHTS_FILE, alone=self._model.alone, together=self._model.together, curve=curve)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Reads each message."""
        for message in messages:
            signals = self.read(message.get(TEXT) or "", earlier_lines(message))
            message.set(SIGNALS, signals, add_to_output=True)
        return messages

    def read(self, text: str, earlier: Sequence[tuple[str, str]]) -> dict[str, Any]:
        """The signals of one message, ready for JSON."""
        frustration = 0.0
        if text.strip() and self._model is not None:
            frustration = self._model.frustration(text, earlier, shared_encoder())
        return {
            "frustration": round(frustration, 4),
            "level": level_of(frustration).value,
            "cues": cue_words(find_cues(text)),
        }
