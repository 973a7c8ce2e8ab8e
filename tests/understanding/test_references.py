"""What a message is read as once its references are set aside."""

from __future__ import annotations

import pytest

from bot.understanding.references import without_references


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("EK-20417 is late", "my order is late"),
        ("please cancel order EK-20417", "please cancel my order"),
        ("my order number is ek 20418 where is it", "my order where is it"),
        ("TRK123456789 where is this", "my parcel where is this"),
        ("EK-20417 and my email is jo@example.com where is it", "my order where is it"),
        ("where is my lamp", "where is my lamp"),
    ],
)
def test_an_errand_is_read_without_its_numbers(text: str, read: str) -> None:
    assert without_references(text) == read


@pytest.mark.parametrize("text", ["EK-20417", "it's EK-20417, pat@example.com", "my email is sam@example.com", ""])
def test_a_message_of_references_alone_stays_as_it_is(text: str) -> None:
    assert without_references(text) == text
