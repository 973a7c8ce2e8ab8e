"""A message is read by its place in the conversation too."""

from __future__ import annotations

import numpy as np
import pytest

from bot.understanding.turn_priors import shifted

INTENTS = ("affirm", "inform", "order_status", "thank")
DOUBTFUL = np.array([0.2, 0.2, 0.25, 0.2])
ASKED = (("customer", "my parcel is late"), ("assistant", "Which order is it?"))
TOLD = (("customer", "my parcel is late"), ("assistant", "It comes tomorrow."))


def test_an_opening_message_stays_as_it_is() -> None:
    assert shifted(DOUBTFUL, INTENTS, ()) is DOUBTFUL


@pytest.mark.parametrize(("earlier", "likeliest"), [(ASKED, "inform"), (TOLD, "thank")])
def test_what_is_usual_after_our_words_is_likelier(earlier: tuple[tuple[str, str], ...], likeliest: str) -> None:
    shares = shifted(DOUBTFUL, INTENTS, earlier)
    assert INTENTS[int(np.argmax(shares))] == likeliest
    assert shares.sum() <= 1.0


def test_a_question_of_the_customers_own_is_not_ours() -> None:
    asks = (("customer", "where is it?"),)
    assert INTENTS[int(np.argmax(shifted(DOUBTFUL, INTENTS, asks)))] == "thank"


def test_plain_words_are_believed_anywhere() -> None:
    plain = np.array([0.01, 0.02, 0.95, 0.01])
    for earlier in (ASKED, TOLD):
        assert INTENTS[int(np.argmax(shifted(plain, INTENTS, earlier)))] == "order_status"


def test_what_is_like_nothing_known_stays_so() -> None:
    assert shifted(np.full(4, 0.001), INTENTS, ASKED).sum() < 0.1
