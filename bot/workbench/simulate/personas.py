"""Who the simulated customers are: a goal, a temper to begin with, a way of writing, patience, what they accept."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from bot.workbench.simulate.goals import GOALS, Goal

# Turns they will write before they go, whatever happens.
PATIENCE = {"in_a_hurry": 6, "polite_but_finished": 7, "terse": 9, "low_confidence": 14, "storyteller": 12}
USUAL_PATIENCE = 10

STYLES = (
    *("plain", "plain", "terse", "rambling", "sarcastic", "polite_but_finished", "shouting", "in_a_hurry"),
    *("repeat_caller", "storyteller", "low_confidence"),
)
# How they feel when they write: a support desk's customers are mostly calm, and simulated ones should not flatter us.
STARTS = {"calm": 0.15, "upset": 0.5, "irate": 0.8}
START_WEIGHTS = {"calm": 5, "upset": 3, "irate": 2}
# Nobody shouts calmly, or gives up cheerfully.
NEVER_CALM = frozenset({"shouting", "sarcastic", "polite_but_finished", "repeat_caller"})


@dataclass(frozen=True)
class Persona:
    """`starts`: frustration before a word was said, 0 to 1. `touchy`: how strongly bad news moves them, 1 is usual.

    `accepts_person`: content to be handed over although they did not ask for it.
    """

    goal: Goal
    style: str
    starts: float
    patience: int
    touchy: float
    accepts_person: bool
    signed_in: bool
    sloppy: float  # share of words typed wrongly
    presses: float  # how often a button is pressed rather than words typed
    wanders: float  # how often they go off topic


def draw(random: Random, number: int) -> Persona:
    """The `number`-th persona: goals in turn, so that each comes equally often; the rest by chance."""
    goal = GOALS[number % len(GOALS)]
    style = random.choice(STYLES)
    weights = {level: 0 if level == "calm" and style in NEVER_CALM else w for level, w in START_WEIGHTS.items()}
    level = random.choices(list(weights), list(weights.values()))[0]
    return Persona(
        goal=goal,
        style=style,
        starts=STARTS[level] + random.uniform(-0.1, 0.1),
        patience=PATIENCE.get(style, USUAL_PATIENCE),
        touchy=random.uniform(0.7, 1.3),
        accepts_person=random.random() < 0.7,
        signed_in=goal.account and random.random() < 0.8,
        sloppy=random.choice((0.0, 0.0, 0.02, 0.06)),
        presses={"low_confidence": 0.75, "in_a_hurry": 0.7}.get(style, 0.45),
        wanders={"rambling": 0.15, "storyteller": 0.12}.get(style, 0.06),
    )
