"""Short choices: every wish has its words, and the likeliest are offered."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from bot.dialogue import errands, menus, wishes

DOMAIN: dict[str, Any] = yaml.safe_load(
    (Path(__file__).resolve().parents[2] / "domain.yml").read_text(encoding="utf-8")
)
# Answers, moods and small talk; a person is on every menu anyway.
NO_WISHES = {
    *("greet", "goodbye", "thank", "affirm", "deny", "stop", "inform", "bot_challenge", "chitchat", "out_of_scope"),
    *("praise", "request_human"),
}
LONGEST = 32  # characters that fit on a button of a narrow widget


def ranking(**shares: float) -> list[dict[str, Any]]:
    return [{"name": name, "confidence": share} for name, share in shares.items()]


def test_every_intent_that_can_be_wished_for_has_a_title() -> None:
    assert set(DOMAIN["intents"]) - NO_WISHES == set(menus.TITLES)
    assert set(errands.ALL) <= set(menus.TITLES)
    assert set(menus.TITLES) >= wishes.WISHES


def test_no_two_titles_are_the_same_and_all_fit_on_a_button() -> None:
    assert len(set(menus.TITLES.values())) == len(menus.TITLES)
    assert max(map(len, menus.TITLES.values())) <= LONGEST


def test_the_likeliest_wishes_are_offered_whatever_they_are() -> None:
    buttons = menus.likeliest(ranking(nlu_fallback=0.4, invoice_request=0.3, thank=0.2, faq_payment=0.1, stop=0.05))
    assert [payload for _, payload in buttons] == ["/invoice_request", "/faq_payment"]


def test_never_more_than_three() -> None:
    buttons = menus.likeliest(ranking(order_status=0.2, late_parcel=0.2, cancel_order=0.2, return_order=0.2))
    assert [payload for _, payload in buttons] == ["/order_status", "/late_parcel", "/cancel_order"]


def test_what_resembles_nothing_gets_the_usual_choice() -> None:
    assert menus.likeliest(ranking(nlu_fallback=0.9, praise=0.03, fraud_report=0.01)) == menus.usual()
    assert menus.likeliest([]) == menus.usual()


def test_one_likely_wish_is_filled_up_without_saying_it_twice() -> None:
    payloads = [payload for _, payload in menus.likeliest(ranking(return_order=0.3))]
    assert payloads == ["/return_order", "/order_status", "/refund_status"]
