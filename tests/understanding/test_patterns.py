"""Order numbers and the like: however they are typed, they come out one way, and other numbers stay numbers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.understanding.patterns import find_patterns


def found(text: str) -> list[tuple[str, str]]:
    return [(match.entity, match.value) for match in find_patterns(text)]


@pytest.mark.parametrize(
    "text",
    [
        "EK-20417",
        "ek20417",
        "Ek 20417",
        "it's ek-20417!",
        "order 20417",
        "order number: 20417",
        "order no. 20417",
        "my order number is 20417",
        "ref #20417",
        "#20417",
        "20417",
        "20417 where is it",
        "please look at EK–20417, thanks",
        "yes 20417 please",
        "ok its 20417 ty",
        "20417 wrong item",
        "sorry 20417, not 20533x",
        "the number you asked for is 20417",
        "20417 but i have told you that twice before now",
    ],
)
def test_an_order_number_is_normalised_however_it_is_typed(text: str) -> None:
    assert found(text) == [("order_number", "EK-20417")]


@pytest.mark.parametrize(
    "text",
    [
        "it cost £20417",
        "20417.50 is too much",
        "EK-204",
        "EK-204171",
        "my house number is 20417",
        "I have written to you about the same thing 20417 times since last week",
        "1234567",
        "GREEK-20417",
        "20417 pounds",
        "invoice #20417",
        "it has 12000 rpm",
        "item code 88213",
        "over 20000",
    ],
)
def test_other_numbers_are_not_order_numbers(text: str) -> None:
    assert "order_number" not in dict(found(text))


@pytest.mark.parametrize("text", ["TRK123456789", "trk 123 456 789", "Trk-123456789", "tracking is trk123456789."])
def test_a_tracking_code_is_normalised(text: str) -> None:
    assert found(text) == [("tracking_code", "TRK123456789")]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("mail me: Anna.B@Example.com", "anna.b@example.com"),
        ("(jo+shop@mail.example.co.uk)", "jo+shop@mail.example.co.uk"),
    ],
)
def test_an_email_address_is_found_and_lower_case(text: str, value: str) -> None:
    assert found(text) == [("email", value)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("call 07700 900123", "07700900123"),
        ("+44 (0)7700 900-123", "+447700900123"),
        ("0044 7700 900123 please", "+447700900123"),
    ],
)
def test_a_phone_number_is_found(text: str, value: str) -> None:
    assert found(text) == [("phone", value)]


@pytest.mark.parametrize("text", ["order 370795561790", "invoice 113542617735902", "370795561790"])
def test_a_long_number_that_is_called_something_else_is_no_phone(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    "text", ["orders 20417, 20533 and 20611", "my orders are 20417 & 20533 or #20611", "20417, 20533, 20611"]
)
def test_each_number_of_a_list_is_found(text: str) -> None:
    assert [value for _, value in found(text)] == ["EK-20417", "EK-20533", "EK-20611"]


def test_several_things_in_one_message_come_in_order() -> None:
    text = "EK-20417, TRK123456789, a@example.com, and order 20533"
    assert [value for _, value in found(text)] == ["EK-20417", "TRK123456789", "a@example.com", "EK-20533"]


@given(st.text(max_size=200))
def test_whatever_is_typed_the_offsets_fit_and_nothing_overlaps(text: str) -> None:
    end = 0
    for match in find_patterns(text):
        assert end <= match.start < match.end <= len(text)
        end = match.end
