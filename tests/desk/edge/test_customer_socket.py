"""A customer's widget and the desk, over real sockets."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from bot.desk.tokens import Tokens
from tests.desk.edge.conftest import RunningDesk
from tests.desk.scripted_brain import ScriptedBrain


@pytest.fixture
def brain() -> Iterator[ScriptedBrain]:
    with ScriptedBrain() as scripted:
        yield scripted


@pytest.fixture
def served(start: Callable[..., RunningDesk], brain: ScriptedBrain) -> RunningDesk:
    """A desk with a brain."""
    return start(brain_urls=(brain.url,), brain_secret=brain.secret)


def test_a_message_is_kept_before_it_is_acknowledged(desk: RunningDesk) -> None:
    customer = desk.customer()
    seq = customer.say("Where is my order?")
    assert desk.rows("SELECT seq, text FROM messages WHERE author = 'customer'") == [(seq, "Where is my order?")]


def test_the_same_id_again_is_acknowledged_again_and_kept_once(desk: RunningDesk) -> None:
    customer = desk.customer()
    body = {"session_id": customer.token, "id": str(uuid.uuid4()), "message": "Hello there"}
    first, again = customer.ask("user_uttered", body), customer.ask("user_uttered", {**body, "message": "changed"})
    assert first["ok"] and again == first
    assert first["message"]["id"] == body["id"]
    assert desk.rows("SELECT text FROM messages WHERE author = 'customer'") == [("Hello there",)]


def test_messages_sent_together_keep_their_order(desk: RunningDesk) -> None:
    customer = desk.customer()
    for number in range(20):
        body = {"session_id": customer.token, "id": f"m{number}", "message": f"line {number}"}
        customer.socket.emit("user_uttered", body)
    customer.say("the end")
    texts = [text for (text,) in desk.rows("SELECT text FROM messages WHERE author = 'customer' ORDER BY seq")]
    assert texts == [*(f"line {number}" for number in range(20)), "the end"]


def test_an_answer_comes_from_the_brain_and_its_commands_stay_at_the_desk(served: RunningDesk) -> None:
    customer = served.customer()
    offer = customer.answer_after(customer.say("please cancel it"), "assistant")
    assert offer["buttons"] == [{"title": "Yes, cancel it"}, {"title": "No, keep it"}]
    assert "affirm" not in repr(customer.messages)


def test_a_pressed_button_sends_the_command_kept_at_the_desk(served: RunningDesk, brain: ScriptedBrain) -> None:
    customer = served.customer()
    offer = customer.answer_after(customer.say("please cancel it"), "assistant")
    seq = customer.say("/restart{}", button={"seq": offer["seq"], "index": 1})
    customer.answer_after(seq, "assistant")
    assert customer.messages[seq]["text"] == "No, keep it"
    assert brain.turns[-1].messages[0].payload == "/deny"


def test_typing_a_buttons_title_is_as_good_as_pressing_it(served: RunningDesk, brain: ScriptedBrain) -> None:
    customer = served.customer()
    customer.answer_after(customer.say("please cancel it"), "assistant")
    customer.answer_after(customer.say("yes, cancel it."), "assistant")
    assert brain.turns[-1].messages[0].payload == "/affirm"
    customer.answer_after(customer.say("Yes, cancel it"), "assistant")
    assert brain.turns[-1].messages[0].payload is None, "it was offered once, and answered"


@pytest.mark.parametrize(
    "button", [{"seq": 1, "index": 0}, {"seq": 999, "index": 0}, {"seq": -1, "index": "x"}, [], "a"]
)
def test_a_button_that_was_never_offered_is_refused(shared_desk: RunningDesk, button: Any) -> None:
    customer = shared_desk.customer()
    customer.say("Hello")
    body = {"session_id": customer.token, "id": "press", "message": "Yes", "button": button}
    answer = customer.ask("user_uttered", body)
    assert not answer["ok"] and answer["error"]["message"]
    assert shared_desk.rows("SELECT count(*) FROM messages WHERE client_id = 'press'") == [(0,)]


def test_a_returning_customer_finds_their_conversation(desk: RunningDesk) -> None:
    first = desk.customer()
    first.say("I will be back")
    again = desk.customer()
    session = again.ask("session_request", {"client": "evenkeel", "session_id": first.token})
    assert session["messages"][0]["text"] == "I will be back"
    assert session["state"]["reference"] == first.state["reference"]


def test_sync_gives_only_what_came_after(desk: RunningDesk) -> None:
    customer = desk.customer()
    customer.say("one")
    second = customer.say("two")
    body = {"session_id": customer.token, "after": second - 1}
    answer = customer.ask("sync", body)
    assert answer["messages"][0]["text"] == "two"
    assert all(message["seq"] >= second for message in answer["messages"])
    assert answer["state"]["last_seq"] >= second


@pytest.mark.parametrize("after", [-1, "1", None, 1.5, [], 2**40])
def test_a_cursor_that_is_no_number_is_refused(shared_desk: RunningDesk, after: Any) -> None:
    customer = shared_desk.customer()
    assert not customer.ask("sync", {"session_id": customer.token, "after": after})["ok"]


def test_what_a_client_invents_as_session_is_ignored(desk: RunningDesk) -> None:
    victim, thief = desk.customer(), desk.customer()
    victim.say("my secret plans")
    (conversation_id,) = desk.rows("SELECT conversation_id FROM messages WHERE author = 'customer'")[0]
    forged = Tokens("not the key", site_id="demo").session(conversation_id)
    for invented in (conversation_id, forged, victim.token + "x", "", 7, None, ["a"], {"a": 1}):
        session = thief.ask("session_request", {"client": "evenkeel", "session_id": invented})
        assert session["ok"] and session["messages"] == []
        assert session["state"]["reference"] != victim.state["reference"]


@pytest.mark.parametrize("event", ["user_uttered", "sync", "contact", "rate", "sign_in", "typing"])
def test_a_forged_session_is_refused_and_nothing_is_kept(desk: RunningDesk, event: str) -> None:
    victim, thief = desk.customer(), desk.customer()
    victim.say("hello")
    before = desk.rows("SELECT * FROM messages ORDER BY id")
    (conversation_id,) = desk.rows("SELECT conversation_id FROM messages WHERE author = 'customer'")[0]
    body = {"id": "x", "message": "I am them", "contact": "a@b.example", "score": 1, "customer_token": None, "after": 0}
    for invented in (conversation_id, "", 0, [], None):
        answer = thief.ask(event, {**body, "session_id": invented})
        assert answer["ok"] is False and answer["error"]["code"] == "session"
    assert desk.rows("SELECT * FROM messages ORDER BY id") == before


def test_nobody_hears_another_customers_conversation(served: RunningDesk) -> None:
    one, other = served.customer(), served.customer()
    one.answer_after(one.say("only for me"), "assistant")
    other.answer_after(other.say("something else"), "assistant")
    assert "only for me" not in repr(other.messages)


def test_a_customer_who_comes_too_fast_is_asked_to_wait_and_loses_nothing_kept(desk: RunningDesk) -> None:
    customer = desk.customer()
    answers = [
        customer.ask("user_uttered", {"session_id": customer.token, "id": f"m{number}", "message": "hello"})
        for number in range(35)
    ]
    refused = [answer["error"]["code"] for answer in answers if not answer["ok"]]
    assert refused and set(refused) == {"slow_down"}
    kept = desk.rows("SELECT count(*) FROM messages WHERE author = 'customer'")
    assert kept == [(35 - len(refused),)]


def test_a_contact_and_a_rating_are_kept_and_nonsense_is_not(desk: RunningDesk) -> None:
    customer = desk.customer()
    customer.say("hello")
    for nonsense in ("not an address", "", None, 5, ["a@b.example"], "a@b.example\x00"):
        assert not customer.ask("contact", {"session_id": customer.token, "contact": nonsense})["ok"]
    answer = customer.ask("contact", {"session_id": customer.token, "contact": "mara@example.com"})
    assert answer["state"]["contact"] == "mara@example.com"
    for nonsense in (0, 6, "5", None, 4.5, True):
        assert not customer.ask("rate", {"session_id": customer.token, "score": nonsense})["ok"]
    answer = customer.ask("rate", {"session_id": customer.token, "score": 4, "comment": "quick"})
    assert answer["state"]["rating"] == 4


def test_the_customer_sees_the_assistants_state(desk: RunningDesk, served: RunningDesk) -> None:
    assert desk.customer().state["assistant"] == "unavailable"
    assert served.customer().state["assistant"] == "ready"


def test_a_second_window_of_the_same_customer_hears_everything(served: RunningDesk) -> None:
    window = served.customer()
    other = served.customer()
    session = other.ask("session_request", {"client": "evenkeel", "session_id": window.token})
    assert session["ok"]
    window.say("in the first window")
    other.wait(lambda: any(m["text"] == "in the first window" for m in other.messages.values()), "the same message")
