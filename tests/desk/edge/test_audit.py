"""The audit by HTTP, as its page uses it; and that everything in it has words."""

from __future__ import annotations

import ast
import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import bot.desk
from bot.desk.access import audit_words
from bot.desk.office.deeds import DEEDS
from bot.workbench.driver import Agent
from tests.desk.edge.conftest import RunningDesk


def log(agent: Agent, **asked: Any) -> list[str]:
    found = agent.http.get("/api/audit", params=asked).json()["entries"]
    return [f"{entry['who']} {entry['what']}" for entry in found]


@pytest.fixture
def team(desk: RunningDesk) -> tuple[RunningDesk, Agent, Agent, Agent]:
    """An administrator, a supervisor, an agent."""
    ada = desk.first_agent()
    sue = desk.colleague_of(ada, "sue@shop.example", "Sue", role="supervisor")
    return desk, ada, sue, desk.colleague_of(ada, "ben@shop.example", "Ben")


def test_who_saw_and_did_what_is_found_read_page_by_page_and_taken_along(team: Any) -> None:
    desk, ada, sue, ben = team
    customer = desk.customer()
    customer.say("I want to talk to a person")
    item = ada.next_in_queue()
    ben.look(item["conversation_id"])
    ben.take(item["conversation_id"])
    ben.say(item["conversation_id"], "Hello, what happened?")
    assert log(ada, conversation=item["reference"].lower()) == [
        "Ben wrote to the customer (message 4)",
        "Ben took the conversation over",
        "Ben opened the conversation and its brief",
    ]
    people = {one["name"]: one["id"] for one in ada.http.get("/api/audit").json()["people"]}
    assert log(ada, person=people["Ben"], action="take") == ["Ben took the conversation over"]
    assert "Sue made their account, as supervisor" in log(ada, person=people["Sue"])
    assert log(ada, **{"from": "2020-01-01"}) == []
    assert "Ada looked into this log (from 2020-01-01)" in log(ada, action="audit_seen")
    assert ada.http.get("/api/audit", params={"before": "x"}).status_code == 400
    assert ada.http.get("/api/audit", params={"from": "soon"}).status_code == 400

    desk.rows(
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2300)"
        " INSERT INTO audit (site_id, at, agent_id, action, detail)"
        " SELECT 'demo', datetime('now'), ?, 'availability', '{\"state\": \"away\"}' FROM n",
        people["Ben"],
    )
    first = ada.http.get("/api/audit", params={"action": "availability", "person": people["Ben"]}).json()
    second = ada.http.get("/api/audit", params={"action": "availability", "before": first["more"]}).json()
    assert len(first["entries"]) == 100 and second["entries"][0]["id"] < first["entries"][-1]["id"]

    taken = ada.http.get("/api/audit.csv", params={"person": people["Ben"]})
    assert taken.headers["content-disposition"].startswith('attachment; filename="audit_')
    lines = list(csv.reader(io.StringIO(taken.content.decode("utf-8-sig"))))
    assert lines[0] == ["Number", "At (UTC)", "Who", "What", "Action", "Conversation"]
    assert len(lines) > 2300 and lines[-1][2:5] == ["Ben", "made their account, as agent", "account_made"]
    assert len({line[0] for line in lines}) == len(lines), "no line twice"
    assert [sue.http.get(door).status_code for door in ("/api/audit", "/api/audit.csv")] == [403, 403]
    assert log(ada, action="audit_exported") == ["Ada exported this log (person Ben)"]


def test_an_attempt_on_an_account_is_written_down_without_what_was_typed(team: Any) -> None:
    desk, ada, _, _ = team
    for email in ("ben@shop.example", "my password, typed into the wrong field"):
        desk.http().post("/api/login", json={"email": email, "password": "not the password"})
    assert log(ada, action="login_failed") == [
        "Somebody tried to log in with an unknown address, from 127.0.0.1: the password was wrong",
        "Somebody tried to log in to Ben's account, from 127.0.0.1: the password was wrong",
    ]
    assert "wrong field" not in str(desk.rows("SELECT detail FROM audit"))


def written_down() -> set[str]:
    """Every action that the desk's sources give to whatever writes the audit."""
    writers = {"act", "write", "write_down", "_write_down", "record", "note"}
    found = set()
    for source in Path(bot.desk.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if called in writers:
                named = [keyword.value for keyword in node.keywords if keyword.arg == "action"]
                found |= {text for value in named or node.args for text in texts(value)}
    return {name for name in found if re.fullmatch(r"[a-z_]+", name)}


def texts(value: ast.expr) -> Iterator[str]:
    """A text, or either of two."""
    if isinstance(value, ast.Constant) and isinstance(value.value, str):
        yield value.value
    elif isinstance(value, ast.IfExp):
        yield from (*texts(value.body), *texts(value.orelse))


def test_every_action_that_is_written_down_has_words() -> None:
    found = written_down() | {f"order_{deed}" for deed in DEEDS}
    assert {"open", "watch", "take", "say", "transfer", "hand_back", "person_changed", "audit_seen"} <= found
    assert found <= set(audit_words.WORDS), "give them a title and words in bot/desk/access/audit_words.py"
    for action in audit_words.WORDS:
        assert audit_words.said(action, None), "whatever an old row lacks"
