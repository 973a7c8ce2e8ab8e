"""Simulated customers and agents over real sockets: they behave as the widget and the agents' page do."""

from __future__ import annotations

import threading
import time
import uuid
from collections.abc import Callable
from typing import Any

import httpx
import socketio

Json = dict[str, Any]
PATIENCE_S = 60.0


class TimedOut(AssertionError):
    """What was waited for did not come."""


class Client:
    """A socket that reconnects by itself, and a condition to wait on."""

    namespace = "/"

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
                self.socket.connect(self.url, transports=["websocket"], namespaces=[self.namespace], **how)
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

    def close(self) -> None:
        """Leaves."""
        self.socket.disconnect()


class Customer(Client):
    """A customer in the widget."""

    def __init__(self, url: str, *, customer_token: str | None = None) -> None:
        super().__init__(url)
        self.customer_token = customer_token
        self.token: str | None = None
        self.state: Json = {}
        self.sent: dict[str, str] = {}  # id → text
        self._resuming = threading.Lock()  # a second connect must not ask for a second conversation
        self.socket.on("message", lambda message: self.keep([message]), namespace="/")
        self.socket.on("state", self._state, namespace="/")

    def arrive(self) -> Customer:
        """Opens the widget."""
        self.open()
        self.wait(lambda: self.token, "a session")
        return self

    def _connected(self) -> None:
        threading.Thread(target=self._resume, daemon=True).start()

    def _resume(self) -> None:
        with self._resuming:
            who = {"client": "evenkeel", "session_id": self.token, "customer_token": self.customer_token}
            session = self.ask("session_request", {**who, "locale": "en", "timezone": "Europe/London"})
            self.token = session["token"]
        self._state(session["state"])
        self.keep(session["messages"])

    def catch_up(self) -> None:
        """Asks for everything there is, as the widget does after a lost connection."""
        missed = self.ask("sync", {"session_id": self.token, "after": 0})
        self.keep(missed["messages"])
        self._state(missed["state"])

    def _state(self, state: Json) -> None:
        with self.changed:
            self.state = state
            self.changed.notify_all()

    def say(self, text: str, *, button: Json | None = None) -> int:
        """Sends a message, until acknowledged; returns its number. Raises TimedOut or ValueError (refused)."""
        identity = str(uuid.uuid4())
        self.sent[identity] = text
        body: Json = {"session_id": self.token, "id": identity, "message": text}
        answer = self.ask("user_uttered", {**body, "button": button} if button else body)
        if not answer.get("ok"):
            raise ValueError(answer["error"]["message"])
        self.keep([answer["message"]])
        return int(answer["message"]["seq"])

    def press(self, title: str) -> int:
        """Presses the newest button with that title."""
        for seq in sorted(self.messages, reverse=True):
            for index, button in enumerate(self.messages[seq].get("buttons") or []):
                if button["title"] == title:
                    return self.say(title, button={"seq": seq, "index": index})
        raise LookupError(f"no button {title!r}")

    def answer_after(self, seq: int, author: str | None = None, seconds: float = PATIENCE_S) -> Json:
        """Waits for somebody's words after message `seq`."""

        def found() -> Json | None:
            for number in sorted(self.messages):
                message = self.messages[number]
                if number > seq and message["author"] != "customer" and author in (None, message["author"]):
                    return message
            return None

        answer: Json = self.wait(found, f"an answer to message {seq}", seconds)
        return answer


class Agent(Client):
    """An agent at the desk."""

    namespace = "/desk"

    def __init__(self, url: str, *, email: str, password: str) -> None:
        super().__init__(url)
        self.email, self.password = email, password
        self.http = httpx.Client(base_url=url, timeout=15)
        self.overview: Json = {}
        self.conversations: dict[str, dict[int, Json]] = {}
        self.socket.on("overview", self._overview, namespace="/desk")
        self.socket.on("message", self._message, namespace="/desk")
        self._beating = threading.Event()

    def register(self, token: str, name: str) -> None:
        """Uses a set-up or invitation link."""
        body = {"token": token, "name": name, "email": self.email, "password": self.password}
        self.http.post("/api/setup", json=body).raise_for_status()

    def arrive(self) -> Agent:
        """Logs in and sits down: on duty."""
        credentials = {"email": self.email, "password": self.password}
        answer = self.http.post("/api/login", json=credentials)
        answer.raise_for_status()
        cookie = "; ".join(f"{name}={value}" for name, value in self.http.cookies.items())
        self.open(headers={"Cookie": cookie}, auth={"csrf": answer.json()["csrf"]})
        self.ask("availability", {"state": "online"})
        threading.Thread(target=self._beat, daemon=True).start()
        self._overview(self.ask("overview", {}))
        return self

    def _beat(self) -> None:
        while not self._beating.wait(5):
            if self.socket.connected:
                try:
                    self.ask("heartbeat", {}, seconds=5)
                except TimedOut:
                    continue  # the desk is being restarted; the next beat tells

    def _overview(self, overview: Json) -> None:
        with self.changed:
            self.overview = overview
            self.changed.notify_all()

    def _message(self, data: Json) -> None:
        with self.changed:
            self.conversations.setdefault(data["conversation_id"], {})[data["message"]["seq"]] = data["message"]
            self.changed.notify_all()

    def next_in_queue(self, seconds: float = PATIENCE_S) -> Json:
        """Waits for somebody to be waiting."""
        item: Json = self.wait(lambda: (self.overview.get("queue") or [None])[0], "somebody in the queue", seconds)
        return item

    def look(self, conversation_id: str) -> Json:
        """Opens a conversation: {conversation, messages, brief}."""
        return self.ask("open", {"conversation_id": conversation_id})

    def take(self, conversation_id: str) -> Json:
        """Takes over; the answer has ok false if another was quicker."""
        return self.ask("take", {"conversation_id": conversation_id})

    def say(self, conversation_id: str, text: str) -> Json:
        """Speaks to the customer."""
        return self.ask("say", {"conversation_id": conversation_id, "id": str(uuid.uuid4()), "text": text})

    def finish(self, conversation_id: str, disposition: str = "solved") -> Json:
        """Closes."""
        return self.ask("close", {"conversation_id": conversation_id, "disposition": disposition})

    def hand_back(self, conversation_id: str, note: str | None = None) -> Json:
        """Gives the conversation back to the assistant."""
        return self.ask("hand_back", {"conversation_id": conversation_id, "note": note})

    def close(self) -> None:
        """Goes home."""
        self._beating.set()
        super().close()
