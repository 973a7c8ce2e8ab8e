"""The brain's service: who may speak to it, what it says while starting, when full, and when it fails."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from starlette.testclient import TestClient

from bot.backoffice.types import PromiseState
from bot.deescalation.types import Level, Reading, Temper
from bot.dialogue import host
from bot.dialogue.host import SECRET_HEADER, Settings, State, create_app
from bot.wire import Context, Reply, Said, TurnRequest, TurnResult

SECRET = "a secret of some length"
HEADERS = {SECRET_HEADER: SECRET}


class Services:
    backoffice = None

    async def ready(self) -> None:
        """Nothing to prepare."""


class EchoBrain:
    """The brain's four methods, answering what it was asked, and counting."""

    model = "echo.tar.gz"

    def __init__(self) -> None:
        self.services = Services()
        self.taken: list[str] = []
        self.go_on = asyncio.Event()
        self.go_on.set()
        self.error: Exception | None = None

    async def warm_up(self) -> None:
        """Nothing to warm."""

    async def read(self, text: str, *, message_id: str | None = None, earlier: Any = ()) -> Reading:
        return Reading("greet", 0.9, 0.1, Level.CALM, message_id=message_id, cues=tuple(line.text for line in earlier))

    async def take(self, request: TurnRequest) -> TurnResult:
        self.taken.append(request.turn_id)
        await self.go_on.wait()
        if self.error:
            raise self.error
        said = Reply(f"{request.messages[0].text} #{len(self.taken)}")
        return TurnResult({"n": len(self.taken)}, (), Temper(), ("solve",), (said,))


def settings(**more: Any) -> Settings:
    return Settings(secret=SECRET, model=Path("none.tar.gz"), **more)


def turn(turn_id: str = "t1", revision: int = 1) -> dict[str, Any]:
    said = (Said("m1", "hello", "2026-01-01T00:00:00+00:00"),)
    return TurnRequest(turn_id, revision, None, Context(), said).to_json()


@contextmanager
def ready(brain: EchoBrain, **more: Any) -> Iterator[TestClient]:
    app = create_app(settings(**more), load=lambda _: brain)  # type: ignore[arg-type,return-value]
    with TestClient(app, headers=HEADERS) as client:
        while client.get("/healthz").json()["state"] == "starting":
            pass
        yield client


def test_it_will_not_start_without_a_secret() -> None:
    with pytest.raises(ValueError, match="EVENKEEL_BRAIN_SECRET"):
        Settings(secret="", model=Path("none"))


def test_who_does_not_know_the_secret_is_refused_everything() -> None:
    with ready(EchoBrain()) as client:
        for path in ("/healthz", "/turn", "/read", "/promises"):
            assert client.request("POST", path, headers={SECRET_HEADER: "wrong"}, json={}).status_code == 403
        assert client.get("/healthz", headers={SECRET_HEADER: ""}).status_code == 403


def test_while_the_model_loads_it_answers_that_it_is_starting() -> None:
    loaded = threading.Event()

    def load(_: Settings) -> Any:
        loaded.wait(10)
        return EchoBrain()

    with TestClient(create_app(settings(), load=load), headers=HEADERS) as client:
        assert client.get("/healthz").json() == {"state": "starting", "model": None}
        refused = client.post("/turn", json=turn())
        assert (refused.status_code, refused.json()) == (503, {"state": "starting"})
        loaded.set()


def test_a_ready_brain_names_its_model_and_answers_turns_and_readings() -> None:
    with ready(EchoBrain()) as client:
        assert client.get("/healthz").json() == {"state": "ready", "model": "echo.tar.gz"}
        assert TurnResult.from_json(client.post("/turn", json=turn()).json()).replies[0].text == "hello #1"
        body = {"turns": [{"id": "a", "text": "hi", "earlier": [{"speaker": "customer", "text": "before"}]}]}
        [reading] = client.post("/read", json=body).json()["readings"]
        assert (reading["message_id"], reading["cues"]) == ("a", ["before"])


def test_a_repeated_turn_gets_the_identical_answer_and_is_not_taken_again() -> None:
    brain = EchoBrain()
    with ready(brain) as client:
        first = client.post("/turn", json=turn()).content
        assert client.post("/turn", json=turn()).content == first
        assert brain.taken == ["t1"]
        client.post("/turn", json=turn(revision=2))
        assert brain.taken == ["t1", "t1"]


