"""Customers' sockets: our widget's events with acknowledgements, and those of pages made for Rasa's own channel."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from typing import Any

from bot.desk import conversations, seen, views, wording
from bot.desk.access.errors import Refused
from bot.desk.bus import Change, Typing
from bot.desk.desk import Desk
from bot.desk.mail import copies
from bot.desk.sockets import choices, inputs, present
from bot.desk.sockets.polite import Answer, Pace, Peer, PoliteNamespace, slow_down
from bot.desk.store.rows import ConversationRow
from bot.desk.together.connections import Connections
from bot.wire import Customer


@dataclass
class Visitor(Peer):
    """A customer's connection. `rasa`: the page knows Rasa's events only."""

    conversation_id: str | None = None
    rasa: bool = True
    messages: Pace = field(default_factory=lambda: Pace(30, 10.0))
    sessions: Pace = field(default_factory=lambda: Pace(10, 60.0))


class CustomerSockets(PoliteNamespace[Visitor]):
    """Namespace "/". Rooms: `c:<conversation>` for our widget, `rasa:<conversation>` for pages made for Rasa."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("/")
        self.desk = desk
        self.connections: Connections | None = None  # all desks', if there are several
        self.events = {
            "session_request": self.session_request,
            "user_uttered": self.user_uttered,
            "sync": self.sync,
            "typing": self.typing,
            "seen": self.seen,
            "contact": self.contact,
            "rate": self.rate,
            "sign_in": self.sign_in,
            "mail_transcript": self.mail_transcript,
        }

    def online(self) -> set[str]:
        """Conversations whose customer is connected here."""
        return {peer.conversation_id for peer in self.peers.values() if peer.conversation_id}

    async def greet(self, sid: str, environ: dict[str, Any], auth: Any) -> Visitor:
        """Anybody may come in; what they may see depends on their session's token."""
        return Visitor(sid)

    async def part(self, peer: Visitor) -> None:
        """Agents see that the customer has gone."""
        if peer.conversation_id:
            await self._tell_agents(peer.conversation_id)

    async def refused(self, peer: Visitor, event: str, error: Refused) -> None:
        """Pages made for Rasa don't read acknowledgements: they get the refusal as words."""
        if peer.rasa and event == "user_uttered" and error.code != "slow_down":
            await self.emit("bot_uttered", {"text": error.message}, to=peer.sid)

    # ------------------------------------------------------------------ events

    async def session_request(self, peer: Visitor, data: Any) -> Answer:
        """A conversation: the one of a link from a mail or of a token we signed, else a new one. Answers with
        `Session`."""
        if not peer.sessions.allows():
            raise slow_down()
        request = data if isinstance(data, dict) else {}
        peer.rasa = request.get("client") != "evenkeel"
        row = await self._resumed(request.get("resume")) or await self._earlier(request.get("session_id"))
        customer = self.desk.tokens.signed_in(request.get("customer_token"))
        if row is not None and customer and row.customer_id and row.customer_id != customer.id:
            row = None  # somebody else is signed in now: the earlier conversation is not theirs to read
        if row is None:
            row = await self._begin(request, customer)
        elif customer or ("customer_token" in request and not request["customer_token"] and _signed_in(row)):
            row = await self._identified(row, customer)
        return await self._session(peer, row)

    async def user_uttered(self, peer: Visitor, data: Any) -> Answer:
        """A message, acknowledged once it is committed. A repeated id changes nothing."""
        if not peer.messages.allows():
            raise slow_down()
        body = inputs.fields(data)
        row = await self._mine(peer, body)
        client_id = str(uuid.uuid4()) if peer.rasa and "id" not in body else inputs.identifier(body.get("id"))
        if body.get("button") is not None:
            title, payload = await choices.pressed(self.desk.db, row, body["button"])
        else:
            title = inputs.customers_words(body.get("message"))
            payload = await choices.offered(self.desk.db, row, title)
        received = await conversations.receive(
            self.desk.db,
            self.desk.bus,
            settings=self.desk.settings,
            conversation_id=row.id,
            client_id=client_id,
            text=title,
            payload=payload,
        )
        if received.message.author != "customer":
            raise Refused("bad_id", "The page sent an id that can't be right. Please reload it.")
        if not received.repeated:
            self.desk.turns.heard(row.id)
            if peer.rasa:  # a page made for Rasa tells nothing more than this
                await self._has_seen(row, received.message.seq)
        return {"message": views.message(received.message)}

    async def sync(self, peer: Visitor, data: Any) -> Answer:
        """Everything after a number, and the state."""
        body = inputs.fields(data)
        row = await self._mine(peer, body)
        after = inputs.sequence(body.get("after", 0))
        return {"messages": await self._messages(row, after), "state": await present.state(self.desk, row)}

    async def typing(self, peer: Visitor, data: Any) -> Answer:
        """The assistant waits while they type; an agent sees it."""
        body = inputs.fields(data)
        row = await self._mine(peer, body)
        typing = body.get("typing") is True
        self.desk.turns.typing(row.id, typing)
        heard = Change(row.id, row.site_id, state=False, overview=False, typing=Typing("customer", typing))
        await self.desk.bus.publish(heard)
        return {}

    async def seen(self, peer: Visitor, data: Any) -> Answer:
        """What they have had in front of them: agents see it, and nothing of it goes out by e-mail."""
        body = inputs.fields(data)
        row = await self._mine(peer, body)
        await self._has_seen(row, inputs.sequence(body.get("seq")))
        return {}

    async def contact(self, peer: Visitor, data: Any) -> Answer:
        """A way to be reached."""
        body = inputs.fields(data)
        row = await self._mine(peer, body)
        row = await conversations.leave_contact(
            self.desk.db,
            self.desk.bus,
            settings=self.desk.settings,
            conversation_id=row.id,
            contact=inputs.words(body.get("contact")),
        )
        return {"state": await present.state(self.desk, row)}

    async def rate(self, peer: Visitor, data: Any) -> Answer:
        """How it went."""
        body = inputs.fields(data)
        row = await self._mine(peer, body)
        score = inputs.whole_number(body.get("score"), least=1, most=5, message="Please choose 1 to 5.")
        row = await conversations.rate(
            self.desk.db,
            self.desk.bus,
            settings=self.desk.settings,
            conversation_id=row.id,
            score=score,
            comment=inputs.optional_words(body.get("comment")),
        )
        return {"state": await present.state(self.desk, row)}

    async def sign_in(self, peer: Visitor, data: Any) -> Answer:
        """Who is signed in at the shop now; null: nobody. Somebody else gets a conversation of their own."""
        body = inputs.fields(data)
        row = await self._mine(peer, body)
        token = body.get("customer_token")
        customer = self.desk.tokens.signed_in(token)
        if token is not None and customer is None:
            raise Refused("sign_in", "Your sign-in at the shop has expired. Please sign in there again.")
        if customer and row.customer_id and row.customer_id != customer.id:
            await self._session(peer, row := await self._begin(_as_before(row), customer))
        elif customer or _signed_in(row):
            row = await self._identified(row, customer)
        return {"state": await present.state(self.desk, row)}

    async def mail_transcript(self, peer: Visitor, data: Any) -> Answer:
        """Their copy of the conversation, to the address we know."""
        row = await self._mine(peer, inputs.fields(data))
        settings = self.desk.settings
        return {"to": await copies.send(self.desk.db, settings=settings, conversation_id=row.id)}

    # ------------------------------------------------------------------ parts

    async def _resumed(self, token: Any) -> ConversationRow | None:
        """The conversation of a link from a mail. Unless the mail went to their own verified address, whoever opens it
        is nobody in particular: a mistyped address must not sign a stranger in. Raises Refused: too old."""
        if token is None:
            return None
        settings = self.desk.settings
        link = self.desk.tokens.resumed(token, days=settings.mail.link_days)
        row = await conversations.get(self.desk.db, conversation_id=link.conversation_id) if link else None
        if link is None or row is None:
            days = wording.days(settings.mail.link_days)
            raise Refused("link_expired", settings.texts.say("link_expired", days=days), status=410)
        if row.customer_verified and row.customer_id != link.customer_id:
            row = await self._identified(row, None)
        return row

    async def _earlier(self, token: Any) -> ConversationRow | None:
        conversation_id = self.desk.tokens.conversation(token)
        if conversation_id is None:
            return None
        return await conversations.get(self.desk.db, conversation_id=conversation_id)

    async def _mine(self, peer: Visitor, body: dict[str, Any]) -> ConversationRow:
        """The conversation whose token was sent. Raises Refused (code "session") on any other."""
        token = body.get("session_id")
        if token is None and peer.rasa and peer.conversation_id:  # Rasa's channel lets a page leave it out
            row = await conversations.get(self.desk.db, conversation_id=peer.conversation_id)
        else:
            row = await self._earlier(token)
        if row is None:
            raise Refused("session", "This chat's session is not valid any more. Please reload the page.")
        await self._join(peer, row.id)
        return row

    async def _has_seen(self, row: ConversationRow, seq: int) -> None:
        await seen.by_customer(self.desk.db, self.desk.bus, site_id=row.site_id, conversation_id=row.id, seq=seq)

    async def _begin(self, request: dict[str, Any], customer: Customer | None) -> ConversationRow:
        settings = self.desk.settings
        return await conversations.start(
            self.desk.db,
            site_id=settings.site_id,
            locale=inputs.locale(request.get("locale")),
            timezone=inputs.timezone(request.get("timezone"), otherwise=settings.timezone),
            page=inputs.page(request.get("page")),
            customer=customer,
        )

    async def _identified(self, row: ConversationRow, customer: Customer | None) -> ConversationRow:
        same = customer and _signed_in(row) and row.customer_id == customer.id
        if same and customer and (row.customer_name, row.customer_email) == (customer.name, customer.email):
            return row
        return await conversations.identify(
            self.desk.db, self.desk.bus, settings=self.desk.settings, conversation_id=row.id, customer=customer
        )

    async def _session(self, peer: Visitor, row: ConversationRow) -> Answer:
        await self._join(peer, row.id)  # before reading, so that nothing falls between
        token = self.desk.tokens.session(row.id)
        await self.emit("session_confirm", token, to=peer.sid)
        messages = await self._messages(row, 0)
        return {"token": token, "state": await present.state(self.desk, row), "messages": messages}

    async def _join(self, peer: Visitor, conversation_id: str) -> None:
        if peer.conversation_id == conversation_id or peer.sid not in self.peers:
            return
        before, peer.conversation_id = peer.conversation_id, conversation_id
        kind = "rasa" if peer.rasa else "c"
        if before:
            await self.leave_room(peer.sid, f"{kind}:{before}")
            await self._tell_agents(before)
        await self.enter_room(peer.sid, f"{kind}:{conversation_id}")
        await self._tell_agents(conversation_id)

    async def _tell_agents(self, conversation_id: str) -> None:
        if self.connections:
            await self.connections.changed(conversation_id)
        site_id = self.desk.settings.site_id
        await self.desk.bus.publish(Change(conversation_id, site_id, state=False, overview=True, online=True))

    async def _messages(self, row: ConversationRow, after: int) -> list[dict[str, Any]]:
        rows = await conversations.messages_after(self.desk.db, conversation_id=row.id, seq=after)
        return [views.message(message) for message in rows]


def _signed_in(row: ConversationRow) -> bool:
    """At the shop. A code proved the address to this conversation, whoever is signed in at the shop or nobody."""
    return row.customer_verified and row.verified_by != "code"


def _as_before(row: ConversationRow) -> dict[str, Any]:
    return {"locale": row.locale, "timezone": row.timezone, "page": row.page}
