"""Agents at the desk, over real sockets: the queue, taking over, notes, and what is written down."""

from __future__ import annotations

import json
import threading
import uuid
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import socketio

from bot.workbench.driver import Agent, Customer
from tests.desk.edge.conftest import RunningDesk


def waiting_customer(desk: RunningDesk, text: str = "I want to talk to a person, please") -> Customer:
    """Somebody in the queue: a request for a person needs no brain."""
    customer = desk.customer()
    customer.say(text)
    customer.wait(lambda: customer.state.get("owner") == "queue", "the queue")
    return customer


def cookie_of(agent: Agent) -> str:
    return "; ".join(f"{name}={value}" for name, value in agent.http.cookies.items())


def test_customer_and_agent_talk_and_part(desk: RunningDesk) -> None:
    agent = desk.first_agent()
    customer = waiting_customer(desk)
    item = agent.next_in_queue()
    assert item["reference"] == customer.state["reference"]
    assert item["reason"] == "asked_for_person" and item["reason_text"] and item["online"] is True
    seen = agent.look(item["conversation_id"])
    assert seen["brief"]["conversation_id"] == item["conversation_id"]
    assert seen["messages"][0]["text"] == "I want to talk to a person, please"
    taken = agent.take(item["conversation_id"])
    assert taken["conversation"]["owner"] == "agent" and taken["conversation"]["agent_name"] == "Ada"
    customer.wait(lambda: customer.state.get("agent_name") == "Ada", "the agent's name")
    said = agent.say(item["conversation_id"], "Hello, I am Ada. What happened?")
    assert said["ok"]
    heard = customer.answer_after(said["message"]["seq"] - 1, "agent")
    assert heard["text"] == "Hello, I am Ada. What happened?" and heard["name"] == "Ada"
    seq = customer.say("It never came")
    agent.wait(lambda: seq in agent.conversations.get(item["conversation_id"], {}), "the customer's answer")
    closed = agent.finish(item["conversation_id"])
    assert closed["conversation"]["owner"] == "closed"
    customer.wait(lambda: customer.state.get("owner") == "closed", "the end")


def test_of_two_agents_taking_at_once_one_has_it_and_the_other_is_told(desk: RunningDesk) -> None:
    ada = desk.first_agent()
    ben = desk.colleague_of(ada, "ben@shop.example", "Ben")
    for _ in range(5):
        waiting_customer(desk)
        conversation_id = ada.next_in_queue()["conversation_id"]
        with ThreadPoolExecutor(2) as both:
            tries = [both.submit(agent.take, conversation_id) for agent in (ada, ben)]
        answers = dict(zip(("Ada", "Ben"), (one.result() for one in tries), strict=True))
        won = [name for name, answer in answers.items() if answer["ok"]]
        lost = [answer for answer in answers.values() if not answer["ok"]]
        assert len(won) == 1 and lost[0]["error"]["code"] == "taken" and lost[0]["error"]["message"]
        (owner,) = desk.rows(
            "SELECT a.name FROM conversations c JOIN agents a ON a.id = c.agent_id WHERE c.id = ?", conversation_id
        )[0]
        assert owner == won[0]


def test_a_note_is_for_agents_only_wherever_the_customer_looks(desk: RunningDesk) -> None:
    agent = desk.first_agent()
    customer = waiting_customer(desk)
    conversation_id = agent.next_in_queue()["conversation_id"]
    agent.look(conversation_id)
    agent.take(conversation_id)
    secret = "thinks we are slow"
    noted = agent.ask("note", {"conversation_id": conversation_id, "id": str(uuid.uuid4()), "text": secret})
    assert noted["message"]["kind"] == "note"
    agent.ask("hand_back", {"conversation_id": conversation_id, "note": secret})
    customer.wait(lambda: customer.state.get("owner") == "assistant", "the assistant")
    customer.say("and then?")
    customer.catch_up()
    other_window = desk.customer()
    session = other_window.ask("session_request", {"client": "evenkeel", "session_id": customer.token})
    transcript = desk.http().get(customer.state["transcript_url"])
    assert transcript.status_code == 200 and "and then?" in transcript.text
    everything = repr([customer.messages, customer.state, session, transcript.text])
    assert secret not in everything and "reading" not in everything and "payload" not in everything
    assert secret in repr(agent.look(conversation_id)["messages"])