def test_a_turn_that_fails_says_why_in_json() -> None:
    from bot.dialogue.turn import TurnFailed

    brain = EchoBrain()
    with ready(brain) as client:
        brain.error = TurnFailed("silent")
        assert (client.post("/turn", json=turn()).status_code, client.post("/turn", json=turn()).json()) == (
            500,
            {"error": "silent"},
        )
        brain.error = RuntimeError("boom")
        answer = client.post("/turn", json=turn("t2"))
        assert answer.status_code == 500 and "boom" in answer.json()["error"]


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b'{"turn_id": "x"}', b'{"turn_id": 1, "revision": "x"}'])
def test_nonsense_is_a_bad_request(body: bytes) -> None:
    with ready(EchoBrain()) as client:
        answer = client.post("/turn", content=body)
        assert answer.status_code == 400 and "error" in answer.json()


async def test_beyond_its_bound_it_says_overloaded_at_once() -> None:
    brain = EchoBrain()
    app = create_app(settings(max_in_flight=2), load=lambda _: brain)  # type: ignore[arg-type,return-value]
    host = app.state.host
    host.brain, host.state = brain, State.READY
    transport = httpx.ASGITransport(app=app, client=("127.0.0.1", 1))
    async with httpx.AsyncClient(transport=transport, base_url="http://brain", headers=HEADERS) as client:
        brain.go_on.clear()
        waiting = [asyncio.create_task(client.post("/turn", json=turn(f"w{n}"))) for n in range(2)]
        await asyncio.wait(waiting, timeout=0.2)  # both are in, and neither can finish
        assert host.in_flight == 2
        refused = await client.post("/turn", json=turn("one too many"))
        assert (refused.status_code, refused.json()) == (429, {"state": "overloaded"})
        brain.go_on.set()
        assert [answer.status_code for answer in await asyncio.gather(*waiting)] == [200, 200]
        assert (await client.post("/turn", json=turn("again"))).status_code == 200


async def test_a_draining_brain_takes_nothing_new() -> None:
    app = create_app(settings(), load=lambda _: EchoBrain())  # type: ignore[arg-type,return-value]
    app.state.host.state = State.DRAINING
    transport = httpx.ASGITransport(app=app, client=("127.0.0.1", 1))
    async with httpx.AsyncClient(transport=transport, base_url="http://brain", headers=HEADERS) as client:
        assert (await client.post("/turn", json=turn())).json() == {"state": "draining"}


async def test_another_machine_is_refused_even_with_the_secret() -> None:
    app = create_app(settings(), load=lambda _: EchoBrain())  # type: ignore[arg-type,return-value]
    transport = httpx.ASGITransport(app=app, client=("192.0.2.7", 1))
    async with httpx.AsyncClient(transport=transport, base_url="http://brain", headers=HEADERS) as client:
        assert (await client.get("/healthz")).status_code == 403


class Shop:
    """Knows of one refund; the others are its trouble."""

    async def promise_state(self, *, kind: str, reference: str) -> PromiseState | None:
        if reference == "RF-500":
            raise RuntimeError("the shop's database is gone")
        if reference == "RF-slow":
            await asyncio.sleep(60)
        return (
            PromiseState("kept", "It went.", {"Paid": "today"})
            if (kind, reference) == ("refund_paid", "RF-1")
            else None
        )


def check(*references: str) -> dict[str, Any]:
    return {"checks": [{"id": ref, "kind": "refund_paid", "reference": ref} for ref in references]}


def test_it_tells_what_became_of_promises_and_leaves_out_what_it_cannot_tell(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(host, "PROMISES_S", 0.2)
    brain = EchoBrain()
    brain.services.backoffice = Shop()  # type: ignore[attr-defined]
    kept = {"RF-1": {"state": "kept", "said": "It went.", "facts": {"Paid": "today"}}}
    with ready(brain) as client:
        assert client.post("/promises", json=check("RF-1", "RF-2")).json() == {"promises": kept}
        for trouble in ("RF-500", "RF-slow"):
            answer = client.post("/promises", json=check("RF-1", trouble))
            assert (answer.status_code, answer.json()) == (200, {"promises": kept}), "and turns are still taken"
        for body in ({}, {"checks": 1}, {"checks": [{"id": "a"}]}):
            assert client.post("/promises", json=body).status_code == 400
