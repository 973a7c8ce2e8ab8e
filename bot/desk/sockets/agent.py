"""Agents' sockets: the queue, conversations, taking over and handing back. Every action is written down."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from http.cookies import CookieError, SimpleCookie
from typing import Any

from socketio.exceptions import ConnectionRefusedError

from bot.desk import conversations, endings, handoff, presence, seen, views, watching
from bot.desk.access import audit, logins
from bot.desk.access.errors import Refused, not_logged_in
from bot.desk.access.origin import COOKIE, same_origin
from bot.desk.bus import Change, Typing
from bot.desk.desk import Desk
from bot.desk.sockets import inputs, overviews, present, routing, writing
from bot.desk.sockets.polite import Answer, Peer, PoliteNamespace
from bot.desk.store.rows import AgentRow


@dataclass
class AtDesk(Peer):
    """An agent's connection, and the login it came with."""

    login_key: str = ""
    agent_id: str = ""


class AgentSockets(PoliteNamespace[AtDesk]):
    """Namespace "/desk". Rooms: `agent:<agent>`, and `c:<conversation>` for those who have it open."""

    def __init__(self, desk: Desk, online: Callable[[], set[str]]) -> None:
        super().__init__("/desk")
        self.desk = desk
        self.online = online
        self.events = {
            "overview": self.overview,
            "open": self.open,
            "leave": self.leave,
            "take": self.take,
            "say": self.say,
            "note": self.note,
            "typing": self.typing,
            "seen": self.seen,
            "hand_back": self.hand_back,
            "requeue": self.requeue,
            "close": self.close,
            "availability": self.availability,
            "heartbeat": self.heartbeat,
            **routing.events(self),
        }

    async def greet(self, sid: str, environ: dict[str, Any], auth: Any) -> AtDesk:
        """Only with a login's cookie, its CSRF token, and from our own page."""
        origin, host = environ.get("HTTP_ORIGIN"), environ.get("HTTP_HOST", "")
        if not same_origin(origin, host=host, public_url=self.desk.settings.public_url):
            raise ConnectionRefusedError("log in")
        token = _cookie(environ.get("HTTP_COOKIE", ""))
        login = await logins.by_token(self.desk.db, site_id=self.desk.settings.site_id, token=token)
        if login is None or not isinstance(auth, dict) or not logins.csrf_fits(login, auth.get("csrf")):
            raise ConnectionRefusedError("log in")
        await presence.seen(self.desk.db, agent_id=login.agent_id)
        await self.enter_room(sid, f"agent:{login.agent_id}")
        return AtDesk(sid, login_key=login.key, agent_id=login.agent_id)

    async def part(self, peer: AtDesk) -> None:
        """Whoever has left the page reads along no more."""
        if not any(other.agent_id == peer.agent_id for other in self.peers.values()):
            await watching.end(self.desk.db, self.desk.bus, agent_id=peer.agent_id)

    async def cut_ended(self) -> None:
        """Cuts the connections whose login has ended."""
        if not self.peers:
            return
        alive = {login.key for login in await logins.alive(self.desk.db, site_id=self.desk.settings.site_id)}
        for peer in [peer for peer in self.peers.values() if peer.login_key not in alive]:
            await self.disconnect(peer.sid)

    # ------------------------------------------------------------------ events

    async def overview(self, peer: AtDesk, data: Any) -> Answer:
        """The queue, one's own conversations, and the others."""
        agent = await self.agent_of(peer)
        standing = await overviews.read(self.desk)
        return standing.overviews([agent.id], online=self.online())[agent.id]

    async def open(self, peer: AtDesk, data: Any) -> Answer:
        """Everything about a conversation; from now on its changes too."""
        agent, conversation_id = await self.agent_of(peer), self.which(data)
        view = await self.conversation(conversation_id)
        await self.enter_room(peer.sid, f"c:{conversation_id}")
        if watches := await routing.begin_watching(self, agent, conversation_id):
            view = await self.conversation(conversation_id)
        await self.write_down("watch" if watches else "open", agent, conversation_id)
        rows = await conversations.messages_after(self.desk.db, conversation_id=conversation_id, for_agents=True)
        messages = [views.message(row, for_agents=True) for row in rows]
        brief = await present.the_brief(self.desk, conversation_id)
        return {"conversation": view, "messages": messages, "brief": brief}

    async def leave(self, peer: AtDesk, data: Any) -> Answer:
        """No more of its changes."""
        agent, conversation_id = await self.agent_of(peer), self.which(data)
        await self.leave_room(peer.sid, f"c:{conversation_id}")
        await watching.end(self.desk.db, self.desk.bus, agent_id=agent.id, conversation_id=conversation_id)
        return {}

    async def take(self, peer: AtDesk, data: Any) -> Answer:
        """It is this agent's now, unless another was quicker."""
        return await self.act("take", handoff.take, peer, data)

    async def hand_back(self, peer: AtDesk, data: Any) -> Answer:
        """To the assistant."""
        note = inputs.optional_words(inputs.fields(data).get("note"))
        answer = await self.act("hand_back", handoff.hand_back, peer, data, note=note)
        self.desk.turns.heard(self.which(data))
        return answer

    async def requeue(self, peer: AtDesk, data: Any) -> Answer:
        """To the front of the queue."""
        note = inputs.optional_words(inputs.fields(data).get("note"))
        return await self.act("requeue", handoff.requeue, peer, data, note=note)

    async def close(self, peer: AtDesk, data: Any) -> Answer:
        """Done."""
        disposition = inputs.words(inputs.fields(data).get("disposition")).strip()
        if len(disposition) > 40:
            raise Refused("disposition", "Please describe how it ended in at most 40 characters.")
        told = inputs.fields(data).get("tags")
        tags = endings.tags_of(told) if told is not None else None
        return await self.act("close", handoff.close, peer, data, disposition=disposition, tags=tags)

    async def say(self, peer: AtDesk, data: Any) -> Answer:
        """Words to the customer."""
        told = inputs.fields(data).get("press")
        press = inputs.identifier(told) if told is not None else None
        agent = await self.agent_of(peer)
        promised = await writing.promised(self.desk, inputs.fields(data), agent_id=agent.id)
        return await self.write("say", handoff.say, peer, data, press=press, promised=promised)

    async def note(self, peer: AtDesk, data: Any) -> Answer:
        """Words to the other agents."""
        return await self.write("note", handoff.note, peer, data)

    async def typing(self, peer: AtDesk, data: Any) -> Answer:
        """The customer sees that their agent is writing; other agents see it too."""
        agent, body = await self.agent_of(peer), inputs.fields(data)
        row = await conversations.get(self.desk.db, conversation_id=self.which(data))
        if row is not None and row.agent_id == agent.id:
            typing = Typing("agent", body.get("typing") is True, agent.name)
            await self.desk.bus.publish(Change(row.id, row.site_id, state=False, overview=False, typing=typing))
        return {}

    async def seen(self, peer: AtDesk, data: Any) -> Answer:
        """What the agent has had in front of them: their customer sees it."""
        agent, seq = await self.agent_of(peer), inputs.sequence(inputs.fields(data).get("seq"))
        row = await conversations.get(self.desk.db, conversation_id=self.which(data))
        if row is not None:
            await seen.by_agent(self.desk.db, self.desk.bus, row, agent=agent, seq=seq)
        return {}

    async def availability(self, peer: AtDesk, data: Any) -> Answer:
        """Online or away."""
        agent, chosen = await self.agent_of(peer), inputs.fields(data).get("state")
        if chosen not in ("online", "away"):
            raise Refused("availability", "Please choose online or away.")
        await presence.set_availability(self.desk.db, agent_id=agent.id, availability=chosen)
        await self.write_down("availability", agent, None, state=chosen)
        await self.desk.bus.publish(Change("", agent.site_id, state=False, overview=True))
        return {}

    async def heartbeat(self, peer: AtDesk, data: Any) -> Answer:
        """The page is still there; `active`: so is somebody in front of it."""
        agent = await self.agent_of(peer, active=inputs.fields(data).get("active") is not False)
        await presence.seen(self.desk.db, agent_id=agent.id)
        return {}

    # ------------------------------------------------------------------ parts

    async def agent_of(self, peer: AtDesk, *, active: bool = True) -> AgentRow:
        """Checked at every event: a login ends by time, by logging out, or when an account is switched off."""
        login = await logins.by_key(self.desk.db, site_id=self.desk.settings.site_id, key=peer.login_key)
        agent = await presence.get(self.desk.db, agent_id=login.agent_id) if login else None
        if agent is None or login is None:
            raise not_logged_in()
        if active:
            await logins.used(self.desk.db, login)
        return agent

    def which(self, data: Any) -> str:
        return inputs.identifier(inputs.fields(data).get("conversation_id"), what="conversation")

    async def conversation(self, conversation_id: str) -> dict[str, Any]:
        online = conversation_id in self.online()
        view = await present.conversation(self.desk, conversation_id, online=online)
        if view is None:
            raise Refused("not_found", "There is no such conversation.")
        return view

    async def act(self, action: str, service: Any, peer: AtDesk, data: Any, **facts: Any) -> Answer:
        agent, conversation_id = await self.agent_of(peer), self.which(data)
        await self.conversation(conversation_id)
        await self.serve(service, agent, conversation_id, **facts)
        to = facts.get("colleague_id") or facts.get("skill_id")
        await self.write_down(
            action, agent, conversation_id, disposition=facts.get("disposition"), to=to, tags=facts.get("tags")
        )
        return {"conversation": await self.conversation(conversation_id)}

    async def write(self, action: str, service: Any, peer: AtDesk, data: Any, **more: Any) -> Answer:
        agent, conversation_id, body = await self.agent_of(peer), self.which(data), inputs.fields(data)
        await self.conversation(conversation_id)
        client_id, text = inputs.identifier(body.get("id")), inputs.words(body.get("text"))
        row = await self.serve(service, agent, conversation_id, client_id=client_id, text=text, **more)
        await self.write_down(action, agent, conversation_id, seq=row.seq)
        return {"message": views.message(row, for_agents=True)}

    async def serve(self, service: Any, agent: AgentRow, conversation_id: str, **facts: Any) -> Any:
        try:
            about = {"settings": self.desk.settings, "conversation_id": conversation_id, "agent": agent}
            return await service(self.desk.db, self.desk.bus, **about, **facts)
        except handoff.Taken as error:
            raise Refused("taken", str(error)) from None
        except handoff.NotYours as error:
            message = str(error) or "Only the agent who has this conversation can do that."
            raise Refused("not_yours", message) from None

    async def write_down(self, action: str, agent: AgentRow, conversation_id: str | None, **detail: Any) -> None:
        facts = {name: value for name, value in detail.items() if value is not None}
        await audit.record(
            self.desk.db,
            site_id=agent.site_id,
            action=action,
            agent_id=agent.id,
            conversation_id=conversation_id,
            detail=facts or None,
        )


def _cookie(header: str) -> str | None:
    try:
        found = SimpleCookie(header).get(COOKIE)
    except CookieError:
        return None
    return found.value if found else None
