"""Health, readiness and metrics, as an operator's tools read them."""

from __future__ import annotations

from prometheus_client.parser import text_string_to_metric_families

from bot.workbench.driver import Customer
from tests.desk.edge.conftest import RunningDesk


def numbers(desk: RunningDesk) -> dict[str, float]:
    text = desk.http().get("/metrics").text
    found: dict[str, float] = {}
    for family in text_string_to_metric_families(text):
        for sample in family.samples:
            labels = ",".join(sample.labels.values())
            found[f"{sample.name}[{labels}]" if labels else sample.name] = sample.value
    return found


def test_alive_and_ready_without_a_brain(desk: RunningDesk) -> None:
    http = desk.http()
    assert http.get("/healthz").json() == {"ok": True}
    answer = http.get("/readyz")
    assert answer.status_code == 200
    assert answer.json() == {"ok": True, "database": "ready", "assistant": "unavailable"}


def test_not_ready_when_messages_cannot_be_kept(desk: RunningDesk) -> None:
    desk.harmed = True
    desk.rows("ALTER TABLE messages RENAME TO gone")
    desk.rows("ALTER TABLE conversations RENAME TO gone_too")
    http = desk.http()
    assert http.get("/readyz").status_code == 503
    assert http.get("/healthz").status_code == 200


def test_the_numbers_say_who_waits_and_that_the_guarantee_holds(desk: RunningDesk) -> None:
    customer: Customer = desk.customer()
    customer.say("I want to speak to a person")
    customer.wait(lambda: customer.state.get("owner") == "queue", "the queue")
    seen = numbers(desk)
    assert seen["evenkeel_conversations[queue]"] == 1
    assert seen["evenkeel_queue_length"] == 1
    assert seen["evenkeel_oldest_wait_seconds"] >= 0
    assert seen["evenkeel_broken_guarantees"] == 0
    assert seen["evenkeel_promises[made]"] == seen["evenkeel_promises[broken]"] == 0
    assert seen["evenkeel_messages_total[customer]"] == 1
    assert seen["evenkeel_assistant_state[unavailable]"] == 1 and seen["evenkeel_assistant_state[ready]"] == 0
