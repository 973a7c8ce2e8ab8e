"""Everything the assistant can say: complete, and asked for by the code under its right name.

How it may be worded is held by tests/deescalation/test_domain_wordings.py.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.deescalation.types import Reason

ROOT = Path(__file__).resolve().parents[2]
DOMAIN: dict[str, Any] = yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))
RESPONSES: dict[str, list[dict[str, Any]]] = DOMAIN["responses"]
CODE = "\n".join(
    file.read_text(encoding="utf-8") for folder in ("actions", "bot/dialogue") for file in (ROOT / folder).rglob("*.py")
)
RULES = "\n".join(file.read_text(encoding="utf-8") for file in (ROOT / "data" / "rules").glob("*.yml"))


@pytest.mark.parametrize("reason", Reason)
def test_every_reason_to_hand_over_has_its_words(reason: Reason) -> None:
    assert RESPONSES[f"utter_handoff_{reason.value}"]


def test_the_words_for_self_harm_and_danger_come_with_numbers_to_ring() -> None:
    for wording in RESPONSES["utter_handoff_self_harm"]:
        assert "116 123" in wording["text"] and "999" in wording["text"]
    for wording in RESPONSES["utter_handoff_danger"]:
        assert "999" in wording["text"]


def test_the_code_asks_only_for_responses_that_exist() -> None:
    asked = set(re.findall(r'"(utter_\w+)"', CODE))
    assert asked and asked <= set(RESPONSES), asked - set(RESPONSES)


def test_every_response_is_asked_for_somewhere() -> None:
    built = re.findall(r'f"(utter_\w*)\{', CODE)  # utter_ack_{key}, utter_handoff_{reason} …
    unused = [
        name
        for name in RESPONSES
        if f'"{name}"' not in CODE and name not in RULES and not any(name.startswith(start) for start in built)
    ]
    assert unused == []


def test_every_button_in_the_domain_stands_for_a_known_intent() -> None:
    buttons = [
        button for wordings in RESPONSES.values() for wording in wordings for button in wording.get("buttons", ())
    ]
    assert buttons
    assert {button["payload"].lstrip("/").split("{")[0] for button in buttons} <= set(DOMAIN["intents"])


def test_every_intent_has_a_rule() -> None:
    named = set(re.findall(r"intent: (\w+)", RULES))
    assert set(DOMAIN["intents"]) <= named


def test_every_form_has_its_rules_and_actions() -> None:
    for form in DOMAIN["forms"]:
        errand = form.removesuffix("_form")
        assert {f"validate_{form}", f"action_{errand}"} <= set(DOMAIN["actions"])
        assert (ROOT / "data" / "rules" / f"{errand}.yml").exists()
