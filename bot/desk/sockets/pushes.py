"""Carries what has changed to whoever is connected: a conversation's at once, the overview a few times a second."""

from __future__ import annotations

import asyncio
import time

import structlog

from bot.desk import conversations, handoff, presence, seen, views
from bot.desk.bus import Change, Seen, Typing
from bot.desk.conversations import NotFound
from bot.desk.desk import Desk
from bot.desk.sockets import overviews, present
from bot.desk.sockets.agent import AgentSockets
from bot.desk.sockets.customer import CustomerSockets
from bot.desk.store.rows import MessageRow

BREATH_S = 0.2  # at most five overviews a second, however many conversations change
REFRESH_S = 10.0  # what grows late or goes off duty does so without an event

REMEMBERED = 10_000  # messages that were told here; one that another desk tells of late is not told twice

log = structlog.get_logger(__name__)


class Pushes:
    """Subscribe `changed` to the bus; run `keep_overviews_fresh` beside it."""

    def __init__(self, desk: Desk, customers: CustomerSockets, agents: AgentSockets) -> None:
        self.desk, self.customers, self.agents = desk, customers, agents
        self._told: dict[str, None] = {}  # messages, by id
        self._wake = asyncio.Event()
        self._places: dict[str, tuple[int, int]] = {}  # conversation → (place in the queue, agents on duty), as told
        self._assistant = desk.brains.state()

    async def changed(self, change: Change) -> None:
        """The bus calls this after every commit."""
        if change.site_id != self.desk.settings.site_id:
            return
        for message in change.messages:
            await self._message(message)
        if change.told:
            await self.agents.emit(change.told.event, change.told.data, room=f"agent:{change.told.agent_id}")
        if change.typing:
            await self._typing(change.conversation_id, change.typing)
        if change.seen:
            await self._seen(change.conversation_id, change.seen)
        if change.state:
            await self._state(change.conversation_id)
        if (change.state or change.brief) and self._is_open(change.conversation_id):
            await self._to_agents(change.conversation_id)
        if change.overview:
            self.wake()

    def wake(self) -> None:
        """The overview has changed."""
        self._wake.set()

    async def keep_overviews_fresh(self) -> None:
        """Runs until cancelled."""
        while True:
            # not wait_for: in Python 3.10 it loses a cancellation that comes just as the event is set
            timer = asyncio.get_running_loop().call_later(REFRESH_S, self._wake.set)
            await self._wake.wait()
            timer.cancel()
            self._wake.clear()
            began = time.monotonic()
            try:
                await self._overviews()
            except Exception:
                log.exception("overview_failed")
            took = time.monotonic() - began
            await asyncio.sleep(max(BREATH_S, 4 * took))  # however long the queue, a fifth of the time at most

    async def _message(self, row: MessageRow) -> None:
        if row.id in self._told:
            return
        self._told[row.id] = None
        if len(self._told) > REMEMBERED:
            del self._told[next(iter(self._told))]
        if row.kind != "note":
            await self.customers.emit("message", views.message(row), room=f"c:{row.conversation_id}")
            if row.author != "customer":
                await self._to_rasa(row)
        body = {"conversation_id": row.conversation_id, "message": views.message(row, for_agents=True)}
        await self.agents.emit("message", body, room=f"c:{row.conversation_id}")
        if row.for_agent_id:  # they may have another conversation in front of them
            await self.agents.emit("whisper", body, room=f"agent:{row.for_agent_id}")

    async def _to_rasa(self, row: MessageRow) -> None:
        """A page made for Rasa never says what was seen: what reaches it while it is open counts."""
        room = f"rasa:{row.conversation_id}"
        await self.customers.emit("bot_uttered", views.rasa_reply(row), room=room)
        if any(True for _ in self.customers.server.manager.get_participants("/", room)):
            about = {"site_id": row.site_id, "conversation_id": row.conversation_id}
            await seen.by_customer(self.desk.db, self.desk.bus, **about, seq=row.seq)

    async def _typing(self, conversation_id: str, typing: Typing) -> None:
        body = {"author": typing.author, "typing": typing.typing}
        if typing.author != "customer":
            named = {**body, "name": typing.name} if typing.name else body
            await self.customers.emit("typing", named, room=f"c:{conversation_id}")
        await self.agents.emit("typing", {"conversation_id": conversation_id, **body}, room=f"c:{conversation_id}")

    async def _seen(self, conversation_id: str, seen: Seen) -> None:
        """Each side is told about the other."""
        if seen.by == "agent":
            await self.customers.emit("seen", {"seq": seen.seq}, room=f"c:{conversation_id}")
        else:
            body = {"conversation_id": conversation_id, "seq": seen.seq}
            await self.agents.emit("seen", body, room=f"c:{conversation_id}")

    async def _state(self, conversation_id: str) -> None:
        if conversation_id not in self.customers.online():
            return
        row = await conversations.get(self.desk.db, conversation_id=conversation_id)
        if row is not None:
            await self.customers.emit("state", await present.state(self.desk, row), room=f"c:{conversation_id}")

    async def _to_agents(self, conversation_id: str) -> None:
        online = conversation_id in self.agents.online()
        view = await present.conversation(self.desk, conversation_id, online=online)
        if view is None:
            return
        await self.agents.emit("conversation", view, room=f"c:{conversation_id}")
        try:
            brief = await present.the_brief(self.desk, conversation_id)
        except NotFound:
            return
        body = {"conversation_id": conversation_id, "brief": brief}
        await self.agents.emit("brief", body, room=f"c:{conversation_id}")

    def _is_open(self, conversation_id: str) -> bool:
        """Whether an agent connected here has it open."""
        return any(True for _ in self.agents.server.manager.get_participants("/desk", f"c:{conversation_id}"))

    async def _overviews(self) -> None:
        settings, online = self.desk.settings, self.customers.online()
        agent_ids = {peer.agent_id for peer in self.agents.peers.values()}
        if not agent_ids and not online:
            return
        if not agent_ids:
            on_duty = len(await presence.on_duty(self.desk.db, settings=settings))
            await self._tell_who_waits(await handoff.queue(self.desk.db, settings=settings), on_duty, online)
            return
        standing = await overviews.read(self.desk)
        for agent_id, view in standing.overviews(agent_ids, online=self.agents.online()).items():
            await self.agents.emit("overview", view, room=f"agent:{agent_id}")
        await self._tell_who_waits(standing.queue, standing.on_duty, online)

    async def _tell_who_waits(self, queue: list[handoff.Waiting], on_duty: int, online: set[str]) -> None:
        """A place in the queue changes when others leave it; and everybody sees when the assistant comes or goes."""
        before, self._places = self._places, {}
        for position, item in enumerate(queue, start=1):
            row = item.conversation
            self._places[row.id] = (position, on_duty)
            if row.id in online and before.get(row.id) != (position, on_duty):
                state = await present.state_at(self.desk, row, position=position, on_duty=on_duty)
                await self.customers.emit("state", state, room=f"c:{row.id}")
        assistant = self.desk.brains.state()
        if assistant != self._assistant:
            self._assistant = assistant
            for conversation_id in online:
                await self._state(conversation_id)
