"""What the records say about the matter in hand: which contact it is, what was promised and not done."""

from __future__ import annotations

import json

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from bot.deescalation.types import Entity, Level, Reading
from bot.dialogue import records, turn
from bot.dialogue.chat import Chat
from bot.dialogue.turn import Turn
from bot.wire import Contact, Context, TurnRequest

CONTACTS = (
    Contact("EV-33333", "2026-11-20T09:00:00+00:00", ("EK-20401",), ("late_parcel",)),
    Contact("EV-22222", "2026-11-18T09:00:00+00:00", (), ("late_parcel", "thank")),
    Contact("EV-11111", "2026-11-02T09:00:00+00:00", ("EK-20405",), ("refund_status",)),
)
PROMISES = (
    {"text": "an answer", "status": "broken"},
    {"text": "a parcel", "status": "broken", "earlier": "EV-33333"},
    {"text": "a refund", "status": "broken", "earlier": "EV-11111"},
    {"text": "a call", "status": "open"},
)


def chat(*orders: str) -> Chat:
    named = tuple(Entity("order_number", number, number, 0, 8) for number in orders)
    reading = Reading("late_parcel", 0.9, 0.5, Level.CALM, named)
    context = Context(contacts=CONTACTS, promises=PROMISES)
    turn.begin(Turn("t", None, context, "m", readings=(reading,)))  # type: ignore[arg-type]  # no services are used
    tracker = Tracker("t", {}, {}, [], False, None, {}, "action_listen")
    return Chat(CollectingDispatcher(), tracker)


def test_a_contact_counts_by_order_where_both_name_one_and_by_errand_otherwise() -> None:
    assert records.contact_number(chat(), "late_parcel") == 3
    assert records.contact_number(chat("EK-20401"), "late_parcel") == 3
    assert records.contact_number(chat("EK-20402"), "late_parcel") == 2, "another order is another matter"
    assert records.contact_number(chat("EK-20405"), None) == 2
    assert records.contact_number(chat(), None) == records.contact_number(chat(), "invoice_request") == 1


def test_a_promise_broken_earlier_counts_only_in_the_same_matter() -> None:
    assert records.promises_broken(chat("EK-20401"), "late_parcel") == 2
    assert records.promises_broken(chat(), "invoice_request") == 1


def test_it_travels() -> None:
    request = TurnRequest("t", 1, None, Context(contacts=CONTACTS, minutes_waited=12.5), ())
    assert TurnRequest.from_json(json.loads(json.dumps(request.to_json()))) == request
