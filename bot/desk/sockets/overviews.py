"""What each agent sees of everything: the queue, their own conversations, the team, and who they are asked to take."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from bot.desk import handoff, views
from bot.desk.desk import Desk
from bot.desk.routing import offers, team
from bot.desk.routing.offers import Offered
from bot.desk.routing.team import Colleague
from bot.desk.settings import Settings
from bot.times import now

Json = dict[str, Any]


@dataclass(frozen=True)
class Standing:
    """How it stands, read once for everybody."""

    settings: Settings
    items: list[handoff.Waiting]
    team: list[Colleague]
    offers: dict[str, Offered]  # by the agent who is asked

    @property
    def queue(self) -> list[handoff.Waiting]:
        """Who waits, the next one first."""
        return [item for item in self.items if item.conversation.owner == "queue"]

    @property
    def on_duty(self) -> int:
        """How many customers may count on."""
        return sum(one.state == "online" for one in self.team)

    def overviews(self, agent_ids: Collection[str], *, online: set[str]) -> dict[str, Json]:
        """`Overview` for each of these agents. Conversations in which nothing was said yet are left out."""
        shown = {
            item.conversation.id: (item.conversation, views.queue_item(item, online=item.conversation.id in online))
            for item in self.items
            if item.conversation.last_seq > 0
        }
        queue = [view for row, view in shown.values() if row.owner == "queue"]
        colleagues = [views.colleague(one, settings=self.settings) for one in self.team]
        teams = [{"id": skill.id, "name": skill.name} for skill in self.settings.routing.skills]
        return {
            me.agent.id: {
                "me": views.agent(me.agent),
                "queue": queue,
                "mine": [view for row, view in shown.values() if row.agent_id == me.agent.id],
                "others": [
                    view for row, view in shown.values() if row.owner != "queue" and row.agent_id != me.agent.id
                ],
                "agents_on_duty": self.on_duty,
                "team": colleagues,
                "teams": teams,
                **self._offer(me.agent.id, {conversation_id: view for conversation_id, (_, view) in shown.items()}),
            }
            for me in self.team
            if me.agent.id in agent_ids
        }

    def _offer(self, agent_id: str, shown: dict[str, Json]) -> Json:
        """Whom they are asked to take, if anybody."""
        offered = self.offers.get(agent_id)
        item = shown.get(offered.offer.conversation_id) if offered else None
        return {"offer": views.offer(offered.offer, asked_by=offered.asked_by, item=item)} if offered and item else {}


async def read(desk: Desk) -> Standing:
    """How it stands now."""
    items = await handoff.overview(desk.db, settings=desk.settings)
    async with desk.db.read() as connection:
        colleagues = await team.read(connection, settings=desk.settings, at=now())
        asked = await offers.open_now(connection, settings=desk.settings)
    return Standing(desk.settings, items, colleagues, asked)
