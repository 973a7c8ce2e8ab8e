"""What may come in over a socket."""

from __future__ import annotations

from typing import Any

import pytest

from bot.desk.access.errors import Refused
from bot.desk.sockets import inputs


@pytest.mark.parametrize("value", [None, 7, 1.5, True, [], ["hello"], {"text": "hello"}])
def test_a_message_that_is_not_text_is_refused(value: Any) -> None:
    with pytest.raises(Refused) as refused:
        inputs.customers_words(value)
    assert refused.value.code == "not_text"


@pytest.mark.parametrize("value", ["", "   ", "\n\t\n", "\u200b\u200d", "\u00a0\u2003"])
def test_a_message_with_nothing_to_see_is_refused(value: str) -> None:
    with pytest.raises(Refused) as refused:
        inputs.customers_words(value)
    assert refused.value.code == "empty"


@pytest.mark.parametrize("value", ["a\x00b", "\x1b[31mred", "ring\x07", "\x7f", "half \ud800 a pair", "next\x85line"])
def test_control_characters_are_refused(value: str) -> None:
    with pytest.raises(Refused) as refused:
        inputs.customers_words(value)
    assert refused.value.code == "control_characters"


@pytest.mark.parametrize(
    "value", ["/restart", "/inform{}", '/inform{"a": "b"}', "  /greet", "//greet", "/ask@0.9{}", "/x\n{}", "/a.b+c"]
)
def test_commands_to_the_assistant_are_refused(value: str) -> None:
    with pytest.raises(Refused) as refused:
        inputs.customers_words(value)
    assert refused.value.code == "command"


@pytest.mark.parametrize(
    "value",
    [
        "Where is it?",
        "two\nlines\tand a tab\r\n",
        "1/2 of it broke",
        "👩‍👩‍👧 ¿dónde está?",
        "/ what now",
        "and/or",
        "{}",
    ],
)
def test_words_are_taken(value: str) -> None:
    assert inputs.customers_words(value) == value


@pytest.mark.parametrize("value", [None, 7, "", "a" * 65, "a b", "../x", "\x00", ["a"]])
def test_an_id_that_cannot_be_one_is_refused(value: Any) -> None:
    with pytest.raises(Refused):
        inputs.identifier(value)


@pytest.mark.parametrize("value", [True, 1.0, "3", None, 0, 6])
def test_a_score_is_a_whole_number_from_1_to_5(value: Any) -> None:
    with pytest.raises(Refused):
        inputs.whole_number(value, least=1, most=5, message="1 to 5")


def test_what_only_describes_the_visitor_is_replaced_when_wrong() -> None:
    assert inputs.locale("de-AT") == "de-AT"
    assert inputs.locale("<script>") == inputs.locale(None) == inputs.locale("x" * 1000) == "en"
    assert inputs.timezone("Asia/Tokyo", otherwise="UTC") == "Asia/Tokyo"
    assert inputs.timezone("../../etc/passwd", otherwise="UTC") == inputs.timezone(3, otherwise="UTC") == "UTC"
    assert inputs.page("https://shop.example/a") == "https://shop.example/a"
    assert inputs.page("javascript:alert(1)") is inputs.page(["/"]) is inputs.page("/a\x00") is None