def refusal(desk: RunningDesk, **how: Any) -> str:
    """Why a connection to the agents' side is turned away; it must be."""
    said: list[Any] = []
    client = socketio.Client(reconnection=False)
    client.on("connect_error", said.append, namespace="/desk")
    with pytest.raises(socketio.exceptions.ConnectionError):
        client.connect(desk.url, namespaces=["/desk"], **{"transports": ["websocket"], **how})
    return str(said[0]["message"])


@pytest.mark.parametrize("wrong", [{}, {"csrf": "wrong"}, {"csrf": None}, {"csrf": ["x"]}, None])
def test_a_login_without_its_csrf_token_opens_nothing(
    shared_desk: RunningDesk, agent_of_module: Agent, wrong: Any
) -> None:
    assert refusal(shared_desk, auth=wrong, headers={"Cookie": cookie_of(agent_of_module)}) == "log in"


@pytest.mark.parametrize("cookie", [None, "evenkeel_desk=made-up", "evenkeel_desk=;;=,", "=;=;"])
def test_without_a_login_there_is_no_desk(shared_desk: RunningDesk, cookie: str | None) -> None:
    assert refusal(shared_desk, auth={"csrf": "x"}, headers={"Cookie": cookie} if cookie else {}) == "log in"


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://127.0.0.1.evil.example"])
def test_a_page_of_another_site_cannot_use_an_agents_login(agent_of_module: Agent, origin: str) -> None:
    http, where = agent_of_module.http, "/socket.io/?EIO=4&transport=polling"
    csrf, headers = http.get("/api/me").json()["csrf"], {"Origin": origin}
    session = json.loads(http.get(where, headers=headers).text[1:])["sid"]
    http.post(f"{where}&sid={session}", content=f'40/desk,{{"csrf":"{csrf}"}}', headers=headers)
    assert http.get(f"{where}&sid={session}", headers=headers).text == '44/desk,{"message":"log in"}'


def test_logging_out_cuts_the_connection(desk: RunningDesk) -> None:
    agent = desk.first_agent()
    csrf = agent.http.get("/api/me").json()["csrf"]
    gone = threading.Event()
    agent.socket.on("disconnect", lambda *_: gone.set(), namespace="/desk")
    assert agent.http.post("/api/logout", headers={"X-CSRF-Token": csrf}).status_code == 200
    assert gone.wait(5)
    assert agent.http.get("/api/me").status_code == 401


def test_an_agent_switched_off_while_connected_can_do_nothing_more(desk: RunningDesk) -> None:
    agent = desk.first_agent()
    waiting_customer(desk)
    conversation_id = agent.next_in_queue()["conversation_id"]
    desk.rows("UPDATE agents SET disabled_at = '2026-01-01 00:00:00'")
    for event in ("overview", "open", "take", "heartbeat"):
        answer = agent.ask(event, {"conversation_id": conversation_id})
        assert answer["ok"] is False and answer["error"]["code"] == "log_in"


def test_only_whoever_has_the_conversation_speaks_in_it(desk: RunningDesk) -> None:
    ada = desk.first_agent()
    ben = desk.colleague_of(ada, "ben@shop.example", "Ben")
    customer = waiting_customer(desk)
    conversation_id = ada.next_in_queue()["conversation_id"]
    ada.take(conversation_id)
    for answer in (ben.say(conversation_id, "me too"), ben.finish(conversation_id), ben.hand_back(conversation_id)):
        assert answer["ok"] is False and answer["error"]["code"] == "not_yours"
    assert "me too" not in repr(customer.messages)


