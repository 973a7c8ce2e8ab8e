"""The REST API: another help desk is the agents' side, the guarantee holds, and its document is true."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any
from uuid import uuid4

import httpx
import pytest
from sqlalchemy import insert, select
from starlette.routing import Route

from bot.desk.access import api_tokens
from bot.desk.outward.config import Endpoint
from bot.desk.rest import once
from bot.desk.rest.openapi import template
from bot.desk.rest.operations import OPERATIONS
from bot.desk.rest.routes import routes
from bot.desk.store.tables import api_requests, audit, conversations, webhook_deliveries, webhook_events
from bot.times import now
from tests.desk.core.conftest import postgres_url  # noqa: F401  # a fixture
from tests.desk.edge.conftest import QUICK, RunningDesk
from tests.desk.edge.rest import Program, with_database

Start = Callable[..., RunningDesk]
READ, WRITE = "queue:read", "queue:write"
C = "/api/v1/conversations"
NOWHERE = "00000000-0000-0000-0000-000000000000"


@pytest.fixture(params=["sqlite", "postgresql"])
def starting(request: pytest.FixtureRequest, start: Start) -> Start:
    """Starts desks on either database; on PostgreSQL each with a site of its own."""
    if request.param == "sqlite":
        return start
    url = request.getfixturevalue("postgres_url")
    return lambda **changes: start(database_url=url, site_id=f"rest-{uuid4().hex[:8]}", **changes)


def queued(desk: RunningDesk, words: str = "I want to talk to a person, please") -> tuple[Any, str]:
    """A customer in the queue, and their conversation's id."""
    customer = desk.customer()
    customer.say(words)
    reference = customer.state["reference"]
    found = with_database(desk, lambda db: _id_of(db, reference))
    return customer, str(found)


async def _id_of(db: Any, reference: str) -> str:
    async with db.read() as connection:
        query = select(conversations.c.id).where(conversations.c.reference == reference)
        return str(await connection.scalar(query))


def eventually(holds: Callable[[], Any], seconds: float = 10) -> Any:
    deadline = time.monotonic() + seconds
    while not (value := holds()):
        assert time.monotonic() < deadline, "it never happened"
        time.sleep(0.05)
    return value


def test_another_help_desk_serves_a_customer_from_queue_to_close(starting: Start) -> None:
    desk = starting()
    program = Program(desk, READ, WRITE)
    customer, here = queued(desk)
    (item,) = program.get("/api/v1/queue").json()["queue"]
    assert item["conversation_id"] == here and item["reason"] == "asked_for_person"
    claimed = program.act(here, "claim").json()["conversation"]
    assert (claimed["owner"], claimed["agent_name"]) == ("agent", "Dana")
    assert [one["conversation_id"] for one in program.get("/api/v1/queue").json()["claimed"]] == [here]
    whole = program.get(f"{C}/{here}").json()
    assert whole["brief"]["conversation_id"] == here
    assert "I want to talk to a person" in whole["messages"][0]["text"]
    assert program.act(here, "typing").status_code == 204
    said = program.act(here, "messages", text="Hello, my card is 4111 1111 1111 1111").json()["message"]
    assert "4111" not in said["text"] and said["name"] == "Dana"
    assert customer.answer_after(said["seq"] - 1, "agent")["text"] == said["text"]
    program.act(here, "messages", text="Check the order first.", kind="note")
    back = program.act(here, "hand-back", to="queue", note="Needs a specialist").json()["conversation"]
    assert back["owner"] == "queue"
    program.act(here, "claim", agent="Eli")
    assert program.act(here, "hand-back", agent="Eli").json()["conversation"]["owner"] == "assistant"
    program.act(here, "claim")
    closed = program.act(here, "close", disposition="solved").json()["conversation"]
    assert (closed["owner"], closed["disposition"]) == ("closed", "solved")
    lines = with_database(desk, lambda db: _audit(db, here))
    assert lines == ["take", "open", "say", "note", "requeue", "take", "hand_back", "take", "close"]


async def _audit(db: Any, conversation_id: str) -> list[str]:
    async with db.read() as connection:
        query = select(audit.c.action).where(audit.c.conversation_id == conversation_id).order_by(audit.c.id)
        return list((await connection.execute(query)).scalars())


