"""The order panel by HTTP: what an agent sees of a customer's orders, and what they do there, once."""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest

from bot.desk.settings import Timings
from bot.workbench.driver import Agent, Customer
from tests.desk.core.conftest import postgres_url  # noqa: F401  # a fixture
from tests.desk.edge.conftest import QUICK, RunningDesk

Json = dict[str, Any]
ORDER = "EK-20403"  # Mara's, delivered: a bowl, mugs, towels


class Panel:
    """An agent's order panel in one conversation."""

    def __init__(self, agent: Agent, conversation: str) -> None:
        self.http = agent.http
        self.here = f"/api/conversations/{conversation}/orders"
        self.csrf = {"X-CSRF-Token": agent.http.get("/api/me").json()["csrf"]}

    def list(self) -> Json:
        return dict(self.http.get(self.here).json())

    def order(self, number: str = ORDER) -> Json:
        return dict(self.http.get(f"{self.here}/{number}").json())

    def preview(self, deed: str, about: str = ORDER, **values: Any) -> httpx.Response:
        body = {"deed": deed, "about": about, "values": values}
        return self.http.post(f"{self.here}/preview", json=body, headers=self.csrf)

    def press(self, deed: str, about: str = ORDER, *, id: str = "", seen: int = 0, **more: Any) -> httpx.Response:
        assured = {"assured": more.pop("assured")} if "assured" in more else {}
        body = {"id": id or str(uuid4()), "deed": deed, "about": about, "values": more, "seen": seen, **assured}
        return self.http.post(f"{self.here}/press", json=body, headers=self.csrf)


FIVE = {"how": "amount", "amount": "5.00", "why": "came late"}


def signed_in(desk: RunningDesk, customer: str = "cu-mara") -> Customer:
    token = desk.http().post("/api/demo/sign-in", json={"customer_id": customer}).json()["customer_token"]
    return desk.customer(customer_token=token)


def begun(desk: RunningDesk, agent: Agent, *, verified: bool = True, words: str = ORDER) -> tuple[str, Customer]:
    """A conversation that the agent has taken."""
    customer = signed_in(desk) if verified else desk.customer()
    customer.say(words)
    customer.say("I want to talk to a person, please")
    conversation = agent.next_in_queue()["conversation_id"]
    assert agent.take(conversation)["ok"]
    return conversation, customer


def test_an_agent_sees_the_orders_of_a_verified_customer_and_what_can_be_done(demo_desk: RunningDesk) -> None:
    ada = demo_desk.first_agent()
    conversation, _ = begun(demo_desk, ada)
    panel = Panel(ada, conversation)
    listed = panel.list()
    assert listed["verified"] and listed["orders"][0]["number"] == ORDER and len(listed["orders"]) == 5
    assert {"label": "E-mail", "value": "mara@example.com"} in listed["account"]
    order = panel.order()
    assert [deed["name"] for deed in order["deeds"]] == ["refund", "replace", "return", "trace", "goodwill", "invoice"]
    assert "Bristol" in json.dumps(order["rows"]) and not any(deed["care"] for deed in order["deeds"])
    seen = demo_desk.rows("SELECT action FROM audit WHERE action LIKE 'order%'")
    assert seen == [("orders_seen",), ("order_seen",)]


def test_a_refund_is_previewed_done_noted_audited_and_offered_as_a_sentence(demo_desk: RunningDesk) -> None:
    ada = demo_desk.first_agent()
    conversation, customer = begun(demo_desk, ada)
    panel = Panel(ada, conversation)
    assert "£5.00 goes back to the card ending 1881" in " ".join(panel.preview("refund", **FIVE).json()["words"])
    done = panel.press("refund", **FIVE).json()
    assert done["state"] == "done" and done["promise"] and not done["told"]
    assert done["sentence"].startswith(
        "A refund of £5.00 to the card ending 1881 is on its way. It's there by 18:00 on"
    )
    opened = ada.ask("open", {"conversation_id": conversation})
    note = opened["messages"][-1]
    assert note["kind"] == "note" and "Reason: came late" in note["text"] and note["name"] == "Ada"
    assert {"text": f"Ada: {done['words']}", "ok": True, "seq": note["seq"]} in opened["brief"]["tried"]
    assert demo_desk.rows("SELECT json_extract(detail, '$.about') FROM audit WHERE action = 'order_refund'") == [
        (ORDER,)
    ]
    ada.ask("say", {"conversation_id": conversation, "id": "s1", "text": done["sentence"], "press": done["id"]})
    made = demo_desk.rows("SELECT made_by, text, check_kind FROM promises WHERE made_by = 'agent'")
    assert made == [("agent", done["promise"], "refund_paid")]
    assert panel.order()["done"][0]["told"]
    customer.catch_up()
    assert not [message for message in customer.messages.values() if "came late" in (message.get("text") or "")]


