"""What a conversation looks like now, to its customer and to agents: rows gathered for the views."""

from __future__ import annotations

from typing import Any

from bot.desk import brief, handoff, presence, views
from bot.desk.desk import Desk
from bot.desk.mail import address
from bot.desk.store.rows import AgentRow, ConversationRow

Json = dict[str, Any]


async def state(desk: Desk, row: ConversationRow) -> Json:
    """`ConversationState`, for the customer."""
    if row.owner != "queue":
        return await state_at(desk, row)
    position = await handoff.position(desk.db, settings=desk.settings, conversation_id=row.id)
    on_duty = len(await presence.on_duty(desk.db, settings=desk.settings))
    return await state_at(desk, row, position=position, on_duty=on_duty)


async def state_at(desk: Desk, row: ConversationRow, *, position: int | None = None, on_duty: int = 0) -> Json:
    """The same, when the place in the queue is known."""
    agent = await presence.get(desk.db, agent_id=row.agent_id) if row.agent_id else None
    return views.state(
        row,
        agent_name=agent.name if agent else None,
        position=position,
        agents_on_duty=on_duty,
        assistant=desk.brains.state(),
        transcript_url=f"/transcript/{desk.tokens.transcript(row.id)}",
        mail_to=_mail_to(desk, row),
    )


def _mail_to(desk: Desk, row: ConversationRow) -> str | None:
    """Where mail for them goes: "" if they have left no address, None if there is no mail here."""
    if not desk.settings.mail.possible:
        return None
    known = address.known(row)
    return known[0].email if known else ""


async def conversation(desk: Desk, conversation_id: str, *, online: bool) -> Json | None:
    """`AgentConversation`; None if this site has no such conversation."""
    item = await handoff.waiting(desk.db, settings=desk.settings, conversation_id=conversation_id)
    if item is None or item.conversation.site_id != desk.settings.site_id:
        return None
    return views.agent_conversation(item, online=online)


async def the_brief(desk: Desk, conversation_id: str) -> Json:
    """`Brief`."""
    return await brief.build(desk.db, settings=desk.settings, conversation_id=conversation_id)


def overview(
    items: list[handoff.Waiting], agents: list[AgentRow], *, on_duty: int, online: set[str]
) -> dict[str, Json]:
    """`Overview` for each of these agents, by agent id. Conversations in which nothing was said yet are left out."""
    shown = [
        (item.conversation, views.queue_item(item, online=item.conversation.id in online))
        for item in items
        if item.conversation.last_seq > 0
    ]
    queue = [view for row, view in shown if row.owner == "queue"]
    return {
        agent.id: {
            "me": views.agent(agent),
            "queue": queue,
            "mine": [view for row, view in shown if row.agent_id == agent.id],
            "others": [view for row, view in shown if row.owner != "queue" and row.agent_id != agent.id],
            "agents_on_duty": on_duty,
        }
        for agent in agents
    }
