"""What is behind a mood: a wish that has kept some of the probability, or none."""

from __future__ import annotations

import pytest

from bot.dialogue import meant, menus


def ranking(**confidences: float) -> list[dict[str, object]]:
    return [{"name": name, "confidence": value} for name, value in confidences.items()]


@pytest.mark.parametrize(
    ("ranked", "wish"),
    [
        (ranking(complain=0.66, damaged_item=0.32, product_question=0.02), "damaged_item"),
        (ranking(complain=0.61, late_parcel=0.08, choose_replacement=0.02), "late_parcel"),
        (ranking(complain=0.5, choose_refund=0.2, refund_status=0.15, newsletter=0.1), "refund_status"),  # one matter
        (ranking(complain=0.9, faq_returns=0.09), "faq_returns"),
        (ranking(complain=0.99, late_parcel=0.001, refund_status=0.0005), None),  # a mere mood
        (ranking(complain=0.8, newsletter=0.06, late_parcel=0.05, faq_contact=0.05), None),  # nothing stands out
        (ranking(complain=0.6, praise=0.4), None),  # moods both
        (ranking(complain=0.7, choose_refund=0.3), None),  # an outcome of something that has yet to be told
        ([], None),
    ],
)
def test_the_wish_behind_a_mood(ranked: list[dict[str, object]], wish: str | None) -> None:
    assert meant.wish(ranked) == wish


def test_the_choice_holds_what_is_likely_and_no_moods() -> None:
    ranked = ranking(complain=0.8, newsletter=0.06, late_parcel=0.05, faq_contact=0.01)
    assert [name for name, _ in menus.wished(ranked)] == ["newsletter", "late_parcel"]
