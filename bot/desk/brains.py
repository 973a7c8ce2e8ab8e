"""The brains: which are well, and how to ask them so that one failing does not matter."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import httpx
import structlog

from bot.deescalation.types import Reading
from bot.desk.tasks import end
from bot.wire import Check, Finding, Line, TurnRequest, TurnResult, WireError, findings

log = structlog.get_logger()
Answer = TypeVar("Answer")

SECRET_HEADER = "x-evenkeel-secret"
HEALTH_TIMEOUT_S = 2.0
POLL_WHILE_UNWELL_S = 0.5
FIRST_SHARE = 0.6  # of the time left, for a brain when another stands by: enough for any healthy turn
BREAKER_FAILURES = 3  # running; then the brain is left alone for a while
BREAKER_REST_S = 5.0
AT_ONCE = 4  # asked of one brain at a time; it does one after the other, and takes in twice as many
MOST_WAITING = 64  # waiting here for their place: beyond that, asking would only feed the overload
LONGEST_IN_LINE_S = 2.0  # then the caller is told "overloaded", and can tell the customer


class Unavailable(Exception):
    """No brain answered in time. `state`: starting, overloaded, failing, slow or unavailable."""

    def __init__(self, state: str) -> None:
        super().__init__(state)
        self.state = state


@dataclass
class Brain:
    """One brain, as last seen."""

    url: str
    state: str = "unavailable"
    failures: int = 0
    rests_until: float = 0.0  # monotonic
    asked: int = 0  # requests under way

    @property
    def usable(self) -> bool:
        """Ready, and not resting after failures."""
        return self.state == "ready" and time.monotonic() >= self.rests_until

    def failed(self) -> None:
        """One more failure running; too many, and it rests."""
        self.failures += 1
        if self.failures >= BREAKER_FAILURES:
            self.rests_until = time.monotonic() + BREAKER_REST_S

    def answered(self) -> None:
        """It is well."""
        self.failures, self.rests_until = 0, 0.0


class _Failed(Exception):
    """This brain did not answer; `state` as in Unavailable."""

    def __init__(self, state: str) -> None:
        super().__init__(state)
        self.state = state


class Brains:
    """Asks whichever brain is well; another, with the same turn id, when one fails."""

    def __init__(self, urls: Sequence[str], secret: str, *, poll_s: float = 2.0) -> None:
        self._brains = [Brain(url.rstrip("/")) for url in urls]
        # Never through a proxy of the environment: brains are on loopback. A connection for each request: one kept
        # open may be closed by the other side just as it is used again, which looks like a brain that has died.
        self._client = httpx.AsyncClient(
            headers={SECRET_HEADER: secret},
            trust_env=False,
            timeout=None,
            limits=httpx.Limits(max_keepalive_connections=0),
        )
        self._places = asyncio.Semaphore(AT_ONCE * max(1, len(self._brains)))
        self._waiting = 0
        self._poll_s = poll_s
        self._poller: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Look at every brain's health once, then keep looking in the background."""
        await self._look()
        self._poller = asyncio.create_task(self._poll(), name="brains")

    async def close(self) -> None:
        """Stop looking."""
        if self._poller:
            await end(self._poller)
        await self._client.aclose()

    def state(self) -> str:
        """`ready` if any brain is, else `starting` if any is, else `unavailable`."""
        states = {brain.state for brain in self._brains}
        return next((state for state in ("ready", "starting") if state in states), "unavailable")

    async def turn(self, request: TurnRequest, *, within: float) -> TurnResult:
        """The turn's result, from any brain, within so many seconds. Raises Unavailable."""
        return await self._ask("/turn", request.to_json(), TurnResult.from_json, within=within)

    async def read(self, lines: Sequence[Line], *, within: float) -> Reading:
        """The reading of the last line, in the context of the others. Raises Unavailable."""
        *earlier, last = lines
        body = {"turns": [{"id": None, "text": last.text, "earlier": [vars(line) for line in earlier]}]}
        return await self._ask("/read", body, lambda answer: Reading.from_json(answer["readings"][-1]), within=within)

    async def promises(self, checks: Sequence[Check], *, within: float) -> dict[str, Finding]:
        """What became of these promises, by id; those that nobody could tell are missing. Raises Unavailable."""
        return await self._ask("/promises", {"checks": [vars(check) for check in checks]}, findings, within=within)

    async def _ask(self, path: str, body: dict[str, Any], parse: Callable[[Any], Answer], *, within: float) -> Answer:
        """In a place of its own, of a bounded number."""
        ends = time.monotonic() + within
        if self._waiting >= MOST_WAITING:
            raise Unavailable("overloaded")
        self._waiting += 1
        try:
            await asyncio.wait_for(self._places.acquire(), min(within, LONGEST_IN_LINE_S))
        except asyncio.TimeoutError:
            raise Unavailable("overloaded") from None
        finally:
            self._waiting -= 1
        try:
            return await self._ask_any(path, body, parse, ends=ends)
        finally:
            self._places.release()

    async def _ask_any(self, path: str, body: dict[str, Any], parse: Callable[[Any], Answer], *, ends: float) -> Answer:
        if not any(brain.usable for brain in self._brains):
            await self._look(timeout=min(max(ends - time.monotonic(), 0.1), HEALTH_TIMEOUT_S))
        order = sorted((brain for brain in self._brains if brain.usable), key=lambda brain: brain.asked)
        worst = self.state() if self.state() != "ready" else "failing"
        for place, brain in enumerate(order):
            left = ends - time.monotonic()
            if left <= 0:
                raise Unavailable("slow")
            try:
                return await self._ask_one(
                    brain, path, body, parse, timeout=left if place == len(order) - 1 else left * FIRST_SHARE
                )
            except _Failed as error:
                log.warning("brain.no_answer", url=brain.url, path=path, state=error.state)
                worst = error.state
        raise Unavailable(worst)

    async def _ask_one(
        self, brain: Brain, path: str, body: dict[str, Any], parse: Callable[[Any], Answer], *, timeout: float
    ) -> Answer:
        brain.asked += 1
        try:
            response = await asyncio.wait_for(self._client.post(brain.url + path, json=body), timeout)
            if response.status_code == 503:
                brain.state = _state(response)
                raise _Failed("starting" if brain.state == "starting" else "unavailable")
            if response.status_code == 429:
                raise _Failed("overloaded")
            if response.status_code != 200:
                raise ValueError(f"status {response.status_code}: {response.text[:200]}")
            answer = parse(response.json())
        except asyncio.TimeoutError as error:
            brain.failed()
            raise _Failed("slow") from error
        except httpx.TransportError as error:  # refused, reset, gone while answering
            brain.state = "unavailable"
            raise _Failed("unavailable") from error
        except (WireError, KeyError, IndexError, TypeError, ValueError) as error:
            brain.failed()
            log.error("brain.wrong_answer", url=brain.url, path=path, error=repr(error))
            raise _Failed("failing") from error
        finally:
            brain.asked -= 1
        brain.answered()
        return answer

    async def _poll(self) -> None:
        while True:
            await asyncio.sleep(self._poll_s if self.state() == "ready" else min(POLL_WHILE_UNWELL_S, self._poll_s))
            await self._look()

    async def _look(self, *, timeout: float = HEALTH_TIMEOUT_S) -> None:
        await asyncio.gather(*(self._look_at(brain, timeout) for brain in self._brains))

    async def _look_at(self, brain: Brain, timeout: float) -> None:
        before = brain.state
        try:
            response = await asyncio.wait_for(self._client.get(brain.url + "/healthz"), timeout)
            brain.state = _state(response)
        except (asyncio.TimeoutError, httpx.HTTPError):
            brain.state = "unavailable"
        if brain.state != before:
            log.info("brain.state", url=brain.url, state=brain.state)


def _state(response: httpx.Response) -> str:
    """What it says of itself; anything but ready and starting means that it takes no turns."""
    try:
        state = response.json().get("state")
    except (ValueError, AttributeError):
        state = None
    return state if state in ("ready", "starting") else "unavailable"
