"""Every section by its name, in the order of the report. Imports Rasa: call `lighten` first."""

from __future__ import annotations

from collections.abc import Callable

from bot.workbench.evaluate import hint3
from bot.workbench.evaluate.materials import Materials
from bot.workbench.evaluate.report import Section
from bot.workbench.evaluate.sections import (
    abuse,
    entities,
    flags,
    frustration,
    heldout,
    intents,
    person,
    privacy,
    shop,
    simulated,
    speed,
)

SECTIONS: dict[str, tuple[str, Callable[[Materials], Section]]] = {
    "heldout": (heldout.TITLE, heldout.measure),
    "intents": (intents.TITLE, intents.measure),
    "entities": (entities.TITLE, entities.measure),
    "frustration": (frustration.TITLE, frustration.measure),
    "shop": (shop.TITLE, shop.measure),
    "hint3": (hint3.TITLE, hint3.measure),
    "person": (person.TITLE, person.measure),
    "abuse": (abuse.TITLE, abuse.measure),
    "flags": (flags.TITLE, flags.measure),
    "privacy": (privacy.TITLE, privacy.measure),
    "simulated": (simulated.TITLE, simulated.measure),
    "speed": (speed.TITLE, speed.measure),
}
