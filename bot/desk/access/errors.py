"""Refusals at the door, in words for people."""

from __future__ import annotations


class Refused(Exception):
    """A request we understand and do not grant. `code` is for programs, `message` for people."""

    def __init__(self, code: str, message: str, *, status: int = 400, retry_after_s: int | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.status = status
        self.retry_after_s = retry_after_s


def not_logged_in() -> Refused:
    """For whoever has no login, or one that has ended."""
    return Refused("log_in", "Please log in.", status=401)
