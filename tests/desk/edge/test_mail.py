"""Mail from a running desk to a real mail server, and the link back over real sockets."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from bot.desk.mail.config import Mail
from bot.desk.tokens import Tokens
from bot.post.smtp import Smtp
from bot.wire import Customer as SignedIn
from bot.workbench.driver import Customer
from tests.desk.edge.conftest import QUICK, RunningDesk
from tests.desk.edge.test_agent_socket import waiting_customer
from tests.smtp import Box, box, plain, server

__all__ = ["box", "server"]  # fixtures

AWAY = replace(QUICK, unseen_mail=1.0)


@pytest.fixture
def posting(start: Callable[..., RunningDesk], server: Controller) -> RunningDesk:
    """A desk with a mail server."""
    return start(timings=AWAY, mail=Mail(Smtp("127.0.0.1", server.port, "Shop <hello@shop.example>")))


def arrives(box: Box, to: str, subject: str) -> str:
    """The text of the mail that comes, in a while."""
    found = until(lambda: [mail for mail in box.to(to) if re.search(subject, mail["Subject"])], f"{subject!r} for {to}")
    return plain(found[-1])


def until(found: Callable[[], Any], what: str) -> Any:
    """Looks again and again."""
    deadline = time.monotonic() + 20
    while not (result := found()):
        assert time.monotonic() < deadline, f"there was no {what}"
        time.sleep(0.05)
    return result


def open_link(desk: RunningDesk, mail: str) -> dict[str, Any]:
    """What a browser gets from the link in a mail, on another device."""
    link = re.search(r"http://\S+/chat/\S+", mail)
    assert link
    answer = desk.http(follow_redirects=False).get(link[0])
    assert answer.status_code == 303 and answer.headers["location"].startswith("/widget?title=")
    other = Customer(desk.url)
    other.open()
    desk.people.append(other)
    token = answer.headers["location"].partition("#resume=")[2]
    return other.ask("session_request", {"client": "evenkeel", "resume": token})


def looks(customer: Customer) -> None:
    """Has all of it in front of them."""
    customer.catch_up()
    assert customer.ask("seen", {"session_id": customer.token, "seq": max(customer.messages)})["ok"]


def signing(desk: RunningDesk) -> Tokens:
    """What the desk signs with."""
    ((key,),) = desk.rows("SELECT value FROM settings WHERE name = 'signing_key'")
    return Tokens(str(key), site_id=desk.settings.site_id)


def test_a_reply_nobody_saw_arrives_and_its_link_opens_the_chat_elsewhere(posting: RunningDesk, box: Box) -> None:
    agent, customer = posting.first_agent(), waiting_customer(posting)
    looks(customer)
    assert customer.ask("contact", {"session_id": customer.token, "contact": "mara@example.com"})["ok"]
    assert "Someone will contact you by e-mail by" in arrives(box, "mara@example.com", "with our team")
    looks(customer)
    reference = customer.state["reference"]
    customer.close()
    here = agent.next_in_queue()["conversation_id"]
    agent.take(here)
    agent.say(here, "It was at the depot. You have it tomorrow.")
    session = open_link(posting, arrives(box, "mara@example.com", "^Ada wrote to you"))
    assert session["ok"] and session["state"]["reference"] == reference
    assert any(message.get("text") == "It was at the depot. You have it tomorrow." for message in session["messages"])


def test_a_link_to_an_address_that_was_only_left_signs_nobody_in(posting: RunningDesk, box: Box) -> None:
    agent = posting.first_agent()
    mara = SignedIn(id="C-1", name="Mara Lind", email="mara@example.com", verified=True)
    token = signing(posting).customer(mara)
    for contact, signed_in in (("typo@example.com", None), ("mara@example.com", "Mara Lind")):
        customer = posting.customer(customer_token=token)
        customer.say("I want to talk to a person")
        assert customer.ask("contact", {"session_id": customer.token, "contact": contact})["ok"]
        session = open_link(posting, arrives(box, contact, "with our team"))
        assert session["state"].get("customer_name") == signed_in
    assert agent.next_in_queue()


def test_a_link_that_is_too_old_or_not_ours_says_what_to_do(posting: RunningDesk) -> None:
    answer = posting.http(headers={"accept": "text/html"}).get("/chat/made-up")
    assert answer.status_code == 410 and "give your reference" in answer.text
    customer = Customer(posting.url)
    customer.open()
    posting.people.append(customer)
    refusal = customer.ask("session_request", {"client": "evenkeel", "resume": "made-up"})
    assert refusal["error"]["code"] == "link_expired"


def test_the_conversation_is_sent_to_its_customer_on_request(posting: RunningDesk, box: Box) -> None:
    customer = waiting_customer(posting)
    ask = {"session_id": customer.token}
    assert customer.state["mail_to"] == ""
    assert customer.ask("mail_transcript", ask)["error"]["code"] == "no_address"
    state = customer.ask("contact", {**ask, "contact": "mara@example.com"})["state"]
    assert state["mail_to"] == "mara@example.com"
    assert customer.ask("mail_transcript", ask) == {"ok": True, "to": "mara@example.com"}
    assert "> " in arrives(box, "mara@example.com", "^Your conversation with")


def test_supervisors_see_what_came_back_and_agents_choose_to_get_no_alerts(posting: RunningDesk, box: Box) -> None:
    ada = posting.first_agent()
    ben = posting.colleague_of(ada, "ben@shop.example", "Ben")
    box.refused.add("gone@example.com")
    customer = waiting_customer(posting)
    looks(customer)
    assert customer.ask("contact", {"session_id": customer.token, "contact": "gone@example.com"})["ok"]
    (lost,) = until(lambda: ada.http.get("/api/supervisor/mails").json(), "mail that came back")
    assert lost["recipient"] == "gone@example.com" and lost["reference"] == customer.state["reference"]
    assert "text" not in lost and "body" not in lost
    assert ben.http.get("/api/supervisor/mails").status_code == 403
    assert 'evenkeel_mails{state="given_up"} 1.0' in posting.http().get("/metrics").text
    assert ben.http.get("/api/alerts").json() == {"mail": True}
    csrf = {"X-CSRF-Token": ben.http.get("/api/me").json()["csrf"]}
    assert ben.http.post("/api/alerts", json={"mail": False}).status_code == 403
    assert ben.http.post("/api/alerts", json={"mail": "no"}, headers=csrf).status_code == 400
    assert ben.http.post("/api/alerts", json={"mail": False}, headers=csrf).json() == {"mail": False}
    assert ben.http.get("/api/alerts").json() == {"mail": False}
    assert ada.http.get("/api/alerts").json() == {"mail": True}
