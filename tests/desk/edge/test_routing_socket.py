"""Offers, passing on, and supervisors, over real sockets with two agents and a supervisor."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

import pytest

from bot.desk.routing.config import Routing, Skill
from bot.workbench.driver import Agent, Customer
from tests.desk.edge.conftest import RunningDesk
from tests.desk.edge.test_agent_socket import waiting_customer

ROUTING = Routing(mode="offer", skills=(Skill("refunds", "Refunds"),))


@pytest.fixture
def offering(start: Callable[..., RunningDesk]) -> RunningDesk:
    """A desk that offers."""
    return start(routing=ROUTING)


def offered(agent: Agent) -> Any:
    """Waits for the agent to be asked."""
    return agent.wait(lambda: agent.overview.get("offer"), "an offer")


def listening(agent: Agent, event: str) -> list[Any]:
    """What the agent's page hears from now on."""
    heard: list[Any] = []

    def keep(data: Any) -> None:
        with agent.changed:
            heard.append(data)
            agent.changed.notify_all()

    agent.socket.on(event, keep, namespace="/desk")
    return heard


def audited(desk: RunningDesk, conversation_id: str) -> list[tuple[str, str]]:
    query = "SELECT n.name, a.action FROM audit a JOIN agents n ON n.id = a.agent_id WHERE a.conversation_id = ?"
    return desk.rows(query + " ORDER BY a.id", conversation_id)  # type: ignore[return-value]


def taken_by(agent: Agent, desk: RunningDesk) -> tuple[Customer, str]:
    """A customer whom the agent has."""
    customer = waiting_customer(desk)
    conversation_id = offered(agent)["item"]["conversation_id"]
    assert agent.ask("accept", {"conversation_id": conversation_id})["ok"]
    return customer, conversation_id


def test_an_offer_is_shown_to_one_agent_who_declines_and_the_next_one_accepts(offering: RunningDesk) -> None:
    ada = offering.first_agent()
    customer = waiting_customer(offering)
    offer = offered(ada)
    here = offer["item"]["conversation_id"]
    assert offer["item"]["reason_text"] and offer["expires_at"] > offer["offered_at"]
    assert ada.overview["queue"][0]["offered_to"] == "Ada"
    ben = offering.colleague_of(ada, "ben@shop.example", "Ben")
    assert ada.ask("decline", {"conversation_id": here, "reason": "on the phone"})["ok"]
    assert offered(ben)["item"]["conversation_id"] == here
    ada.wait(lambda: "offer" not in ada.overview, "the offer to go")
    assert customer.state["queue"]["position"] == 1
    late = ada.ask("accept", {"conversation_id": here})
    assert late["error"]["code"] == "taken" and "Ben is being asked" in late["error"]["message"]
    accepted = ben.ask("accept", {"conversation_id": here})
    assert accepted["conversation"]["agent_name"] == "Ben"
    customer.wait(lambda: customer.state.get("agent_name") == "Ben", "Ben")
    team = {one["name"]: (one["state"], one["open"]) for one in ben.ask("overview", {})["team"]}
    assert team == {"Ada": ("online", 0), "Ben": ("online", 1)}
    assert audited(offering, here) == [("Ada", "decline"), ("Ben", "take")]


