"""Two desks on one database with Redis between them: whoever is connected to one sees what happens at the other."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from bot.desk.settings import Timings
from bot.workbench.driver import Agent, Customer
from bot.workbench.servers import Missing, Redis
from tests.conftest import missing
from tests.desk.core.conftest import brain, one_brain, postgres_url  # noqa: F401  # fixtures
from tests.desk.edge.conftest import PASSWORD, QUICK, RunningDesk
from tests.desk.edge.test_rasa_pages import RasaPage
from tests.desk.scripted_brain import ScriptedBrain


@dataclass
class Pair:
    """Desks A and B, a customer at A and agents at B."""

    a: RunningDesk
    b: RunningDesk
    redis: Redis
    brain: ScriptedBrain

    def agent_at(self, desk: RunningDesk, agent: Agent) -> Agent:
        """The same person, on another desk's page."""
        other = Agent(desk.url, email=agent.email, password=PASSWORD).arrive()
        desk.people.append(other)
        return other


@pytest.fixture
def pair(
    start: Callable[..., RunningDesk],
    postgres_url: str,  # noqa: F811
    brain: ScriptedBrain,  # noqa: F811
    tmp_path: Path,
) -> Iterator[Pair]:
    try:
        server = Redis(tmp_path)
    except Missing as lacking:
        missing(str(lacking))
    until = time.monotonic() + 10
    while not server.answers():
        assert time.monotonic() < until, "Redis did not start"
        time.sleep(0.02)
    same: dict[str, Any] = {
        "database_url": postgres_url,
        "redis_url": server.url,
        "site_id": f"pair-{uuid4().hex[:8]}",
        "brain_urls": (brain.url,),
        "brain_secret": "scripted",
        "timings": Timings(**{**vars(QUICK), "silence": 0.6, "longest_listening": 5.0}),
    }
    yield Pair(start(**same), start(**same), server, brain)
    server.server.stop()


def waits_at(agent: Agent, customer: Customer) -> dict[str, Any]:
    """The customer's line in the agent's queue."""

    def listed() -> dict[str, Any] | None:
        lines = agent.overview.get("queue") or []
        return next((line for line in lines if line["reference"] == customer.state["reference"]), None)

    found: dict[str, Any] = agent.wait(listed, "the customer in the queue", 10)
    return found


def test_a_customer_at_one_desk_and_an_agent_at_the_other_talk_as_if_there_were_one(pair: Pair) -> None:
    ben, customer = pair.b.first_agent(), pair.a.customer()
    customer.say("I want to talk to a person")
    line = waits_at(ben, customer)
    assert line["online"] is True
    which = line["conversation_id"]
    heard: dict[str, list[Any]] = {name: [] for name in ("typing", "conversation", "brief", "seen")}
    for name, list_ in heard.items():
        ben.socket.on(name, list_.append, namespace="/desk")
    noticed: list[Any] = []
    customer.socket.on("typing", noticed.append, namespace="/")
    ben.look(which)
    ben.take(which)
    customer.wait(lambda: customer.state["owner"] == "agent", "the agent", 5)
    ben.ask("typing", {"conversation_id": which, "typing": True})
    said = ben.say(which, "Hello, I have read everything.")["message"]
    assert customer.answer_after(said["seq"] - 1, "agent", 5)["text"] == "Hello, I have read everything."
    assert {"author": "agent", "typing": True, "name": "Ada"} in noticed
    customer.ask("typing", {"session_id": customer.token, "typing": True})
    customer.ask("seen", {"session_id": customer.token, "seq": said["seq"]})
    mine = customer.say("thank you")
    ben.wait(lambda: mine in ben.conversations.get(which, {}), "the customer's words", 5)
    ben.wait(lambda: heard["seen"] and heard["brief"] and heard["conversation"], "what changed", 5)
    assert {"conversation_id": which, "author": "customer", "typing": True} in heard["typing"]
    assert heard["seen"][-1]["seq"] == said["seq"]


