"""Guides are read strictly, found by words or intent, changed without a restart, and kept in plain words."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
import yaml

from bot.deescalation.wording import lint
from bot.guides.book import Guide, GuideBook, GuideError, load_guides, parse_guide

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "data" / "guides"
GUIDES = load_guides(FOLDER)
GOOD = """
title: Making tea
wants: tea
intents: [tea]
steps:
  - {say: Fill the kettle., another_way: Put water in it.}
  - {say: Wait., another_way: Sit down.}
ends: Did it work?
"""
# Words that need explaining, or make somebody feel that they ought to know.
HARD = (
    r"\b(just|easy|easily|simple|simply|obvious\w*|quick\w*|of course|only need|straightforward|basic|browser|url"
    r"|cookies?|cache|click|tab|icon|cursor|refresh|navigate|scroll|log ?in|interface|device|hyperlink|attachment|menu"
    r"|field|enter)\b"
)


def texts(guide: Guide) -> list[str]:
    said = [text for step in guide.steps for text in (step.say, step.another_way, step.if_stuck) if text]
    return [*said, guide.ends]


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("[", "not YAML"),
        ("just words", "fields with values"),
        (GOOD + "colour: red", "does not know colour"),
        (GOOD.replace("title: Making tea", ""), "title is missing"),
        (GOOD.replace("  - {say: Wait., another_way: Sit down.}\n", ""), "at least 2"),
        (GOOD.replace(", another_way: Sit down.", ""), "step 2: another_way is missing"),
        (GOOD.replace("another_way: Sit down.", "another_way: x, wait: 3"), "step 2: has say"),
        (GOOD.replace("intents: [tea]", "intents: []"), "intents or phrases"),
        (GOOD.replace("[tea]", "tea"), "list of words"),
    ],
)
def test_a_bad_guide_is_refused_with_the_reason(text: str, complaint: str) -> None:
    with pytest.raises(GuideError, match=complaint):
        parse_guide(text, name="tea")


def test_an_intent_leads_to_one_guide(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / f"{name}.yml").write_text(GOOD)
    with pytest.raises(GuideError, match="two: tea leads to one already"):
        load_guides(tmp_path)


def test_a_changed_guide_counts_at_once_and_a_broken_one_changes_nothing(tmp_path: Path) -> None:
    file = tmp_path / "tea.yml"
    file.write_text(GOOD)
    book = GuideBook(tmp_path)
    file.write_text(GOOD.replace("Making tea", "Making coffee"))
    os.utime(file, (1, 1))
    assert book.all["tea"].title == "Making coffee"
    file.write_text("title: [")
    assert book.all["tea"].title == "Making coffee"


@pytest.mark.parametrize(
    ("text", "intent", "name"),
    [
        ("i forgot my password", "sign_in_problem", "reset-password"),
        ("the code never comes", "sign_in_problem", "code-not-arriving"),
        ("your site is not loading", "technical_problem", "page-not-loading"),
        ("where do I find my order number", "inform", "find-order-number"),
        ("i have no printer for the label", "faq_returns", "print-label"),
        ("checkout gives an error", "payment_problem", "payment-fails"),
        ("how do i send photos of the damage", "damaged_item", "photos-of-damage"),
        ("how do i unsubscribe", "newsletter", "unsubscribe"),
        ("how can i track my order", "order_status", "follow-parcel"),
        ("how do i send it back", "return_order", "send-back"),
        ("let me in", "switch_account", "other-account"),
        ("what hours are you open", "faq_contact", None),
        ("i cant get into my account", "sign_in_problem", "reset-password"),
        ("where do i sign up", "nlu_fallback", "open-account"),
    ],
)
def test_words_lead_to_a_guide_before_the_intent_does(text: str, intent: str, name: str | None) -> None:
    guide = GuideBook(FOLDER).find(text, intent)
    assert (guide.name if guide else None) == name


@pytest.mark.parametrize("guide", GUIDES.values(), ids=lambda guide: guide.name)
def test_every_guide_is_in_plain_words_that_never_hint_that_it_is_easy(guide: Guide) -> None:
    for text in texts(guide):
        assert lint(text, to_upset=True) == []
        assert not re.search(HARD, text, re.I), text
    assert len(set(texts(guide))) == len(texts(guide))
    assert guide.ends.endswith("?")


def test_every_guide_names_intents_that_exist() -> None:
    known = yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))["intents"]
    assert {intent for guide in GUIDES.values() for intent in guide.intents} <= set(known)
