"""A system that listens to webhooks: a real HTTP server that answers as a test tells it, and checks signatures."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import ssl
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from bot.desk.outward.config import EVENTS, Endpoint

KEY = b"0123456789abcdef0123456789abcdef"


@dataclass
class Got:
    """One request."""

    path: str
    headers: dict[str, str]
    body: bytes
    at: float

    @property
    def json(self) -> dict[str, Any]:
        return dict(json.loads(self.body))

    def signed_by(self, key: bytes) -> bool:
        """By the letter of the specification, not by the code under test."""
        content = f"{self.headers['webhook-id']}.{self.headers['webhook-timestamp']}.".encode() + self.body
        ours = base64.b64encode(hmac.new(key, content, hashlib.sha256).digest()).decode()
        recent = abs(time.time() - int(self.headers["webhook-timestamp"])) < 60
        return recent and f"v1,{ours}" in self.headers["webhook-signature"].split(" ")


# What to answer to a request: a status, with headers, after so many seconds.
Answer = tuple[int, dict[str, str], float]


@dataclass
class Receiver:
    """`answer` decides, given how many requests came before."""

    answer: Callable[[int], Answer] = lambda number: (204, {}, 0.0)
    certificate: Path | None = None  # a file with certificate and key: it speaks TLS
    got: list[Got] = field(default_factory=list)

    def __enter__(self) -> Receiver:
        receiver, lock = self, threading.Lock()

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["content-length"]))
                headers = {name.lower(): value for name, value in self.headers.items()}
                with lock:
                    number = len(receiver.got)
                    receiver.got.append(Got(self.path, headers, body, time.monotonic()))
                status, more, delay = receiver.answer(number)
                time.sleep(delay)
                self.send_response(status)
                for name, value in more.items():
                    self.send_header(name, value)
                self.send_header("content-length", "0")
                self.end_headers()

            do_GET = do_POST

            def log_message(self, *args: Any) -> None:
                """Nothing on standard error."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        if self.certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(self.certificate)
            self._server.socket = context.wrap_socket(self._server.socket, server_side=True)
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(self, *args: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    @property
    def url(self) -> str:
        return f"http{'s' if self.certificate else ''}://localhost:{self._server.server_port}/hook"

    def endpoint(self, *events: str, **more: Any) -> Endpoint:
        """Everything, unless it is said what."""
        return Endpoint(self.url, frozenset(events or EVENTS), (KEY,), **{"allow_private": True, **more})

    def ids(self) -> list[str]:
        return [got.headers["webhook-id"] for got in self.got]

    def types(self) -> list[str]:
        return [got.json["type"] for got in self.got]
