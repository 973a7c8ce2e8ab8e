"""Several messages as one turn, buttons, and errands named in the same breath."""

from __future__ import annotations

from typing import Any

import pytest

from bot.dialogue.heard import Heard, agreed_to, asked_for, command_of, pick_offered
from bot.dialogue.wishes import Wish

PERSON = {"title": "Talk to a person", "payload": "/request_human"}
SEARCH = {"title": "Search for it", "payload": '/late_parcel{"choice": "trace"}'}


def parse(text: str, intent: str, confidence: float = 0.9, **entities: str) -> dict[str, Any]:
    found = [{"entity": name, "value": value} for name, value in entities.items()]
    return {"text": text, "intent": {"name": intent, "confidence": confidence}, "entities": found}


def test_the_weightiest_intent_speaks_for_the_turn_with_the_entities_of_all() -> None:
    heard = Heard.words(
        [
            parse("hi", "greet"),
            parse("where is it", "order_status"),
            parse("EK-20401", "inform", order_number="EK-20401"),
        ],
        readings=(),
    )
    assert heard.parse["intent"]["name"] == "order_status"
    assert heard.parse["entities"] == [{"entity": "order_number", "value": "EK-20401"}]
    assert heard.text == "hi\nwhere is it\nEK-20401"


def test_a_request_for_a_person_outweighs_every_errand() -> None:
    heard = Heard.words([parse("human", "request_human"), parse("cancel it", "cancel_order")], readings=())
    assert heard.parse["intent"]["name"] == "request_human"


def test_of_two_errands_in_two_messages_the_later_one_counts() -> None:
    heard = Heard.words([parse("cancel it", "cancel_order"), parse("no, send it back", "return_order")], readings=())
    assert heard.parse["intent"]["name"] == "return_order"


def test_a_buttons_command_carries_its_values() -> None:
    assert command_of('/inform{"choice": "refund"}') == ("inform", {"choice": "refund"})
    assert command_of("/request_human") == ("request_human", {})


@pytest.mark.parametrize("payload", ["request_human", "/Ask", "/inform{broken", "/a b", ""])
def test_what_is_not_a_command_is_refused(payload: str) -> None:
    with pytest.raises(ValueError):
        command_of(payload)


def test_the_words_of_a_button_may_be_typed() -> None:
    assert pick_offered("search for it!", [SEARCH, PERSON]) == SEARCH["payload"]
    assert pick_offered("search for the other one", [SEARCH, PERSON]) is None
    assert pick_offered("", [SEARCH]) is None


def test_a_plain_yes_takes_the_one_thing_proposed() -> None:
    assert agreed_to("yes please", [SEARCH, PERSON]) == SEARCH["payload"]
    assert agreed_to("yes", [PERSON]) == PERSON["payload"]


def test_yes_to_a_choice_of_several_things_picks_none() -> None:
    other = {"title": "Refund it", "payload": "/inform"}
    assert agreed_to("yes", [SEARCH, other]) is None
    assert agreed_to("yes", []) is None


def test_a_long_yes_is_more_than_a_yes() -> None:
    assert agreed_to("yes but first tell me where the other one is", [SEARCH]) is None


def heard(text: str, intent: str, confidence: float = 0.9) -> Heard:
    return Heard.words([parse(text, intent, confidence)], readings=())


CANCEL = parse("Please cancel my order.", "cancel_order")
REFUND = parse("And where is my refund for EK-20405?", "refund_status", 0.8, order_number="EK-20405")


def test_the_surest_wish_is_the_turns_and_the_other_follows_with_its_own_order() -> None:
    both = heard("Please cancel my order. And where is my refund for EK-20405?", "refund_status").with_wishes(
        [CANCEL, REFUND]
    )
    assert both.parse["intent"] == {"name": "cancel_order", "confidence": 0.9}
    assert both.text == both.parse["text"] == "Please cancel my order."
    assert both.parse["entities"] == []
    assert both.also_wants == (Wish("refund_status", "EK-20405", "And where is my refund for EK-20405?", 0.8),)


def test_of_wishes_that_are_all_doubtful_the_customer_chooses() -> None:
    unsure = [parse("two things: the order", "order_status", 0.5), parse("and the invoice", "invoice_request", 0.4)]
    unclear = heard("two things: the order and the invoice", "order_status").with_wishes(unsure)
    assert unclear.parse["intent"]["name"] == "nlu_fallback"
    assert [wish.errand for wish in unclear.also_wants] == ["order_status", "invoice_request"]


def test_one_wish_a_person_or_a_never_mind_leaves_the_message_as_it_is() -> None:
    alone = heard("Please cancel my order. It is late.", "cancel_order")
    assert alone.with_wishes([CANCEL, parse("It is late.", "late_parcel", 0.8)]) is alone
    for intent in ("request_human", "stop"):
        said = heard("Please cancel my order. And where is my refund for EK-20405?", intent)
        assert said.with_wishes([CANCEL, REFUND]) is said


def test_a_second_wish_that_is_doubtful_is_left() -> None:
    said = heard("Please cancel my order. And the refund for EK-20405?", "cancel_order")
    assert said.with_wishes([CANCEL, {**REFUND, "intent": {"name": "refund_status", "confidence": 0.4}}]) is said


SEARCH = {"title": "Search for it", "payload": "/late_parcel"}
SEND_BACK = {"title": "Send it back", "payload": "/return_order"}
PERSON = {"title": "Talk to a person", "payload": "/request_human"}


@pytest.mark.parametrize(
    ("text", "payload"),
    [
        ("THEN START THE SEARCH!", "/late_parcel"),
        ("send it back then", "/return_order"),
        ("i dont want a search", None),
        ("what does the search do?", None),
        ("search for it or send it back", None),
        ("the weather is nice", None),
    ],
)
def test_an_offer_taken_in_its_own_words(text: str, payload: str | None) -> None:
    assert asked_for(text, [SEARCH, SEND_BACK, PERSON]) == payload


def test_of_two_offers_that_fit_the_one_about_their_own_order_is_meant() -> None:
    own = {"title": "EK-20411, which is late", "payload": '/late_parcel{"order_number": "EK-20411"}'}
    any_of_them = {"title": "It's late or missing", "payload": "/late_parcel"}
    assert asked_for("the late one i guess", [own, any_of_them, PERSON]) == own["payload"]
