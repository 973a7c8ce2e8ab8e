"""The coach and agents' promises over real sockets and HTTP."""

from __future__ import annotations

import uuid
from typing import Any

from bot.workbench.driver import Agent
from tests.desk.edge.conftest import RunningDesk
from tests.desk.edge.test_agent_socket import waiting_customer


def at_work(desk: RunningDesk) -> tuple[Agent, str]:
    """An agent who has a conversation."""
    agent = desk.first_agent()
    waiting_customer(desk)
    conversation_id = agent.next_in_queue()["conversation_id"]
    agent.take(conversation_id)
    return agent, conversation_id


def say(agent: Agent, conversation_id: str, text: str, **more: Any) -> dict[str, Any]:
    body = {"conversation_id": conversation_id, "id": str(uuid.uuid4()), "text": text, **more}
    return dict(agent.ask("say", body))


def mine(agent: Agent) -> list[dict[str, Any]]:
    return list(agent.ask("promises", {})["promises"])


def test_a_draft_gets_advice_and_the_promises_it_would_make(desk: RunningDesk) -> None:
    agent, conversation_id = at_work(desk)
    text = "As I said, it takes a while. I'll call you tomorrow at 5pm."
    seen = agent.ask("draft", {"conversation_id": conversation_id, "text": text})
    assert [advice["kind"] for advice in seen["advice"]] == ["told you so"]
    first = seen["advice"][0]
    assert text[first["start"] : first["end"]] == "As I said," and first["why"] and first["better"]
    assert [(one["text"], one["owner"]) for one in seen["promises"]] == [("I'll call you", "me")]
    assert agent.ask("draft", {"conversation_id": conversation_id, "text": ""})["advice"] == []
    assert not agent.ask("draft", {"conversation_id": "nowhere", "text": "x"})["ok"]


def test_what_is_said_is_recorded_as_the_agent_left_it_or_as_it_reads(desk: RunningDesk) -> None:
    agent, conversation_id = at_work(desk)
    assert say(agent, conversation_id, "I'll call you tomorrow at 5pm.", promises=[])["ok"]
    assert mine(agent) == []
    assert say(agent, conversation_id, "I'll call you tomorrow at 5pm.")["ok"]
    (made,) = mine(agent)
    assert (made["text"], made["owner"], made["conversation_id"]) == ("I'll call you", "me", conversation_id)
    told = {"text": "A call from Ben", "due": made["due"], "owner": "team"}
    assert say(agent, conversation_id, "Ben calls you as well.", promises=[told])["ok"]
    assert [one["owner"] for one in mine(agent)] == ["me", "team"]
    refused = say(agent, conversation_id, "x", promises=[{**told, "due": "2001-01-01T00:00:00Z"}])
    assert not refused["ok"] and "lies ahead" in refused["error"]["message"]


def test_promises_are_pushed_and_settled_by_http(desk: RunningDesk) -> None:
    agent, conversation_id = at_work(desk)
    pushed: list[Any] = []
    agent.socket.on("promises", pushed.append, namespace="/desk")
    say(agent, conversation_id, "I'll call you tomorrow at 5pm. I'll send the label by Friday.")
    agent.wait(lambda: pushed and len(pushed[-1]["promises"]) == 2, "both promises")
    call, label = pushed[-1]["promises"]
    csrf = {"X-CSRF-Token": agent.http.get("/api/me").json()["csrf"]}
    assert agent.http.post(f"/api/promises/{call['id']}/kept", json={}).status_code == 403
    assert agent.http.post(f"/api/promises/{call['id']}/kept", json={}, headers=csrf).status_code == 200
    without = agent.http.post(f"/api/promises/{label['id']}/taken-back", json={}, headers=csrf)
    assert without.status_code == 400 and "say why" in without.json()["error"]["message"]
    words = {"words": "The shop prints it for you."}
    assert agent.http.post(f"/api/promises/{label['id']}/taken-back", json=words, headers=csrf).status_code == 200
    agent.wait(lambda: pushed[-1]["promises"] == [], "no promises left")
    actions = [action for (action,) in desk.rows("SELECT action FROM audit ORDER BY id")]
    assert actions[-2:] == ["promise_kept", "promise_taken_back"]