@pytest.mark.parametrize("event", ["open", "take", "say", "note", "hand_back", "requeue", "close", "typing", "leave"])
@pytest.mark.parametrize("data", [None, [], {}, {"conversation_id": 5}, {"conversation_id": "' OR 1=1 --"}])
def test_nonsense_from_an_agents_page_is_refused(agent_of_module: Agent, event: str, data: Any) -> None:
    answer = agent_of_module.ask(event, data)
    assert answer["ok"] is False and answer["error"]["code"] != "internal"


@pytest.mark.parametrize("event", ["open", "take", "say", "note", "hand_back", "requeue", "close"])
def test_a_conversation_that_does_not_exist_is_said_not_to(agent_of_module: Agent, event: str) -> None:
    data = {"conversation_id": str(uuid.uuid4()), "id": "x", "text": "hello", "disposition": "solved"}
    answer = agent_of_module.ask(event, data)
    assert answer["ok"] is False and answer["error"]["code"] == "not_found"


def test_every_action_is_written_down_with_who_did_it(desk: RunningDesk) -> None:
    agent = desk.first_agent()
    waiting_customer(desk)
    conversation_id = agent.next_in_queue()["conversation_id"]
    agent.look(conversation_id)
    agent.take(conversation_id)
    agent.say(conversation_id, "Good morning")
    agent.finish(conversation_id, "solved")
    actions = desk.rows("SELECT action, conversation_id FROM audit WHERE agent_id IS NOT NULL ORDER BY id")
    assert [action for action, about in actions if about == conversation_id] == ["open", "take", "say", "close"]
    assert {"account_made", "log_in", "availability"} <= {action for action, _ in actions}
    assert "Good morning" not in repr(desk.rows("SELECT detail FROM audit")), "the audit holds no words"


def test_everybody_on_duty_sees_the_queue_change(desk: RunningDesk) -> None:
    ada = desk.first_agent()
    ben = desk.colleague_of(ada, "ben@shop.example", "Ben")
    waiting_customer(desk)
    conversation_id = ben.next_in_queue()["conversation_id"]
    ada.take(conversation_id)
    ben.wait(lambda: not ben.overview["queue"] and ben.overview["others"], "the queue to be empty")
    ada.wait(lambda: [item["conversation_id"] for item in ada.overview["mine"]] == [conversation_id], "it to be hers")
    assert ada.overview["me"]["email"] == "ada@shop.example" and ada.overview["agents_on_duty"] == 2


def test_a_place_in_the_queue_moves_up_when_others_leave_it(desk: RunningDesk) -> None:
    agent = desk.first_agent()
    first, second = waiting_customer(desk), waiting_customer(desk)
    second.wait(lambda: (second.state.get("queue") or {}).get("position") == 2, "the second place")
    ahead = next(item for item in agent.ask("overview", {})["queue"] if item["reference"] == first.state["reference"])
    agent.take(ahead["conversation_id"])
    second.wait(lambda: (second.state.get("queue") or {}).get("position") == 1, "the first place")


def test_typing_is_seen_by_the_other_side(desk: RunningDesk) -> None:
    agent = desk.first_agent()
    customer = waiting_customer(desk)
    conversation_id = agent.next_in_queue()["conversation_id"]
    agent.look(conversation_id)
    agent.take(conversation_id)
    seen: list[Any] = []
    both = threading.Semaphore(0)
    customer.socket.on("typing", lambda body: (seen.append(body), both.release()), namespace="/")
    agent.socket.on("typing", lambda body: (seen.append(body), both.release()), namespace="/desk")
    customer.ask("typing", {"session_id": customer.token, "typing": True})
    assert both.acquire(timeout=5)
    assert seen == [{"conversation_id": conversation_id, "author": "customer", "typing": True}]
    agent.ask("typing", {"conversation_id": conversation_id, "typing": True})
    assert both.acquire(timeout=5) and both.acquire(timeout=5)
    assert {"author": "agent", "name": "Ada", "typing": True} in seen


@pytest.fixture(scope="module")
def agent_of_module(shared_desk: RunningDesk) -> Agent:
    """One agent for the many small refusals."""
    return shared_desk.first_agent()
