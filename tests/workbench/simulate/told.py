"""Answers of an assistant, written by hand, for customers to react to."""

from __future__ import annotations

from typing import Any

from bot.deescalation.types import Handoff, Level, Reading, Reason, Temper
from bot.wire import Reply, TurnResult


def answer(
    *texts: str,
    buttons: dict[str, str] | None = None,
    form: str | None = None,
    slot: str | None = None,
    said: tuple[str, ...] = (),
    reason: Reason | None = None,
    read: float = 0.5,
    **more: Any,
) -> TurnResult:
    """`buttons`: words to payload, on the last text; `said`: the wordings' names; `slot`: what the form asks for."""
    offered = tuple({"title": title, "payload": payload} for title, payload in (buttons or {}).items())
    replies = [Reply(text) for text in texts[:-1]] + [Reply(text, offered) for text in texts[-1:]]
    events = [{"event": "slot", "name": "requested_slot", "value": slot}] if slot else []
    state = {"tracker": {"slots": {}, "events": events}, "form": form, "said": list(said)}
    handoff = Handoff(reason) if reason else None
    reading = Reading("order_status", 0.9, read, Level.CALM)
    return TurnResult(state, (reading,), Temper(), more.pop("moves", ()), tuple(replies), handoff=handoff, **more)
