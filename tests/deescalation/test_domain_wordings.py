"""Every wording in domain.yml is said as things may be said, and no acknowledgement lacks its words."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from bot.deescalation.acknowledgements import ACKNOWLEDGEMENTS
from bot.deescalation.wording import lint

DOMAIN = yaml.safe_load((Path(__file__).parents[2] / "domain.yml").read_text(encoding="utf-8"))
RESPONSES: dict[str, list[str]] = {
    name: [variant["text"] for variant in variants if variant.get("text")]
    for name, variants in DOMAIN["responses"].items()
}
OTHER_LANGUAGES = "utter_handoff_language_"  # the lint knows English only
TO_UPSET = ("utter_ack_", "utter_refocus", "utter_boundary", "utter_handoff", "utter_offer_person")


@pytest.mark.parametrize("name", [name for name in RESPONSES if not name.startswith(OTHER_LANGUAGES)])
def test_a_response_is_well_said(name: str) -> None:
    problems = {text: lint(text, to_upset=name.startswith(TO_UPSET)) for text in RESPONSES[name]}
    assert not {text: found for text, found in problems.items() if found}


@pytest.mark.parametrize(("key", "facts"), ACKNOWLEDGEMENTS.items())
def test_an_acknowledgement_has_three_wordings_with_its_own_facts_only(key: str, facts: tuple[str, ...]) -> None:
    variants = RESPONSES[f"utter_ack_{key}"]
    assert len(set(variants)) >= 3
    for text in variants:
        assert set(re.findall(r"\{(\w+)\}", text)) == set(facts)


@pytest.mark.parametrize("key", [key for key, facts in ACKNOWLEDGEMENTS.items() if facts])
def test_their_own_words_do_not_begin_a_sentence(key: str) -> None:
    """They come in lower case: "your daughter's birthday", "two weeks"."""
    for text in RESPONSES[f"utter_ack_{key}"]:
        assert not re.search(r"(?:^|[.!?]\s+)\{", text)
