"""Everything the assistant can say: worded with care, complete, and asked for by the code under its right name."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.deescalation.acknowledgements import ACKNOWLEDGEMENTS
from bot.deescalation.types import Reason
from bot.deescalation.wording import lint

ROOT = Path(__file__).resolve().parents[2]
DOMAIN: dict[str, Any] = yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))
RESPONSES: dict[str, list[dict[str, Any]]] = DOMAIN["responses"]
CODE = "\n".join(
    file.read_text(encoding="utf-8") for folder in ("actions", "bot/dialogue") for file in (ROOT / folder).rglob("*.py")
)
RULES = "\n".join(file.read_text(encoding="utf-8") for file in (ROOT / "data" / "rules").glob("*.yml"))
FACTS = re.compile(r"\{(\w+)\}")


@pytest.mark.parametrize("name", RESPONSES)
def test_every_wording_keeps_the_rules_for_upset_readers(name: str) -> None:
    if name.startswith("utter_handoff_language_"):
        return  # the rules are about English
    for wording in RESPONSES[name]:
        assert lint(wording["text"], to_upset=True) == [], wording["text"]


@pytest.mark.parametrize("key", ACKNOWLEDGEMENTS)
def test_every_acknowledgement_has_three_wordings_with_no_facts_but_its_own(key: str) -> None:
    wordings = RESPONSES[f"utter_ack_{key}"]
    assert len({wording["text"] for wording in wordings}) >= 3
    for wording in wordings:
        assert set(FACTS.findall(wording["text"])) <= set(ACKNOWLEDGEMENTS[key])


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
