"""Rasa component: what must not be overlooked in a message, and at whom abuse is aimed."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.deescalation.cues import swears
from bot.launch import paths
from bot.understanding import flag_files, graded
from bot.understanding.abuse import load_prior
from bot.understanding.encoder import shared_encoder
from bot.understanding.flag_files import LEARNED
from bot.understanding.flag_model import Weights, features, squash
from bot.understanding.flag_training import everyday, everyday_table, fit_aim, fit_flags, own_table, rule_odds
from bot.understanding.flags import find_flags, target_of
from bot.understanding.reading import ABUSE_TARGET, FLAGS_READ, earlier_lines

WEIGHTS_FILE = "flags.npz"
# Makes Rasa train again when one of these changed, or a file of examples.
_SOURCES = ("phrases.yml", "cues.py", "lines.py", "abuse_prior.npz", "abuse.py", "aim.py", "onnx_graph.py")
_SOURCES_FLAGS = ("flag_files.py", "flag_model.py", "flag_training.py", "flag_reader.py", "flags.py")
_PATTERNS = ("crisis.py", "crisis_patterns.py", "grave.py", "cues.py", "person.py")


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class FlagReader(GraphComponent):
    """Learns from `data/flags/*.txt` (flag_files.py), and that everyday messages mean none of it from the intents'
    examples and the graded ones; abuse starts from shipped coefficients (`prior: false` in config.yml does without).

    Sets on every message `reading_flags`, a probability for each of `FLAGS`, and `abuse_target`. Reads the message in
    the light of its metadata's `earlier`: [{"speaker", "text"}], oldest first. Its place is after the intent
    classifier, whose ranking it weighs in.
    """

    def __init__(
        self,
        config: dict[str, Any],
        storage: ModelStorage,
        resource: Resource,
        flags: Weights | None,
        aim: Weights | None,
    ) -> None:
        self._config = config
        self._storage = storage
        self._resource = resource
        self._flags = flags
        self._aim = aim

    @staticmethod
    def required_packages() -> list[str]:
        return ["onnxruntime", "scipy"]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {"prior": True}

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str:
        """What training depends on besides Rasa's own training data."""
        here = Path(__file__).parent
        sources = [
            *(here / name for name in (*_SOURCES, *_SOURCES_FLAGS)),
            *(here.with_name("deescalation") / name for name in _PATTERNS),
            *flag_files.files(paths.site()),
            *graded.files(paths.site()),
        ]
        return hashlib.sha256(b"".join(path.read_bytes() for path in sources)).hexdigest()

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> FlagReader:
        return cls({**cls.get_default_config(), **config}, model_storage, resource, None, None)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> FlagReader:
        with model_storage.read_from(resource) as folder, np.load(folder / WEIGHTS_FILE, allow_pickle=False) as kept:
            flags, aim = (Weights(kept[name], kept[f"{name}_starts"]) for name in ("flags", "aim"))
        return cls({**cls.get_default_config(), **config}, model_storage, resource, flags, aim)

    def train(self, training_data: TrainingData) -> Resource:
        """Raises flag_files.BadExample on a line that cannot be read. With no examples the patterns, the intent and
        the shipped start of abuse speak alone."""
        encoder = shared_encoder()
        examples = flag_files.load(paths.site())
        prior = load_prior() if self._config["prior"] else None
        said = [(entry.get(INTENT), entry.get(TEXT)) for entry in training_data.intent_examples if entry.get(TEXT)]
        ordinary = everyday(said, graded.load(graded.files(paths.site())))
        self._flags = fit_flags(own_table(examples, encoder) + everyday_table(ordinary, encoder), prior=prior)
        self._aim = fit_aim(examples, encoder)
        with self._storage.write_to(self._resource) as folder:
            np.savez(
                folder / WEIGHTS_FILE,
                flags=self._flags.each,
                flags_starts=self._flags.starts,
                aim=self._aim.each,
                aim_starts=self._aim.starts,
            )
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Reads each message."""
        for message in messages:
            intents = {entry["name"]: entry["confidence"] for entry in message.get(INTENT_RANKING_KEY) or ()}
            flags, target = self.read(message.get(TEXT) or "", earlier_lines(message), intents)
            message.set(FLAGS_READ, flags, add_to_output=True)
            message.set(ABUSE_TARGET, target, add_to_output=True)
        return messages

    def read(
        self, text: str, earlier: Sequence[tuple[str, str]], intents: Mapping[str, float]
    ) -> tuple[dict[str, float], str]:
        """The flags of one message, and at whom or what it is aimed."""
        if not text.strip() or self._flags is None or self._aim is None:
            return find_flags(text, intents=intents), "nobody"
        x = features(text, earlier, shared_encoder())
        learned = dict(zip(LEARNED, squash(self._flags(x)).tolist(), strict=True))
        flags = find_flags(text, intents=intents, learned=learned)
        return flags, target_of(flags, (self._aim(x) + rule_odds(text, earlier)).tolist(), swears=swears(text))
