"""The customer's own copy of what was said."""

from __future__ import annotations

import dataclasses
from datetime import datetime, timezone

from bot.desk.store.rows import ConversationRow, MessageRow
from bot.desk.tokens import Tokens
from bot.desk.transcript import written
from tests.desk.edge.conftest import RunningDesk


def row(**values: object) -> ConversationRow:
    known = {field.name: None for field in dataclasses.fields(ConversationRow)}
    at = datetime(2026, 7, 1, 23, 30, tzinfo=timezone.utc)
    return ConversationRow(
        **{**known, "reference": "EV-7K2Q9", "created_at": at, "timezone": "Europe/London", **values}
    )


def said(seq: int, author: str, text: str, **values: object) -> MessageRow:
    known = {field.name: None for field in dataclasses.fields(MessageRow)}
    at = datetime(2026, 7, 1, 22, 50 + seq, tzinfo=timezone.utc)
    basic = {"seq": seq, "author": author, "kind": "text", "text": text, "at": at}
    return MessageRow(**{**known, **basic, **values})


def test_it_names_speakers_days_and_the_zone_of_the_times() -> None:
    messages = [
        said(1, "customer", "Where is it?\nI waited."),
        said(2, "assistant", "Cancel it?", buttons=[{"title": "Yes", "payload": "/affirm"}]),
        said(3, "agent", "Hello", agent_name="Ada"),
        said(4, "agent", "grumpy", kind="note", agent_name="Ada"),
        said(20 - 11, "system", "A colleague joined.", kind="event"),
    ]
    text = "\n".join(written(row(), messages, site_name="the shop"))
    assert "EV-7K2Q9" in text and "Times are Europe/London time." in text
    assert "--- Wednesday 1 July 2026 ---" in text
    assert "23:51 BST  You:\n    Where is it?\n    I waited." in text
    assert "Choices: Yes" in text and "/affirm" not in text
    assert "Ada:\n    Hello" in text and "grumpy" not in text
    assert "A colleague joined." in text


def test_only_the_signed_link_gives_it(desk: RunningDesk) -> None:
    customer = desk.customer()
    customer.say("Grüße, where is it? 👋")
    http = desk.http()
    answer = http.get(customer.state["transcript_url"])
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert customer.state["reference"] in answer.headers["content-disposition"]
    assert "Grüße, where is it? 👋" in answer.text
    (conversation_id,) = desk.rows("SELECT id FROM conversations")[0]
    forged = Tokens("not the key", site_id="demo").transcript(conversation_id)
    for token in (forged, conversation_id, customer.token, "x"):
        refused = http.get(f"/transcript/{token}")
        assert refused.status_code == 404 and "where is it" not in refused.text
