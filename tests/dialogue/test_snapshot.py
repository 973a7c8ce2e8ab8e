"""The state that travels with every turn."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from rasa.shared.core.domain import Domain
    from rasa.shared.core.trackers import DialogueStateTracker

pytestmark = pytest.mark.model

ROOT = Path(__file__).resolve().parents[2]
HASH = "0123456789abcdef"


@pytest.fixture(scope="module")
def domain() -> Domain:
    from rasa.shared.core.domain import Domain

    return Domain.load(ROOT / "domain.yml")


def conversation(domain: Domain, turns: int) -> DialogueStateTracker:
    """So many turns in which the cancel form asks for confirmation; `email` was set and then emptied."""
    from rasa.shared.core.events import ActionExecuted, ActiveLoop, SlotSet, UserUttered
    from rasa.shared.core.trackers import DialogueStateTracker

    events: list[Any] = [ActionExecuted("action_session_start"), ActionExecuted("action_listen")]
    events += [SlotSet("email", "a@example.com")]
    for number in range(turns):
        events += [UserUttered(f"turn {number}", intent={"name": "cancel_order", "confidence": 1.0})]
        events += [SlotSet("memory", {"number": number}), ActionExecuted("cancel_order_form")]
        events += [ActiveLoop("cancel_order_form")] if number == 0 else []
        events += [SlotSet("email", None), SlotSet("requested_slot", "confirm"), SlotSet("order", "EK-20402")]
        events += [ActionExecuted("action_listen")]
    return DialogueStateTracker.from_events("c", events, slots=domain.slots)


def round_trip(domain: Domain, tracker: DialogueStateTracker, **options: Any) -> DialogueStateTracker:
    from bot.dialogue import snapshot

    state = json.loads(json.dumps(snapshot.save(tracker, domain_hash=HASH, **options)))
    return snapshot.restore(state, sender_id="c", domain=domain, domain_hash=HASH)


@pytest.mark.parametrize("turns", [1, 3, 30])
def test_the_open_form_and_its_question_survive(domain: Domain, turns: int) -> None:
    back = round_trip(domain, conversation(domain, turns))
    assert back.active_loop_name == "cancel_order_form"
    assert back.get_slot("requested_slot") == "confirm"


@pytest.mark.parametrize("turns", [1, 30])
def test_every_slot_survives_also_those_emptied(domain: Domain, turns: int) -> None:
    tracker = conversation(domain, turns)
    back = round_trip(domain, tracker)
    assert back.current_slot_values() == tracker.current_slot_values()
    assert back.get_slot("email") is None
    assert back.get_slot("memory") == {"number": turns - 1}


def test_it_does_not_grow_with_the_conversation(domain: Domain) -> None:
    from bot.dialogue import snapshot

    sizes = [len(json.dumps(snapshot.save(conversation(domain, turns), domain_hash=HASH))) for turns in (20, 200)]
    assert sizes[1] < sizes[0] * 1.05


def test_after_a_changed_domain_slots_stay_and_the_form_is_dropped(domain: Domain) -> None:
    from bot.dialogue import snapshot

    state = snapshot.save(conversation(domain, 3), domain_hash="another")
    state["now"]["slots"]["no_longer_there"] = "x"
    back = snapshot.restore(state, sender_id="c", domain=domain, domain_hash=HASH)
    assert back.active_loop_name is None and back.get_slot("requested_slot") is None
    assert back.get_slot("order") == "EK-20402"


def test_nothing_yet_is_a_fresh_conversation(domain: Domain) -> None:
    from bot.dialogue import snapshot

    fresh = snapshot.restore(None, sender_id="c", domain=domain, domain_hash=HASH)
    assert fresh.latest_message is None or not fresh.latest_message.text
    assert fresh.get_slot("temper") == "calm"


def test_the_hash_changes_with_the_domain(domain: Domain) -> None:
    from rasa.shared.core.domain import Domain

    from bot.dialogue import snapshot

    other = Domain.from_dict({**domain.as_dict(), "intents": [*domain.as_dict()["intents"], "brand_new"]})
    assert snapshot.domain_hash(domain) == snapshot.domain_hash(Domain.load(ROOT / "domain.yml"))
    assert snapshot.domain_hash(domain) != snapshot.domain_hash(other)
