"""ASGI layers around everything: bodies have a size, answers carry security headers."""

from __future__ import annotations

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.desk.access.errors import Refused
from bot.desk.http.errors import SENTENCES, answer

MAX_BODY = 1_000_000  # bytes; the same as one socket.io packet


class LimitBody:
    """Refuses bodies over MAX_BODY, whether announced or not: python-engineio reads all of a body into memory."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        taken, started = 0, False

        async def limited() -> Message:
            nonlocal taken
            message = await receive()
            taken += len(message.get("body", b""))
            if taken > MAX_BODY:
                raise too_large()
            return message

        async def sending(message: Message) -> None:
            nonlocal started
            started = True
            await send(message)

        headers = Headers(scope=scope)
        try:
            announced = headers.get("content-length", "0")
            if not announced.isdecimal() or int(announced) > MAX_BODY:
                raise too_large()
            await self.app(scope, limited, sending)
        except Refused as error:
            if started:
                raise
            response = answer(headers, scope["path"], status=error.status, code=error.code, message=error.message)
            await response(scope, receive, send)


def too_large() -> Refused:
    """For a body over MAX_BODY."""
    return Refused("too_large", SENTENCES[413], status=413)


class SecurityHeaders:
    """The headers every answer has; a route's own (its content policy, for one) win."""

    def __init__(self, app: ASGIApp, *, https: bool) -> None:
        self.app = app
        self.headers = {
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "strict-origin-when-cross-origin",
            "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
            "Content-Security-Policy": policy("'none'"),
            "Cache-Control": "no-store",
        }
        self.https = https

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        https = self.https or scope["scheme"] == "https"

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                if https:
                    headers.setdefault("Strict-Transport-Security", "max-age=31536000")
                for name, value in self.headers.items():
                    headers.setdefault(name, value)
            await send(message)

        await self.app(scope, receive, sending)


def policy(frame_ancestors: str) -> str:
    """A content security policy: only our own scripts; styles may be inline; framed only by `frame_ancestors`."""
    return "; ".join(
        (
            "default-src 'self'",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data:",
            "object-src 'none'",
            "base-uri 'none'",
            "form-action 'self'",
            f"frame-ancestors {frame_ancestors}",
        )
    )
