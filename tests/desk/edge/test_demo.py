"""Signing in at the demo shop, and who may read whose conversation."""

from __future__ import annotations

import asyncio
from pathlib import Path

from bot.backoffice.links import PAGE
from bot.backoffice.outbox import latest
from bot.backoffice.sql import make_backoffice
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


def test_a_link_is_used_by_its_button_once_and_not_by_opening_it(
    demo_desk: RunningDesk, desk: RunningDesk, tmp_path: Path
) -> None:
    newsletter, password = asyncio.run(mailed_links(f"sqlite+aiosqlite:///{tmp_path}/shop.db"))
    with demo_desk.http() as browser:
        assert f'<a href="{newsletter}">' in browser.get("/demo/mail").text
        for _ in range(2):
            assert "new@example.com" in browser.get(newsletter).text
        token = {"token": newsletter.partition("token=")[2]}
        assert "The newsletter has started" in browser.post("/demo/confirm", data=token).text
        again = browser.post("/demo/confirm", data=token)
        assert again.status_code == 410 and "used before" in again.text
        assert browser.get(newsletter).status_code == 410
        assert "no passwords" in browser.get(password).text
        signed_in = browser.post("/demo/confirm", data={"token": password.partition("token=")[2]})
        assert (signed_in.status_code, signed_in.headers["location"]) == (303, "/#customer=cu-jo")
        assert browser.get("/demo/confirm?token=<b>").status_code == 404
        assert browser.post("/demo/confirm", data={}).status_code == 404
    assert desk.http().get(newsletter).status_code == 404


async def mailed_links(url: str) -> list[str]:
    """Of a mail about the newsletter and one about the password: the addresses on the desk."""
    shop = make_backoffice(url)
    await shop.prepare()
    await shop.accounts.send_reset_link(email="jo@example.com", conversation="c", request_key="b")
    await shop.accounts.set_newsletter(email="new@example.com", on=True, request_key="a")
    written = await latest(shop.shop)
    await shop.close()
    return [PAGE + mail.body.partition(PAGE)[2].split()[0] for mail in written]


def test_a_proved_address_outlasts_the_page_and_ends_with_signing_out(demo_desk: RunningDesk) -> None:
    """The shop's page says "nobody is signed in" whenever it loads; what a code proved to this chat is not that."""
    customer = demo_desk.customer()
    customer.say("hello")
    demo_desk.rows("UPDATE conversations SET customer_id='cu-mara', customer_verified=1, verified_by='code'")
    customer.ask("sign_in", {"session_id": customer.token, "customer_token": None})
    assert demo_desk.rows("SELECT customer_verified, verified_by FROM conversations") == [(1, "code")]
    customer.ask("sign_in", {"session_id": customer.token, "customer_token": token_of(demo_desk, "cu-mara")})
    customer.ask("sign_in", {"session_id": customer.token, "customer_token": None})
    assert demo_desk.rows("SELECT customer_verified FROM conversations") == [(0,)]
