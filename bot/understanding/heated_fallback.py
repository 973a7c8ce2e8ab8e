"""Rasa component: a heated message in which no wish is plain is a complaint. Nobody angry is asked what they meant."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import INTENT, INTENT_NAME_KEY, INTENT_RANKING_KEY
from rasa.shared.nlu.training_data.message import Message

from bot.deescalation.temper import UPSET_AT
from bot.understanding.reading import SIGNALS, UNREAD

COMPLAINT = "complain"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class HeatedFallback(GraphComponent):
    """Its place is after FallbackClassifier and FrustrationReader, whose frustration becomes the confidence: the
    probability that readers would hear a complaint."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {}

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> HeatedFallback:
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        """Turns "not understood" into a complaint where the words are heated; the ranking keeps the rest."""
        for message in messages:
            frustration = (message.get(SIGNALS) or {}).get("frustration", 0.0)
            unread = (message.get(INTENT) or {}).get(INTENT_NAME_KEY) == UNREAD
            if unread and frustration >= UPSET_AT:
                heard = {INTENT_NAME_KEY: COMPLAINT, "confidence": frustration}
                ranking = [
                    entry for entry in message.get(INTENT_RANKING_KEY) or () if entry["name"] not in (UNREAD, COMPLAINT)
                ]
                message.set(INTENT, heard, add_to_output=True)
                message.set(INTENT_RANKING_KEY, [heard, *ranking], add_to_output=True)
        return messages
