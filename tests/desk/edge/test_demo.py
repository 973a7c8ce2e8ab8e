"""Signing in at the demo shop, and who may read whose conversation."""

from __future__ import annotations

from tests.desk.edge.conftest import RunningDesk


def token_of(desk: RunningDesk, customer_id: str) -> str:
    answer = desk.http().post("/api/demo/sign-in", json={"customer_id": customer_id})
    return str(answer.json()["customer_token"])


def test_the_demos_customers_come_from_the_shop(demo_desk: RunningDesk) -> None:
    customers = demo_desk.http().get("/api/demo/customers").json()
    assert {"id": "cu-mara", "name": "Mara Lindqvist", "email": "mara@example.com"} in customers
    refused = demo_desk.http().post("/api/demo/sign-in", json={"customer_id": "cu-nobody"})
    assert refused.status_code == 404


def test_a_real_shop_signs_nobody_in_for_free(desk: RunningDesk) -> None:
    assert desk.http().get("/api/demo/customers").status_code == 404
    assert desk.http().post("/api/demo/sign-in", json={"customer_id": "cu-mara"}).status_code == 404


def test_a_signed_in_customer_is_known_from_the_first_word(demo_desk: RunningDesk) -> None:
    customer = demo_desk.customer(customer_token=token_of(demo_desk, "cu-mara"))
    assert customer.state["customer_name"] == "Mara Lindqvist"
    assert demo_desk.rows("SELECT customer_id, customer_verified FROM conversations") == [("cu-mara", 1)]


def test_signing_in_and_out_during_a_conversation(demo_desk: RunningDesk) -> None:
    customer = demo_desk.customer()
    customer.say("hello")
    body = {"session_id": customer.token, "customer_token": token_of(demo_desk, "cu-mara")}
    state = customer.ask("sign_in", body)["state"]
    assert state["customer_name"] == "Mara Lindqvist" and state["reference"] == customer.state["reference"]
    state = customer.ask("sign_in", {"session_id": customer.token, "customer_token": None})["state"]
    assert "customer_name" not in state
    forged = customer.ask("sign_in", {"session_id": customer.token, "customer_token": "forged"})
    assert forged["ok"] is False and forged["error"]["code"] == "sign_in"


def test_somebody_else_signing_in_does_not_read_the_earlier_conversation(demo_desk: RunningDesk) -> None:
    mara = demo_desk.customer(customer_token=token_of(demo_desk, "cu-mara"))
    mara.say("my private matter")
    tom = token_of(demo_desk, "cu-tom")
    confirmed: list[str] = []
    mara.socket.on("session_confirm", confirmed.append, namespace="/")
    state = mara.ask("sign_in", {"session_id": mara.token, "customer_token": tom})["state"]
    assert state["customer_name"] == "Tom Okafor" and state["reference"] != mara.state["reference"]
    assert mara.ask("sync", {"session_id": confirmed[-1], "after": 0})["messages"] == []
    other = demo_desk.customer()
    session = other.ask("session_request", {"client": "evenkeel", "session_id": mara.token, "customer_token": tom})
    assert session["messages"] == []


def test_the_demo_shows_what_the_shop_wrote_and_a_real_shop_does_not(demo_desk: RunningDesk, desk: RunningDesk) -> None:
    assert "Nothing has been sent yet" in demo_desk.http().get("/demo/mail").text
    assert desk.http().get("/demo/mail").status_code == 404
