"""The conversation's state as JSON, small enough to travel with every turn, and back into a Rasa tracker.

Kept: the open form with the slot it asks for, all slots (also those set to nothing), the customer's last turns, the
hash of the domain. What the assistant said is not kept, for no policy looks at it. The whole history is the desk's;
replaying it all would make each turn slower than the one before.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any

import structlog
from rasa.shared.core.constants import ACTION_LISTEN_NAME, ACTION_SESSION_START_NAME, REQUESTED_SLOT
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, ActiveLoop, BotUttered, Event, SessionStarted, SlotSet, UserUttered
from rasa.shared.core.events import deserialise_events as events_from_json
from rasa.shared.core.trackers import DialogueStateTracker

KEEP_TURNS = 8  # above the policies' max_history (6), so that they cannot tell the difference
VERSION = 1

log = structlog.get_logger()


def domain_hash(domain: Domain) -> str:
    """Changes when slots, forms, intents or actions change."""
    return hashlib.sha256(json.dumps(domain.as_dict(), sort_keys=True, default=str).encode()).hexdigest()[:16]


def save(tracker: DialogueStateTracker, *, domain_hash: str, keep: int = KEEP_TURNS) -> dict[str, Any]:
    """The state after a turn. `keep`: how many of the customer's latest turns; 0 keeps them all."""
    events = list(tracker.events)
    turns = [index for index, event in enumerate(events) if isinstance(event, UserUttered)]
    cut = turns[-keep] if keep and len(turns) > keep else (turns[0] if turns else len(events))
    start = _tracker_at(tracker, events[:cut])
    kept = [event for event in _without_old_memory(events[cut:]) if not isinstance(event, BotUttered)]
    slots = {name: slot.value for name, slot in start.slots.items()}
    if any(_writes_memory(event) for event in kept):
        slots["memory"] = None
    return {
        "version": VERSION,
        "domain": domain_hash,
        "slots": slots,
        "loop": start.active_loop_name,
        "events": [_slim(event) for event in kept],
        "now": {  # what a changed domain may still use, without replaying events it may not know
            "slots": {name: slot.value for name, slot in tracker.slots.items() if name != REQUESTED_SLOT},
        },
    }


def restore(state: dict[str, Any] | None, *, sender_id: str, domain: Domain, domain_hash: str) -> DialogueStateTracker:
    """The tracker as it was saved; a fresh one for None. After a changed domain: slots that still exist, no form."""
    events: list[Event] = [ActionExecuted(ACTION_SESSION_START_NAME), SessionStarted()]
    if state is None:
        return _build(sender_id, [*events, ActionExecuted(ACTION_LISTEN_NAME)], domain)
    if state.get("version") != VERSION or state.get("domain") != domain_hash:
        known = {slot.name for slot in domain.slots}
        kept = {name: value for name, value in state.get("now", {}).get("slots", {}).items() if name in known}
        log.warning("snapshot.domain_changed", kept=sorted(kept), dropped_loop=state.get("loop"))
        events += [SlotSet(name, value) for name, value in kept.items()]
        return _build(sender_id, [*events, ActionExecuted(ACTION_LISTEN_NAME)], domain)
    if state["loop"]:
        events += [ActionExecuted(state["loop"]), ActiveLoop(state["loop"])]
    events += [SlotSet(name, value) for name, value in state["slots"].items()]
    events += [ActionExecuted(ACTION_LISTEN_NAME), *events_from_json(state["events"])]
    return _build(sender_id, events, domain)


def _build(sender_id: str, events: list[Event], domain: Domain) -> DialogueStateTracker:
    return DialogueStateTracker.from_events(sender_id, events, slots=domain.slots)


def _tracker_at(tracker: DialogueStateTracker, events: list[Event]) -> DialogueStateTracker:
    """The tracker as it was when only these events had happened."""
    return DialogueStateTracker.from_events(tracker.sender_id, events, slots=list(tracker.slots.values()))


def _without_old_memory(events: list[Event]) -> list[Event]:
    """Every action writes the slot `memory` anew, and no policy looks at it: the last one is enough."""
    writes = [event for event in events if _writes_memory(event)]
    stale = {id(event) for event in writes[:-1]}
    return [event for event in events if id(event) not in stale]


def _writes_memory(event: Event) -> bool:
    return isinstance(event, SlotSet) and event.key == "memory"


def _slim(event: Event) -> dict[str, Any]:
    """An event without what nobody reads again: the parse of old messages is the bulk of a tracker."""
    body: dict[str, Any] = event.as_dict()
    if isinstance(event, UserUttered):
        parse = body.get("parse_data") or {}
        body["parse_data"] = {key: parse.get(key) for key in ("text", "intent", "entities")}
        body.pop("metadata", None)
    return body
