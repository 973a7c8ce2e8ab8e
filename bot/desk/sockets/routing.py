"""Agents' events about who takes whom: offers, passing on, and supervisors who read along, whisper and take over."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

from bot.desk import conversations, taking, watching
from bot.desk.access.errors import Refused
from bot.desk.bus import Change, Told
from bot.desk.routing import offering, transfer
from bot.desk.sockets import inputs
from bot.desk.sockets.polite import Answer
from bot.desk.store.rows import AgentRow

if TYPE_CHECKING:
    from bot.desk.sockets.agent import AgentSockets, AtDesk

Handler = Callable[[Any, Any], Awaitable[Answer]]


def events(sockets: AgentSockets) -> dict[str, Handler]:
    """By name, for `AgentSockets`."""
    mine = Routing(sockets)
    return {
        "accept": mine.accept,
        "decline": mine.decline,
        "transfer": mine.transfer,
        "whisper": mine.whisper,
        "take_over": mine.take_over,
    }


async def begin_watching(sockets: AgentSockets, agent: AgentRow, conversation_id: str) -> bool:
    """A supervisor has opened a conversation; True if a colleague has it, who now sees that somebody reads along."""
    row = await conversations.get(sockets.desk.db, conversation_id=conversation_id)
    if row is None or agent.role not in watching.SUPERVISES:
        return False
    await watching.begin(sockets.desk.db, sockets.desk.bus, conversation=row, agent=agent)
    return row.owner == "agent" and row.agent_id != agent.id


class Routing:
    """The handlers."""

    def __init__(self, sockets: AgentSockets) -> None:
        self.sockets = sockets

    async def accept(self, peer: AtDesk, data: Any) -> Answer:
        """The agent takes what they are offered."""
        return await self.sockets.act("take", taking.accept, peer, data)

    async def decline(self, peer: AtDesk, data: Any) -> Answer:
        """The agent doesn't; it goes to the next."""
        reason = inputs.optional_words(inputs.fields(data).get("reason"))
        return await self.sockets.act("decline", offering.decline, peer, data, reason=reason)

    async def transfer(self, peer: AtDesk, data: Any) -> Answer:
        """To a colleague or a team."""
        body = inputs.fields(data)
        note, to, team = inputs.optional_words(body.get("note")), body.get("agent_id"), body.get("team")
        if (to is None) == (team is None):
            raise Refused("not_understood", "Choose one colleague, or one team.")
        try:
            if to is not None:
                colleague = inputs.identifier(to, what="colleague")
                return await self.sockets.act(
                    "transfer", transfer.to_person, peer, data, colleague_id=colleague, note=note
                )
            skill = inputs.identifier(team, what="team")
            return await self.sockets.act("transfer", transfer.to_team, peer, data, skill_id=skill, note=note)
        except transfer.NotPossible as error:
            raise Refused("not_possible", str(error)) from None

    async def whisper(self, peer: AtDesk, data: Any) -> Answer:
        """A note to the agent who has it."""
        await self._supervisor(peer)
        return await self.sockets.write("whisper", watching.whisper, peer, data)

    async def take_over(self, peer: AtDesk, data: Any) -> Answer:
        """From whoever has it; an agent who had it is told."""
        taker = await self._supervisor(peer)
        row = await conversations.get(self.sockets.desk.db, conversation_id=self.sockets.which(data))
        answer = await self.sockets.act("take_over", taking.take_over, peer, data)
        if row is not None and row.agent_id and row.agent_id != taker.id:
            told = {"conversation_id": row.id, "by": taker.name, "customer": row.customer_name or "a guest"}
            news = Change(row.id, row.site_id, state=False, overview=False, told=Told(row.agent_id, "taken_over", told))
            await self.sockets.desk.bus.publish(news)
        return answer

    async def _supervisor(self, peer: AtDesk) -> AgentRow:
        agent = await self.sockets.agent_of(peer)
        if agent.role not in watching.SUPERVISES:
            raise Refused("not_allowed", "Only supervisors and administrators can do that.")
        return agent
