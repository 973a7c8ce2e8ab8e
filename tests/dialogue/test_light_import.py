"""Rasa without TensorFlow: loads, reads and answers the same, and steps aside when config.yml needs TensorFlow."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from bot.dialogue.light_import import lighten

PARSE = """
import asyncio, json, sys
from pathlib import Path
if sys.argv[2] == "light":
    from bot.dialogue.light_import import lighten
    assert lighten()
from rasa.core.agent import Agent
agent = Agent.load(sys.argv[1])
texts = ["where's my parcel", "GET ME A HUMAN", "the kettle from EK-20417 is broken", "flurb"]
parses = [asyncio.run(agent.parse_message(text)) for text in texts]
print(json.dumps({"parses": parses, "tensorflow": "tensorflow" in sys.modules}))
"""


def parses(model: Path, how: str) -> dict[str, object]:
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", PARSE, str(model), how], capture_output=True, text=True, check=True
    )
    result: dict[str, object] = json.loads(done.stdout.strip().splitlines()[-1])
    return result


@pytest.mark.model
def test_a_model_loads_without_tensorflow_and_reads_exactly_as_with_it(trained_model: Path) -> None:
    light, full = parses(trained_model, "light"), parses(trained_model, "full")
    assert light["parses"] == full["parses"]
    assert light["tensorflow"] is False
    assert full["tensorflow"] is True, "if Rasa no longer imports TensorFlow by itself, light_import has no more use"


@pytest.mark.parametrize(
    "config",
    [
        "pipeline: [{name: DIETClassifier}]\npolicies: [{name: RulePolicy}]",
        "pipeline: [{name: WhitespaceTokenizer}]\npolicies: [{name: TEDPolicy}]",
        "pipeline: [{name: rasa.nlu.selectors.response_selector.ResponseSelector}]\npolicies: [{name: RulePolicy}]",
        "pipeline: [{name: WhitespaceTokenizer}]",
        "",
    ],
)
def test_nothing_is_replaced_when_the_config_needs_tensorflow_or_leaves_it_to_rasa(config: str, tmp_path: Path) -> None:
    file = tmp_path / "config.yml"
    file.write_text(config)
    before = set(sys.modules)
    assert lighten(file) is False
    assert set(sys.modules) == before


def test_without_a_config_nothing_is_replaced(tmp_path: Path) -> None:
    assert lighten(tmp_path / "config.yml") is False


def test_a_stand_in_says_what_it_is_when_somebody_tries_to_use_it() -> None:
    code = (
        "from bot.dialogue.light_import import lighten; lighten(); "
        "from rasa.nlu.classifiers.diet_classifier import DIETClassifier; DIETClassifier({})"
    )
    done = subprocess.run([sys.executable, "-W", "ignore", "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode != 0
    assert "DIETClassifier was left out at start-up" in done.stderr
