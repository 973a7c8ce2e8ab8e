"""Rasa component: the intent of a message."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.understanding.encoder import shared_encoder
from bot.understanding.intent_model import IntentModel
from bot.understanding.likeness import Vector
from bot.understanding.reading import earlier_lines
from bot.understanding.references import without_references
from bot.understanding.turn_priors import shifted

MODEL_FILE = "intents.npz"
CODE = ("intent_model.py", "likeness.py", "confidence.py", "references.py", "encoder.py")  # what a model depends on


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class IntentReader(IntentClassifier, GraphComponent):
    """`IntentModel` on the message's text and vectors, in the light of the line before it. Trains in seconds."""

    def __init__(
        self, config: dict[str, Any], storage: ModelStorage, resource: Resource, model: IntentModel | None
    ) -> None:
        self._config = config
        self._storage = storage
        self._resource = resource
        self._model = model

    @classmethod
    def required_components(cls) -> list[type]:
        return []

    @staticmethod
    def required_packages() -> list[str]:
        return ["sklearn", "onnxruntime", "tokenizers"]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {"C": 10.0, "ranking_length": 10}

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str:
        """Makes Rasa train again when the model's code changed."""
        code = (Path(__file__).with_name(name).read_bytes() for name in CODE)
        return hashlib.sha256(b"".join(code)).hexdigest()

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> IntentReader:
        return cls({**cls.get_default_config(), **config}, model_storage, resource, None)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> IntentReader:
        with model_storage.read_from(resource) as folder:
            model = IntentModel.load(folder / MODEL_FILE)
        return cls({**cls.get_default_config(), **config}, model_storage, resource, model)

    def train(self, training_data: TrainingData) -> Resource:
        """Raises ValueError with fewer than two intents."""
        examples = [example for example in training_data.intent_examples if example.get(TEXT)]
        self._model = IntentModel.fit(
            [without_references(example.get(TEXT)) for example in examples],
            np.stack([vector_of(example.get(TEXT)) for example in examples]),
            [example.get(INTENT) for example in examples],
            c=self._config["C"],
        )
        with self._storage.write_to(self._resource) as folder:
            self._model.save(folder / MODEL_FILE)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Sets `intent` and `intent_ranking`."""
        for message in messages:
            ranking = self._rank(message)
            message.set(INTENT, ranking[0], add_to_output=True)
            message.set(INTENT_RANKING_KEY, ranking[: self._config["ranking_length"]], add_to_output=True)
        return messages

    def _rank(self, message: Message) -> list[dict[str, Any]]:
        text = message.get(TEXT)
        if self._model is None or not text:
            return [{"name": None, "confidence": 0.0}]
        plain = without_references(text)
        shares = self._model.probabilities(plain, _encoded(plain))
        shares = shifted(shares, self._model.intents, earlier_lines(message))
        return [{"name": self._model.intents[i], "confidence": float(shares[i])} for i in np.argsort(-shares)]


def vector_of(text: str) -> Vector:
    """What the message is about and how it is said, its references set aside: as IntentModel wants it."""
    return _encoded(without_references(text))


def _encoded(plain: str) -> Vector:
    encoder = shared_encoder()
    row: Vector = np.concatenate([encoder.encode(plain), encoder.tone(plain)]).astype(np.float64)
    return row
