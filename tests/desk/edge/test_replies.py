"""Prepared replies by HTTP: filled in for the conversation, and counted."""

from __future__ import annotations

from tests.desk.edge.conftest import RunningDesk


def test_replies_come_filled_in_and_their_use_is_counted(desk: RunningDesk) -> None:
    ada = desk.first_agent(name="Ada Byron")
    customer = desk.customer()
    customer.say("I want to talk to a person, please")
    conversation = ada.next_in_queue()["conversation_id"]
    here = f"/api/conversations/{conversation}/replies"
    answer = ada.http.get(here).json()
    replies = {reply["name"]: reply for reply in answer["replies"]}
    assert answer["problem"] is None and len(replies) >= 15
    assert "I'm Ada from" in replies["first-words"]["text"] and replies["first-words"]["missing"] == ["customer"]
    assert "[[customer]]" in replies["first-words"]["text"]
    assert customer.state["reference"] in replies["need-a-colleague"]["text"]
    csrf = {"X-CSRF-Token": ada.http.get("/api/me").json()["csrf"]}
    for reply, status in (("first-words", 200), ("no-such-reply", 404)):
        assert ada.http.post(f"{here}/used", json={"reply": reply}, headers=csrf).status_code == status
    assert ada.http.post(f"{here}/used", json={"reply": "first-words"}).status_code == 403
    assert desk.http().get(here).status_code == 401
    assert desk.rows("SELECT reply, conversation_id FROM reply_uses") == [("first-words", conversation)]
