"""Nobody angry is asked what they meant; everybody else may be."""

from __future__ import annotations

from typing import Any

import pytest

pytest.importorskip("rasa")

from rasa.shared.nlu.training_data.message import Message

from bot.deescalation.temper import UPSET_AT
from bot.understanding.heated import HeatedComplaint, is_sarcasm
from bot.understanding.reading import SIGNALS

UNREAD = {"name": "nlu_fallback", "confidence": 0.35}
WISH = {"name": "order_status", "confidence": 0.3}


def read(intent: dict[str, Any], frustration: float) -> Message:
    said = Message(
        {"text": "…", "intent": intent, "intent_ranking": [intent, WISH], SIGNALS: {"frustration": frustration}}
    )
    return HeatedComplaint().process([said])[0]


def test_a_heated_message_that_was_not_understood_is_a_complaint() -> None:
    heard = read(UNREAD, UPSET_AT)
    assert heard.get("intent") == {"name": "complain", "confidence": UPSET_AT}
    assert heard.get("intent_ranking") == [heard.get("intent"), WISH]


def test_a_calm_one_is_asked_about() -> None:
    assert read(UNREAD, UPSET_AT - 0.01).get("intent") == UNREAD


def test_a_plain_wish_stays_one_however_heated() -> None:
    assert read(WISH, 1.0).get("intent") == WISH


def test_praise_that_sounds_frustrated_is_sarcasm_and_praise_that_does_not_is_praise() -> None:
    praise = {"name": "praise", "confidence": 0.7}
    assert read(praise, 0.6).get("intent")["name"] == "complain"
    assert read(praise, 0.1).get("intent") == praise


@pytest.mark.parametrize(
    "praise",
    ["brilliant service as ever, the lamp is in pieces", "well done, another week late", "lovely, a broken mug"],
)
def test_praise_with_trouble_in_it_is_sarcasm(praise: str) -> None:
    assert is_sarcasm(praise)


@pytest.mark.parametrize(
    "praise", ["great, you replaced the broken mug", "lovely bowl", "so quick with the lost parcel"]
)
def test_praise_for_trouble_that_is_over_is_praise(praise: str) -> None:
    assert not is_sarcasm(praise)
