"""Lets Rasa start without TensorFlow: `lighten()`, called before anything of Rasa is imported.

Rasa's recipe imports every component it has, and six of them bring TensorFlow along: seconds of start-up and hundreds
of megabytes in each brain, for classes our config.yml does not name. Those modules are replaced by stand-ins that
hold the same names. If the site's config.yml does name one of them (or leaves the choice to Rasa, which then picks
them), nothing is replaced and Rasa loads in full.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from types import ModuleType

import yaml

# Read in the source of Rasa 3.6.21: every module that imports TensorFlow and is itself imported at start-up, and the
# names that others take from it.
COMPONENTS = {
    "rasa.nlu.classifiers.diet_classifier": ("DIETClassifier",),
    "rasa.nlu.selectors.response_selector": ("ResponseSelector",),
    "rasa.nlu.featurizers.dense_featurizer.convert_featurizer": ("ConveRTFeaturizer",),
    "rasa.nlu.featurizers.dense_featurizer.lm_featurizer": ("LanguageModelFeaturizer",),
    "rasa.core.policies.ted_policy": ("TEDPolicy",),
    "rasa.core.policies.unexpected_intent_policy": ("UnexpecTEDIntentPolicy",),
}
THEIR_TOOLS = {
    "rasa.utils.tensorflow.callback": ("RasaTrainingLogger", "RasaModelCheckpoint"),
    "rasa.utils.tensorflow.data_generator": ("RasaBatchDataGenerator",),
}


def lighten(config: Path | None = None) -> bool:
    """Replaces the modules, unless `config` (default: the site's config.yml) needs them. True if replaced.

    False also when it comes too late, with Rasa's TensorFlow components imported already: then nothing is left to save.
    """
    config = config or Path(os.environ.get("EVENKEEL_SITE", ".")) / "config.yml"
    if not config.is_file() or _needs_tensorflow(config):
        return False
    modules = {**COMPONENTS, **THEIR_TOOLS}
    if any(module in sys.modules and not hasattr(sys.modules[module], "stands_in") for module in modules):
        return False
    for module, names in modules.items():
        sys.modules.setdefault(module, _stand_in(module, names))
    return True


def _needs_tensorflow(config: Path) -> bool:
    data = yaml.safe_load(config.read_text(encoding="utf-8")) or {}
    used = [*(data.get("pipeline") or ()), *(data.get("policies") or ())]
    if not data.get("pipeline") or not data.get("policies"):
        return True  # Rasa fills in its own, which are TensorFlow's
    heavy = {name for names in COMPONENTS.values() for name in names}
    return any(str(entry.get("name", "")).rpartition(".")[2] in heavy for entry in used)


def _stand_in(module: str, names: tuple[str, ...]) -> ModuleType:
    made = ModuleType(module, "Stands in for a module that needs TensorFlow; see bot.dialogue.light_import.")
    vars(made)["stands_in"] = True
    for name in names:
        vars(made)[name] = type(name, (_NotLoaded,), {"__module__": module})
    return made


class _NotLoaded:
    """Can be compared and named, as Rasa's validators do, and not made."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        raise RuntimeError(f"{type(self).__name__} was left out at start-up: name it in config.yml to have it loaded")
