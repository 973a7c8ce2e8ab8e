"""What both sides share: a socket that reconnects, sends until acknowledged, and can be waited on."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Any

import socketio

Json = dict[str, Any]
PATIENCE_S = 60.0
PASSING = ("internal", "slow_down", "not_connected")  # the same again, a little later: as the widget has it


class TimedOut(AssertionError):
    """What was waited for did not come."""


class Client:
    """A socket that reconnects by itself, and a condition to wait on."""

    namespace = "/"
    transports = ("websocket",)

    def __init__(self, url: str) -> None:
        self.url = url
        self.changed = threading.Condition()
        self.messages: dict[int, Json] = {}
        self.socket = socketio.Client(reconnection_delay=0.2, reconnection_delay_max=1.0)
        self.socket.on("connect", self._connected, namespace=self.namespace)

    def _connected(self) -> None:
        """Runs after each connect, the first and every later one."""

    def open(self, **how: Any) -> None:
        """Connects, trying until the desk is there."""
        deadline = time.monotonic() + PATIENCE_S
        while True:
            try:
                self.socket.connect(self.url, transports=list(self.transports), namespaces=[self.namespace], **how)
                return
            except socketio.exceptions.ConnectionError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.3)

    def ask(self, event: str, data: Json, *, seconds: float = PATIENCE_S) -> Json:
        """Sends until it is acknowledged, through lost connections and restarts, as the widget does."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            try:
                answer = self.socket.call(event, data, namespace=self.namespace, timeout=5)
                if isinstance(answer, dict):
                    return answer
            except (socketio.exceptions.SocketIOError, OSError):
                time.sleep(0.2)
        raise TimedOut(f"{event} was not acknowledged in {seconds:.0f} s")

    def insist(self, event: str, data: Json, *, seconds: float = PATIENCE_S) -> Json:
        """The same, and again when the answer is that it went wrong for a moment, as the widget does."""
        deadline = time.monotonic() + seconds
        while True:
            answer = self.ask(event, data, seconds=max(1.0, deadline - time.monotonic()))
            if _code(answer) not in PASSING or time.monotonic() > deadline:
                return answer
            time.sleep(0.5)

    def keep(self, messages: list[Json]) -> None:
        """Adds messages by their number; a repeat changes nothing."""
        with self.changed:
            for message in messages:
                self.messages[message["seq"]] = message
            self.changed.notify_all()

    def wait(self, found: Callable[[], Any], what: str, seconds: float = PATIENCE_S) -> Any:
        """Waits until `found()` is true and returns it. Raises TimedOut."""
        with self.changed:
            if result := self.changed.wait_for(found, seconds):
                return result
        raise TimedOut(f"waited {seconds:.0f} s for {what}; last heard: {self.transcript()[-3:]}")

    def transcript(self) -> list[str]:
        """The conversation as this side sees it, in order."""
        return [f"{self.messages[seq]['author']}: {self.messages[seq].get('text')}" for seq in sorted(self.messages)]

    def cut(self) -> None:
        """The line breaks, without a word to the other side."""
        connection = getattr(self.socket.eio, "ws", None)
        if connection is not None:
            connection.shutdown()

    def close(self) -> None:
        """Leaves."""
        self.socket.disconnect()


def _code(answer: Json) -> str | None:
    return None if answer.get("ok") else (answer.get("error") or {}).get("code")
