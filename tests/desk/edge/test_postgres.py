"""The same desk on PostgreSQL: the doors, the customer and two agents."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import httpx

from tests.desk.core.conftest import postgres_url  # noqa: F401  # a fixture
from tests.desk.edge.conftest import PASSWORD, RunningDesk


def test_set_up_log_in_talk_and_take_on_postgresql(
    start: Callable[..., RunningDesk],
    postgres_url: str,  # noqa: F811
) -> None:
    desk = start(database_url=postgres_url)
    ada = desk.first_agent()
    ben = desk.colleague_of(ada, "ben@shop.example", "Ben")
    wrong = [
        desk.http().post("/api/login", json={"email": "ada@shop.example", "password": guess}).status_code
        for guess in ("guess 1 of two", "guess 2 of two")
    ]
    assert wrong == [401, 401]
    customer = desk.customer()
    seq = customer.say("I want to talk to a person, please")
    body = {"session_id": customer.token, "id": next(iter(customer.sent)), "message": "again"}
    assert customer.ask("user_uttered", body)["message"]["seq"] == seq
    conversation_id = ada.next_in_queue()["conversation_id"]
    with ThreadPoolExecutor(2) as both:
        tries = [both.submit(agent.take, conversation_id) for agent in (ada, ben)]
    answers = [one.result() for one in tries]
    assert sorted(answer["ok"] for answer in answers) == [False, True]
    winner = ada if answers[0]["ok"] else ben
    said = winner.say(conversation_id, "Hello, what happened?")
    assert customer.answer_after(said["message"]["seq"] - 1, "agent")["text"] == "Hello, what happened?"
    assert "Hello, what happened?" in desk.http().get(customer.state["transcript_url"]).text
    assert winner.finish(conversation_id)["conversation"]["owner"] == "closed"
    assert "evenkeel_broken_guarantees 0.0" in desk.http().get("/metrics").text


def test_of_many_using_a_link_at_once_one_gets_in_on_postgresql(
    start: Callable[..., RunningDesk],
    postgres_url: str,  # noqa: F811
) -> None:
    desk = start(database_url=postgres_url, site_id="another")
    token = desk.setup_token()

    def use(number: int) -> int:
        body = {"token": token, "name": "Ada", "email": f"a{number}@shop.example", "password": PASSWORD}
        return httpx.post(f"{desk.url}/api/setup", json=body, timeout=30).status_code

    with ThreadPoolExecutor(6) as many:
        assert sorted(many.map(use, range(6))) == [200] + [404] * 5
