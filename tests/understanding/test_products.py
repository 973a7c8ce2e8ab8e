"""Products by any of their names, and the same words when they are verbs or part of something else."""

from __future__ import annotations

import pytest

from bot.understanding.products import Products

SHOP = Products(
    {
        "coffee grinder": "coffee grinder",
        "grinder": "coffee grinder",
        "pan": "frying pan",
        "frying pan": "frying pan",
        "throw": "wool blanket",
        "plates": "dinner plates",
        "chopping board": "chopping board",
        "casserole": "casserole dish",
    }
)


def values(text: str) -> list[str]:
    return [match.value for match in SHOP.find(text)]


def test_the_longest_name_counts_and_plurals_are_found() -> None:
    text = "My Grinders and the frying pan"
    assert values(text) == ["coffee grinder", "frying pan"]
    assert [text[match.start : match.end] for match in SHOP.find(text)] == ["Grinders", "frying pan"]


@pytest.mark.parametrize("text", ["coffe grinder", "coffee girnder", "Coffee-Grinder", "coffee  grinder"])
def test_common_slips_are_seen_through(text: str) -> None:
    assert values(text) == ["coffee grinder"]


def test_a_wrongly_doubled_letter_is_seen_through() -> None:
    assert values("the casserolle and the chopping-boards") == ["casserole dish", "chopping board"]


@pytest.mark.parametrize(
    "text",
    [
        "i'll throw it away",
        "the form throws an error",
        "it didn't pan out",
        "don't throw this at me",
        "my number plates",
        "the company panicked",
    ],
)
def test_a_verb_is_no_product(text: str) -> None:
    assert values(text) == []


@pytest.mark.parametrize(
    ("text", "product"),
    [("my throw has a hole", "wool blanket"), ("pan is bent", "frying pan"), ("the pan's bent", "frying pan")],
)
def test_the_same_word_as_a_thing_is_one(text: str, product: str) -> None:
    assert values(text) == [product]


def test_a_shop_without_products_finds_none() -> None:
    assert Products({}).find("a pan") == []
