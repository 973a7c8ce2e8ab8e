"""Tells the other desks at once, through Redis, what was committed here, and hears the same from them.

Redis only makes it quick: what gets lost with it is found in the database by the sweep, within seconds.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from uuid import uuid4

import redis.asyncio as redis
import structlog
from redis.exceptions import RedisError

from bot.desk.bus import Change
from bot.desk.together import letters
from bot.desk.together.letters import Letter

AGAIN_S = 0.5  # between two tries to reach Redis
LISTEN_S = 1.0
PATIENCE_S = 3.0  # for Redis to take a letter
MOST_WAITING = 2000  # letters; when Redis is slow or away the newest are dropped: the sweep finds what they told

TROUBLE = (RedisError, OSError, asyncio.TimeoutError)
log = structlog.get_logger(__name__)


class Relay:
    """`start()`, then it works until `close()`. Subscribe `changed` to the bus. `deliver` gets what others say."""

    def __init__(self, url: str, *, site_id: str, deliver: Callable[[Letter], Awaitable[None]]) -> None:
        self.desk_id = str(uuid4())
        self._channel = f"evenkeel:{site_id}:changes"
        self._deliver = deliver
        self._redis = redis.from_url(
            url, socket_connect_timeout=PATIENCE_S, socket_keepalive=True, health_check_interval=5
        )
        self._letters: asyncio.Queue[str] = asyncio.Queue(MOST_WAITING)
        self._tasks: list[asyncio.Task[None]] = []
        self.connected = False

    def start(self) -> None:
        """Speaks and listens from now on."""
        self._tasks = [
            asyncio.create_task(self._speak(), name="relay speaks"),
            asyncio.create_task(self._listen(), name="relay listens"),
        ]

    async def close(self) -> None:
        """No more of either."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._redis.close()

    async def changed(self, change: Change) -> None:
        """The bus calls this after every commit; nobody here waits for Redis."""
        try:
            self._letters.put_nowait(letters.write(change, sender=self.desk_id))
        except asyncio.QueueFull:
            return

    async def _speak(self) -> None:
        while True:
            letter = await self._letters.get()
            try:
                await asyncio.wait_for(self._redis.publish(self._channel, letter), PATIENCE_S)
            except TROUBLE as error:
                self._lost(error)
                await asyncio.sleep(AGAIN_S)

    async def _listen(self) -> None:
        while True:
            try:
                async with self._redis.pubsub(ignore_subscribe_messages=True) as channel:
                    await channel.subscribe(self._channel)
                    self._found()
                    while True:
                        heard = await channel.get_message(timeout=LISTEN_S)
                        if heard is not None:
                            await self._open(heard["data"])
            except TROUBLE as error:
                self._lost(error)
            await asyncio.sleep(AGAIN_S)

    async def _open(self, text: bytes) -> None:
        """One letter's trouble must not keep the others from being read."""
        try:
            letter = letters.read(text)
            if letter.sender != self.desk_id:
                await self._deliver(letter)
        except (ValueError, KeyError, TypeError) as error:  # a desk of another version, while they are renewed
            log.warning("relay.not_understood", error=repr(error)[:200])
        except Exception:
            log.exception("relay.not_delivered")

    def _lost(self, error: BaseException) -> None:
        if self.connected:
            log.error("redis_lost", error=repr(error)[:200], until_then="the database is asked every few seconds")
        self.connected = False

    def _found(self) -> None:
        if not self.connected:
            log.info("redis_found")
        self.connected = True
