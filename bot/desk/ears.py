"""Listening: letting the customer finish before the assistant answers."""

from __future__ import annotations

import asyncio
import time

from bot.desk.settings import Timings


class Ear:
    """Listens to one conversation. `pending`: something was heard that no turn has been begun for."""

    def __init__(self) -> None:
        self.pending = True
        self._typing = False
        self._first = self._latest = time.monotonic()
        self._changed = asyncio.Event()

    def heard(self) -> None:
        """The customer sent a message: typing is over."""
        self._latest = time.monotonic()
        if not self.pending:
            self.pending, self._first = True, self._latest
        self._typing = False
        self._changed.set()

    def typing(self, typing: bool) -> None:
        """The customer began or stopped typing."""
        self._typing, self._latest = typing, time.monotonic()
        self._changed.set()

    async def listen(self, timings: Timings) -> None:
        """Until they have been silent for `silence` seconds, or `longest_listening` after the first message."""
        while True:
            self._changed.clear()
            until = self._first + timings.longest_listening
            if not self._typing:
                until = min(until, self._latest + timings.silence)
            left = until - time.monotonic()
            if left <= 0:
                return
            try:
                await asyncio.wait_for(self._changed.wait(), left)
            except asyncio.TimeoutError:
                return
