"""What both sides' sockets share: events in order, every one acknowledged, refusals in words, nothing raised."""

from __future__ import annotations

import asyncio
import secrets
import time
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

import socketio
import structlog

from bot.desk.access.errors import Refused
from bot.desk.store.engine import connection_lost
from bot.privacy import intake

AGAIN_S = (0.05, 0.2, 0.5)  # as many as a pool may hold that were all cut at once are not used up, but most are

log = structlog.get_logger(__name__)

Answer = dict[str, Any]


@dataclass
class Pace:
    """At most `most` within `seconds`."""

    most: int
    seconds: float
    times: deque[float] = field(default_factory=deque)

    def allows(self) -> bool:
        """Whether one more is all right now; counts it if so."""
        at = time.monotonic()
        while self.times and self.times[0] <= at - self.seconds:
            self.times.popleft()
        if len(self.times) >= self.most:
            return False
        self.times.append(at)
        return True


@dataclass
class Peer:
    """One connection. `turn` keeps its events in the order they were sent."""

    sid: str
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    pace: Pace = field(default_factory=lambda: Pace(120, 10.0))  # events of any kind


P = TypeVar("P", bound=Peer)


def refusal(error: Refused) -> Answer:
    """As the protocol has it."""
    return {"ok": False, "error": {"code": error.code, "message": error.message}}


class PoliteNamespace(socketio.AsyncNamespace, Generic[P]):
    """`events` names the handlers: each takes the peer and the event's data and returns what the answer holds."""

    def __init__(self, namespace: str) -> None:
        super().__init__(namespace)
        self.peers: dict[str, P] = {}
        self.events: dict[str, Callable[[P, Any], Awaitable[Answer | None]]] = {}

    async def greet(self, sid: str, environ: dict[str, Any], auth: Any) -> P:
        """Makes the peer. Raises socketio's ConnectionRefusedError to turn it away."""
        raise NotImplementedError

    async def part(self, peer: P) -> None:
        """The connection is gone."""

    async def refused(self, peer: P, event: str, error: Refused) -> None:
        """A chance to tell those who don't listen to acknowledgements."""

    async def trigger_event(self, event: str, *args: Any) -> Answer | None:
        """Called by python-socketio for everything that happens here."""
        sid = args[0]
        if event == "connect":
            self.peers[sid] = await self.greet(sid, args[1], args[2] if len(args) > 2 else None)
            return None
        peer = self.peers.get(sid)
        if event == "disconnect":
            if peer is not None:
                del self.peers[sid]
                await self.part(peer)
            return None
        if peer is None:
            return refusal(Refused("not_connected", "The connection was not set up. Please reload the page."))
        return await self._answer(peer, event, args[1] if len(args) > 1 else None)

    async def _answer(self, peer: P, event: str, data: Any) -> Answer:
        try:
            if not peer.pace.allows():
                raise slow_down()
            handler = self.events.get(event)
            if handler is None:
                raise Refused("unknown_event", "This page asked for something we don't have. Please reload it.")
            async with peer.turn:
                return {"ok": True, **(await _persistently(handler, peer, data) or {})}
        except (Refused, intake.Refused) as raised:
            error = raised if isinstance(raised, Refused) else Refused(raised.code, raised.message_for_people)
            await self.refused(peer, event, error)
            return refusal(error)
        except Exception:
            reference = secrets.token_hex(4)
            log.exception("event_failed", socket_event=event, reference=reference)
            message = f"Something went wrong on our side. Please try again. (Reference {reference})"
            return refusal(Refused("internal", message))


async def _persistently(handler: Callable[[P, Any], Awaitable[Answer | None]], peer: P, data: Any) -> Answer | None:
    """Again, if the database's connection was cut in the middle: every event may come twice and be done once."""
    for wait_s in AGAIN_S:
        try:
            return await handler(peer, data)
        except Exception as error:
            if not connection_lost(error):
                raise
            log.warning("database_connection_lost", again_in_s=wait_s)
        await asyncio.sleep(wait_s)
    return await handler(peer, data)


def slow_down() -> Refused:
    """Too much at once. The widget keeps the message and sends it again a little later."""
    return Refused("slow_down", "That was a lot at once. Please wait a few seconds; nothing you wrote is lost.")
