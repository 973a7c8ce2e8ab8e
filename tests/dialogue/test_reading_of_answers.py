"""Addresses, quantities, companies, short answers and charges, as people write them."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import Literal

import pytest

from bot.backoffice.types import Charge, Money
from bot.dialogue import address, amounts, words
from bot.dialogue.charges import case_of
from bot.dialogue.errands.invoice_request import business

NOW = datetime(2026, 11, 25, 12, 0, tzinfo=timezone.utc)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("9 Quayside, Newcastle upon Tyne NE1 3DE", "9 Quayside, Newcastle upon Tyne NE1 3DE"),
        ("please send EK-20402 to 14 Mill Lane, York yo17ab instead", "14 Mill Lane, York YO1 7AB"),
        ("no, it's The Old Forge, Church Lane, Totnes TQ9 5NQ", "The Old Forge, Church Lane, Totnes TQ9 5NQ"),
        ("Flat 2\n9 Castle Street\nExeter EX4 3PU", "Flat 2, 9 Castle Street, Exeter EX4 3PU"),
        ("new address: 3 High Street, Stoke-on-Trent ST1 1AA", "3 High Street, Stoke-on-Trent ST1 1AA"),
        ("change the address of EK-20402", None),
        ("NE1 3DE", None),
        ("my mum's", None),
        ("", None),
    ],
)
def test_an_address(text: str, found: str | None) -> None:
    assert address.found(text) == found


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("I only want one", 1),
        ("take one set of mugs out of EK-20451", 2),
        ("keep two", 2),
        ("change it to 1 please", 1),
        ("remove both", 1),
        ("remove the mugs", None),
        ("the one with the handle", None),
    ],
)
def test_how_many_stay_of_three(text: str, left: int | None) -> None:
    assert amounts.left_over(text, 3) == left


@pytest.mark.parametrize(
    ("text", "bought"),
    [
        ("I ordered two pans and only one came", 2),
        ("one pan came but I paid for 3", 3),
        ("I ordered the pan", None),
        ("order EK-20462 came broken", None),
        ("one of the pans is broken", None),
    ],
)
def test_how_many_they_say_they_bought(text: str, bought: int | None) -> None:
    assert amounts.bought(text) == bought


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ropewalk Studio Ltd, GB 123 4567 89", "Ropewalk Studio Ltd | GB123456789"),
        ("GB123456789 Ropewalk Studio", "Ropewalk Studio | GB123456789"),
        ("Our company is Mill & Sons, VAT number 123 4567 89", "Mill & Sons | GB123456789"),
        ("Mill & Sons, we have no VAT number", "Mill & Sons | "),
        ("Mill & Sons", None),
        ("GB123456789", None),
    ],
)
def test_a_company_and_its_vat_number(text: str, found: str | None) -> None:
    assert business(text) == found


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("ok i'll wait", False),
        ("ok I will just wait", False),
        ("ok, let's wait", False),
        ("yes", True),
        ("ok", True),
        ("ok but what happens then", None),
    ],
)
def test_yes_no_or_neither(text: str, answer: bool | None) -> None:
    assert words.yes_or_no(text, "inform") is answer
    if answer is False:
        assert words.yes_or_no(text, "affirm") is False


def charge(
    number: str | None, pence: int, status: Literal["taken", "pending", "failed", "refunded"], days: float
) -> Charge:
    at = NOW - timedelta(days=days)
    return Charge(f"CH-{days}", number, Money(pence), "the card", status, at, NOW + timedelta(days=1))


TWICE = (charge("A", 500, "taken", 1), charge("A", 500, "taken", 2))
RESERVED = (charge("B", 700, "pending", 3), charge("B", 700, "taken", 4))
FAILED = (charge(None, 900, "failed", 5),)
GIVEN_BACK = (charge("C", 300, "refunded", 6), charge("C", 300, "taken", 7))
PLAIN = (charge("D", 100, "taken", 8),)
ALL = (*TWICE, *RESERVED, *FAILED, *GIVEN_BACK, *PLAIN)


@pytest.mark.parametrize(
    ("number", "pence", "kind", "about"),
    [
        (None, None, "twice", "A"),
        ("B", None, "pending", "B"),
        ("C", None, "given_back", "C"),
        ("D", None, "single", "D"),
        (None, 700, "pending", "B"),
        (None, 900, "failed", None),
        (None, 123, "unknown", None),
        ("E", None, "unknown", None),
    ],
)
def test_the_charges_say_what_it_is(number: str | None, pence: int | None, kind: str, about: str | None) -> None:
    case = case_of(ALL, number=number, pence=pence, now=NOW)
    assert (case.kind, case.number) == (kind, about)


def test_a_reservation_that_ran_out_and_an_old_failure_are_nothing() -> None:
    ran_out = case_of(RESERVED, number=None, pence=None, now=NOW + timedelta(days=2))
    assert (ran_out.kind, ran_out.charge.status) == ("single", "taken")
    old = (charge(None, 900, "failed", 30),)
    assert case_of((*PLAIN, *old), number=None, pence=None, now=NOW).kind == "single"
    assert case_of(old, number=None, pence=None, now=NOW).kind == "unknown"
