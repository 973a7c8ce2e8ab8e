"""Puts on record how promises ended, and tells the customer: good news in a word; a broken one plainly."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from bot.deescalation.types import Evidence, Handoff, Reason, Temper, Urgency
from bot.desk import presence, promises, queueing, steps, wording
from bot.desk.keeper import Findings
from bot.desk.ledger import Held
from bot.desk.settings import Settings
from bot.desk.store.rows import MessageRow, PromiseRow
from bot.desk.texts import SENTENCES
from bot.wire import Finding

_BY_A_DAY = re.compile(r" by \w{3} \d{1,2} \w{3}$")  # the shop's way of dating a promise; the sentence names the time


async def settle(held: Held, settings: Settings, *, findings: Findings) -> bool:
    """Every promise made here that `findings` names and that is still open; False if there is none."""
    made = [promise for promise in await promises.open_here(held) if promise.id in findings]
    broken = []
    for promise in made:
        found = findings[promise.id]
        if found and found.state == "kept":
            await _kept(held, settings, promise, found)
        elif found and found.state == "void":
            await promises.settle(held, promise, void_at=held.at, checked_at=held.at, said=found.said)
        else:
            broken.append((promise, found))
    if broken:
        told = await _report(held, settings, broken)
        for promise, found in broken:
            known = {"checked_at": held.at, "said": found.said} if found else {}
            ended = {"broken_at": held.at, "reported_at": held.at, "reported_seq": told.seq}
            await promises.settle(held, promise, **ended, **known)
    return bool(made)


async def _kept(held: Held, settings: Settings, promise: PromiseRow, found: Finding) -> None:
    """Told if there are words for this kind: whoever has a parcel in their hands needs no message about it."""
    told: dict[str, Any] = {}
    key = f"kept_{promise.check_kind}"
    if key in SENTENCES and found.said:
        message = await _say(held, settings.texts.say(key, said=found.said))
        told = {"reported_at": held.at, "reported_seq": message.seq}
    await promises.settle(held, promise, kept_at=held.at, checked_at=held.at, said=found.said, **told)


async def _report(held: Held, settings: Settings, broken: Sequence[tuple[PromiseRow, Finding | None]]) -> MessageRow:
    """Say plainly what was promised by when, and get a person. Returns the message that says it."""
    words = " ".join(_in_words(held, settings, promise, found) for promise, found in broken)
    first = len(held.said)
    if await _in_crisis(held):
        return await _say(held, words)
    if held.row.owner == "agent":
        name = await presence.name_of(held.connection, agent_id=held.row.agent_id)
        await held.tell(f"{words} {settings.texts.say('promise_with_agent', name=name)}")
        if held.row.waiting_on == "customer":
            steps.agent_owes(held, settings, name=name, since=held.at)
        return held.said[first]
    turn = max(Temper.from_json(held.row.temper).turn, 1)
    evidence = tuple(Evidence(turn, "", f"was promised: {promise.text}") for promise, _ in broken)
    handoff = Handoff(Reason.BROKEN_PROMISE, Urgency.HIGH, evidence)
    if held.row.owner == "queue":
        await held.tell(f"{words} {settings.texts.say('promise_in_line')}")
        await queueing.put(held, settings, handoff)
    else:
        held.change(disposition=None)
        await queueing.put(held, settings, handoff, opening=words)
    return held.said[first]


def _in_words(held: Held, settings: Settings, promise: PromiseRow, found: Finding | None) -> str:
    due = wording.moment(promise.due_at, zone=held.row.timezone, now=held.at)
    words = _BY_A_DAY.sub("", promise.text).rstrip(".")
    facts = {"due": due, "promise": f"“{words}”" if promise.made_by == "agent" else words}  # an agent's are quoted
    if found is None and promise.made_by == "assistant":
        return settings.texts.say("promise_unconfirmed", **facts)
    if found and found.state == "failed" and found.said:
        return settings.texts.say("promise_failed", said=found.said, **facts)
    return settings.texts.say("promise_broken", **facts)


async def _say(held: Held, words: str) -> MessageRow:
    """To the customer; in a crisis only to the agents, since nothing about an order belongs there."""
    if await _in_crisis(held):
        return await held.add(author="system", kind="note", text=words)
    return await held.tell(words)


async def _in_crisis(held: Held) -> bool:
    handoff = await queueing.open_handoff(held)
    return handoff is not None and handoff.reason in {reason.value for reason in queueing.CRISIS}
