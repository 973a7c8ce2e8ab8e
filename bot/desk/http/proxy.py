"""Behind a proxy: the customer's own address and scheme, on the word of proxies that we trust and of nobody else."""

from __future__ import annotations

from collections.abc import Sequence

import structlog
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from bot.desk.proxies import NAME

log = structlog.get_logger(__name__)


class BehindProxy:
    """X-Forwarded-For and X-Forwarded-Proto count when they come from `trusted`; else a word in the log, once."""

    def __init__(self, app: ASGIApp, trusted: Sequence[str]) -> None:
        self._app = ProxyHeadersMiddleware(app, trusted_hosts=list(trusted))  # type: ignore[arg-type]  # ASGI either way
        self._warned = False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        before = scope.get("client")
        says = scope["type"] != "lifespan" and "x-forwarded-for" in Headers(scope=scope)
        if says and not self._warned and before and before[0] not in self._app.trusted_hosts:
            self._warned = True
            log.warning(
                "proxy_not_trusted",
                address=before[0],
                what_to_do=f"if it is your proxy, name it in {NAME}: until then all its visitors count as one address",
            )
        await self._app(scope, receive, send)  # type: ignore[arg-type]
