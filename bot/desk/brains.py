"""The brains: which are well, and how to ask them so that one failing does not matter."""

from __future__ import annotations

from collections.abc import Sequence

from bot.deescalation.types import Reading
from bot.wire import Line, TurnRequest, TurnResult


class Unavailable(Exception):
    """No brain answered in time. `state`: starting, overloaded or unavailable."""

    def __init__(self, state: str) -> None:
        super().__init__(state)
        self.state = state


class Brains:
    """Asks whichever brain is well."""

    def __init__(self, urls: Sequence[str], secret: str, *, poll_s: float = 2.0) -> None:
        raise NotImplementedError

    async def start(self) -> None:
        """Look at every brain's health once, then keep looking in the background."""
        raise NotImplementedError

    async def close(self) -> None:
        """Stop looking."""
        raise NotImplementedError

    def state(self) -> str:
        """`ready` if any brain is, else `starting` if any is, else `unavailable`."""
        raise NotImplementedError

    async def turn(self, request: TurnRequest, *, within: float) -> TurnResult:
        """The turn's result, from any brain, within so many seconds. Raises Unavailable."""
        raise NotImplementedError

    async def read(self, lines: Sequence[Line], *, within: float) -> Reading:
        """The reading of the last line, in the context of the others. Raises Unavailable."""
        raise NotImplementedError
