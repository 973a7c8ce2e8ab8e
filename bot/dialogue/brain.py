"""The loaded model and what it does: read messages, take turns. Knows no HTTP; keeps nothing between turns."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import structlog
from rasa.core.agent import Agent
from rasa.core.channels.channel import UserMessage
from rasa.core.lock_store import InMemoryLockStore
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.trackers import DialogueStateTracker

from bot.deescalation.types import Move, Reading
from bot.dialogue import snapshot, turn, wishes, words
from bot.dialogue.channel import Replies
from bot.dialogue.heard import (
    Heard,
    about_complaining,
    about_goodwill,
    about_the_last,
    agreed_to,
    asked_for,
    beyond_yes_or_no,
    command_of,
    pick_offered,
)
from bot.dialogue.local_actions import LocalActions
from bot.dialogue.services import Services
from bot.dialogue.turn import Turn, TurnFailed
from bot.dialogue.wordings import Wordings
from bot.understanding.reading import reading_from_parse
from bot.wire import Line, Reply, TurnRequest, TurnResult

log = structlog.get_logger()

SAID_KEPT = 80  # wordings remembered, so as not to repeat them
PERSON_BUTTON = {"title": "Talk to a person", "payload": "/request_human"}


class OneTurnStore(TrackerStore):
    """Holds a conversation's tracker only while a turn is being taken: the desk keeps the state."""

    def __init__(self, domain: Any) -> None:
        super().__init__(domain)
        self._trackers: dict[str, DialogueStateTracker] = {}

    def put(self, tracker: DialogueStateTracker) -> None:
        self._trackers[tracker.sender_id] = tracker

    def take(self, sender_id: str) -> DialogueStateTracker:
        return self._trackers.pop(sender_id)

    def drop(self, sender_id: str) -> None:
        self._trackers.pop(sender_id, None)

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        return self._trackers.get(sender_id)

    async def save(self, tracker: DialogueStateTracker) -> None:
        self.put(tracker)


