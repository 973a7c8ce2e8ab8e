"""Rasa component: the intent, by logistic regression on the message's dense features."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.nlu.featurizers.featurizer import Featurizer
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

WEIGHTS_FILE = "intents.npz"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class IntentReader(IntentClassifier, GraphComponent):  # type: ignore[misc]  # Rasa is untyped
    """Multinomial logistic regression. Rasa's own fixes C at 1, far too tight for vectors of length one, and
    keeps scikit-learn in the running brain; this one keeps two arrays."""

    def __init__(
        self,
        config: dict[str, Any],
        storage: ModelStorage,
        resource: Resource,
        weights: npt.NDArray[np.float64] | None = None,
        intents: list[str] | None = None,
    ) -> None:
        self._config = config
        self._storage = storage
        self._resource = resource
        self._weights = weights  # one row an intent; the last column is the intercept
        self._intents = intents or []

    @classmethod
    def required_components(cls) -> list[type]:
        return [Featurizer]

    @staticmethod
    def required_packages() -> list[str]:
        return ["sklearn"]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {"C": 10.0, "ranking_length": 10}

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> IntentReader:
        return cls({**cls.get_default_config(), **config}, model_storage, resource)

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
            kept = np.load(folder / WEIGHTS_FILE, allow_pickle=False)
        config = {**cls.get_default_config(), **config}
        return cls(config, model_storage, resource, kept["weights"], [str(name) for name in kept["intents"]])

    def train(self, training_data: TrainingData) -> Resource:
        """Fits in a few seconds. Raises ValueError with fewer than two intents."""
        from sklearn.linear_model import LogisticRegression

        examples = [example for example in training_data.intent_examples if example.get(TEXT)]
        model = LogisticRegression(C=self._config["C"], class_weight="balanced", max_iter=1000)
        model.fit(np.stack([_vector(example) for example in examples]), [e.get(INTENT) for e in examples])
        self._intents = list(model.classes_)
        self._weights = np.hstack([model.coef_, model.intercept_[:, None]])
        with self._storage.write_to(self._resource) as folder:
            np.savez(folder / WEIGHTS_FILE, weights=self._weights, intents=np.array(self._intents))
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Sets `intent` and `intent_ranking`."""
        for message in messages:
            ranking = self._rank(message)
            message.set(INTENT, ranking[0], add_to_output=True)
            message.set(INTENT_RANKING_KEY, ranking[: self._config["ranking_length"]], add_to_output=True)
        return messages

    def _rank(self, message: Message) -> list[dict[str, Any]]:
        if self._weights is None or not message.get(TEXT):
            return [{"name": None, "confidence": 0.0}]
        scores = self._weights @ np.append(_vector(message), 1.0)
        odds = np.exp(scores - scores.max())
        odds /= odds.sum()
        order = np.argsort(-odds)
        return [{"name": self._intents[i], "confidence": float(odds[i])} for i in order]


def _vector(message: Message) -> npt.NDArray[np.float64]:
    """The message's sentence features side by side."""
    features = message.get_dense_features(TEXT)[1]
    row: npt.NDArray[np.float64] = features.features[0].astype(np.float64)
    return row
