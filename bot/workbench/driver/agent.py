"""An agent at the desk."""

from __future__ import annotations

import threading
import uuid

import httpx

from bot.workbench.driver.client import PATIENCE_S, Client, Json, TimedOut


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
        self._csrf = ""

    def register(self, token: str, name: str) -> None:
        """Uses a set-up or invitation link."""
        body = {"token": token, "name": name, "email": self.email, "password": self.password}
        self.http.post("/api/setup", json=body).raise_for_status()

    def arrive(self) -> Agent:
        """Logs in and sits down: on duty."""
        credentials = {"email": self.email, "password": self.password}
        answer = self.http.post("/api/login", json=credentials)
        answer.raise_for_status()
        self._csrf = answer.json()["csrf"]
        self.come_back()
        threading.Thread(target=self._beat, daemon=True).start()
        return self

    def come_back(self) -> None:
        """Opens the page again, with the login there is."""
        cookie = "; ".join(f"{name}={value}" for name, value in self.http.cookies.items())
        self.open(headers={"Cookie": cookie}, auth={"csrf": self._csrf})
        self.insist("availability", {"state": "online"})
        self._overview(self.insist("overview", {}))

    def vanish(self) -> None:
        """The page is gone, in the middle of whatever it was: no word, and no heartbeat."""
        self.socket.shutdown()

    def invite(self) -> str:
        """The token of a link for a colleague."""
        answer = self.http.post("/api/invitations", json={"role": "agent"}, headers={"X-CSRF-Token": self._csrf})
        return str(answer.raise_for_status().json()["url"].partition("token=")[2])

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
        return self.insist("open", {"conversation_id": conversation_id})

    def take(self, conversation_id: str) -> Json:
        """Takes over; the answer has ok false if another was quicker."""
        return self.insist("take", {"conversation_id": conversation_id})

    def say(self, conversation_id: str, text: str) -> Json:
        """Speaks to the customer."""
        return self.insist("say", {"conversation_id": conversation_id, "id": str(uuid.uuid4()), "text": text})

    def finish(self, conversation_id: str, disposition: str = "solved") -> Json:
        """Closes."""
        return self.insist("close", {"conversation_id": conversation_id, "disposition": disposition})

    def hand_back(self, conversation_id: str, note: str | None = None) -> Json:
        """Gives the conversation back to the assistant."""
        return self.insist("hand_back", {"conversation_id": conversation_id, "note": note})

    def close(self) -> None:
        """Goes home."""
        self._beating.set()
        super().close()