def test_twenty_presses_at_once_are_one_refund(demo_desk: RunningDesk) -> None:
    ada = demo_desk.first_agent()
    panel = Panel(ada, begun(demo_desk, ada)[0])
    with ThreadPoolExecutor(20) as many:
        same = list(many.map(lambda _: panel.press("refund", id="one-press", **FIVE).json(), range(20)))
    assert {press["state"] for press in same} <= {"done", "doing"}
    assert [row["value"] for row in panel.order()["money"] if row["label"].startswith("RF-")] == [
        "£5.00 to the card ending 1881, due by " + same[0]["promise"].rsplit("by ")[-1]
    ]
    notes = demo_desk.rows("SELECT count(*) FROM messages WHERE kind = 'note'")
    assert notes == [(1,)]


def test_of_two_who_press_on_what_they_saw_one_does_it_and_the_other_is_told(demo_desk: RunningDesk) -> None:
    ada = demo_desk.first_agent()
    sue = demo_desk.colleague_of(ada, "sue@shop.example", "Sue", role="supervisor")
    conversation, _ = begun(demo_desk, ada)
    panels = [Panel(ada, conversation), Panel(sue, conversation)]
    with ThreadPoolExecutor(2) as both:
        answers = list(both.map(lambda panel: panel.press("refund", **FIVE), panels))
    assert sorted(answer.status_code for answer in answers) == [200, 409]
    refused = next(answer.json()["error"] for answer in answers if answer.status_code == 409)
    assert refused["code"] == "meanwhile" and "Look again" in refused["message"]
    assert panels[0].order()["seen"] == 1
    assert panels[1].press("refund", seen=1, **FIVE).json()["state"] == "done"


def test_who_has_not_proved_who_they_are_is_handled_with_care(demo_desk: RunningDesk) -> None:
    ada = demo_desk.first_agent()
    conversation, _ = begun(demo_desk, ada, verified=False, words="where is my order 20402? and EK-20401")
    panel = Panel(ada, conversation)
    listed = panel.list()
    assert not listed["verified"] and listed["account"] == []
    assert sorted(order["number"] for order in listed["orders"]) == ["EK-20401", "EK-20402"]
    order = panel.order("EK-20402")
    deeds = {deed["name"]: deed["care"] for deed in order["deeds"]}
    assert "address" not in deeds and deeds["cancel"] and deeds["refund"] and not deeds["invoice"]
    assert "•••••" in json.dumps(order["rows"], ensure_ascii=False) and "Bristol" not in json.dumps(order["rows"])
    assert panel.press("cancel", "EK-20402").json()["error"]["code"] == "assured"
    assert panel.press("address", "EK-20402", address="1 Elsewhere").json()["error"]["code"] == "not_verified"
    assert panel.order("EK-20403")["error"]["code"] == "not_theirs"
    done = panel.press("cancel", "EK-20402", assured="They gave the card's last digits").json()
    assert done["state"] == "done"
    (note,) = demo_desk.rows("SELECT text FROM messages WHERE kind = 'note'")
    assert "How they made sure who it is: They gave the card's last digits" in note[0]


