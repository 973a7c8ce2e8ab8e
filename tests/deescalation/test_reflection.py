"""Giving back what was understood: their key terms, few words, never a single point, never what was just said."""

from __future__ import annotations

import pytest

from bot.deescalation.reflection import FEWEST, MOST, points

LONG = "tracking says delivered but there is nothing here, i waited in all day since monday, third time i contact you"


def test_the_points_come_in_their_terms() -> None:
    assert points(LONG) == ("the parcel is marked delivered and isn't there", "waiting since Monday", "third contact")


def test_what_was_acknowledged_is_not_said_again() -> None:
    assert "third contact" not in points(LONG, without="nth_contact")


def test_one_point_is_parroting() -> None:
    assert points("my mug is broken") == ()
    assert points("where is my order") == ()


@pytest.mark.parametrize(
    ("thing", "said"), [("my mug", "the mug"), ("Stoneware mugs", "the stoneware mugs"), (None, "it"), ("the", "it")]
)
def test_the_thing_is_called_as_they_call_it(thing: str | None, said: str) -> None:
    assert points("it came smashed, i have been waiting two weeks", thing=thing)[0] == f"{said} came damaged"


def test_the_errand_says_what_went_wrong_where_words_do_not() -> None:
    text = "nobody answers, i have been waiting two weeks"
    assert points(text, errand="refund_status")[0] == "the refund hasn't come"
    assert points("my mug came broken, waited two weeks", errand="refund_status")[0] == "it came damaged"


def test_never_more_than_anybody_reads() -> None:
    everything = (
        "you said it would come monday, it was for my daughter's birthday, i waited two weeks, fourth time i write, "
        "nobody answers, it came smashed, wrong colour, charged twice, i need it by friday"
    )
    assert FEWEST <= len(points(everything)) == MOST
