"""Where one wish ends and another begins, and when two are one."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from bot.dialogue import errands, wishes

RULES = Path(__file__).resolve().parents[2] / "data" / "rules"


def parse(text: str, intent: str, confidence: float = 0.9, **entities: str) -> dict[str, Any]:
    found = [{"entity": name, "value": value} for name, value in entities.items()]
    return {"text": text, "intent": {"name": intent, "confidence": confidence}, "entities": found}


def found(*parses: dict[str, Any], text: str = "") -> list[str]:
    return [wish.errand for wish in wishes.find(parses, text).wishes]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("cancel EK-20417 and wheres my refund for the lamp", ["cancel EK-20417", "wheres my refund for the lamp"]),
        ("where's it?? oh and you charged me twice", ["where's it??", "oh and you charged me twice"]),
        ("return the lamp, can I also pay later", ["return the lamp", "can I also pay later"]),
        ("1. where is EK-20401\n2. cancel EK-20402", ["where is EK-20401", "cancel EK-20402"]),
        ("My vase broke. While I'm here, how do I sign out?", ["My vase broke.", "While I'm here how do I sign out?"]),
        ("I have a red and a blue mug, both from March", ["I have a red and a blue mug, both from March"]),
        ("Hi. Thanks!", []),
    ],
)
def test_parted_where_a_new_wish_may_begin(text: str, parts: list[str]) -> None:
    assert wishes.parts([text]) == parts


def test_a_long_message_is_read_in_no_more_parts_than_that() -> None:
    assert len(wishes.parts(["Where is it now? " * 40])) == wishes.MOST_PARTS


def test_two_requests_of_different_matters_are_two_wishes_the_surest_first() -> None:
    asked = (parse("where is my order", "order_status", 0.8), parse("how do I sign in", "sign_in_problem", 0.95))
    assert found(*asked) == ["sign_in_problem", "order_status"]


def test_what_happened_and_what_should_be_done_about_it_are_one_wish() -> None:
    assert found(
        parse("my lamp came broken", "damaged_item"), parse("I want to send it back", "return_order", 0.8)
    ) == ["damaged_item"]
    assert found(parse("I sent it back", "return_order"), parse("where is my refund?", "refund_status", 0.8)) == [
        "return_order"
    ]


def test_the_same_matter_is_two_wishes_when_it_is_set_apart_or_about_other_things() -> None:
    broken = parse("my lamp came broken", "damaged_item")
    assert len(found(broken, parse("also where is my refund", "refund_status"))) == 2
    assert len(found(broken, parse("where is my refund", "refund_status"), text="two things: my lamp …")) == 2
    cancel = parse("cancel EK-20417", "cancel_order", order_number="EK-20417")
    assert len(found(cancel, parse("wheres my refund for the lamp", "refund_status", product="lamp"))) == 2
    assert len(found(cancel, parse("wheres my refund for EK-20417", "refund_status", order_number="EK-20417"))) == 1


def test_what_is_told_beside_a_question_is_no_second_wish_but_two_things_told_are_two() -> None:
    where = parse("where is my order", "order_status", 0.95)
    told = parse("the invoice came by mail", "invoice_request", 0.93)
    assert found(where, told) == ["order_status"]
    assert found(parse("my mug is chipped", "damaged_item", 0.95), told) == ["damaged_item", "invoice_request"]


def test_a_part_that_is_hardly_understood_is_none() -> None:
    assert found(parse("where is my order", "order_status"), parse("also the blue thing", "exchange_item", 0.2)) == [
        "order_status"
    ]


def test_each_wish_keeps_its_own_order() -> None:
    asked = [
        parse("cancel EK-20402", "cancel_order", order_number="EK-20402"),
        parse("also where is EK-20401", "order_status", 0.8, order_number="EK-20401"),
        parse("it is the blue one", "inform"),
    ]
    result = wishes.find(asked, "")
    assert [(wish.errand, wish.order) for wish in result.wishes] == [
        ("cancel_order", "EK-20402"),
        ("order_status", "EK-20401"),
    ]
    assert [part["text"] for part in result.about(result.wishes[0], asked)] == ["cancel EK-20402", "it is the blue one"]


def test_every_wish_that_is_no_errand_has_the_action_that_takes_it_up() -> None:
    answered, guided = (
        set(re.findall(r"intent: (\w+) }, { action: action_" + action, (RULES / file).read_text(encoding="utf-8")))
        for action, file in (("help", "help.yml"), ("offer_guide", "guide.yml"))
    )
    assert answered == wishes.QUESTIONS
    assert guided == wishes.GUIDED
    assert wishes.WISHES - set(errands.ALL) - wishes.OUTCOMES == answered | guided | {"place_order"}


def test_what_leaves_nothing_open_comes_first_and_what_takes_a_person_last() -> None:
    mixed = ["fraud_report", "order_status", "cancel_order", "faq_payment"]
    assert sorted(mixed, key=wishes.rank) == ["faq_payment", "cancel_order", "order_status", "fraud_report"]