class Brain:
    """One loaded model with its actions. `keep_turns`: see snapshot.save (tests compare with 0, the whole tracker)."""

    def __init__(self, agent: Agent, services: Services, *, keep_turns: int = snapshot.KEEP_TURNS) -> None:
        self.agent = agent
        self.services = services
        self.keep_turns = keep_turns
        self.domain_hash = snapshot.domain_hash(agent.domain)
        self._store: OneTurnStore = agent.tracker_store

    @property
    def model(self) -> str:
        """The model's file name."""
        return str(self.agent.processor.model_filename)

    @classmethod
    def load(cls, model: Path, services: Services, *, actions: str = "actions") -> Brain:
        """Takes seconds. Raises rasa's ModelNotFound, or ValueError if the domain names an action nobody wrote."""
        os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")
        local = LocalActions(actions)
        agent = Agent.load(
            model,
            lock_store=InMemoryLockStore(),
            generator=Wordings(),
            action_endpoint=local,
        )
        # Put in afterwards: Agent wraps what it is given in a store that turns errors into lost turns.
        agent.tracker_store = agent.processor.tracker_store = OneTurnStore(agent.domain)
        missing = {name for name in agent.domain.user_actions if not name.startswith("utter_")} - local.names
        if missing:
            raise ValueError(f"the domain names actions that nobody wrote: {', '.join(sorted(missing))}")
        return cls(agent, services)

    async def warm_up(self) -> None:
        """Pay for first uses (encoder, spaCy) before the first customer does."""
        await self.read("Where is my order EK-20401? I, Wojciech Zielinski, have waited since Monday.")

    async def read(self, text: str, *, message_id: str | None = None, earlier: Sequence[Line] = ()) -> Reading:
        """What one message shows, in the light of the lines before it."""
        return reading_from_parse(await self._parse(text, earlier=earlier), message_id)

    async def take(self, request: TurnRequest) -> TurnResult:
        """Answer a turn. Raises TurnFailed when an action failed or nothing was said: silence is never an answer."""
        if not request.messages:
            raise TurnFailed("a turn without messages")
        state = request.state or {}
        heard = await self._hear(request, state)
        this = Turn(
            id=request.turn_id,
            services=self.services,
            context=request.context,
            message_id=request.messages[-1].id,
            texts=tuple(message.text for message in request.messages),
            pressed=heard.pressed,
            takes_offer=heard.takes_offer,
            readings=heard.readings,
            also_wants=heard.also_wants,
            proposed=tuple(state.get("proposed") or ()),
            said=list(state.get("said") or []),
        )
        turn.begin(this)
        tracker = snapshot.restore(
            state.get("tracker"), sender_id=request.turn_id, domain=self.agent.domain, domain_hash=self.domain_hash
        )
        self._store.put(tracker)
        replies = Replies()
        try:
            await self.agent.handle_message(
                UserMessage(
                    heard.text,
                    output_channel=replies,
                    sender_id=request.turn_id,
                    parse_data=heard.parse,
                    input_channel="evenkeel",
                    message_id=this.message_id,
                )
            )
            tracker = self._store.take(request.turn_id)
        except Exception as error:  # reading the room fails loudly; every other action fails in silence, see below
            raise TurnFailed(f"the turn failed: {error!r}") from error
        finally:
            self._store.drop(request.turn_id)
        if this.failure is not None:
            raise TurnFailed(f"an action failed: {this.failure!r}") from this.failure
        if not replies.replies and this.handoff is None:
            raise TurnFailed("silent")
        said = with_person(replies.replies) if this.offer_person and this.handoff is None else replies.replies
        offered = [button for reply in said for button in reply.buttons]
        return TurnResult(
            state={
                "tracker": snapshot.save(tracker, domain_hash=self.domain_hash, keep=self.keep_turns),
                "offered": offered,
                "proposed": list(replies.replies[-1].buttons) if replies.replies else [],
                "said": this.said[-SAID_KEPT:],
                "form": tracker.active_loop_name,
                "last": (tracker.get_slot("memory") or {}).get("last"),
            },
            readings=heard.readings,
            temper=this.temper,
            moves=tuple(move.value for move in Move if move in this.moves),
            replies=tuple(said),
            promises=tuple(this.promises),
            actions=tuple(this.actions),
            handoff=this.handoff,
            intended=this.intended,
            identified=this.identified,
            why=this.why,
        )

    async def _hear(self, request: TurnRequest, state: Mapping[str, Any]) -> Heard:
        """Read each message alone, then decide what the turn as a whole says."""
        earlier = request.context.earlier
        readings: list[Reading] = []
        parses: list[dict[str, Any]] = []
        for message in request.messages:
            parse = await self._parse(message.text, earlier=earlier, today=day_at(message.at, request.context.timezone))
            readings.append(reading_from_parse(parse, message.id))
            parses.append(parse)
            earlier = (*earlier, Line("customer", message.text))
        last = request.messages[-1]
        command = last.payload or pick_offered(last.text, state.get("offered") or [])
        agreed = parses[-1]["intent"]["name"] == "affirm" and words.yes_or_no(last.text, "affirm")
        if command is None and not state.get("form") and agreed:
            command = agreed_to(last.text, state.get("proposed") or [])
        if command is None and not state.get("form"):
            command = asked_for(last.text, state.get("proposed") or [])
        if command is not None:
            name, values = command_of(command)
            pressed = last.payload is not None
            return Heard.button(
                name, values, text=last.text, parse=parses[-1], readings=tuple(readings), pressed=pressed
            )
        if not state.get("form"):
            parses[-1] = await self._beyond(parses[-1], today=day_at(last.at, request.context.timezone))
        heard = about_complaining(about_the_last(Heard.words(parses, readings=tuple(readings)), state.get("last")))
        parts = wishes.parts(message.text for message in request.messages)
        if len(parts) < 2:
            return about_goodwill(heard)
        today = day_at(last.at, request.context.timezone)
        return about_goodwill(heard.with_wishes([await self._parse(part, today=today) for part in parts]))

    async def _beyond(self, parse: dict[str, Any], *, today: str) -> dict[str, Any]:
        """With no question open, "no. once more. where is it" means what comes after the no."""
        rest = beyond_yes_or_no(parse["text"]) if parse["intent"]["name"] in ("affirm", "deny") else None
        if rest is None:
            return parse
        meant = await self._parse(rest, today=today)
        return {**parse, "intent": meant["intent"], "intent_ranking": meant["intent_ranking"]}

    async def _parse(self, text: str, *, earlier: Iterable[Line] = (), today: str | None = None) -> dict[str, Any]:
        metadata = {"earlier": [vars(line) for line in earlier], "today": today}
        # A leading slash would be obeyed as a command; commands come from buttons only.
        message = UserMessage(text.lstrip("/ ") or text.strip("/") or "…", metadata=metadata)
        parse: dict[str, Any] = await self.agent.processor.parse_message(message)
        return parse


def day_at(at: str, timezone: str) -> str:
    """The customer's day, as an ISO date, at a time of the wire's (ISO 8601, UTC)."""
    return datetime.fromisoformat(at.replace("Z", "+00:00")).astimezone(ZoneInfo(timezone)).date().isoformat()


def with_person(replies: Sequence[Reply]) -> list[Reply]:
    """The same, with a person on offer in the last of them if none is yet."""
    payloads = {button["payload"] for reply in replies for button in reply.buttons}
    if not replies or "/request_human" in payloads:
        return list(replies)
    last = replies[-1]
    return [*replies[:-1], replace(last, buttons=(*last.buttons, PERSON_BUTTON))]


def quiet_rasa(level: int = logging.WARNING) -> None:
    """Without this Rasa's debug output floods stdout and triples the time of a turn."""
    from rasa.utils.log_utils import configure_structlog

    configure_structlog(level)
    for name in ("rasa", "rasa_sdk", "matplotlib", "tensorflow", "apscheduler"):
        logging.getLogger(name).setLevel(level)
