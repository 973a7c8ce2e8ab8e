"""Which webhooks there are: `webhooks` in site.yml, secrets from the environment."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

EVENTS = (
    "conversation.opened",
    "conversation.handed_off",
    "conversation.claimed",
    "conversation.waiting_long",
    "conversation.reply_overdue",
    "conversation.returned_to_queue",
    "conversation.handed_back",
    "conversation.closed",
    "message.created",
    "promise.made",
    "promise.kept",
    "promise.broken",
    "promise.void",
    "rating.given",
)
ASKED_FOR = frozenset({"message.created"})  # every word of every conversation: only where it is named
LONGEST_URL = 500
SECRET_BYTES = range(24, 65)  # as Standard Webhooks has it
KEYS = {"url", "events", "secret_env", "allow_private"}


@dataclass(frozen=True)
class Endpoint:
    """Somebody who wants to hear. `secrets`: the newest first; while one is being replaced, each signs."""

    url: str
    events: frozenset[str]
    secrets: tuple[bytes, ...] = field(repr=False)
    allow_private: bool = False  # may be on this machine or network, and without TLS

    @property
    def host(self) -> str:
        """For the log: the rest of an address may hold a token."""
        return urlsplit(self.url).netloc


def parse(value: Any, environ: Mapping[str, str]) -> tuple[Endpoint, ...]:
    """The list in site.yml. Raises ValueError, which says which entry is wrong and what to do."""
    if not value:
        return ()
    if not isinstance(value, list):
        raise ValueError("webhooks: give a list of entries, each with url, events and secret_env")
    endpoints = tuple(_endpoint(item, f"webhooks, entry {number}", environ) for number, item in enumerate(value, 1))
    urls = [endpoint.url for endpoint in endpoints]
    if twice := next((url for url in urls if urls.count(url) > 1), None):
        raise ValueError(f"webhooks: {twice} is there twice; name all its events in one entry")
    return endpoints


def listeners(endpoints: tuple[Endpoint, ...]) -> dict[str, tuple[str, ...]]:
    """By event, the addresses that want it."""
    by_event = {event: tuple(end.url for end in endpoints if event in end.events) for event in EVENTS}
    return {event: urls for event, urls in by_event.items() if urls}


def _endpoint(item: Any, where: str, environ: Mapping[str, str]) -> Endpoint:
    if not isinstance(item, dict):
        raise ValueError(f"{where}: give url, events and secret_env")
    if unknown := sorted(str(key) for key in item if key not in KEYS):
        hint = (
            "; a secret belongs in the environment, under the name that secret_env gives" if "secret" in unknown else ""
        )
        raise ValueError(f"{where}: there is no setting {unknown[0]!r}{hint}")
    private = item.get("allow_private", False)
    if not isinstance(private, bool):
        raise ValueError(f"{where}: allow_private is true or false")
    url = _url(item.get("url"), where, private=private)
    return Endpoint(url, _events(item.get("events"), where), _secrets(item.get("secret_env"), where, environ), private)


def _url(value: Any, where: str, *, private: bool) -> str:
    text = str(value or "")
    try:
        parts = urlsplit(text)
        sound = parts.scheme in ("https", "http") and parts.hostname and parts.port != 0
    except ValueError:
        sound = False
    if not sound or not re.fullmatch(r"[!-~]+", text) or len(text) > LONGEST_URL:
        raise ValueError(f"{where}: url {text!r} is not an address such as https://help.example/evenkeel")
    if "@" in parts.netloc or parts.fragment:
        raise ValueError(f"{where}: url must not hold a password or a fragment")
    if parts.scheme == "http" and not private:
        raise ValueError(f"{where}: {text} must be https (http only with allow_private: true, inside your own network)")
    return text


def _events(value: Any, where: str) -> frozenset[str]:
    """Names, `conversation.*` for a group of them; none named: all but those that must be asked for."""
    if value is None:
        return frozenset(EVENTS) - ASKED_FOR
    if not isinstance(value, list) or not value:
        raise ValueError(f"{where}: events is a list such as [conversation.handed_off, promise.*]")
    chosen: set[str] = set()
    for name in map(str, value):
        found = {event for event in EVENTS if event == name or (name.endswith(".*") and event.startswith(name[:-1]))}
        if not found:
            raise ValueError(f"{where}: there is no event {name!r}; there are: {', '.join(EVENTS)}")
        chosen |= found
    return frozenset(chosen)


def _secrets(value: Any, where: str, environ: Mapping[str, str]) -> tuple[bytes, ...]:
    if not isinstance(value, str) or not re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]*", value):
        raise ValueError(
            f"{where}: secret_env names the environment variable that holds the secret, such as HELP_SECRET"
        )
    given = environ.get(value, "").split()
    if not given:
        make = 'echo "whsec_$(openssl rand -base64 32)"'
        raise ValueError(f"{where}: the environment variable {value} is not set; make a secret with {make}")
    return tuple(_secret(text, f"{where}: {value}") for text in given)


def _secret(text: str, where: str) -> bytes:
    """`whsec_` and base64. The value is never part of the message."""
    try:
        key = base64.b64decode(text[6:], validate=True) if text.startswith("whsec_") else b""
    except binascii.Error:
        key = b""
    if len(key) not in SECRET_BYTES:
        raise ValueError(f"{where} is not whsec_ followed by 24 to 64 bytes in base64")
    return key
