"""What a conversation looks like now, to its customer and to agents: rows gathered for the views."""

from __future__ import annotations

from typing import Any

from bot.desk import brief, handoff, presence, views, watching
from bot.desk.desk import Desk
from bot.desk.mail import address
from bot.desk.store.rows import ConversationRow

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
    watched_by = await watching.names(desk.db, settings=desk.settings, conversation=item.conversation)
    return views.agent_conversation(item, online=online, watched_by=watched_by)


async def the_brief(desk: Desk, conversation_id: str) -> Json:
    """`Brief`."""
    return await brief.build(desk.db, settings=desk.settings, conversation_id=conversation_id)