def test_a_customer_who_leaves_is_offline_at_the_other_desk(pair: Pair) -> None:
    ben, customer = pair.b.first_agent(), pair.a.customer()
    customer.say("I want to talk to a person")
    assert waits_at(ben, customer)["online"] is True
    customer.close()
    ben.wait(lambda: waits_at(ben, customer)["online"] is False, "the customer to be offline", 5)


def test_a_customer_who_types_at_one_desk_is_listened_to_by_the_other_which_takes_the_turn(pair: Pair) -> None:
    here = pair.a.customer()
    there = Customer(pair.b.url)
    there.token = here.token
    there.arrive()
    pair.b.people.append(there)
    here.say("my parcel")
    until = time.monotonic() + 1.6
    while time.monotonic() < until:  # 0.6 s of silence would be the end of it
        there.ask("typing", {"session_id": there.token, "typing": True})
        time.sleep(0.2)
    last = there.say("is lost")
    here.answer_after(last, "assistant", 5)
    turns = [[message.text for message in turn.messages] for turn in pair.brain.turns]
    assert turns == [["my parcel", "is lost"]]


def test_the_clock_of_one_desk_tells_the_customers_of_both(pair: Pair) -> None:
    customers = [pair.a.customer(), pair.b.customer()]
    pair.brain.state = "unavailable"
    pair.brain.delay_s = 60
    for customer in customers:
        seq = customer.say("where is my order")
        customer.answer_after(seq, "system", 15)
        customer.wait(lambda customer=customer: customer.state["owner"] == "queue", "the queue", 5)  # type: ignore[misc]


def test_whoever_is_taken_over_from_hears_it_at_the_other_desk(pair: Pair) -> None:
    chief, customer = pair.a.first_agent(), pair.a.customer()
    ben = pair.a.colleague_of(chief, "ben@shop.example", "Ben")
    at_b = pair.agent_at(pair.b, ben)
    told: list[Any] = []
    at_b.socket.on("taken_over", told.append, namespace="/desk")
    customer.say("I want to talk to a person")
    which = waits_at(at_b, customer)["conversation_id"]
    at_b.take(which)
    chief.ask("take_over", {"conversation_id": which})
    at_b.wait(lambda: told, "word of it", 5)
    assert told[0]["by"] == "Ada"


def test_without_redis_everything_arrives_within_seconds_and_at_once_when_it_is_back(pair: Pair) -> None:
    ben, customer = pair.b.first_agent(), pair.a.customer()
    customer.say("I want to talk to a person")
    which = waits_at(ben, customer)["conversation_id"]
    ben.look(which)
    pair.redis.server.hold_down()
    ben.take(which)
    customer.wait(lambda: customer.state["owner"] == "agent", "the agent", 6)
    said = ben.say(which, "Redis is away.")["message"]
    assert customer.answer_after(said["seq"] - 1, "agent", 6)["text"] == "Redis is away."
    mine = customer.say("is it")
    ben.wait(lambda: mine in ben.conversations.get(which, {}), "the customer's words", 6)
    pair.redis.server.let_up()
    deadline, quick = time.monotonic() + 15, False
    while not quick and time.monotonic() < deadline:
        began = time.monotonic()
        said = ben.say(which, "And now?")["message"]
        customer.answer_after(said["seq"] - 1, "agent", 6)
        quick = time.monotonic() - began < 0.5
    assert quick, "it stayed slow after Redis came back"


def test_what_is_said_is_said_once_to_a_page_made_for_rasa_whoever_tells_of_it(pair: Pair) -> None:
    ben, page = pair.b.first_agent(), RasaPage(pair.a.url, transports=["websocket"])
    page.open()
    page.say("I want to talk to a person")
    which = ben.next_in_queue()["conversation_id"]
    ben.take(which)
    ben.say(which, "Once only.")
    time.sleep(5)  # two sweeps
    heard = [page.heard.get_nowait()["text"] for _ in range(page.heard.qsize())]
    page.socket.disconnect()
    assert heard.count("Once only.") == 1
