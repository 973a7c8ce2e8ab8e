"""While an agent writes: the coach's look at their draft; and the open promises of everybody, pushed as they change."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from bot.desk import conversations, views
from bot.desk.access.errors import Refused
from bot.desk.bus import Change
from bot.desk.desk import Desk
from bot.desk.sockets import inputs
from bot.desk.sockets.polite import Answer
from bot.desk.store.rows import ConversationRow
from bot.desk.writing import drafts, pledges
from bot.desk.writing.pledges import TEAM, Open, Pledge

if TYPE_CHECKING:
    from bot.desk.sockets.agent import AgentSockets, AtDesk


class Writing:
    """Events `draft` and `promises`; subscribe `changed` to the bus."""

    def __init__(self, desk: Desk, agents: AgentSockets) -> None:
        self.desk, self.agents = desk, agents
        agents.events |= {"draft": self.draft, "promises": self.promises}

    async def draft(self, peer: AtDesk, data: Any) -> Answer:
        """Advice on a draft, and what it would put on record as promised."""
        agent, body = await self.agents.agent_of(peer), inputs.fields(data)
        text, row = inputs.optional_words(body.get("text")), await self._row(body)
        if text is None:
            return {"advice": [], "promises": []}
        found = await drafts.advice(self.desk.db, settings=self.desk.settings, row=row, draft=text)
        made = drafts.promised(self.desk.settings, row, text, agent_id=agent.id)
        return {
            "advice": [asdict(one) for one in found],
            "promises": [{"text": one.text, "due": views.iso(one.due_at), "owner": "me"} for one in made],
            "timezone": row.timezone,
        }

    async def promises(self, peer: AtDesk, data: Any) -> Answer:
        """The agent's own open promises, and the team's."""
        agent = await self.agents.agent_of(peer)
        return {"promises": _mine(await pledges.every(self.desk.db, settings=self.desk.settings), agent.id)}

    async def changed(self, change: Change) -> None:
        """Whoever sits here sees their promises as they are made, kept and broken."""
        if not change.brief or change.site_id != self.desk.settings.site_id:
            return
        here = {peer.agent_id for peer in self.agents.peers.values()}
        if here:
            every = await pledges.every(self.desk.db, settings=self.desk.settings)
            for agent_id in here:
                await self.agents.emit("promises", {"promises": _mine(every, agent_id)}, room=f"agent:{agent_id}")

    async def _row(self, body: dict[str, Any]) -> ConversationRow:
        which = inputs.identifier(body.get("conversation_id"), what="conversation")
        row = await conversations.get(self.desk.db, conversation_id=which)
        if row is None or row.site_id != self.desk.settings.site_id:
            raise Refused("not_found", "There is no such conversation.")
        return row


async def promised(desk: Desk, data: dict[str, Any], *, agent_id: str) -> list[Pledge]:
    """What a message is to put on record: as the agent left it, or, where their page did not say, as it reads."""
    if "promises" in data:
        return pledges.read(data["promises"], agent_id=agent_id)
    if data.get("press"):
        return []  # what was done in the back office brings its own promise
    which = inputs.identifier(data.get("conversation_id"), what="conversation")
    row = await conversations.get(desk.db, conversation_id=which)
    return drafts.promised(desk.settings, row, inputs.words(data.get("text")), agent_id=agent_id) if row else []


def _mine(every: list[Open], agent_id: str) -> list[dict[str, Any]]:
    """`AgentPromise[]`."""
    return [
        {
            "id": one.promise.id,
            "text": one.promise.text,
            "due": views.iso(one.promise.due_at),
            "owner": "me" if one.promise.owner == agent_id else TEAM,
            "conversation_id": one.promise.conversation_id,
            "reference": one.reference,
            "customer": one.customer,
            "timezone": one.timezone,
        }
        for one in every
        if one.promise.owner in (agent_id, TEAM)
    ]
