"""Every error is a sentence for people: as JSON for programs, as a small page for browsers."""

from __future__ import annotations

import html
import secrets
from http import HTTPStatus
from pathlib import Path

import structlog
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.desk.access.errors import Refused
from bot.desk.rest import problems

log = structlog.get_logger(__name__)

SENTENCES = {
    404: "There is nothing at this address.",
    405: "This address doesn't take that kind of request.",
    413: "That is more than we can take at once.",
}
STYLE = Path(__file__).with_name("page.css").read_text(encoding="utf-8")
PAGE = """<!doctype html><html lang="en-GB"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>{title}</title><style>{style}</style></head>
<body><main>{body}</main></body></html>"""


def page(title: str, body: str, *, status: int = 200, heading: bool = True) -> HTMLResponse:
    """A plain page of ours. `title` is escaped here; `body` is HTML. No heading: the body has its own."""
    shown = html.escape(title)
    text = f"<h1>{shown}</h1>{body}" if heading else body
    return HTMLResponse(PAGE.format(title=shown, style=STYLE, body=text), status_code=status)


def answer(headers: Headers, path: str, *, status: int, code: str, message: str) -> Response:
    """JSON (for the REST API: problem details), unless a browser is looking at a page."""
    if path.startswith(problems.PREFIX):
        return problems.Problem(status=status, code=code, detail=message)
    if "text/html" in headers.get("accept", "") and not path.startswith("/api"):
        return page(
            HTTPStatus(status).phrase, f'<p>{html.escape(message)}</p><p><a href="/">To the shop</a></p>', status=status
        )
    return JSONResponse({"error": {"code": code, "message": message}}, status_code=status)


async def refused(request: Request, error: Exception) -> Response:
    """For Refused."""
    assert isinstance(error, Refused)
    response = answer(request.headers, request.url.path, status=error.status, code=error.code, message=error.message)
    if error.retry_after_s is not None:
        response.headers["Retry-After"] = str(error.retry_after_s)
    if error.status == 401 and request.url.path.startswith(problems.PREFIX):
        response.headers["WWW-Authenticate"] = "Bearer"
    return response


async def http_error(request: Request, error: Exception) -> Response:
    """For Starlette's own: no such page, wrong method."""
    assert isinstance(error, HTTPException)
    status = error.status_code
    code = HTTPStatus(status).phrase.lower().replace(" ", "_")
    message = SENTENCES.get(status, HTTPStatus(status).description or HTTPStatus(status).phrase)
    response = answer(request.headers, request.url.path, status=status, code=code, message=message)
    response.headers.update(error.headers or {})
    return response


class Calm:
    """Outermost: what nobody foresaw is logged, and answered with a calm sentence and a reference to ask about."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started = False

        async def sending(message: Message) -> None:
            nonlocal started
            started = started or message["type"] == "http.response.start"
            await send(message)

        try:
            await self.app(scope, receive, sending)
        except Exception:
            reference = secrets.token_hex(4)
            log.exception("request_failed", path=scope["path"], reference=reference)
            if started:
                raise
            text = f"Something went wrong on our side. Please try again. (Reference {reference})"
            response = answer(Headers(scope=scope), scope["path"], status=500, code="internal", message=text)
            await response(scope, receive, send)
