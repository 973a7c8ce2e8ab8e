"""Collects what the bot utters in a turn, as the replies that go to the desk."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from rasa.core.channels.channel import OutputChannel

from bot.wire import Reply


class Replies(OutputChannel):
    """An output channel that keeps text, buttons and card of one utterance together."""

    def __init__(self) -> None:
        self.replies: list[Reply] = []
        self._open = False  # the last reply takes the next one's words in

    @classmethod
    def name(cls) -> str:
        return "evenkeel"

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        """Called by Rasa once for every utterance."""
        custom = message.get("custom") or {}
        reply = Reply(
            text=(message.get("text") or "").strip() or None,
            buttons=tuple({"title": b["title"], "payload": b["payload"]} for b in message.get("buttons") or ()),
            card=custom.get("card"),
        )
        if self._open and reply.text and not reply.card:
            before = self.replies.pop()
            reply = replace(reply, text=f"{before.text} {reply.text}")
        self._open = bool(message.get("joined"))
        self.replies.append(reply)
