"""One action's view of the conversation: what was said, what is known, and everything it may do about it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timezone
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import ActiveLoop, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from bot.backoffice.accounts import Accounts
from bot.backoffice.interface import BackOffice
from bot.backoffice.types import ChangeResult, Check
from bot.deescalation.situation import RefocusForm
from bot.deescalation.types import Evidence, Handoff, Move, Reason, Urgency, Used
from bot.dialogue import turn as turns
from bot.dialogue.memory import Memory
from bot.wire import Customer

Button = tuple[str, str]  # what it says, the command it stands for

REQUESTED = "requested_slot"
ERRAND_SLOTS = (
    "order",
    "item",
    "outcome",
    "value",
    "confirm",
    "problem",
    "told",
)  # emptied when an errand begins or ends


class Chat:
    """Reads from the tracker and the turn; collects utterances, slot changes and events."""

    def __init__(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> None:
        self.turn = turns.current()
        message = tracker.latest_message or {}
        self.parse: dict[str, Any] = dict(message)
        self.text: str = message.get("text") or ""
        self.intent: str = (message.get("intent") or {}).get("name") or "nlu_fallback"
        self.confidence = float((message.get("intent") or {}).get("confidence") or 0.0)
        self.ranking: list[dict[str, Any]] = message.get("intent_ranking") or []
        self.entities: list[dict[str, Any]] = message.get("entities") or []
        self.message_id = self.turn.message_id or tracker.get_last_event_for("user", skip=0).get("message_id")
        self.loop: str | None = (tracker.active_loop or {}).get("name")
        self.memory = Memory.from_json(tracker.get_slot("memory"))
        if self.memory.in_hand and self.memory.in_hand["message"] == self.message_id:
            self.intent, self.text, self.confidence = self.memory.in_hand["errand"], self.memory.in_hand["text"], 1.0
        self.asked = False  # a choice was put to them by this action
        if turns.live() is None:
            self.turn.temper = self.memory.recall_temper()
        self._dispatcher = dispatcher
        self._slots = dict(tracker.slots)
        self._changed: dict[str, Any] = {}
        self._events: list[dict[str, Any]] = []

    # What is known

    @property
    def customer(self) -> Customer:
        return self.turn.context.customer

    @property
    def customer_id(self) -> str | None:
        """Only of somebody who has signed in, or proved their address."""
        return self.customer.id if self.customer.verified else None

    @property
    def known_customer(self) -> str:
        """The same, where somebody must have. Raises RuntimeError otherwise: nothing is done for a guest."""
        if self.customer_id is None:
            raise RuntimeError("nobody is signed in")
        return self.customer_id

    @property
    def shop(self) -> BackOffice:
        return self.turn.services.backoffice

    @property
    def accounts(self) -> Accounts:
        return self.turn.services.backoffice.accounts

    @property
    def now(self) -> datetime:
        return self.turn.now

    def get(self, slot: str) -> Any:
        return self._slots.get(slot)

    def entity(self, *names: str) -> str | None:
        """The last entity of these kinds in the message."""
        values = [entity["value"] for entity in self.entities if entity["entity"] in names]
        return str(values[-1]) if values else None

    @property
    def answers(self) -> dict[str, Any]:
        """What the open errand knows from them: to tell whether a message added to it."""
        return {name: self.get(name) for name in (*ERRAND_SLOTS, "email")}

    @property
    def unclear(self) -> bool:
        """Not understood; or taken for a bare fact, while nothing was asked and no fact is in it."""
        return self.intent == "nlu_fallback" or (self.intent == "inform" and not self.loop and not self.entities)

    # What to do

    def set(self, **slots: Any) -> None:
        self._slots.update(slots)
        self._changed.update(slots)

    def say(
        self,
        response: str,
        facts: Mapping[str, str] | None = None,
        *,
        buttons: Sequence[Button] = (),
        joined: bool = False,
        **more: Any,
    ) -> None:
        """Utter a response of the domain, its braces filled with the facts. `joined`: what is said next (if it is words
        too) goes into the same bubble: an acknowledgement and its like are not messages of their own."""
        extra: dict[str, Any] = {"joined": True} if joined else {}
        if buttons:
            self.asked = True
            extra["buttons"] = [{"title": title, "payload": payload} for title, payload in buttons]
        if any(payload == "/request_human" for _, payload in buttons):
            self.memory.person_offered = True
        self._dispatcher.utter_message(response=response, **extra, **{**(facts or {}), **more})

    def lead_in(self) -> None:
        """Before a question: if it is the one to refocus with, say so."""
        if self.turn.lead_in:
            self.turn.lead_in = False
            self.refocused(RefocusForm.QUESTION, self.memory.errand)
            self.say("utter_refocus_question", joined=True)

    def refocused(self, form: RefocusForm, errand: str | None) -> None:
        """Remember that their look was turned to something concrete."""
        self.made(Move.REFOCUS)
        self.memory.history.append(Used(self.turn.temper.turn, Move.REFOCUS, errand, form.value))

    def show(self, card: Mapping[str, Any], *, about: str) -> bool:
        """A card on its own; not the same thing twice in a turn."""
        if about in self.turn.cards_shown:
            return False
        self.turn.cards_shown.add(about)
        self._dispatcher.utter_message(json_message={"card": dict(card)})
        return True

    def made(self, *moves: Move) -> None:
        for move in moves:
            self.turn.made(move)

    def did(self, change: ChangeResult) -> None:
        """Report a change that the back office made, and the promise that came with it."""
        self.turn.actions.append(
            {
                "name": change.did,
                "ok": True,
                "summary": change.summary,
                "facts": dict(change.facts),
                "order": change.order_number,
            }
        )
        self.memory.without_progress = 0
        self.memory.refused = False
        self.made(Move.SOLVE)
        if change.promise and change.promise_due:
            self.promise(change.promise, change.promise_due, change.kept_by)

    def found(
        self,
        name: str,
        summary: str,
        facts: Mapping[str, str] | None = None,
        *,
        ok: bool = True,
        order: str | None = None,
    ) -> None:
        """Report something looked up, or tried in vain (`ok` false); `order`: the one it is about."""
        action = {"name": name, "ok": ok, "summary": summary, "facts": dict(facts or {})}
        self.turn.actions.append({**action, "order": order} if order else action)
        self.memory.without_progress = 0
        self.memory.refused = not ok

    def promise(self, text: str, due: datetime, check: Check | None = None) -> None:
        """A dated commitment, and what keeps it: the desk asks in time. The same date for the same thing is one."""
        made: dict[str, Any] = {"text": text, "due": due.astimezone(timezone.utc).isoformat()}
        if check:
            made["check"] = vars(check)
        what = "check" if check else "text"
        known = [*self.turn.context.promises, *self.turn.promises]
        if any(item["due"] == made["due"] and item.get(what) == made[what] for item in known):
            return
        self.turn.promises.append(made)
        self.made(Move.EXPECT)

    def wants(self, outcome: str) -> None:
        """What the customer is after, in words, for the brief."""
        self.turn.intended = outcome

    def hand_off(
        self,
        reason: Reason,
        *,
        urgency: Urgency = Urgency.NORMAL,
        cue: str = "",
        recommend: str | None = None,
        told: bool = False,
    ) -> None:
        """A person must take this: HandoffPolicy does the rest. The evidence is the customer's own words, under `cue`;
        `recommend`: the remedy within policy, for the brief; `told`: they know already, in words that fit better."""
        evidence = Evidence(max(self.turn.temper.turn, 1), self.text, cue or reason.value.replace("_", " "))
        self.turn.handoff = Handoff(reason, urgency, (evidence,), recommend)
        self.turn.handoff_told = told
        self.set(handoff_reason=reason.value)

    def clear_errand(self) -> None:
        self.set(**dict.fromkeys(ERRAND_SLOTS))

    def close_form(self) -> None:
        """End whatever form is open."""
        self.clear_errand()
        self.memory.errand = None
        self._events += [ActiveLoop(None), SlotSet(REQUESTED, None)]
        self.loop = None

    def then(self, action: str) -> None:
        """Go straight on with another action."""
        self._events.append(FollowupAction(action))

    def go_on_with(self, errand: str, *, order: str | None, said: str | None = None) -> None:
        """Straight on with an errand that this message did not name; `said`: the words that did."""
        self.memory.begin_with = {"order": order, "problem": said}
        self.then(f"{errand}_form")

    def start_guide(self, name: str) -> None:
        """Straight on with a step-by-step guide. Raises KeyError if there is none of that name."""
        self.memory.guide = {"name": self.turn.services.guides.all[name].name, "at": 0, "way": 0, "said": []}
        self.go_on_with("guide", order=None)

    def events(self) -> list[dict[str, Any]]:
        """For Rasa."""
        memory = self.memory.to_json()
        changed = {**self._changed, "memory": memory}
        return [*(SlotSet(name, value) for name, value in changed.items()), *self._events]
