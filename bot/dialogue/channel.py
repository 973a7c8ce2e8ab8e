"""Collects what the bot utters in a turn, as the replies that go to the desk."""

from __future__ import annotations

from typing import Any

from rasa.core.channels.channel import OutputChannel

from bot.wire import Reply


class Replies(OutputChannel):
    """An output channel that keeps text, buttons and card of one utterance together."""

    def __init__(self) -> None:
        self.replies: list[Reply] = []

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
        if reply.to_json():
            self.replies.append(reply)
