"""Secrets go, order numbers stay, and the widget and the desk agree (`vectors.json` is run by both)."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.privacy.checks import is_card, is_french_id, is_iban, is_usual, luhn
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
    assert len(VECTORS) >= 150
    assert len(untouched) >= 45


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


def test_a_french_id_needs_its_key() -> None:
    body = "2850575116042"
    keys = [key for key in range(1, 98) if is_french_id(f"{body}{key:02}")]
    assert len(keys) == 1
    assert is_french_id(f"2 85 05 75 116 042 {keys[0]:02}")


@pytest.mark.parametrize("text", ["my card {}", "visa: {}", "my card number is {} i think", "{}"])
def test_a_card_number_with_one_wrong_digit_goes_only_where_cards_are_talked_about(text: str) -> None:
    wrong = "4539 1488 0343 6461"
    assert (wrong not in mask(text.format(wrong)).text) == (text != "{}")


@given(st.integers(0, 10**16 - 1), st.sampled_from(("order {}", "tracking number {}", "parcel {}", "invoice no. {}")))
def test_sixteen_digits_called_something_else_stay(number: int, text: str) -> None:
    said = text.format(f"{number:016}")
    assert mask(said).text == said


@given(st.integers(0, 10**16 - 1))
def test_sixteen_digits_that_no_network_issues_stay(number: int) -> None:
    said = f"{number:016}"
    if not is_card(said):
        assert mask(said).text == said


@given(st.sampled_from((12, 13, 14, 17, 18, 19)).flatmap(lambda n: st.integers(10 ** (n - 1), 10**n - 1)))
def test_numbers_of_rare_card_lengths_stay_unless_cards_are_talked_about(number: int) -> None:
    assert not is_usual(str(number))
    assert mask(f"they gave me {number}").text == f"they gave me {number}"
