"""The trained model reads: intents under anger, entities, frustration with its cues and its context."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest

from bot.deescalation.types import Level, Reading

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def read(trained_model: Path) -> Any:
    import sys

    from bot.dialogue.light_import import lighten

    if "rasa" not in sys.modules:
        lighten()
    from bot.understanding.reader import Reader

    return Reader.load(trained_model).read


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("hello", "greet"),
        ("where's my parcel", "order_status"),
        ("WHERE IS MY DAMN PARCEL", "order_status"),
        ("it was meant to be here on tuesday and it's friday", "late_parcel"),
        ("pls cancel my order", "cancel_order"),
        ("CANCEL IT I'VE HAD ENOUGH OF YOU", "cancel_order"),
        ("I'd like to send the lamp back", "return_order"),
        ("the bloody kettle is leaking", "damaged_item"),
        ("when will I get my refund", "refund_status"),
        ("let me talk to a human being", "request_human"),
        ("your agent was rude to me", "staff_complaint"),
        ("are you a robot?", "bot_challenge"),
        ("how much is shipping", "delivery_options"),
        ("ek20417", "inform"),
        ("yes please", "affirm"),
        ("no", "deny"),
        ("what's the weather like in Rome", "out_of_scope"),
    ],
)
def test_the_intent_is_read_calm_or_angry(read: Any, text: str, intent: str) -> None:
    assert read(text).intent == intent


def test_what_makes_no_sense_is_not_taken_for_an_errand(read: Any) -> None:
    assert read("flurb the gronk sideways").intent in ("nlu_fallback", "out_of_scope")


def test_things_named_come_out_normalised_with_their_place(read: Any) -> None:
    text = "the grinder from order 20417 cost £49.90, mail me at Jo@Example.com"
    entities = {entity.entity: entity for entity in read(text).entities}
    assert entities["product"].value == "coffee grinder"
    assert entities["order_number"].value == "EK-20417"
    assert entities["money"].value == "49.90 GBP"
    assert entities["email"].value == "jo@example.com"
    for entity in entities.values():
        assert text[entity.start : entity.end] == entity.text


CALM = [
    "hi, when will my order arrive?",
    "THANK YOU SO MUCH!!!",
    "my order number is EK-20417",
    "could I return the blanket please, it's a bit scratchy",
    "bloody brilliant, cheers",
    "no thanks, that's all",
]
HEATED = [
    "THIRD TIME I ask and NOBODY answers!!!",
    "this is absolutely ridiculous, worst service ever",
    "where the fuck is my parcel, you lie every single day",
    "you useless bunch of idiots",
    "GIVE ME MY MONEY BACK NOW!!!",
]


@pytest.mark.parametrize("text", CALM)
def test_calm_messages_are_calm(read: Any, text: str) -> None:
    assert read(text).level is Level.CALM


@pytest.mark.parametrize("text", HEATED)
def test_heated_messages_are_not_calm_and_show_why(read: Any, text: str) -> None:
    reading: Reading = read(text)
    assert reading.level is not Level.CALM
    assert reading.cues


def test_swearing_at_a_parcel_is_no_abuse_and_swearing_at_us_is(read: Any) -> None:
    assert read("the damn lid doesn't fit").flags["abuse"] < 0.5
    assert read("you stupid useless bot").flags["abuse"] > 0.5


def test_the_same_words_weigh_more_after_a_quarrel(read: Any) -> None:
    said = "where is my order"
    before = [
        {"speaker": "customer", "text": "WHERE IS MY ORDER you said TUESDAY!!!"},
        {"speaker": "assistant", "text": "You can return most items within 30 days."},
        {"speaker": "customer", "text": "that's not what I asked. where is my order"},
        {"speaker": "assistant", "text": "Could you say it another way?"},
    ]
    assert read(said, earlier=before).frustration > read(said).frustration + 0.05


def test_a_typed_command_is_read_as_text(read: Any) -> None:
    assert read('/request_human{"x": 1}').confidence < 1.0


def test_reading_twice_gives_the_same(read: Any) -> None:
    assert read(HEATED[0]) == read(HEATED[0])


def test_rasas_own_agent_reads_the_same_as_ours(read: Any, trained_model: Path) -> None:
    from rasa.core.agent import Agent

    from bot.understanding.reading import reading_from_parse

    agent = Agent.load(trained_model)
    for text in ("where's my parcel", HEATED[1]):
        assert reading_from_parse(asyncio.run(agent.parse_message(text))) == read(text)
