"""Whatever is thrown at a socket is refused in words, keeps nothing, and leaves the connection usable."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest
import websocket

from tests.desk.edge.conftest import RunningDesk

BAD_MESSAGES = [
    "",
    "   \n ",
    "x" * 100_000,
    "zero\x00byte",
    "\x1b[2Jclear",
    "half a \ud800 pair",
    '/inform{"order_number": "EK-1"}',
    "/restart",
    None,
    7,
    True,
    ["a", "list"],
    {"text": "an object"},
]


def test_a_bad_message_is_refused_with_a_sentence_and_nothing_is_kept(desk: RunningDesk) -> None:
    customer = desk.customer()
    for number, bad in enumerate(BAD_MESSAGES):
        answer = customer.ask("user_uttered", {"session_id": customer.token, "id": f"m{number}", "message": bad})
        assert answer["ok"] is False, bad
        assert answer["error"]["message"].endswith((".", "?")), answer
        assert answer["error"]["code"] not in ("internal", "slow_down")
    assert desk.rows("SELECT count(*) FROM messages") == [(0,)]
    assert customer.say("and a good one") == 1


@pytest.mark.parametrize("data", [None, [], "text", 5, True, {}, {"session_id": []}, {"session_id": {"a": [None]}}])
def test_data_of_the_wrong_shape_is_refused_by_every_event(shared_desk: RunningDesk, data: Any) -> None:
    customer = shared_desk.customer()
    for event in ("user_uttered", "sync", "typing", "contact", "rate", "sign_in", "no_such_event", "peers", "part"):
        answer = customer.ask(event, data)
        assert answer["ok"] is False and answer["error"]["code"] != "internal", (event, data, answer)
    assert customer.say("still here") == 1


@pytest.mark.parametrize("identity", [None, "", 5, [], "a b", "x" * 65, "../..", "\x00"])
def test_a_message_id_that_cannot_be_one_is_refused(shared_desk: RunningDesk, identity: Any) -> None:
    customer = shared_desk.customer()
    answer = customer.ask("user_uttered", {"session_id": customer.token, "id": identity, "message": "hello"})
    assert answer["ok"] is False and answer["error"]["code"] == "bad_id"


def test_odd_session_requests_get_a_conversation_all_the_same(desk: RunningDesk) -> None:
    customer = desk.customer()
    odd = {"client": "evenkeel", "locale": ["x"], "timezone": {"a": 1}, "page": 5, "customer_token": "forged", "z": 1}
    session = customer.ask("session_request", odd)
    assert session["ok"] and "customer_name" not in session["state"]


def _raw(desk: RunningDesk) -> websocket.WebSocket:
    raw = websocket.create_connection(f"{desk.url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket")
    assert raw.recv().startswith("0")
    raw.send("40")
    assert raw.recv().startswith("40")
    return raw


@pytest.mark.parametrize(
    "packet",
    [
        "42{broken json",
        "42",
        "42[]",
        "42{}",
        '42"text"',
        "42[7]",
        '42[["user_uttered"], {}]',
        "42[null]",
        '42["connect", {"HTTP_COOKIE": "x"}]',
        '42["disconnect"]',
        "42" + "[" * 50_000,
        "4",
        "49",
        "45999-[]",
        '451-["user_uttered",{"_placeholder":true,"num":0}]',
        "zzz",
        "",
        '42999999999999999999["user_uttered"]',
        '42["user_uttered", 1, 2, 3, 4]',
    ],
    ids=lambda packet: packet[:30],
)
def test_a_broken_packet_does_no_harm(shared_desk: RunningDesk, packet: str) -> None:
    raw = _raw(shared_desk)
    try:
        raw.send(packet)
    finally:
        raw.close()
    assert shared_desk.customer().say("others are served") == 1


def test_a_connection_survives_broken_json(desk: RunningDesk) -> None:
    raw = _raw(desk)
    raw.send("42{broken json")
    raw.send('42["disconnect"]')
    raw.send('420["session_request",{"client":"evenkeel"}]')
    deadline = time.monotonic() + 5
    answer = ""
    while not answer.startswith("430") and time.monotonic() < deadline:
        answer = raw.recv()
    raw.close()
    assert json.loads(answer[3:])[0]["ok"] is True


def test_a_body_too_large_is_refused_before_it_is_read(desk: RunningDesk) -> None:
    answer = desk.http().post("/api/login", content=b"x" * 1_500_000)
    assert answer.status_code == 413 and answer.json()["error"]["message"]


def test_a_body_that_never_says_how_large_it_is_has_an_end_too(desk: RunningDesk) -> None:
    def endless() -> Any:
        for _ in range(30):
            yield b"x" * 100_000

    answer = desk.http().post("/api/login", content=endless())
    assert answer.status_code == 413 and answer.json()["error"]["message"]
