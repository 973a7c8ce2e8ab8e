"""Requests that carry a login must come from our own pages."""

from __future__ import annotations

from urllib.parse import urlsplit

COOKIE = "evenkeel_desk"


def same_origin(origin: str | None, *, host: str, public_url: str) -> bool:
    """Whether a request's Origin is this desk. Programs send none, and have no cookies they did not choose to send."""
    if origin is None:
        return True
    try:
        theirs = urlsplit(origin).netloc.lower()
    except ValueError:
        return False
    return bool(theirs) and theirs in (host.lower(), urlsplit(public_url).netloc.lower())
