"""Every section by its name, in the order of the report. Imports Rasa: call `lighten` first."""

from __future__ import annotations

from collections.abc import Callable

from bot.workbench.evaluate.materials import Materials
from bot.workbench.evaluate.report import Section
from bot.workbench.evaluate.sections import entities, flags, heldout, intents, person, shop, speed

SECTIONS: dict[str, tuple[str, Callable[[Materials], Section]]] = {
    "heldout": (heldout.TITLE, heldout.measure),
    "intents": (intents.TITLE, intents.measure),
    "entities": (entities.TITLE, entities.measure),
    "shop": (shop.TITLE, shop.measure),
    "person": (person.TITLE, person.measure),
    "flags": (flags.TITLE, flags.measure),
    "speed": (speed.TITLE, speed.measure),
}