def test_passed_to_a_colleague_they_see_who_asks_and_the_customer_hears_their_name(offering: RunningDesk) -> None:
    ada = offering.first_agent()
    customer, here = taken_by(ada, offering)
    ben = offering.colleague_of(ada, "ben@shop.example", "Ben")
    ben_id = ben.overview["me"]["id"]
    passed = ada.ask("transfer", {"conversation_id": here, "agent_id": ben_id, "note": "knows the trade terms"})
    assert passed["conversation"]["owner"] == "queue"
    assert offered(ben)["asked_by"] == "Ada"
    assert "passing this to Ben" in customer.answer_after(2, "system")["text"] or "Ben" in repr(customer.transcript())
    assert ben.ask("accept", {"conversation_id": here})["ok"]
    assert "knows the trade terms" not in repr(customer.messages)
    again = ben.ask("transfer", {"conversation_id": here, "team": "refunds"})
    assert again["conversation"]["skill"] == "Refunds"
    customer.wait(lambda: "our Refunds team" in repr(customer.messages), "the team's name")


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({}, "not_understood"),
        ({"agent_id": "x", "team": "refunds"}, "not_understood"),
        ({"team": "nothing"}, "not_possible"),
        ({"agent_id": "nobody"}, "not_possible"),
        ({"agent_id": ["x"]}, "bad_id"),
        ({"team": "refunds", "note": 7}, "not_text"),
    ],
)
def test_what_cannot_be_passed_on_is_refused_in_words(offering: RunningDesk, body: dict[str, Any], code: str) -> None:
    ada = offering.first_agent()
    _, here = taken_by(ada, offering)
    answer = ada.ask("transfer", {"conversation_id": here, **body})
    assert (answer["ok"], answer["error"]["code"]) == (False, code) and answer["error"]["message"]
    assert ada.look(here)["conversation"]["owner"] == "agent"


def test_a_supervisor_reads_along_whispers_and_takes_over_and_the_agent_sees_each_of_it(offering: RunningDesk) -> None:
    dana = offering.first_agent("dana@shop.example", "Dana")
    dana.ask("availability", {"state": "away"})
    ada = offering.colleague_of(dana, "ada@shop.example", "Ada")
    customer, here = taken_by(ada, offering)
    whispers, lost = listening(ada, "whisper"), listening(ada, "taken_over")
    watched = listening(ada, "conversation")
    ada.look(here)
    assert dana.look(here)["conversation"]["watched_by"] == ["Dana"]
    ada.wait(lambda: watched and watched[-1].get("watched_by") == ["Dana"], "to see that Dana reads along")
    told = dana.ask("whisper", {"conversation_id": here, "id": str(uuid.uuid4()), "text": "Offer the refund now"})
    assert told["message"]["whisper"] is True
    ada.wait(lambda: whispers, "the whisper")
    assert (whispers[0]["message"]["text"], whispers[0]["message"]["name"]) == ("Offer the refund now", "Dana")
    dana.ask("leave", {"conversation_id": here})
    ada.wait(lambda: "watched_by" not in watched[-1], "Dana to leave")
    taken = dana.ask("take_over", {"conversation_id": here})
    assert taken["conversation"]["agent_name"] == "Dana"
    ada.wait(lambda: lost, "to be told")
    assert lost[0]["by"] == "Dana"
    customer.wait(lambda: customer.state.get("agent_name") == "Dana", "Dana")
    customer.catch_up()
    assert "Offer the refund now" not in repr([customer.messages, customer.state])
    did = [action for name, action in audited(offering, here) if name == "Dana"]
    assert did == ["watch", "whisper", "take_over"]


def test_a_supervisor_whose_page_closes_reads_along_no_more(offering: RunningDesk) -> None:
    dana = offering.first_agent("dana@shop.example", "Dana")
    ada = offering.colleague_of(dana, "ada@shop.example", "Ada", role="agent")
    dana.ask("availability", {"state": "away"})
    _, here = taken_by(ada, offering)
    dana.look(here)
    assert ada.look(here)["conversation"]["watched_by"] == ["Dana"]
    dana.close()
    ada.wait(lambda: offering.rows("SELECT * FROM watches") == [], "Dana's page to be gone")


@pytest.mark.parametrize("event", ["whisper", "take_over"])
def test_what_is_for_supervisors_is_refused_to_agents(offering: RunningDesk, event: str) -> None:
    dana = offering.first_agent("dana@shop.example", "Dana")
    ben = offering.colleague_of(dana, "ben@shop.example", "Ben")
    ben.ask("availability", {"state": "away"})
    _, here = taken_by(dana, offering)
    answer = ben.ask(event, {"conversation_id": here, "id": "x", "text": "hello"})
    assert answer["error"]["code"] == "not_allowed"
    assert ben.look(here)["conversation"]["agent_name"] == "Dana"
    assert ("Ben", "watch") not in audited(offering, here) and ("Ben", "open") in audited(offering, here)
