"""Tells whoever is connected what has changed. Publish only after the commit."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

import structlog

from bot.desk.store.rows import MessageRow

log = structlog.get_logger()


@dataclass(frozen=True)
class Typing:
    """Somebody is (or has stopped) typing."""

    author: str  # customer | assistant | agent
    typing: bool
    name: str | None = None  # an agent's


@dataclass(frozen=True)
class Seen:
    """Somebody has had everything up to message `seq` in front of them."""

    by: str  # customer | agent
    seq: int


@dataclass(frozen=True)
class Told:
    """A word to one agent, at whichever desk they are connected."""

    agent_id: str
    event: str  # as in web/protocol.ts
    data: dict[str, Any]


@dataclass(frozen=True)
class Change:
    """What is new in a conversation. Notes are among the messages: they are for agents only."""

    conversation_id: str
    site_id: str
    messages: tuple[MessageRow, ...] = ()
    state: bool = True  # the conversation's state (owner, next step …) may have changed
    overview: bool = True  # so may the agents' overview
    brief: bool = False  # so may the brief (a reading arrived, for one)
    typing: Typing | None = None
    seen: Seen | None = None
    told: Told | None = None
    online: bool = False  # the customer came or went
    version: datetime | None = None  # the conversation's `updated_at`, as committed

    def with_messages(self, messages: Iterable[MessageRow]) -> Change:
        """The same, with these messages."""
        return replace(self, messages=tuple(messages))


@dataclass
class Bus:
    """Callbacks within this process. A callback that fails is logged and does not stop the others."""

    _callbacks: list[Callable[[Change], Awaitable[None]]] = field(default_factory=list)

    def subscribe(self, callback: Callable[[Change], Awaitable[None]]) -> None:
        """Call `callback` with every change from now on."""
        self._callbacks.append(callback)

    async def publish(self, change: Change) -> None:
        """Tell everybody, in the order in which they subscribed."""
        for callback in self._callbacks:
            try:
                await callback(change)
            except Exception:
                log.exception("bus.callback_failed", conversation=change.conversation_id)
