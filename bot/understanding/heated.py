"""Rasa component: what is heated and no plain wish is a complaint. Nobody angry is asked what they meant or thanked."""

from __future__ import annotations

import re
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
# From which frustration an intent is not believed. Praise and thanks that most readers find frustrated are sarcasm.
NOT_BELIEVED_AT = {UNREAD: UPSET_AT, "praise": 0.5, "thank": 0.5}
# Praise with trouble in it is sarcasm however mildly put ("brilliant service, the lamp is in pieces"), unless the
# trouble is over.
SARCASM = 0.6
_TROUBLE = re.compile(
    r"\b(?:in (?:pieces|bits)|smashed|shattered|cracked|broken?|damaged|ruined|faulty|late|lost|missing|wrong|useless"
    r"|still (?:no|not|waiting)|who packed)\b",
    re.IGNORECASE,
)
_PUT_RIGHT = re.compile(r"\b(?:replac|refund|sort|fix|mend|solv|found|resent|repair|quick|fast)\w*", re.IGNORECASE)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class HeatedComplaint(GraphComponent):
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
    ) -> HeatedComplaint:
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        """Sets the intent where the one read is not believed; the ranking keeps the others."""
        for message in messages:
            read = (message.get(INTENT) or {}).get(INTENT_NAME_KEY)
            frustration = (message.get(SIGNALS) or {}).get("frustration", 0.0)
            if read == "praise" and is_sarcasm(str(message.get("text"))):
                frustration = max(frustration, SARCASM)
            if read in NOT_BELIEVED_AT and frustration >= NOT_BELIEVED_AT[read]:
                heard = {INTENT_NAME_KEY: COMPLAINT, "confidence": frustration}
                ranking = message.get(INTENT_RANKING_KEY) or ()
                others = [entry for entry in ranking if entry["name"] not in (read, COMPLAINT)]
                message.set(INTENT, heard, add_to_output=True)
                message.set(INTENT_RANKING_KEY, [heard, *others], add_to_output=True)
        return messages


def is_sarcasm(praise: str) -> bool:
    """Does a message read as praise speak of trouble that is not over?"""
    return bool(_TROUBLE.search(praise)) and not _PUT_RIGHT.search(praise)