def test_an_outside_agent_who_stays_silent_is_nudged_and_loses_the_conversation(starting: Start) -> None:
    desk = starting(timings=replace(QUICK, agent_reply=0.6, agent_silent=1.4, grace=2.0))
    program = Program(desk, READ, WRITE)
    _, here = queued(desk)
    program.act(here, "claim")
    assert eventually(lambda: program.get(f"{C}/{here}").json()["conversation"]["overdue"])
    eventually(lambda: program.get(f"{C}/{here}").json()["conversation"]["owner"] == "queue")
    said = [message["text"] for message in program.get(f"{C}/{here}").json()["messages"]]
    assert len([text for text in said if "Dana" in text]) == 3, "is here; is slow; has not answered"
    refused = program.act(here, "messages", text="Sorry, here I am")
    assert refused.status_code == 409 and refused.json()["code"] == "not_yours"


def test_an_outside_agent_needs_no_heartbeat_but_a_token_in_use(starting: Start) -> None:
    desk = starting(timings=replace(QUICK, agent_vanished=0.2, grace=0.5))
    program, watcher = Program(desk, READ, WRITE), Program(desk, READ, name="Watcher")
    _, here = queued(desk)
    program.act(here, "claim")
    program.act(here, "messages", text="Hello, what happened?")
    time.sleep(1.5)
    assert watcher.get(f"{C}/{here}").json()["conversation"]["owner"] == "agent"
    site_id = desk.settings.site_id
    assert with_database(desk, lambda db: api_tokens.revoke(db, site_id=site_id, name="Help desk"))
    assert not with_database(desk, lambda db: api_tokens.revoke(db, site_id=site_id, name="Help desk"))
    eventually(lambda: watcher.get(f"{C}/{here}").json()["conversation"]["owner"] == "queue")
    assert program.get("/api/v1/queue").status_code == 401


def test_of_our_agent_and_an_outside_one_who_claim_at_once_one_gets_it(starting: Start) -> None:
    desk = starting()
    program, ada = Program(desk, READ, WRITE), desk.first_agent()
    _, here = queued(desk)
    with ThreadPoolExecutor(2) as both:
        outside, ours = both.submit(program.act, here, "claim"), both.submit(ada.take, here)
    assert (outside.result().status_code == 200) != ours.result()["ok"]


def test_a_write_repeated_with_its_key_is_done_once(starting: Start) -> None:
    desk = starting()
    program = Program(desk, READ, WRITE)
    _, here = queued(desk)
    program.act(here, "claim")
    with ThreadPoolExecutor(4) as several:
        tries = list(several.map(lambda _: program.act(here, "messages", "key-1", text="Hello"), range(4)))
    assert {answer.status_code for answer in tries} <= {201, 409}
    again = program.act(here, "messages", "key-1", text="Hello")
    assert again.status_code == 201 and again.headers["idempotency-replayed"] == "true"
    texts = [message.get("text") for message in program.get(f"{C}/{here}").json()["messages"]]
    assert texts.count("Hello") == 1
    assert program.act(here, "messages", "key-1", text="Something else").status_code == 422
    refused = program.act(here, "messages", "key-2", agent="Eli", text="Hi")
    program.act(here, "hand-back", to="queue")
    program.act(here, "claim", agent="Eli")
    assert (
        refused.status_code == 409 and program.act(here, "messages", "key-2", agent="Eli", text="Hi").status_code == 201
    )


def test_a_message_whose_desk_died_before_it_answered_is_not_said_twice(starting: Start) -> None:
    desk = starting()
    program = Program(desk, READ, WRITE)
    _, here = queued(desk)
    program.act(here, "claim")
    assert program.act(here, "messages", "key-1", text="Hello").status_code == 201

    async def as_if_it_had_died(db: Any) -> None:
        async with db.write() as connection:
            await connection.execute(
                api_requests.update().where(api_requests.c.key == "key-1").values(status=None, at=now() - once.GIVEN_UP)
            )

    with_database(desk, as_if_it_had_died)
    assert program.act(here, "messages", "key-1", text="Hello").status_code == 201
    texts = [message.get("text") for message in program.get(f"{C}/{here}").json()["messages"]]
    assert texts.count("Hello") == 1


