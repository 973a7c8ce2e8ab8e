"""Search, closing with tags, opening again, and ratings of the brief, over HTTP and sockets."""

from __future__ import annotations

import json
from typing import Any

from bot.workbench.driver import Agent
from tests.desk.edge.conftest import RunningDesk
from tests.desk.edge.test_writing import at_work


def csrf(agent: Agent) -> dict[str, str]:
    return {"X-CSRF-Token": agent.http.get("/api/me").json()["csrf"]}


def search(agent: Agent, **asked: str) -> dict[str, Any]:
    answer = agent.http.get("/api/conversations", params=asked)
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def closed_with_tags(desk: RunningDesk) -> tuple[Agent, str]:
    agent, conversation_id = at_work(desk)
    body = {"conversation_id": conversation_id, "disposition": "solved", "tags": ["Late  Parcel", "gift"]}
    answer = agent.ask("close", body)
    assert answer["conversation"]["tags"] == ["late parcel", "gift"]
    return agent, conversation_id


def test_a_closed_conversation_is_found_by_its_tag_and_who_searched_is_written_down(desk: RunningDesk) -> None:
    agent, conversation_id = closed_with_tags(desk)
    (found,) = search(agent, words="person", tag="gift", disposition="solved")["found"]
    assert (found["conversation_id"], found["agents"], found["tags"]) == (
        conversation_id,
        ["Ada"],
        ["late parcel", "gift"],
    )
    line = found["line"]
    assert [line["text"][start:end] for start, end in line["marks"]] == ["person"]
    assert search(agent, tag="other")["found"] == []
    assert agent.http.get("/api/closing").json()["dispositions"][0] == {"value": "solved", "words": "Solved"}
    assert agent.http.get("/api/closing", params={"conversation_id": conversation_id}).json()["suggested"][:2] == [
        "late parcel", "gift",
    ]  # fmt: skip
    (first, *_) = desk.rows("SELECT detail FROM audit WHERE action = 'search' ORDER BY id")
    noted = json.loads(first[0])
    assert noted["words"] == "person" and noted["found"] == [found["reference"]]


def test_search_is_for_agents_and_says_what_it_cannot_read(desk: RunningDesk) -> None:
    agent = desk.first_agent()
    assert desk.http().get("/api/conversations").status_code == 401
    assert agent.http.get("/api/conversations", params={"from": "yesterday"}).status_code == 400
    assert agent.http.get("/api/conversations", params={"words": "x" * 201}).status_code == 400
    assert agent.http.get("/api/conversations", params={"skip": "-1"}).status_code == 200


def test_a_closed_one_is_opened_again_once(desk: RunningDesk) -> None:
    agent, conversation_id = closed_with_tags(desk)
    where = f"/api/conversations/{conversation_id}/reopen"
    assert agent.http.post(where, json={}).status_code == 403
    assert agent.http.post(where, json={}, headers=csrf(agent)).status_code == 200
    assert agent.http.post(where, json={}, headers=csrf(agent)).status_code == 409
    assert agent.look(conversation_id)["conversation"]["agent_name"] == "Ada"
    assert agent.http.post("/api/conversations/none/reopen", json={}, headers=csrf(agent)).status_code == 404


def test_a_brief_is_rated_and_reaches_the_supervisors_reports(desk: RunningDesk) -> None:
    agent, conversation_id = at_work(desk)
    where, told = f"/api/briefs/{conversation_id}/ratings", {"verdict": "wrong", "part": "wants", "statement": "x"}
    assert agent.http.post(where, json=told).status_code == 403
    assert agent.http.post(where, json={**told, "words": "they want a refund"}, headers=csrf(agent)).status_code == 200
    assert agent.http.post(where, json={"verdict": "wrong"}, headers=csrf(agent)).status_code == 400
    assert agent.http.post("/api/briefs/none/ratings", json=told, headers=csrf(agent)).status_code == 404
    csv = agent.http.get("/api/supervisor/reports/brief-findings.csv").text
    assert "they want a refund" in csv and "EV-" in csv
