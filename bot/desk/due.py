"""What the clock does about a step that has become due. Each looks again under the lock; False: not due after all."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta

from sqlalchemy import select, update

from bot.deescalation.types import Urgency
from bot.desk import follow_ups, outlook, outsiders, presence, promises, queueing, steps, wording
from bot.desk.alerts.plan import hurry
from bot.desk.ledger import Held
from bot.desk.settings import Settings
from bot.desk.store.tables import agents, handoffs


def _is(held: Held, *kinds: str) -> bool:
    due = held.row.next_step_due
    return held.row.owner != "closed" and held.row.next_step_kind in kinds and due is not None and due <= held.at


async def queue_update(held: Held, settings: Settings) -> bool:
    """The promised word to somebody in the queue: how it stands now, and when the next one comes."""
    handoff = await queueing.open_handoff(held)
    if not _is(held, "queue_update", "opening") or handoff is None:
        return False
    await queueing.tell(held, settings, handoff, first=False)
    return True


async def callback(held: Held, settings: Settings) -> bool:
    """Nobody contacted them in time: the promise is broken, they are told, and they come first now."""
    handoff = await queueing.open_handoff(held)
    if not _is(held, "callback") or handoff is None:
        return False
    rank = min(handoff.urgency_rank, queueing.RANK[Urgency.HIGH])
    urgency = next(urgency for urgency, place in queueing.RANK.items() if place == rank)
    values = {"urgency": urgency.value, "urgency_rank": rank}
    await held.connection.execute(update(handoffs).where(handoffs.c.id == handoff.id).values(**values))
    late = outlook.callback(settings=settings, to=held.row, at=held.at, key="callback_late")
    await queueing.announce(held, settings, late)
    await hurry(held)
    await promises.break_late(held, owner="queue", told_seq=held.row.last_seq)
    return True


async def agent_slow(held: Held, settings: Settings) -> bool:
    """The agent owes an answer: they see it as overdue, and the customer is told how long we leave it at that."""
    if not _is(held, "agent_reply"):
        return False
    timings = settings.timings
    left = max(timings.agent_silent - timings.agent_reply, 1.0)
    name = await presence.name_of(held.connection, agent_id=held.row.agent_id)
    message = await held.tell(settings.texts.say("agent_slow", name=name, wait=wording.within(left)))
    text = held.row.next_step or settings.texts.say("next_agent", name=name)
    steps.told(held, kind="agent_slow", seq=message.seq, due=held.at + timedelta(seconds=left), text=text)
    return True


async def agent_silent(held: Held, settings: Settings) -> bool:
    """The agent stayed silent: back to the front of the queue."""
    if not _is(held, "agent_slow"):
        return False
    name = await presence.name_of(held.connection, agent_id=held.row.agent_id)
    await queueing.again(held, settings, opening=settings.texts.say("agent_silent", name=name))
    return True


async def agent_vanished(held: Held, settings: Settings) -> bool:
    """The agent's page has sent no heartbeat for too long, or they may not work here any more: back to the front of
    the queue. Another help desk's agent has no page: being quick to answer is what counts for them."""
    if held.row.owner != "agent":
        return False
    columns = (agents.c.name, agents.c.role, agents.c.last_seen_at, agents.c.disabled_at)
    query = select(*columns).where(agents.c.id == held.row.agent_id)
    name, role, seen, disabled = (await held.connection.execute(query)).one()
    here = seen is not None and seen >= held.at - timedelta(seconds=settings.timings.agent_vanished)
    if not disabled and (here or role == outsiders.ROLE):
        return False
    await queueing.again(held, settings, opening=settings.texts.say("agent_vanished", name=name))
    return True


async def follow_up(held: Held, settings: Settings) -> bool:
    """An upset customer fell silent: ask once whether it is sorted out, if it is not."""
    if not _is(held, "follow_up"):
        return False
    await follow_ups.ask(held, settings)
    return True


async def idle(held: Held, settings: Settings) -> bool:
    """A conversation that nobody closed, and in which nobody owes a word. It opens again when the customer writes."""
    if held.row.owner not in ("assistant", "agent") or held.row.waiting_on != "customer" or held.row.next_step_kind:
        return False
    await queueing.end(held, outcome="customer_left")
    held.pass_to("closed")
    held.change(disposition="idle")
    return True


ACTIONS: Mapping[str, Callable[[Held, Settings], Awaitable[bool]]] = {
    "queue_update": queue_update,
    "opening": queue_update,
    "callback": callback,
    "agent_reply": agent_slow,
    "agent_slow": agent_silent,
    "follow_up": follow_up,
}
