"""Flags: sure where a pattern is sure, cautious where only the intent says so."""

from __future__ import annotations

import pytest

from bot.deescalation.types import FLAGS
from bot.understanding.flags import SURE, find_flags


def flags(text: str, *, abuse: float = 0.0, insulted: bool = False, **intents: float) -> dict[str, float]:
    return find_flags(text, intents=intents, abuse=abuse, insulted=insulted)


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        ("I want to kill myself", "self_harm"),
        ("the toaster caught fire", "danger"),
        ("I will sue you", "legal"),
        ("someone hacked my account", "fraud"),
        ("let me talk to a human", "human_request"),
    ],
)
def test_what_a_pattern_finds_is_near_certain(text: str, flag: str) -> None:
    assert flags(text)[flag] == SURE


@pytest.mark.parametrize(
    "text", ["your agent was rude to me", "don't put me through to another agent again", "are you a person?"]
)
def test_a_person_merely_mentioned_is_not_asked_for(text: str) -> None:
    assert flags(text)["human_request"] == 0.0


def test_the_intent_alone_counts_for_less_than_a_pattern() -> None:
    assert 0.5 < flags("somebody with a pulse maybe", request_human=0.9)["human_request"] < SURE


def test_an_insult_found_by_pattern_is_abuse_even_if_the_model_does_not_see_it() -> None:
    assert flags("you muppets", abuse=0.1, insulted=True)["abuse"] >= 0.5
    assert flags("hello", abuse=0.1)["abuse"] == 0.1


def test_every_flag_is_always_there() -> None:
    assert set(flags("")) == set(FLAGS)
    assert set(flags("hello").values()) == {0.0}
