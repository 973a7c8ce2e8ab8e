"""Secrets go, order numbers stay, and the widget and the desk agree (`vectors.json` is run by both)."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.privacy.checks import is_card, is_iban, luhn
from bot.privacy.mask import Found, mask

VECTORS = json.loads((Path(__file__).parent / "vectors.json").read_text(encoding="utf-8"))
CARDS = ("4242424242424242", "4111 1111 1111 1111", "5555-5555-5555-4444", "378282246310005", "6011 1111 1111 1117")
FRAGMENTS = st.sampled_from(
    (
        *CARDS,
        *("my password is", "password:", "hunter2", "cvv", "123", "pin", "4321", "is my password", "card", "order"),
        *("EK-20417", "20417", "078-05-1120", "ssn", "AB123456C", "GB82WEST12345698765432", "TRK123456789", "12/27"),
        *(" ", "  ", "\n", ", ", ": ", "-", "[", "]", "[card ending 4242]", "[password removed]", "is", "'", '"', "to"),
    )
)
PIECES = st.lists(FRAGMENTS | st.text(max_size=5), max_size=14)
TEXTS = PIECES.map("".join) | PIECES.map(" ".join) | st.text(alphabet="0123456789 -.\n4", max_size=60)


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["text"][:40])
def test_the_shared_vectors(vector: dict[str, str]) -> None:
    assert mask(vector["text"]).text == vector["masked"]


def test_there_are_enough_vectors_of_both_sorts() -> None:
    untouched = [vector for vector in VECTORS if vector["text"] == vector["masked"]]
    assert len(VECTORS) >= 80
    assert len(untouched) >= 25


def test_what_was_found_is_told_by_kind_and_place() -> None:
    text = "pay with 4242 4242 4242 4242, my password is hunter2"
    assert mask(text).found == (Found("card", 9, 28), Found("password", 45, 52))


def test_what_masking_lays_bare_is_masked_too() -> None:
    masked = mask("4242424242424242AB123456C")
    assert masked.text == "[card ending 4242][national insurance number removed]"
    assert masked.found == (Found("card", 0, 16), Found("nino", 16, 25))


@given(TEXTS)
def test_masking_twice_changes_nothing(text: str) -> None:
    once = mask(text).text
    assert mask(once).text == once


@given(st.lists(FRAGMENTS, max_size=6), st.lists(FRAGMENTS, max_size=6), st.integers(10_000, 9_999_999))
def test_an_order_number_survives_whatever_stands_around_it(before: list[str], after: list[str], number: int) -> None:
    text = " ".join([*before, f"EK-{number}", *after])
    assert f"EK-{number}" in mask(text).text


@given(st.sampled_from(CARDS), st.sampled_from(("my card ", "", "pay by visa: ", "order 20417, card ", "see\n")))
def test_a_card_number_never_survives(card: str, before: str) -> None:
    assert card not in mask(f"{before}{card} thanks").text


@given(TEXTS)
def test_places_are_in_order_and_do_not_overlap(text: str) -> None:
    place = 0
    for found in mask(text).found:
        assert place <= found.start < found.end <= len(text)
        place = found.end


def test_luhn_catches_any_single_wrong_digit() -> None:
    good = "4242424242424242"
    assert luhn(good)
    for place in range(len(good)):
        wrong = good[:place] + str((int(good[place]) + 1) % 10) + good[place + 1 :]
        assert not luhn(wrong)


def test_a_card_needs_an_issuer_and_its_length() -> None:
    assert is_card("4222222222222")  # 13 digits, Visa
    assert not is_card("42424242424242")  # 14 digits
    assert not is_card("0000000000000000")


def test_an_iban_needs_its_country_s_length() -> None:
    assert is_iban("GB82WEST12345698765432")
    assert not is_iban("GB82WEST1234569876543")
    assert not is_iban("US82WEST12345698765432")
