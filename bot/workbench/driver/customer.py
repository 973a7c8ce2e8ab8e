"""A customer in the widget."""

from __future__ import annotations

import threading
import time
import uuid

import socketio

from bot.workbench.driver.client import PATIENCE_S, Client, Json


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
            session = self.insist("session_request", {**who, "locale": "en", "timezone": "Europe/London"})
            self.token = session["token"]
        self._state(session["state"])
        self.keep(session["messages"])

    def catch_up(self) -> None:
        """Asks for everything there is, as the widget does after a lost connection."""
        missed = self.insist("sync", {"session_id": self.token, "after": 0})
        self.keep(missed["messages"])
        self._state(missed["state"])

    def _state(self, state: Json) -> None:
        with self.changed:
            self.state = state
            self.changed.notify_all()

    def say(self, text: str, *, button: Json | None = None) -> int:
        """Sends a message, until acknowledged; returns its number. Raises TimedOut or ValueError (refused)."""
        body = self._new(text)
        return self._send({**body, "button": button} if button else body)

    def say_as_the_line_breaks(self, text: str) -> int:
        """Sends, loses the line before it is acknowledged, and sends again under the same id."""
        body = self._new(text)
        try:
            self.socket.emit("user_uttered", body, namespace="/")
            time.sleep(0.02)
            self.cut()
        except (socketio.exceptions.SocketIOError, OSError):
            pass  # it was broken already
        return self._send(body)

    def leave(self) -> None:
        """Closes the page; `arrive` opens it again."""
        self.socket.shutdown()

    def _new(self, text: str) -> Json:
        identity = str(uuid.uuid4())
        self.sent[identity] = text
        return {"session_id": self.token, "id": identity, "message": text}

    def _send(self, body: Json) -> int:
        answer = self.insist("user_uttered", body)
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
