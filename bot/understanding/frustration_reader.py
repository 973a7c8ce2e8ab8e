"""Rasa component: how frustrated a message is, what shows it, and what must not be overlooked in it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import INTENT_RANKING_KEY, METADATA, METADATA_EXAMPLE, METADATA_INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.understanding.cues import cue_words, find_cues
from bot.understanding.encoder import shared_encoder
from bot.understanding.flags import find_flags
from bot.understanding.frustration import (
    ABUSE_SHIFT,
    TOP_GRADE,
    Example,
    Linear,
    features,
    features_of_all,
    fit_grades,
    fit_logistic,
    frustration_of,
    level_of,
    squash,
)
from bot.understanding.prior import Prior, load_prior, no_prior
from bot.understanding.reading import SIGNALS

WEIGHTS_FILE = "frustration.npz"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class FrustrationReader(GraphComponent):
    """Learns from examples with `metadata: {frustration: 0..4, flags: [abuse], earlier: [...]}`, on top of the
    shipped prior (`prior: false` in config.yml does without).

    Sets `reading_signals` on every message: frustration, level, flags, cues. Reads the message in the light of its
    metadata's `earlier`: [{"speaker", "text"}], oldest first. Its place is after the intent classifier, whose ranking
    it weighs in.
    """

    def __init__(self, storage: ModelStorage, resource: Resource, *, prior: Prior) -> None:
        self._storage = storage
        self._resource = resource
        self._grade = prior.grade
        self._abuse = prior.abuse

    @staticmethod
    def required_packages() -> list[str]:
        return ["scipy"]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {"prior": True}

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str:
        """Makes Rasa train again when the wordings, the prior or the model's code changed."""
        here = Path(__file__).parent
        names = ("phrases.yml", "prior.json", "cues.py", "frustration.py", "encoder.py")
        return hashlib.sha256(b"".join((here / name).read_bytes() for name in names)).hexdigest()

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> FrustrationReader:
        config = {**cls.get_default_config(), **config}
        return cls(model_storage, resource, prior=load_prior() if config["prior"] else no_prior())

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> FrustrationReader:
        with model_storage.read_from(resource) as folder:
            kept = np.load(folder / WEIGHTS_FILE, allow_pickle=False)
        trained = Prior(
            Linear(kept["grade"], float(kept["grade_start"])), Linear(kept["abuse"], float(kept["abuse_start"]))
        )
        return cls(model_storage, resource, prior=trained)

    def train(self, training_data: TrainingData) -> Resource:
        """Corrects the prior by the graded examples; with none, the prior stays as it is."""
        examples = graded_examples(training_data.training_examples)
        if examples:
            x = features_of_all(examples, shared_encoder())
            self._grade = fit_grades(x, np.array([example.grade for example in examples]), prior=self._grade)
            self._abuse = fit_logistic(x, np.array([float(e.abuse) for e in examples]), prior=self._abuse)
        with self._storage.write_to(self._resource) as folder:
            np.savez(
                folder / WEIGHTS_FILE,
                grade=self._grade.weights,
                grade_start=self._grade.start,
                abuse=self._abuse.weights,
                abuse_start=self._abuse.start,
            )
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Reads each message."""
        for message in messages:
            text = message.get(TEXT) or ""
            intents = {entry["name"]: entry["confidence"] for entry in message.get(INTENT_RANKING_KEY) or ()}
            message.set(SIGNALS, self.read(text, _earlier(message), intents), add_to_output=True)
        return messages

    def read(self, text: str, earlier: Sequence[tuple[str, str]], intents: dict[str, float]) -> dict[str, Any]:
        """The signals of one message, ready for JSON."""
        if not text.strip():
            nothing = find_flags("", intents={}, abuse=0.0, insulted=False)
            return {"frustration": 0.0, "level": level_of(0.0).value, "flags": nothing, "cues": []}
        row = features(text, earlier, shared_encoder())
        strengths = find_cues(text)
        frustration = float(frustration_of(self._grade(row)))
        abuse = float(squash(self._abuse(row) + ABUSE_SHIFT))
        flags = find_flags(text, intents=intents, abuse=abuse, insulted=strengths["swears_at_person"] > 0)
        return {
            "frustration": round(frustration, 4),
            "level": level_of(frustration).value,
            "flags": flags,
            "cues": cue_words(strengths),
        }


def graded_examples(messages: Iterable[Message]) -> list[Example]:
    """The training examples that carry a grade. Raises ValueError naming the example if a grade is out of range."""
    found = []
    for message in messages:
        metadata = message.get(METADATA) or {}
        own = {**(metadata.get(METADATA_INTENT) or {}), **(metadata.get(METADATA_EXAMPLE) or {})}
        text = message.get(TEXT)
        if not text or "frustration" not in own:
            continue
        grade = own["frustration"]
        if not isinstance(grade, (int, float)) or not 0 <= grade <= TOP_GRADE:
            raise ValueError(f"frustration must be 0 to {TOP_GRADE}, not {grade!r}, in the example {text!r}")
        earlier = tuple(_spoken(line) for line in own.get("earlier") or ())
        found.append(Example(text, grade / TOP_GRADE, earlier, "abuse" in (own.get("flags") or ())))
    return found


def _spoken(line: str) -> tuple[str, str]:
    """`customer: where is it` as (speaker, text)."""
    speaker, _, text = line.partition(":")
    return speaker.strip(), text.strip()


def _earlier(message: Message) -> list[tuple[str, str]]:
    lines = (message.get(METADATA) or {}).get("earlier") or ()
    return [(str(line["speaker"]), str(line["text"])) for line in lines]
