"""Simulated customers through the real brain: how their conversations end, and what the assistant did about them."""

from __future__ import annotations

from bot.dialogue.brain import Brain, quiet_rasa
from bot.dialogue.services import open_services
from bot.workbench.evaluate.materials import Materials
from bot.workbench.evaluate.report import Section
from bot.workbench.simulate import findings
from bot.workbench.simulate.play import simulate

TITLE = findings.TITLE
CONVERSATIONS = 222  # six times through every goal
SEED = 1


def measure(materials: Materials) -> Section:
    """The same conversations each time, as far as the assistant's answers are the same."""
    quiet_rasa()
    brain = Brain.load(materials.model, open_services("sqlite+aiosqlite:///:memory:"))
    steps = iter(materials.track(range(CONVERSATIONS), "simulated conversations"))
    return findings.section(simulate(brain, conversations=CONVERSATIONS, seed=SEED, advance=lambda: next(steps, None)))
