"""Delivers webhooks: each address has a worker of its own, so that a slow one keeps nobody else waiting.

At least once: a delivery is claimed by moving its next try on, so a desk that dies with it leaves it to be tried again.
"""

from __future__ import annotations

import asyncio
import json
import random
import time
from datetime import timedelta

import httpx
import structlog
from sqlalchemy import select, update

from bot.desk import brief, views
from bot.desk.bus import Change
from bot.desk.outward import deliveries
from bot.desk.outward.config import Endpoint
from bot.desk.outward.deliveries import Delivery
from bot.desk.outward.post import Outcome, post
from bot.desk.settings import Settings
from bot.desk.store.engine import Database
from bot.desk.store.tables import webhook_events as events
from bot.desk.tasks import end
from bot.times import now

log = structlog.get_logger(__name__)

GONE = 410  # the address wants nothing any more
TRIES = 9  # the last about a day after the first
FACTOR = 4  # each wait is this many times the one before: 5 s, 20 s, 80 s, 5 min, 21 min, 1.4 h, 5.7 h, 17 h
JITTER = 0.2  # of the wait, at random either way: those who failed together do not come back together
AT_ONCE = 8  # to one address
SPARE_S = 20.0  # a claim lasts this much longer than a try may take
TIDY_S = 3600.0


class Courier:
    """`start()`, then it works until `close()`. Subscribe `changed` to the bus: news go out at once."""

    def __init__(self, db: Database, settings: Settings) -> None:
        self._db, self._settings = db, settings
        self._tasks: list[asyncio.Task[None]] = []
        self._news = {endpoint.url: asyncio.Event() for endpoint in settings.webhooks}
        self._tidied = -TIDY_S
        self._client = httpx.AsyncClient(
            timeout=settings.timings.webhook_timeout,
            follow_redirects=False,
            limits=httpx.Limits(max_keepalive_connections=0),  # one for another name at the same address is not ours
            trust_env=False,  # a proxy would look names up again
            verify=httpx.create_ssl_context(),  # with SSL_CERT_FILE, for authorities of one's own
        )

    async def start(self) -> None:
        """A worker for each address; what waits for addresses that are no longer wanted becomes dead letters."""
        configured = [endpoint.url for endpoint in self._settings.webhooks]
        await deliveries.bury_strays(self._db, site_id=self._settings.site_id, configured=configured)
        for endpoint in self._settings.webhooks:
            self._tasks.append(asyncio.create_task(self._serve(endpoint), name=f"webhook {endpoint.url}"))

    async def changed(self, change: Change) -> None:
        """Something was committed here; what other desks committed is found within a tick."""
        for news in self._news.values():
            news.set()

    async def close(self) -> None:
        """Whatever is on its way may be sent twice: it is tried again once its claim is over."""
        for task in self._tasks:
            await end(task)
        await self._client.aclose()

    async def round(self, endpoint: Endpoint) -> int:
        """Try what is due for one address; returns how much that was."""
        site_id = self._settings.site_id
        if await deliveries.is_stopped(self._db, site_id=site_id, endpoint=endpoint.url):
            await deliveries.bury_stopped(self._db, site_id=site_id, endpoint=endpoint.url)
            return 0
        lease = self._settings.timings.webhook_timeout + SPARE_S
        due = await deliveries.claim(self._db, site_id=site_id, endpoint=endpoint.url, lease_s=lease, most=AT_ONCE)
        await asyncio.gather(*(self._try(endpoint, delivery) for delivery in due))
        return len(due)

    async def _serve(self, endpoint: Endpoint) -> None:
        news = self._news[endpoint.url]
        while True:
            news.clear()
            try:
                busy = await self.round(endpoint)
                await self._tidy()
            except Exception:
                log.exception("webhooks.round_failed", endpoint=endpoint.host)
                busy = 0
            if not busy:
                await _wait(news, self._settings.timings.clock)

    async def _try(self, endpoint: Endpoint, delivery: Delivery) -> None:
        outcome = await self._send(endpoint, delivery)
        if outcome.why is None and outcome.status is not None:
            await deliveries.delivered(self._db, delivery, status=outcome.status)
            return
        why = outcome.why or "no answer"
        wait = self._wait(delivery, outcome)
        log.warning("webhook_failed", endpoint=endpoint.host, tries=delivery.tries, why=why, again_in_s=wait)
        if outcome.status == GONE:
            there = {"site_id": self._settings.site_id, "endpoint": endpoint.url}
            await deliveries.gone(self._db, delivery, **there, status=GONE, why=why)
            return
        again_at = now() + timedelta(seconds=wait) if wait is not None else None
        await deliveries.failed(self._db, delivery, again_at=again_at, status=outcome.status, why=why)

    async def _send(self, endpoint: Endpoint, delivery: Delivery) -> Outcome:
        try:
            body = await self._body(delivery.event_id)
        except Exception as error:  # a defect of ours in one event: it is tried again like any other, and shows
            log.exception("webhooks.no_body", event_id=delivery.event_id)
            return Outcome(why=f"the event could not be put in words: {type(error).__name__}")
        within_s = self._settings.timings.webhook_timeout
        return await post(self._client, endpoint, event_id=delivery.event_id, body=body, within_s=within_s)

    def _wait(self, delivery: Delivery, outcome: Outcome) -> float | None:
        """Seconds until the next try; None if that was the last."""
        if outcome.status == GONE or delivery.tries >= TRIES:
            return None
        wait: float = self._settings.timings.webhook_retry * FACTOR ** (delivery.tries - 1)
        return max(wait * random.uniform(1 - JITTER, 1 + JITTER), outcome.retry_after)

    async def _body(self, event_id: str) -> bytes:
        """The same at every try. The brief is added at the first: writing it must not hold up the handoff itself."""
        async with self._db.read() as connection:
            event = (await connection.execute(select(events).where(events.c.id == event_id))).mappings().one()
        data = event["data"]
        if not event["sealed"]:
            written = await brief.build(self._db, settings=self._settings, conversation_id=event["conversation_id"])
            seal = update(events).where(events.c.id == event_id, events.c.sealed.is_(False))
            async with self._db.write() as connection:
                await connection.execute(seal.values(data={**data, "brief": written}, sealed=True))
                data = await connection.scalar(select(events.c.data).where(events.c.id == event_id))
        body = {"id": event_id, "type": event["type"], "at": views.iso(event["at"]), "data": data}
        return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()

    async def _tidy(self) -> None:
        if time.monotonic() - self._tidied >= TIDY_S:
            self._tidied = time.monotonic()
            await deliveries.tidy(self._db, site_id=self._settings.site_id)


async def _wait(news: asyncio.Event, seconds: float) -> None:
    try:
        await asyncio.wait_for(news.wait(), seconds)
    except asyncio.TimeoutError:
        return
