"""Keyword search: words in a common form, rare words count more, and unknown words count against."""

from __future__ import annotations

import pytest

from bot.help.keywords import KeywordIndex, stem, terms


@pytest.mark.parametrize(
    "family",
    [
        ("cancel", "cancelled", "cancelling", "cancels"),
        ("return", "returns", "returned", "returning"),
        ("delivery", "deliveries", "deliver", "delivered", "delivering"),
        ("exchange", "exchanges", "exchanged", "exchanging"),
        ("address", "addresses"),
        ("stop", "stopped", "stopping"),
        ("voucher", "vouchers", "voucher's"),
    ],
)
def test_forms_of_a_word_are_one(family: tuple[str, ...]) -> None:
    assert len({stem(word) for word in family}) == 1


def test_different_words_stay_different() -> None:
    words = ["refund", "return", "replace", "card", "code", "order", "parcel", "password", "payment", "postage"]
    assert len({stem(word) for word in words}) == len(words)


def test_stop_words_and_marks_are_dropped() -> None:
    assert terms("How do I get my E-Mail, please?!") == ["email"]


def test_a_rare_word_counts_more_than_a_common_one() -> None:
    index = KeywordIndex([[(1.0, "order lamp")], [(1.0, "order mug")], [(1.0, "order bowl")]])
    lamp, mug, _ = index.scores("order lamp")

    assert lamp > 2 * mug > 0


def test_a_word_that_nobody_has_lowers_the_score() -> None:
    index = KeywordIndex([[(1.0, "opening hours")], [(1.0, "returns")]])

    assert index.scores("opening hours on Mars")[0] < index.scores("opening hours")[0]


def test_a_heavier_field_scores_higher_and_scores_stay_between_nought_and_one() -> None:
    index = KeywordIndex([[(3.0, "lamp"), (1.0, "x y z")], [(1.0, "lamp x y z")]])
    in_title, in_text = index.scores("lamp")

    assert 0 < in_text < in_title <= 1


def test_an_empty_index_and_an_empty_query_score_nothing() -> None:
    assert KeywordIndex([]).scores("lamp") == []
    assert KeywordIndex([[(1.0, "lamp")]]).scores("the") == [0.0]
