"""Taking: an agent gets a conversation, from the queue, from the assistant, or from a colleague."""

from __future__ import annotations

from sqlalchemy import update

from bot.deescalation.types import Urgency
from bot.desk import presence, queueing, steps
from bot.desk.bus import Bus
from bot.desk.ledger import Held, hold
from bot.desk.routing import offers
from bot.desk.settings import Settings
from bot.desk.store.engine import Database
from bot.desk.store.rows import AgentRow, ConversationRow
from bot.desk.store.tables import handoffs


class Taken(Exception):
    """Another agent was quicker, or it is closed. The text says which, for people."""


async def take(db: Database, bus: Bus, *, settings: Settings, conversation_id: str, agent: AgentRow) -> ConversationRow:
    """The agent has it now: from the queue, or over from the assistant. Raises Taken."""
    async with hold(db, conversation_id) as held:
        await _claim(held, settings, agent)
    await bus.publish(held.news())
    return held.row


async def accept(
    db: Database, bus: Bus, *, settings: Settings, conversation_id: str, agent: AgentRow
) -> ConversationRow:
    """The agent takes what they were offered. An offer that has run out holds until another is asked. Raises Taken."""
    async with hold(db, conversation_id) as held:
        offer = await offers.open_here(held)
        if offer and offer.agent_id != agent.id:
            other = await presence.name_of(held.connection, agent_id=offer.agent_id)
            raise Taken(f"Your time for this one was over, and {other} is being asked now.")
        if held.row.owner in ("assistant", "closed"):
            raise Taken("They are not waiting any more.")
        await _claim(held, settings, agent)
    await bus.publish(held.news())
    return held.row


async def take_over(
    db: Database, bus: Bus, *, settings: Settings, conversation_id: str, agent: AgentRow
) -> ConversationRow:
    """From whoever has it, a colleague too: for supervisors. Raises Taken if it is closed."""
    async with hold(db, conversation_id) as held:
        if held.row.owner == "agent" and held.row.agent_id == agent.id:
            return held.row
        before = held.row.agent_id
        last = await queueing.open_handoff(held)
        if before and last:
            await queueing.end(held, outcome="taken_over")
            await queueing.add_handoff(
                held,
                reason=last.reason,
                urgency=Urgency(last.urgency),
                evidence=list(last.evidence),
                recommendation=last.recommendation,
                in_line_since=last.in_line_since,
                skill=last.skill,
                language=last.language,
            )
        await _take(held, settings, agent, from_agent=before)
    await bus.publish(held.news())
    return held.row


async def reopen(
    db: Database, bus: Bus, *, settings: Settings, conversation_id: str, agent: AgentRow
) -> ConversationRow:
    """A closed conversation is the agent's again: they owe a word, and the customer is told. Raises Taken if it is
    open."""
    async with hold(db, conversation_id) as held:
        if held.row.owner != "closed":
            raise Taken("This conversation is open already.")
        await queueing.add_handoff(
            held, reason=queueing.TAKEN_OVER, urgency=Urgency.NORMAL, evidence=[], in_line_since=held.at
        )
        await _hand_to(held, agent)
        held.change(disposition=None)
        await held.tell(settings.texts.say("reopened", name=agent.name), kind="event")
        steps.agent_owes(held, settings, name=agent.name, since=held.at)
    await bus.publish(held.news())
    return held.row


async def _claim(held: Held, settings: Settings, agent: AgentRow) -> None:
    """Unless a colleague was quicker. What one has already stays as it is."""
    if held.row.owner != "agent":
        await _take(held, settings, agent)
    elif held.row.agent_id != agent.id:
        other = await presence.name_of(held.connection, agent_id=held.row.agent_id)
        raise Taken(f"{other} has taken this conversation.")


async def _take(held: Held, settings: Settings, agent: AgentRow, *, from_agent: str | None = None) -> None:
    if held.row.owner == "closed":
        raise Taken("This conversation is closed. It opens again when the customer writes.")
    if held.row.owner == "assistant":
        await queueing.add_handoff(
            held, reason=queueing.TAKEN_OVER, urgency=Urgency.NORMAL, evidence=[], in_line_since=held.at
        )
    await _hand_to(held, agent)
    if from_agent:
        before = await presence.name_of(held.connection, agent_id=from_agent)
        words = settings.texts.say("agent_takes_over", name=agent.name, before=before)
    else:
        words = settings.texts.say("agent_here", name=agent.name)
    await held.tell(words, kind="event")
    steps.agent_owes(held, settings, name=agent.name, since=held.at)


async def _hand_to(held: Held, agent: AgentRow) -> None:
    """The handoff under way is theirs."""
    held.pass_to("agent", agent_id=agent.id)
    await held.connection.execute(
        update(handoffs)
        .where(handoffs.c.conversation_id == held.row.id, handoffs.c.ended_at.is_(None))
        .values(taken_at=held.at, agent_id=agent.id)
    )
    await offers.taken(held, agent_id=agent.id)
