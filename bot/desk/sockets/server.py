"""The socket.io server: broken packets are dropped with a word in the log, never with a traceback."""

from __future__ import annotations

from typing import Any

import socketio
import structlog

MAX_PACKET = 1_000_000  # bytes: room to answer 100 kB with a sentence instead of a closed connection
RESERVED = ("connect", "disconnect", "connect_error")

log = structlog.get_logger(__name__)


class Server(socketio.AsyncServer):
    """python-socketio's server, made to distrust what it is sent."""

    async def _handle_eio_message(self, eio_sid: str, data: Any) -> None:
        try:
            await super()._handle_eio_message(eio_sid, data)
        except Exception as error:  # whatever a stranger's bytes make the parser raise
            log.warning("packet_not_understood", error=repr(error)[:200])

    async def _handle_event(self, eio_sid: str, namespace: str, id: int | None, data: Any) -> None:
        # python-socketio would call our connect handler for an event that a client names "connect"
        if not isinstance(data, list) or not data or not isinstance(data[0], str) or data[0] in RESERVED:
            log.warning("event_without_a_name")
            return
        await super()._handle_event(eio_sid, namespace, id, data)


def make_server() -> Server:
    """Any site may embed the widget (no cookies on "/"); agents' origin is checked when they connect.

    It knows its own connections only: what other desks commit comes by bot/desk/together.
    """
    return Server(
        async_mode="asgi",
        cors_allowed_origins="*",
        cors_credentials=False,
        max_http_buffer_size=MAX_PACKET,
        ping_interval=20,
        ping_timeout=20,
        namespaces=[],
    )