def test_what_is_beyond_a_limit_is_refused_in_words_and_noted(demo_desk: RunningDesk) -> None:
    ada = demo_desk.first_agent()
    ben = demo_desk.colleague_of(ada, "ben@shop.example", "Ben")
    conversation, _ = begun(demo_desk, ben)
    panel = Panel(ben, conversation)
    gift = {"gift": "credit", "amount": "30.01", "why": "waited three weeks"}
    refused = panel.press("goodwill", **gift).json()
    assert refused["state"] == "refused" and "more than is left for one order" in refused["words"]
    assert panel.order()["seen"] == 0  # nothing was done
    assert panel.press("goodwill", **{**gift, "amount": "30"}).json()["state"] == "done"
    assert panel.press("refund", seen=1, how="amount", amount="9999", why="x").json()["state"] == "refused"
    assert panel.press("refund", seen=1, how="amount", amount="five", why="x").json()["error"]["code"] == "fill_in"
    assert panel.press("refund", seen=1, how="amount", amount="5").json()["error"]["code"] == "fill_in"


def test_only_whoever_has_the_conversation_or_supervises_may_press(demo_desk: RunningDesk) -> None:
    ada = demo_desk.first_agent()
    ben = demo_desk.colleague_of(ada, "ben@shop.example", "Ben")
    conversation, _ = begun(demo_desk, ada)
    assert Panel(ben, conversation).press("refund", **FIVE).status_code == 403
    here = f"/api/conversations/{conversation}/orders"
    assert demo_desk.http().get(here).status_code == 401
    assert ada.http.post(f"{here}/press", json={}).status_code == 403  # without the CSRF token
    assert ada.http.get(f"/api/conversations/{uuid4()}/orders").status_code == 404


def test_without_a_back_office_the_panel_says_so(desk: RunningDesk) -> None:
    ada = desk.first_agent()
    desk.customer().say("I want to talk to a person, please")
    answer = ada.http.get(f"/api/conversations/{ada.next_in_queue()['conversation_id']}/orders")
    assert answer.status_code == 404 and answer.json()["error"]["code"] == "no_office"


@pytest.fixture
def slow(start: Callable[..., RunningDesk], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> RunningDesk:
    """The demo shop's desk, which soon stops waiting and soon asks again."""
    monkeypatch.setenv("EVENKEEL_SHOP_DATABASE_URL", f"sqlite+aiosqlite:///{tmp_path}/shop.db")
    waits: dict[str, Any] = {"office": 0.6, "office_change": 0.6, "office_retry": 0.3}
    return start(demo=True, timings=Timings(**{**vars(QUICK), **waits}))


def test_a_back_office_that_is_down_loses_no_press_and_does_it_once_when_it_is_back(
    slow: RunningDesk, tmp_path: Path
) -> None:
    ada = slow.first_agent()
    panel = Panel(ada, begun(slow, ada)[0])
    with sqlite3.connect(tmp_path / "shop.db", isolation_level=None) as other:
        other.execute("BEGIN EXCLUSIVE")  # everything that would write waits
        pressed = panel.press("refund", id="slow-press", **FIVE).json()
        assert pressed["state"] == "doing" and "asked again" in pressed["words"]
        assert panel.press("refund", id="slow-press", **FIVE).json()["state"] == "doing"  # impatient
        time.sleep(1.5)
        other.execute("COMMIT")
    deadline = time.monotonic() + 20
    while (done := panel.order()["done"][0])["state"] == "doing":
        assert time.monotonic() < deadline
        time.sleep(0.1)
    assert done["state"] == "done"
    assert len([row for row in panel.order()["money"] if row["label"].startswith("RF-")]) == 1


def test_on_postgresql_too_twenty_different_presses_at_once_are_one_refund(
    start: Callable[..., RunningDesk],
    postgres_url: str,  # noqa: F811
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("EVENKEEL_SHOP_DATABASE_URL", f"sqlite+aiosqlite:///{tmp_path}/shop.db")
    desk = start(demo=True, database_url=postgres_url, site_id=f"orders-{uuid4().hex[:8]}")
    ada = desk.first_agent()
    panel = Panel(ada, begun(desk, ada)[0])
    with ThreadPoolExecutor(20) as many:
        answers = list(many.map(lambda _: panel.press("refund", **FIVE).status_code, range(20)))
    assert sorted(answers) == [200] + [409] * 19
    assert len([row for row in panel.order()["money"] if row["label"].startswith("RF-")]) == 1
