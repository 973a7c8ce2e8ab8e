"""The held-out set is big enough, well formed, marked with what we know of, and was never learned."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
import yaml

from bot.deescalation.types import FLAGS
from bot.workbench.evaluate.heldout import Dialogue, Turn, load

ROOT = Path(__file__).resolve().parents[2]
DIALOGUES = load()
TURNS = [(dialogue.name, turn) for dialogue in DIALOGUES for turn in dialogue.customer_turns]

ENTITIES = {"order_number", "tracking_code", "email", "phone", "money", "date", "product", "person"}
PRODUCTS = {
    *("backpack", "blanket", "bowl", "candle", "chopping board", "coffee grinder", "cushion cover", "doormat"),
    *("espresso machine", "headphones", "kettle", "knife", "lamp", "log basket", "mug", "pan", "rug", "storage jar"),
    *("tea towel", "throw", "toaster"),
}


def known_intents() -> set[str]:
    domain = yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))
    return {next(iter(intent)) if isinstance(intent, dict) else intent for intent in domain["intents"]}


def bare(text: str) -> str:
    """Letter case, spaces and the full stop make no difference between two messages."""
    return " ".join(text.casefold().split()).rstrip(".")


def learned() -> set[str]:
    """Every example and graded message in data/, without annotations and grades."""
    texts: set[str] = set()
    for path in (ROOT / "data" / "nlu").rglob("*.yml"):
        for line in path.read_text(encoding="utf-8").splitlines():
            example = re.sub(r"^\s*- ", "", line)
            texts.add(bare(re.sub(r"\[([^\]]+)\](?:\([^)]*\)|\{[^}]*\})", r"\1", example)))
    for path in (ROOT / "data" / "frustration").glob("*.txt"):
        for line in path.read_text(encoding="utf-8").splitlines():
            texts.add(bare(re.sub(r"^(?:\+ ?)?\d(?:\.\d+)? |^> ", "", line)))
    return texts


def amounts(text: str) -> set[float]:
    return {float(number.replace(",", "")) for number in re.findall(r"\d[\d,]*(?:\.\d+)?", text)}


def stands_in(kind: str, value: str, text: str) -> bool:
    """Whether a normalised value can come from these words."""
    match kind:
        case "order_number" | "tracking_code" | "phone":
            return re.sub(r"\D", "", value) in re.sub(r"\D", "", text)
        case "money":
            amount, _, currency = value.partition(" ")
            return bool(re.fullmatch(r"\d+\.\d\d", amount)) and currency == "GBP" and float(amount) in amounts(text)
        case "email":
            return value == value.lower() and value in text.lower()
        case "product":
            return value in PRODUCTS and any(word.removesuffix("fe") in text.lower() for word in value.split())
        case _:
            return value in text


def test_it_is_big_enough() -> None:
    assert len(DIALOGUES) >= 60
    assert len(TURNS) >= 300


def test_names_are_unique() -> None:
    counts = Counter(dialogue.name for dialogue in DIALOGUES)
    assert not [name for name, count in counts.items() if count > 1]


@pytest.mark.parametrize("dialogue", DIALOGUES, ids=lambda dialogue: dialogue.name)
def test_a_dialogue_is_well_formed(dialogue: Dialogue) -> None:
    assert 4 <= len(dialogue.customer_turns) <= 9
    assert dialogue.situation
    assert all(turn.text.strip() == turn.text != "" for turn in dialogue.turns)
    assert {turn.speaker for turn in dialogue.turns} > {"customer"}


def test_every_mark_is_known() -> None:
    intents = known_intents()

    def wrong(turn: Turn) -> bool:
        return (
            not turn.intents
            or not set(turn.intents) <= intents
            or not 0 <= turn.grade <= 4
            or turn.grade * 4 % 1 != 0
            or not turn.flags <= set(FLAGS)
            or not set(turn.entities) <= ENTITIES
        )

    assert not [f"{name}: {turn}" for name, turn in TURNS if wrong(turn)]


def test_abuse_says_whom_it_is_aimed_at() -> None:
    def wrong(turn: Turn) -> bool:
        targets = {"bot", "staff", "company"} if "abuse" in turn.flags else {"thing", None}
        return turn.abuse_target not in targets

    assert not [f"{name}: {turn}" for name, turn in TURNS if wrong(turn)]


def test_who_can_only_be_read_as_wanting_a_person_is_flagged() -> None:
    missed = [t.text for _, t in TURNS if t.intents == ("request_human",) and "human_request" not in t.flags]
    assert not missed


def test_what_is_named_stands_in_the_text() -> None:
    made_up = [
        f"{name}: {kind} {value} in {turn.text!r}"
        for name, turn in TURNS
        for kind, values in turn.entities.items()
        for value in values
        if not stands_in(kind, value, turn.text)
    ]
    assert not made_up


def test_every_grade_and_flag_is_there_often_enough_to_be_measured() -> None:
    share = {
        "calm": sum(turn.grade < 1 for _, turn in TURNS) / len(TURNS),
        "angry": sum(turn.grade >= 2.5 for _, turn in TURNS) / len(TURNS),
    }
    assert share["calm"] >= 0.3
    assert share["angry"] >= 0.2
    flags = Counter(flag for _, turn in TURNS for flag in turn.flags)
    assert not [flag for flag in FLAGS if flags[flag] < 4]


def test_nothing_of_it_was_learned() -> None:
    known = learned()
    assert len(known) > 300
    both = [f"{name}: {turn.text}" for name, turn in TURNS if bare(turn.text) in known]
    assert not both, "held out, so write the example in data/ another way"
