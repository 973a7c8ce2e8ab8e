"""How much a token may ask, and how often an address may try tokens that are none. Counted by each desk for itself."""

from __future__ import annotations

import math
import time
from collections import OrderedDict

from bot.desk.access.errors import Refused
from bot.desk.sockets.polite import Pace

WINDOW_S = 60.0
WRONG_TOKENS = 30  # from one address within the window
MOST_KNOWN = 10_000  # addresses remembered


class Throttle:
    """`per_minute`: requests of one token."""

    def __init__(self, per_minute: int) -> None:
        self._per_minute = per_minute
        self._tokens: dict[str, Pace] = {}
        self._addresses: OrderedDict[str, Pace] = OrderedDict()

    def asked(self, token_id: str) -> None:
        """Raises Refused (429) if that is too much."""
        _count(self._tokens.setdefault(token_id, Pace(self._per_minute, WINDOW_S)))

    def wrong(self, address: str) -> None:
        """A token that is none. Raises Refused (429); tokens that are good are never held up by it."""
        pace = self._addresses.setdefault(address, Pace(WRONG_TOKENS, WINDOW_S))
        self._addresses.move_to_end(address)
        while len(self._addresses) > MOST_KNOWN:
            self._addresses.popitem(last=False)
        _count(pace)


def _count(pace: Pace) -> None:
    if pace.allows():
        return
    wait = math.ceil(pace.times[0] + pace.seconds - time.monotonic()) if pace.times else int(pace.seconds)
    message = f"Too many requests. Please wait {wait} seconds."
    raise Refused("too_many_requests", message, status=429, retry_after_s=max(wait, 1))
