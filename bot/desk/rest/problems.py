"""Errors as problem details (RFC 9457)."""

from __future__ import annotations

from http import HTTPStatus

from starlette.responses import JSONResponse

PREFIX = "/api/v1/"


class Problem(JSONResponse):
    """`code` is for programs, `detail` for people."""

    media_type = "application/problem+json"

    def __init__(self, *, status: int, code: str, detail: str) -> None:
        kind = f"urn:evenkeel:problem:{code}"
        title = HTTPStatus(status).phrase
        super().__init__(
            {"type": kind, "title": title, "status": status, "code": code, "detail": detail}, status_code=status
        )
