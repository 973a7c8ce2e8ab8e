"""The brain as a service, on loopback and behind a shared secret: turns, readings, promises, health."""

from __future__ import annotations

import asyncio
import hmac
import json
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Any

import structlog
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.backoffice import closing
from bot.backoffice.postman import postman
from bot.dialogue.light_import import lighten
from bot.post.smtp import Smtp
from bot.wire import Check, Line, TurnRequest, WireError

if TYPE_CHECKING:  # TensorFlow comes along with it: only the loading thread imports it
    from bot.dialogue.brain import Brain

log = structlog.get_logger()

SECRET_HEADER = "x-evenkeel-secret"
MAX_BODY = 1_000_000  # bytes: a snapshot is some tens of kilobytes
REMEMBERED_TURNS = 256
PROMISES_S = 1.5  # for looking into promises; the desk waits a little longer


class State(str, Enum):
    """What /healthz says."""

    STARTING = "starting"
    READY = "ready"
    DRAINING = "draining"
    FAILED = "failed"  # the model could not be loaded; the process ends


@dataclass(frozen=True)
class Settings:
    """`max_in_flight`: turns and readings taken in at once; more are refused, for another brain to take."""

    secret: str
    model: Path
    shop_url: str | None = None
    max_in_flight: int = 8

    def __post_init__(self) -> None:
        if len(self.secret) < 16:
            raise ValueError("EVENKEEL_BRAIN_SECRET must be set, to 16 characters or more")


class Host:
    """Owns the brain, its state, and how much work is in flight."""

    def __init__(self, settings: Settings, load: Callable[[Settings], Brain]) -> None:
        self.settings = settings
        self.state = State.STARTING
        self.brain: Brain | None = None
        self.error: str | None = None
        self.background: list[asyncio.Task[None]] = []  # the shop's own work: accounts closed on their day, mail sent
        self.in_flight = 0
        self._load = load
        self._one_at_a_time = asyncio.Lock()  # a turn is CPU work: interleaving two would only make both late
        self._answered: OrderedDict[str, tuple[int, dict[str, Any]]] = OrderedDict()

    async def start(self) -> None:
        """Load the model in a thread: health checks are answered meanwhile."""
        try:
            self.brain = await asyncio.to_thread(self._load, self.settings)
            await self.brain.services.ready()
            await self.brain.warm_up()
            self.background = self._shops_work()
        except Exception as error:
            self.state, self.error = State.FAILED, repr(error)
            log.exception("brain.load_failed")
            raise
        if self.state is State.STARTING:
            self.state = State.READY
        log.info("brain.ready", model=self.brain.model)

    def _shops_work(self) -> list[asyncio.Task[None]]:
        """Mail only where a server for it is named."""
        assert self.brain is not None
        shop = getattr(self.brain.services.backoffice, "shop", None)  # another back office does its own
        if shop is None:
            return []
        work = [asyncio.create_task(closing.run(shop), name="closing")]
        if smtp := Smtp.from_env():
            work.append(asyncio.create_task(postman(shop, smtp).run(), name="postman"))
        return work

    async def stop(self) -> None:
        """No more mail is begun; what is claimed and not sent is claimed again later."""
        for task in self.background:
            task.cancel()

    async def health(self, _: Request) -> Response:
        body = {"state": self.state.value, "model": self.brain.model if self.brain else None}
        return JSONResponse({**body, "error": self.error} if self.error else body)

    async def turn(self, request: Request) -> Response:
        """POST /turn. The same turn id with the same revision gets the same answer again."""
        asked = TurnRequest.from_json(await _body(request))
        known = self._answered.get(asked.turn_id)
        if known is not None and known[0] == asked.revision:
            return JSONResponse(known[1])
        from bot.dialogue.turn import TurnFailed

        async with self._one_at_a_time:
            assert self.brain is not None
            try:
                result = (await self.brain.take(asked)).to_json()
            except TurnFailed as error:
                log.error("brain.turn_failed", turn=asked.turn_id, reason=str(error), exc_info=error.__cause__)
                return JSONResponse({"error": str(error)}, 500)
        self._answered[asked.turn_id] = (asked.revision, result)
        while len(self._answered) > REMEMBERED_TURNS:
            self._answered.popitem(last=False)
        return JSONResponse(result)

    async def read(self, request: Request) -> Response:
        """POST /read {turns: [{id, text, earlier: [{speaker, text}]}]}."""
        turns = (await _body(request)).get("turns")
        if not isinstance(turns, list):
            raise WireError("no turns")
        readings = []
        for item in turns:
            earlier = [Line(**line) for line in item.get("earlier") or ()]
            async with self._one_at_a_time:
                assert self.brain is not None
                reading = await self.brain.read(str(item["text"]), message_id=item.get("id"), earlier=earlier)
            readings.append(reading.to_json())
        return JSONResponse({"readings": readings})

    async def promises(self, request: Request) -> Response:
        """POST /promises {checks: [{id, kind, reference}]}. What can't be told now is left out: the desk asks again."""
        checks = [Check(**item) for item in (await _body(request))["checks"]]
        found: dict[str, dict[str, Any]] = {}
        try:
            await asyncio.wait_for(self._look_into(checks, found), PROMISES_S)
        except Exception:  # the shop's trouble is none of the brain's: it can still take turns
            log.exception("brain.promises_not_told", asked=len(checks), told=len(found))
        return JSONResponse({"promises": found})

    async def _look_into(self, checks: Sequence[Check], found: dict[str, dict[str, Any]]) -> None:
        assert self.brain is not None
        shop = self.brain.services.backoffice
        for check in checks:
            state = await shop.promise_state(kind=check.kind, reference=check.reference)
            if state is not None:
                found[check.id] = {"state": state.state, "said": state.said, "facts": dict(state.facts)}

    def working(self, handler: Callable[[Request], Any]) -> Callable[[Request], Any]:
        """Only when ready, only so much at once, and every failure as JSON with a reason."""

        async def guarded(request: Request) -> Response:
            if self.state is not State.READY:
                return JSONResponse({"state": self.state.value}, 503)
            if self.in_flight >= self.settings.max_in_flight:
                return JSONResponse({"state": "overloaded"}, 429)
            self.in_flight += 1
            try:
                answer: Response = await handler(request)
                return answer
            except (WireError, KeyError, TypeError) as error:
                return JSONResponse({"error": f"bad request: {error}"}, 400)
            except Exception as error:
                log.exception("brain.failed")
                return JSONResponse({"error": repr(error)}, 500)
            finally:
                self.in_flight -= 1

        return guarded


