"""The one follow-up to an upset customer who falls silent: dated, announced, and left out once it is settled."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy import exists, select

from bot.deescalation.types import Level, Temper
from bot.desk import presence, steps, wording
from bot.desk.ledger import Held
from bot.desk.promises import open_here as open_promises
from bot.desk.settings import Settings
from bot.desk.store.rows import PromiseRow
from bot.desk.store.tables import messages, promises

CONTENT = frozenset({"thank", "goodbye", "praise"})  # the last word of somebody who has what they came for
GOOD_RATING = 4


async def plan(held: Held, settings: Settings) -> None:
    """We have given the next word: if they are upset and it is not settled, say when we will ask.

    Not while their agent has promised them something: that is what they wait for, and it has a clock of its own."""
    if promise := await _promised(held):
        due = wording.moment(promise.due_at, zone=held.row.timezone, now=held.at)
        text = await _say(held, settings, "next_promised", promise=promise.text, due=due)
        steps.customer_owes(held, text=text)
        return
    if Temper.from_json(held.row.temper).state is Level.CALM or await _settled(held):
        steps.customer_owes(held)
        return
    at = held.at + timedelta(seconds=settings.timings.follow_up)
    when = wording.moment(at, zone=held.row.timezone, now=held.at)
    text = await _say(held, settings, "next_follow_up", when=when)
    steps.customer_owes(held, follow_up=at, text=text)


async def ask(held: Held, settings: Settings) -> None:
    """It is time: ask once, unless it has been settled meanwhile."""
    if not await _settled(held):
        await held.tell(await _say(held, settings, "follow_up"))
    steps.customer_owes(held)


async def _promised(held: Held) -> PromiseRow | None:
    """What the agent who has them has promised and still can keep; the first that is due."""
    if held.row.owner != "agent":
        return None
    open_here = [one for one in await open_promises(held) if one.made_by == "agent" and one.due_at > held.at]
    return min(open_here, key=lambda promise: promise.due_at, default=None)


async def _say(held: Held, settings: Settings, key: str, **facts: str) -> str:
    """With an agent, in their name: it is they who go on with it."""
    if held.row.owner != "agent":
        return settings.texts.say(key, **facts)
    name = await presence.name_of(held.connection, agent_id=held.row.agent_id)
    return settings.texts.say(f"{key}_agent", name=name, **facts)


async def _settled(held: Held) -> bool:
    """They rated it well, left content, or what they were promised has been done since they last wrote."""
    if (held.row.rating or 0) >= GOOD_RATING:
        return True
    theirs = (messages.c.conversation_id == held.row.id, messages.c.author == "customer")
    query = select(messages.c.reading, messages.c.at).where(*theirs).order_by(messages.c.seq.desc()).limit(1)
    last = (await held.connection.execute(query)).first()
    if last is None or _content(last.reading):
        return True
    kept = exists().where(promises.c.conversation_id == held.row.id, promises.c.kept_at > last.at)
    return bool(await held.connection.scalar(select(kept)))


def _content(reading: Mapping[str, Any] | None) -> bool:
    return reading is not None and reading["intent"] in CONTENT and reading["level"] == Level.CALM.value
