"""A supervisor reads along while an agent talks to a customer: the agent sees that, and can be whispered to."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import delete, insert, select, update

from bot.desk.bus import Bus, Change
from bot.desk.handoff import NotYours, own, words_of
from bot.desk.ledger import hold
from bot.desk.settings import Settings
from bot.desk.store.engine import Database
from bot.desk.store.rows import AgentRow, ConversationRow, MessageRow
from bot.desk.store.tables import agents, conversations, watches
from bot.times import now

SUPERVISES = ("supervisor", "administrator")  # roles


async def begin(db: Database, bus: Bus, *, conversation: ConversationRow, agent: AgentRow) -> None:
    """The supervisor has it open now, instead of what they had open before."""
    values = {"conversation_id": conversation.id, "since": now()}
    async with db.write() as connection:
        mine = watches.c.agent_id == agent.id
        before = await connection.scalar(select(watches.c.conversation_id).where(mine))
        if before:
            await connection.execute(update(watches).where(mine).values(**values))
        else:
            await connection.execute(insert(watches).values(agent_id=agent.id, **values))
    for conversation_id in {conversation.id, before or conversation.id}:
        await _tell(bus, conversation_id, conversation.site_id)


async def end(db: Database, bus: Bus, *, agent_id: str, conversation_id: str | None = None) -> None:
    """They read along no more: here, or (None) anywhere."""
    mine = [watches.c.agent_id == agent_id]
    if conversation_id:
        mine.append(watches.c.conversation_id == conversation_id)
    query = select(conversations.c.id, conversations.c.site_id).join(
        watches, watches.c.conversation_id == conversations.c.id
    )
    async with db.read() as connection:
        left = (await connection.execute(query.where(*mine))).first()
    if left:
        async with db.write() as connection:
            await connection.execute(delete(watches).where(*mine))
        await _tell(bus, *left)


async def names(db: Database, *, settings: Settings, conversation: ConversationRow) -> list[str]:
    """Who reads along in a conversation that an agent has; nobody who has left the page."""
    if conversation.owner != "agent":
        return []
    there = now() - timedelta(seconds=settings.timings.agent_vanished)
    query = (
        select(agents.c.name)
        .join(watches, watches.c.agent_id == agents.c.id)
        .where(
            watches.c.conversation_id == conversation.id,
            agents.c.id != conversation.agent_id,
            agents.c.last_seen_at > there,
        )
        .order_by(watches.c.since)
    )
    async with db.read() as connection:
        return list((await connection.execute(query)).scalars())


async def whisper(
    db: Database,
    bus: Bus,
    *,
    settings: Settings,
    conversation_id: str,
    agent: AgentRow,
    client_id: str,
    text: str,
) -> MessageRow:
    """A note to the agent who has it, shown to them at once; customers never see it. Raises NotYours, Refused."""
    words = words_of(text, client_id)
    async with hold(db, conversation_id) as held:
        earlier = await held.by_client_id(client_id)
        if earlier:
            return own(earlier, agent)
        listener = held.row.agent_id
        if listener is None or listener == agent.id:
            raise NotYours("No colleague has this conversation now, so there is nobody to whisper to. Leave a note.")
        message = await held.add(
            author="agent", kind="note", text=words, client_id=client_id, agent=agent, for_agent_id=listener
        )
    await bus.publish(held.news())
    return message


async def _tell(bus: Bus, conversation_id: str, site_id: str) -> None:
    await bus.publish(Change(conversation_id, site_id, state=False, overview=False, brief=True))