class OnlyOurDesk:
    """Refuses whatever does not know the secret, or comes from another machine."""

    def __init__(self, app: ASGIApp, secret: str) -> None:
        self.app = app
        self.secret = secret.encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and not self._allowed(scope):
            await JSONResponse({"error": "forbidden"}, 403)(scope, receive, send)
            return
        await self.app(scope, receive, send)

    def _allowed(self, scope: Scope) -> bool:
        given = dict(scope["headers"]).get(SECRET_HEADER.encode(), b"")
        near = (scope.get("client") or ("",))[0] in ("127.0.0.1", "::1", "testclient")
        return near and hmac.compare_digest(given, self.secret)


def create_app(settings: Settings, load: Callable[[Settings], Brain] | None = None) -> Starlette:
    """The service. `load` makes the brain from the settings; it runs in a thread."""
    host = Host(settings, load or load_brain)

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        loading = asyncio.create_task(host.start())
        yield
        host.state = State.DRAINING
        loading.cancel()
        await host.stop()

    app = Starlette(
        routes=[
            Route("/healthz", host.health),
            Route("/turn", host.working(host.turn), methods=["POST"]),
            Route("/read", host.working(host.read), methods=["POST"]),
            Route("/promises", host.working(host.promises), methods=["POST"]),
        ],
        middleware=[Middleware(OnlyOurDesk, secret=settings.secret)],
        lifespan=lifespan,
    )
    app.state.host = host
    return app


def load_brain(settings: Settings) -> Brain:
    """Import Rasa and load the model: seconds of CPU, so never on the event loop."""
    lighten()
    from bot.dialogue.brain import Brain, quiet_rasa
    from bot.dialogue.services import open_services

    quiet_rasa()
    return Brain.load(settings.model, open_services(settings.shop_url))


async def _body(request: Request) -> dict[str, Any]:
    raw = await request.body()
    if len(raw) > MAX_BODY:
        raise WireError(f"more than {MAX_BODY} bytes")
    try:
        body = json.loads(raw)
    except ValueError as error:
        raise WireError("not JSON") from error
    if not isinstance(body, dict):
        raise WireError("not an object")
    return body