def test_conversations_that_were_never_handed_over_are_nobodys_business(desk: RunningDesk) -> None:
    program = Program(desk, READ, WRITE)
    customer = desk.customer()
    alone = with_database(desk, lambda db: _id_of(db, customer.state["reference"]))
    assert program.get(f"{C}/{alone}").status_code == 404
    assert program.act(alone, "claim").status_code == 404


def test_every_documented_answer_is_given_and_every_answer_is_documented(starting: Start) -> None:
    hook = Endpoint("http://127.0.0.1:9/hook", frozenset({"conversation.opened"}), (b"k" * 24,), allow_private=True)
    desk = starting(webhooks=(hook,))
    program = Program(desk, *api_tokens.SCOPES)
    reader, writer = Program(desk, READ, name="Reader"), Program(desk, WRITE, name="Writer")
    _, here = queued(desk)
    letter = with_database(desk, lambda db: _dead_letter(db, desk.settings.site_id))
    bodies = {
        "claim": {"agent": "Dana"}, "messages": {"agent": "Dana", "text": "Hello"}, "typing": {"agent": "Dana"},
        "hand_back": {"agent": "Dana", "to": "queue"}, "close": {"agent": "Dana", "disposition": "solved"},
    }  # fmt: skip
    token_id = with_database(desk, lambda db: api_tokens.every(db, site_id=desk.settings.site_id))[0].id
    ada = desk.first_agent()
    ada.take(here)
    for operation in OPERATIONS:
        path = operation.path.replace("{conversation_id}", here).replace("{letter_id:int}", str(letter))
        name = {"message": "messages"}.get(operation.name, operation.name)
        options: dict[str, Any] = {"json": bodies[name]} if operation.takes else {}
        asked = (operation.method, path)
        program.ask(*asked, **options, headers={"Authorization": "Bearer ek_wrong"})
        (writer if operation.scope == READ else reader).ask(*asked, **options)
        if "{" in operation.path:
            program.ask(operation.method, path.replace(here, NOWHERE).replace(f"/{letter}/", "/987654321/"), **options)
        if operation.writes:
            program.ask(*asked, **options, headers={"Idempotency-Key": "x" * 201})
            for number, print_ in enumerate((None, "another")):
                key = f"{operation.name}-{number}"
                body = program.http.build_request(*asked, **options).content
                print_ = print_ or once.fingerprint(*asked, body)
                with_database(desk, lambda db, row=(token_id, key, print_): _under_way(db, *row))
                program.ask(*asked, **options, headers={"Idempotency-Key": key})
    ada.finish(here)
    _, here = queued(desk)
    for action in ("claim", "messages", "typing", "hand_back", "claim", "close"):
        assert program.post(f"{C}/{here}/{action.replace('_', '-')}", bodies[action]).is_success
    assert program.get(f"{C}/{here}").is_success and program.get("/api/v1/queue").is_success
    assert len(program.get("/api/v1/webhooks/dead-letters").json()["dead_letters"]) == 1
    assert program.post(f"/api/v1/webhooks/dead-letters/{letter}/retry").status_code == 204
    assert program.get("/api/v1/webhooks/dead-letters").json()["dead_letters"] == []
    slow = starting(api_per_minute=1)
    hasty = Program(slow, *api_tokens.SCOPES)
    hasty.get("/api/v1/queue")
    for operation in OPERATIONS:
        answer = hasty.ask(
            operation.method, operation.path.replace("{letter_id:int}", "1").replace("{", "").replace("}", "")
        )
        assert answer.status_code == 429 and 0 < int(answer.headers["retry-after"]) <= 60
    assert program.seen | reader.seen | writer.seen | hasty.seen == program.promised()


async def _dead_letter(db: Any, site_id: str) -> int:
    async with db.write() as connection:
        event = {"id": f"evt_{uuid4().hex}", "site_id": site_id, "type": "conversation.opened", "at": now()}
        await connection.execute(insert(webhook_events).values(**event, conversation_id="c", data={}, sealed=True))
        letter = {"site_id": site_id, "event_id": event["id"], "endpoint": "http://127.0.0.1:9/hook", "tries": 9}
        added = await connection.execute(insert(webhook_deliveries).values(**letter, dead_at=now(), error="no answer"))
        return int(added.inserted_primary_key[0])


