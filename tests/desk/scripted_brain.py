"""A brain that does as told: the real HTTP contract of bot/wire.py, with answers from the test instead of a model."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.deescalation.types import Handoff, Level, Reading, Reason, Temper, Urgency
from bot.launch.supervise import free_port
from bot.wire import Check, Finding, Reply, TurnRequest, TurnResult

Answer = Callable[[TurnRequest], TurnResult]
BUTTONS = ({"title": "Yes, cancel it", "payload": "/affirm"}, {"title": "No, keep it", "payload": "/deny"})
CARD = {"kind": "order", "title": "Order EK-20401", "rows": [{"label": "Promised", "value": "18 November"}]}


def reading(text: str, message_id: str | None = None) -> Reading:
    """Capital letters are anger."""
    angry = text.isupper()
    return Reading(
        intent="order_status",
        confidence=0.9,
        frustration=0.9 if angry else 0.1,
        level=Level.IRATE if angry else Level.CALM,
        cues=("all capitals",) if angry else (),
        message_id=message_id,
    )


def result(turn: TurnRequest, *replies: Reply, handoff: Handoff | None = None, **more: Any) -> TurnResult:
    """A turn's result with a reading for each message, and the state counting the turns."""
    readings = tuple(reading(message.text, message.id) for message in turn.messages)
    state = {"turns": (turn.state or {}).get("turns", 0) + 1}
    level = readings[-1].level if readings else Level.CALM
    temper = Temper(state=level, score=readings[-1].frustration if readings else 0.0, turn=state["turns"])
    return TurnResult(state, readings, temper, more.pop("moves", ("solve",)), replies, handoff=handoff, **more)


def echo(turn: TurnRequest) -> TurnResult:
    """Says what it heard. "cancel": asks with buttons. "card": shows one. "person": hands off."""
    heard = " | ".join(message.payload or message.text for message in turn.messages)
    if "person" in heard:
        handoff = Handoff(Reason.ASKED, Urgency.HIGH)
        return result(turn, Reply("I'm getting a person for you."), handoff=handoff, moves=("hand_off",))
    if "cancel" in heard:
        return result(turn, Reply("Cancel order EK-20401?", BUTTONS))
    if "card" in heard:
        return result(turn, Reply("Here it is.", card=CARD))
    return result(turn, Reply(f"You said: {heard}"))


class ScriptedBrain:
    """Use as a context manager. Change `answer`, `state` or `delay_s` at any time; `turns` holds what was asked."""

    def __init__(self, answer: Answer = echo, *, secret: str = "scripted") -> None:
        self.answer, self.secret = answer, secret
        self.state = "ready"
        self.delay_s = 0.0
        self.turns: list[TurnRequest] = []
        self.reads: list[dict[str, Any]] = []
        self.kept: dict[str, Finding] = {}  # what became of promises, by reference
        self.checks: list[Check] = []
        self.promises_answer: dict[str, Any] | None = None  # instead of what became of them
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        routes = [
            Route("/healthz", self._health),
            Route("/turn", self._turn, methods=["POST"]),
            Route("/read", self._read, methods=["POST"]),
            Route("/promises", self._promises, methods=["POST"]),
        ]
        app = Starlette(routes=routes)
        self._server = uvicorn.Server(
            uvicorn.Config(app, port=self.port, log_level="warning", lifespan="off", ws="none")
        )
        self._thread = threading.Thread(target=self._server.run, daemon=True)

    def __enter__(self) -> ScriptedBrain:
        self._thread.start()
        deadline = time.monotonic() + 15
        while not self._server.started:
            assert self._thread.is_alive() and time.monotonic() < deadline, "the scripted brain did not start"
            time.sleep(0.01)
        return self

    def __exit__(self, *_: object) -> None:
        self._server.should_exit = True
        self._server.force_exit = True
        self._thread.join(10)

    def _allowed(self, request: Request) -> bool:
        return request.headers.get("x-evenkeel-secret") == self.secret

    async def _health(self, request: Request) -> Response:
        return JSONResponse({"state": self.state}, status_code=200 if self._allowed(request) else 401)

    async def _turn(self, request: Request) -> Response:
        if not self._allowed(request):
            return JSONResponse({}, status_code=401)
        turn = TurnRequest.from_json(await request.json())
        self.turns.append(turn)
        await asyncio.sleep(self.delay_s)
        return JSONResponse(self.answer(turn).to_json())

    async def _read(self, request: Request) -> Response:
        if not self._allowed(request):
            return JSONResponse({}, status_code=401)
        body = await request.json()
        self.reads.append(body)
        return JSONResponse({"readings": [reading(item["text"], item.get("id")).to_json() for item in body["turns"]]})

    async def _promises(self, request: Request) -> Response:
        if not self._allowed(request):
            return JSONResponse({}, status_code=401)
        checks = [Check(**item) for item in (await request.json())["checks"]]
        self.checks += checks
        told = {check.id: vars(self.kept[check.reference]) for check in checks if check.reference in self.kept}
        return JSONResponse(self.promises_answer or {"promises": told})
