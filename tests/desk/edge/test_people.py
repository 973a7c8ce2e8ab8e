"""People, one's own account and the audit, by HTTP as the pages use them."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from bot.workbench.driver import Agent
from tests.desk.edge.conftest import PASSWORD, RunningDesk

NEW = "three blue teapots"


def send(agent: Agent, method: str, path: str, **body: Any) -> httpx.Response:
    """With the token, as the page does."""
    headers = {"X-CSRF-Token": agent.http.get("/api/me").json()["csrf"]}
    return agent.http.request(method, path, json=body, headers=headers)


def everybody(agent: Agent) -> dict[str, Any]:
    return {one["name"]: one for one in agent.http.get("/api/people").json()["people"]}


@pytest.fixture
def team(desk: RunningDesk) -> tuple[RunningDesk, Agent, Agent, Agent]:
    """An administrator, a supervisor, an agent."""
    ada = desk.first_agent()
    sue = desk.colleague_of(ada, "sue@shop.example", "Sue", role="supervisor")
    return desk, ada, sue, desk.colleague_of(ada, "ben@shop.example", "Ben")


def test_administrators_change_supervisors_look_and_agents_do_neither(team: Any) -> None:
    _, ada, sue, ben = team
    assert [who.http.get("/api/people").status_code for who in (ada, sue, ben)] == [200, 200, 403]
    assert [who.http.get("/api/people").json()["may_change"] for who in (ada, sue)] == [True, False]
    person = everybody(ada)["Ben"]
    assert (person["role"], person["presence"], person["open"], person["disabled"]) == ("agent", "online", 0, False)
    for door in (f"/api/people/{person['id']}", "/api/audit"):
        method = "PATCH" if "people" in door else "GET"
        assert [send(who, method, door, role="agent").status_code for who in (sue, ben)] == [403, 403]
    changed = send(ada, "PATCH", f"/api/people/{person['id']}", skills=[" late  parcels "], max_open=3)
    assert (changed.json()["skills"], changed.json()["max_open"]) == (["late parcels"], 3)
    assert send(ada, "PATCH", f"/api/people/{person['id']}", max_open=None).json()["max_open"] is None
    for nonsense in ({"skills": "all"}, {"skills": [5]}, {"max_open": True}, {"max_open": "3"}, {"disabled": "no"}):
        assert send(ada, "PATCH", f"/api/people/{person['id']}", **nonsense).status_code == 400
    assert send(ada, "PATCH", "/api/people/nobody", role="agent").status_code == 404


def test_whoever_is_switched_off_is_shown_out_at_once_and_their_customer_goes_to_the_queue(team: Any) -> None:
    desk, ada, _, ben = team
    customer = desk.customer()
    customer.say("I want to talk to a person")
    conversation_id = ada.next_in_queue()["conversation_id"]
    assert ben.take(conversation_id)["ok"]
    person = everybody(ada)["Ben"]
    assert person["open"] == 1
    assert send(ada, "PATCH", f"/api/people/{person['id']}", disabled=True).json()["disabled"] is True
    ben.wait(lambda: not ben.socket.connected or None, "being shown out", 3)
    assert ben.http.get("/api/me").status_code == 401
    assert ada.next_in_queue(10)["conversation_id"] == conversation_id
    credentials = {"email": "ben@shop.example", "password": PASSWORD}
    refused = ben.http.post("/api/login", json=credentials)
    assert refused.status_code == 403 and "switched off" in refused.json()["error"]["message"]
    wrong = ben.http.post("/api/login", json={**credentials, "password": "not the password"})
    assert wrong.status_code == 401, "told only to who knows the password"
    assert send(ada, "PATCH", f"/api/people/{person['id']}", disabled=False).status_code == 200
    assert ben.http.post("/api/login", json=credentials).status_code == 200


def test_whoever_is_switched_off_is_shown_out_by_every_desk(desk: RunningDesk, start: Any) -> None:
    other = start(database_url=desk.settings.database_url)
    ada = desk.first_agent()
    ben = desk.colleague_of(ada, "ben@shop.example", "Ben")
    elsewhere = Agent(other.url, email="ben@shop.example", password=PASSWORD).arrive()
    other.people.append(elsewhere)
    send(ada, "PATCH", f"/api/people/{everybody(ada)['Ben']['id']}", disabled=True)
    for connection in (ben, elsewhere):
        connection.wait(lambda of=connection: not of.socket.connected or None, "being shown out", 6)


def test_a_change_of_role_counts_from_the_next_request_on(team: Any) -> None:
    _, ada, sue, _ = team
    person = everybody(ada)["Sue"]
    assert send(ada, "PATCH", f"/api/people/{person['id']}", role="agent").json()["role"] == "agent"
    assert sue.http.get("/api/people").status_code == 403
    itself = send(ada, "PATCH", f"/api/people/{everybody(ada)['Ada']['id']}", role="agent")
    assert itself.status_code == 409 and itself.json()["error"]["code"] == "yourself"


def test_an_invitation_can_name_somebody_and_be_revoked(team: Any) -> None:
    desk, ada, _, _ = team
    made = send(ada, "POST", "/api/invitations", role="supervisor", email=" Cy@Shop.example ")
    token = made.json()["url"].partition("token=")[2]
    link = desk.http().get(f"/api/setup/{token}").json()
    assert link == {"sets": "account", "email": "cy@shop.example", "role": "supervisor"}
    (invitation,) = ada.http.get("/api/people").json()["invitations"]
    assert (invitation["email"], invitation["made_by"], invitation["role"]) == ("cy@shop.example", "Ada", "supervisor")
    assert token not in str(invitation)
    assert send(ada, "DELETE", f"/api/invitations/{invitation['id']}").status_code == 200
    assert send(ada, "DELETE", f"/api/invitations/{invitation['id']}").status_code == 404
    assert desk.http().get(f"/api/setup/{token}").status_code == 404
    assert ada.http.get("/api/people").json()["invitations"] == []
    for bad in ({"role": "agent", "email": "nobody"}, {"role": "agent", "email": "ben@shop.example"}):
        assert send(ada, "POST", "/api/invitations", **bad).status_code in (400, 409)


def test_a_forgotten_password_is_set_anew_by_a_link_once_and_ends_what_was_before(team: Any) -> None:
    desk, ada, _, ben = team
    made = send(ada, "POST", f"/api/people/{everybody(ada)['Ben']['id']}/reset")
    token = made.json()["url"].partition("token=")[2]
    assert ada.http.get("/api/people").json()["invitations"] == [], "it makes no account"
    browser = desk.http()
    assert browser.get(f"/api/setup/{token}").json()["sets"] == "password"
    weak = browser.post("/api/setup", json={"token": token, "password": "Password Password 2026!"})
    assert weak.json()["error"]["code"] == "password_common"
    answer = browser.post("/api/setup", json={"token": token, "password": NEW})
    assert answer.json()["name"] == "Ben" and browser.get("/api/me").status_code == 200
    ben.wait(lambda: not ben.socket.connected or None, "being shown out", 3)
    assert ben.http.get("/api/me").status_code == 401
    assert browser.post("/api/setup", json={"token": token, "password": NEW}).status_code == 404
    statuses = [
        desk.http().post("/api/login", json={"email": "ben@shop.example", "password": word}).status_code
        for word in (PASSWORD, NEW)
    ]
    assert statuses == [401, 200]


def test_one_s_own_name_password_and_logins(team: Any) -> None:
    desk, ada, _, ben = team
    assert send(ben, "PATCH", "/api/me", name="  Ben  Okoye ").json()["name"] == "Ben Okoye"
    assert send(ben, "PATCH", "/api/me", name=" ").status_code == 400
    phone = desk.http(headers={"User-Agent": "Mozilla/5.0 (Android 15; Mobile; rv:128.0) Firefox/128.0"})
    phone.post("/api/login", json={"email": "ben@shop.example", "password": PASSWORD})
    found = ben.http.get("/api/me/logins").json()
    assert [one["this"] for one in found].count(True) == 1 and len(found) == 2
    other = next(one for one in found if not one["this"])
    assert (other["device"], other["address"]) == ("Firefox on Android", "127.0.0.1")
    mine = next(one for one in ada.http.get("/api/me/logins").json() if one["this"])
    assert send(ben, "DELETE", f"/api/me/logins/{mine['id']}").status_code == 404, "nobody ends another's login"
    assert send(ben, "DELETE", f"/api/me/logins/{other['id']}").json() == {"ended": 1}
    assert phone.get("/api/me").status_code == 401 and ben.http.get("/api/me").status_code == 200

    phone.post("/api/login", json={"email": "ben@shop.example", "password": PASSWORD})
    cookie = ben.http.cookies["evenkeel_desk"]
    wrong = send(ben, "POST", "/api/me/password", old="not the password", new=NEW)
    assert (wrong.status_code, wrong.json()["error"]["code"]) == (403, "wrong_password")
    before = ben.http.get("/api/me").json()["csrf"]
    changed = send(ben, "POST", "/api/me/password", old=PASSWORD, new=NEW)
    assert changed.status_code == 200 and changed.json()["csrf"] != before
    assert ben.http.cookies["evenkeel_desk"] != cookie, "the login is a new one"
    assert ben.http.get("/api/me").status_code == 200
    assert phone.get("/api/me").status_code == 401
    assert desk.http(cookies={"evenkeel_desk": cookie}).get("/api/me").status_code == 401
    assert send(ben, "DELETE", "/api/me/logins").json() == {"ended": 0}
