"""What simulated customers write: enough of it, filled with known facts, typed as people type, and never trained on."""

from __future__ import annotations

import re
import string
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import yaml

from bot.workbench.simulate.customer import words
from bot.workbench.simulate.goals import GOALS
from bot.workbench.simulate.keyboard import typed
from bot.workbench.simulate.personas import STYLES

ROOT = Path(__file__).parents[3]


def texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    else:
        for item in value.values() if isinstance(value, dict) else value:
            yield from texts(item)


def test_every_goal_and_every_style_has_words() -> None:
    for goal in GOALS:
        assert set(words()["wishes"][goal.kind]) == {"calm", "heated", "terse"}, goal.name
    assert set(STYLES) == set(words()["styles"])


def test_braces_hold_facts_of_the_goal() -> None:
    known = set(GOALS[0].facts())
    for text in texts(words()):
        assert {name for _, name, _, _ in string.Formatter().parse(text) if name} <= known, text


def test_wishes_are_not_in_the_training_examples() -> None:
    """A simulation on the examples themselves would flatter. A word or two may well be the same."""
    trained = set()
    for file in (ROOT / "data" / "nlu").glob("*.yml"):
        for group in yaml.safe_load(file.read_text(encoding="utf-8"))["nlu"]:
            examples = str(group.get("examples", "")).splitlines()
            trained |= {re.sub(r"\[([^]]*)\](?:\([^)]*\)|\{[^}]*\})", r"\1", e).lstrip("- ").lower() for e in examples}
    wishes = {text.lower() for text in texts(words()["wishes"]) if len(text.split()) > 3}
    assert len(trained) > 5000
    assert wishes & trained == set()


def test_the_same_seed_types_the_same_slips() -> None:
    text = "could you tell me when the kettle is coming"
    one, two = (typed(text, Random(4), sloppy=0.5) for _ in range(2))
    assert one == two != text


def test_numbers_and_addresses_are_copied_whole() -> None:
    for seed in range(50):
        said = typed("it is EK-20401 and mara@example.com", Random(seed), sloppy=1.0)
        assert "EK-20401" in said and "mara@example.com" in said


def test_who_shouts_shouts_only_when_hot() -> None:
    assert typed("where is it", Random(1), shouting=True, level="upset").isupper()
    assert not typed("where is it", Random(1), shouting=True, level="calm").isupper()