async def _under_way(db: Any, token_id: str, key: str, print_: str) -> None:
    async with db.write() as connection:
        values = {"token_id": token_id, "key": key, "fingerprint": print_, "at": now()}
        await connection.execute(insert(api_requests).values(**values))


def test_the_document_and_the_routes_are_the_same(shared_desk: RunningDesk) -> None:
    document = httpx.get(f"{shared_desk.url}/api/v1/openapi.json").json()
    real = {
        (template(route.path), method) for route in routes if isinstance(route, Route) for method in route.methods or ()
    }
    told = {(path, method.upper()) for path, methods in document["paths"].items() for method in methods}
    assert real - {(path, "HEAD") for path, _ in real} == told | {("/api/v1/openapi.json", "GET")}
    assert document["openapi"] == "3.1.0" and document["servers"] == [{"url": shared_desk.settings.public_url}]
    names = [operation["operationId"] for methods in document["paths"].values() for operation in methods.values()]
    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    ("action", "body"),
    [
        ("claim", {}),
        ("claim", {"agent": 7}),
        ("claim", {"agent": "  "}),
        ("claim", {"agent": "a" * 121}),
        ("claim", {"agent": "Dana", "force": True}),
        ("claim", ["Dana"]),
        ("messages", {"agent": "Dana"}),
        ("messages", {"agent": "Dana", "text": "x" * 4001}),
        ("messages", {"agent": "Dana", "text": "Hi", "kind": "shout"}),
        ("typing", {"agent": "Dana", "typing": "yes"}),
        ("hand-back", {"agent": "Dana", "to": "the moon"}),
        ("hand-back", {"agent": "Dana", "note": 3}),
        ("close", {"agent": "Dana", "disposition": "x" * 41}),
        ("close", {"agent": "Dana"}),
    ],
)
def test_bad_input_is_refused_with_a_reason(shared: tuple[Program, str], action: str, body: Any) -> None:
    program, here = shared
    answer = program.post(f"{C}/{here}/{action}", body)
    assert answer.status_code == 400 and answer.json()["detail"]


@pytest.fixture(scope="module")
def shared(shared_desk: RunningDesk) -> tuple[Program, str]:
    """One conversation that Dana has, for many small refusals."""
    program = Program(shared_desk, READ, WRITE, name="Shared")
    _, here = queued(shared_desk)
    program.act(here, "claim")
    return program, here


def test_whatever_is_wrong_is_a_problem(shared: tuple[Program, str], shared_desk: RunningDesk) -> None:
    program, here = shared
    answers = [
        program.http.get("/api/v1/nothing"),
        program.http.delete("/api/v1/queue"),
        program.http.post(f"{C}/{here}/claim", content=b"{"),
        program.http.post(f"{C}/{here}/claim", content=b"x" * 1_000_001),
        shared_desk.http().get("/api/v1/queue"),
        program.http.post(f"/api/v1/webhooks/dead-letters/{2**70}/retry"),
    ]
    assert [answer.status_code for answer in answers] == [404, 405, 400, 413, 401, 403]
    assert {answer.headers["content-type"] for answer in answers} == {"application/problem+json"}
    assert answers[4].headers["www-authenticate"] == "Bearer"
    for answer in answers:
        problem = answer.json()
        assert set(problem) == {"type", "title", "status", "code", "detail"}
        assert problem["status"] == answer.status_code


def test_who_guesses_tokens_is_slowed_down_and_nobody_else(desk: RunningDesk) -> None:
    program = Program(desk, READ)
    guesses = [desk.http().get("/api/v1/queue", headers={"Authorization": "Bearer ek_guess"}) for _ in range(31)]
    assert [guess.status_code for guess in guesses] == [401] * 30 + [429]
    assert program.get("/api/v1/queue").status_code == 200


def test_a_token_is_kept_as_a_hash_and_says_when_it_was_used(desk: RunningDesk) -> None:
    program = Program(desk, READ)
    site_id = desk.settings.site_id
    (token,) = with_database(desk, lambda db: api_tokens.every(db, site_id=site_id))
    assert token.last_used_at is None
    program.get("/api/v1/queue")
    (token,) = with_database(desk, lambda db: api_tokens.every(db, site_id=site_id))
    assert token.last_used_at is not None
    (kept,) = desk.rows("SELECT * FROM api_tokens")
    assert program.token not in kept
    assert desk.setup_token(), "outside agents are not the first agent"
