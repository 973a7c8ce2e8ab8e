"""The desk in numbers: who owns the conversations, how long people wait, whether the guarantee holds."""

from __future__ import annotations

from datetime import datetime

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from sqlalchemy import func, select

from bot.desk import guarantee, handoff, presence, promises
from bot.desk.bus import Change
from bot.desk.desk import Desk
from bot.desk.mail import outbox as mail
from bot.desk.outward import deliveries
from bot.desk.store.tables import conversations, turns
from bot.desk.store.tables import promises as made
from bot.times import now

OUTCOMES = ("open", "kept", "broken", "void")
OWNERS = ("assistant", "queue", "agent", "closed")
BRAIN_STATES = ("ready", "starting", "unavailable")
TURN_BUCKETS_S = (0.05, 0.1, 0.2, 0.5, 1, 2, 4, 8, 15, 30)


class Meter:
    """Counts as things happen (subscribe `changed` to the bus); looks up the rest when asked."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.registry = here = CollectorRegistry()
        self.by_owner = Gauge("evenkeel_conversations", "Conversations by owner", ["owner"], registry=here)
        self.queue = Gauge("evenkeel_queue_length", "Customers in the queue for a person", registry=here)
        self.oldest = Gauge(
            "evenkeel_oldest_wait_seconds", "The longest anyone is waiting for our next word", registry=here
        )
        self.broken = Gauge("evenkeel_broken_guarantees", "Conversations nobody answers for; must be 0", registry=here)
        self.promises = Gauge("evenkeel_promises", "Promises by what became of them", ["outcome"], registry=here)
        self.webhooks = Gauge("evenkeel_webhooks", "Webhooks not delivered: waiting, or dead", ["state"], registry=here)
        self.mails = Gauge("evenkeel_mails", "Mails not delivered: waiting, or given up", ["state"], registry=here)
        self.on_duty = Gauge("evenkeel_agents_on_duty", "Agents online", registry=here)
        self.brain = Gauge("evenkeel_assistant_state", "1 for the state the assistant is in", ["state"], registry=here)
        self.messages = Counter("evenkeel_messages", "Messages stored", ["author"], registry=here)
        self.turns = Histogram("evenkeel_turn_seconds", "The assistant's turns", buckets=TURN_BUCKETS_S, registry=here)
        self.outcomes = Counter("evenkeel_turns", "The assistant's turns by outcome", ["outcome"], registry=here)
        self._counted: dict[str, None] = {}  # turns seen lately: one turn may say several things

    async def changed(self, change: Change) -> None:
        """The bus calls this after every commit."""
        for message in change.messages:
            self.messages.labels(message.author).inc()
            if message.turn_id and message.author != "customer" and message.turn_id not in self._counted:
                await self._turn(message.turn_id)

    async def text(self) -> bytes:
        """Everything, as Prometheus reads it."""
        db, settings, at = self.desk.db, self.desk.settings, now()
        async with db.read() as connection:
            site = conversations.c.site_id == settings.site_id
            owners = select(conversations.c.owner, func.count()).where(site).group_by(conversations.c.owner)
            counts = dict((await connection.execute(owners)).all())
            waiting = select(func.min(conversations.c.waiting_since)).where(
                site, conversations.c.waiting_on == "us", conversations.c.owner != "closed"
            )
            since: datetime | None = (await connection.execute(waiting)).scalar()
            ended = select(promises.OUTCOME.label("ended"), func.count()).where(made.c.site_id == settings.site_id)
            outcomes = dict((await connection.execute(ended.group_by("ended"))).all())  # by name: it has parameters
        waiting_there, dead = await deliveries.undelivered(db, site_id=settings.site_id)
        self.webhooks.labels("waiting").set(waiting_there)
        self.webhooks.labels("dead").set(dead)
        to_send, given_up = await mail.counts(db, site_id=settings.site_id)
        self.mails.labels("waiting").set(to_send)
        self.mails.labels("given_up").set(given_up)
        self.promises.labels("made").set(sum(outcomes.values()))
        for outcome in OUTCOMES:
            self.promises.labels(outcome).set(outcomes.get(outcome, 0))
        for owner in OWNERS:
            self.by_owner.labels(owner).set(counts.get(owner, 0))
        self.queue.set(len(await handoff.queue(db, settings=settings)))
        self.oldest.set((at - since).total_seconds() if since else 0)
        self.broken.set(len(await guarantee.broken(db, settings=settings)))
        self.on_duty.set(len(await presence.on_duty(db, settings=settings)))
        for state in BRAIN_STATES:
            self.brain.labels(state).set(self.desk.brains.state() == state)
        return generate_latest(self.registry)

    async def _turn(self, turn_id: str) -> None:
        self._counted[turn_id] = None
        while len(self._counted) > 1000:
            del self._counted[next(iter(self._counted))]
        async with self.desk.db.read() as connection:
            query = select(turns.c.milliseconds, turns.c.outcome).where(turns.c.id == turn_id)
            turn = (await connection.execute(query)).one_or_none()
        if turn is not None:
            self.turns.observe(turn.milliseconds / 1000)
            self.outcomes.labels(turn.outcome).inc()
