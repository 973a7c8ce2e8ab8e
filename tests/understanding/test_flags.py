"""Flags: patterns, what is learned and the intent, the surest believed; and whom abuse is aimed at."""

from __future__ import annotations

import pytest

from bot.deescalation.thresholds import FLAG_AT
from bot.deescalation.types import FLAGS
from bot.understanding.flags import SURE, find_flags, target_of


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
    assert find_flags(text, intents={})[flag] == SURE
    assert find_flags(text, intents={}, learned={flag: 0.01})[flag] == SURE


def test_several_things_in_one_message_are_all_flagged() -> None:
    flags = find_flags("the lamp caught fire and I will sue you. i also have an unauthorised payment", intents={})
    assert [name for name in FLAGS if flags[name] == SURE] == ["danger", "legal", "fraud"]


@pytest.mark.parametrize(
    "text", ["your agent was rude to me", "don't put me through to another agent again", "are you a person?"]
)
def test_a_person_merely_mentioned_is_not_asked_for(text: str) -> None:
    assert find_flags(text, intents={})["human_request"] == 0.0


def test_the_intent_alone_counts_for_less_than_a_pattern() -> None:
    assert 0.5 < find_flags("somebody with a pulse maybe", intents={"request_human": 0.9})["human_request"] < SURE


def test_the_surest_witness_is_believed() -> None:
    assert find_flags("hm", intents={"fraud_report": 1.0}, learned={"fraud": 0.9})["fraud"] == 0.9
    assert find_flags("hm", intents={"fraud_report": 1.0}, learned={"fraud": 0.1})["fraud"] > 0.5


def test_every_flag_is_always_there_and_has_a_threshold() -> None:
    assert set(find_flags("", intents={})) == set(FLAGS) == set(FLAG_AT)
    assert set(find_flags("hello", intents={}).values()) == {0.0}


def test_the_target_is_the_likeliest_of_those_abused_or_else_the_thing_sworn_at() -> None:
    abusive, civil = {"abuse": FLAG_AT["abuse"]}, {"abuse": FLAG_AT["abuse"] - 0.01}
    assert target_of(abusive, (0.1, 2.0, -1.0), swears=True) == "staff"
    assert target_of(civil, (0.1, 2.0, -1.0), swears=True) == "thing"
    assert target_of(civil, (0.1, 2.0, -1.0), swears=False) == "nobody"
