"""Set-up links, invitations, CSRF: the doors to the desk."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest

from tests.desk.edge.conftest import PASSWORD, RunningDesk

ADA = {"name": "Ada", "email": "ada@shop.example", "password": PASSWORD}


def set_up(desk: RunningDesk, **changes: Any) -> httpx.Response:
    return desk.http().post("/api/setup", json={"token": desk.setup_token(), **ADA, **changes})


def test_the_setup_link_makes_the_first_agent_once(desk: RunningDesk) -> None:
    token, spare = desk.setup_token(), desk.setup_token()
    http = desk.http()
    link = http.get(f"/api/setup/{token}").json()
    assert link == {"sets": "account", "email": None, "role": "administrator"}
    answer = http.post("/api/setup", json={"token": token, **ADA})
    assert answer.status_code == 200 and answer.json()["role"] == "administrator"
    assert http.get("/api/me").json() == answer.json(), "set-up logs in"
    for used in (token, spare, "invented"):
        assert http.get(f"/api/setup/{used}").status_code == 404
        again = http.post("/api/setup", json={"token": used, **ADA, "email": "eve@shop.example"})
        assert again.status_code == 404 and again.json()["error"]["message"]
    assert desk.rows("SELECT email FROM agents") == [("ada@shop.example",)]
    with pytest.raises(AssertionError):
        desk.setup_token()


def test_of_many_using_a_link_at_once_one_gets_in(desk: RunningDesk) -> None:
    token = desk.setup_token()

    def use(number: int) -> int:
        body = {"token": token, **ADA, "email": f"a{number}@shop.example"}
        return httpx.post(f"{desk.url}/api/setup", json=body, timeout=30).status_code

    with ThreadPoolExecutor(6) as many:
        statuses = sorted(many.map(use, range(6)))
    assert statuses == [200] + [404] * 5
    assert desk.rows("SELECT count(*) FROM agents") == [(1,)]


def test_a_setup_link_grows_old(desk: RunningDesk) -> None:
    token = desk.setup_token()
    desk.rows("UPDATE invitations SET expires_at = '2026-01-01 00:00:00'")
    assert desk.http().get(f"/api/setup/{token}").status_code == 404


def test_only_the_hash_of_a_link_a_login_and_a_password_is_kept(desk: RunningDesk) -> None:
    token = desk.setup_token()
    http = desk.http()
    http.post("/api/setup", json={"token": token, **ADA})
    kept = desk.file.read_bytes() + desk.file.with_name("desk.db-wal").read_bytes()
    for secret in (token, PASSWORD, http.cookies["evenkeel_desk"]):
        assert secret.encode() not in kept
    ((hashed,),) = desk.rows("SELECT password_hash FROM agents")
    assert hashed.startswith("$argon2id$")


@pytest.mark.parametrize(
    "bad",
    [
        {"password": "short"},
        {"password": "ada@shop.example"},
        {"password": "aaaaaaaaaaaa"},
        {"password": None},
        {"email": "nobody"},
        {"email": ["ada@shop.example"]},
        {"name": "  "},
        {"name": "A\x00da"},
        {"name": "A\ud800"},
        {"name": "A" * 121},
    ],
)
def test_a_bad_set_up_is_refused_in_words_and_does_not_use_the_link_up(desk: RunningDesk, bad: dict[str, Any]) -> None:
    import json

    token = desk.setup_token()
    body = json.dumps({"token": token, **ADA, **bad})
    answer = desk.http().post("/api/setup", content=body, headers={"Content-Type": "application/json"})
    assert answer.status_code == 400 and answer.json()["error"]["message"].endswith((".", "."))
    assert desk.http().get(f"/api/setup/{token}").status_code == 200
    assert desk.rows("SELECT count(*) FROM agents") == [(0,)]


def test_what_changes_something_needs_the_csrf_token(desk: RunningDesk) -> None:
    http = desk.http()
    me = http.post("/api/setup", json={"token": desk.setup_token(), **ADA}).json()
    for headers in ({}, {"X-CSRF-Token": "wrong"}):
        assert http.post("/api/invitations", json={"role": "agent"}, headers=headers).status_code == 403
        assert http.post("/api/logout", headers=headers).status_code == 403
    assert http.get("/api/me").status_code == 200
    csrf = {"X-CSRF-Token": me["csrf"]}
    foreign = {**csrf, "Origin": "https://evil.example"}
    assert http.post("/api/invitations", json={"role": "agent"}, headers=foreign).status_code == 403
    assert http.post("/api/invitations", json={"role": "agent"}, headers=csrf).status_code == 200


def test_another_site_cannot_log_a_browser_in(desk: RunningDesk) -> None:
    set_up(desk)
    body = {"email": ADA["email"], "password": PASSWORD}
    answer = desk.http().post("/api/login", json=body, headers={"Origin": "https://evil.example"})
    assert answer.status_code == 403 and "set-cookie" not in answer.headers


def test_only_administrators_invite_and_the_invited_have_the_role_they_were_invited_for(desk: RunningDesk) -> None:
    ada = desk.first_agent()
    ben = desk.colleague_of(ada, "ben@shop.example", "Ben", role="supervisor")
    assert ben.http.get("/api/me").json()["role"] == "supervisor"
    csrf = ben.http.get("/api/me").json()["csrf"]
    answer = ben.http.post("/api/invitations", json={"role": "administrator"}, headers={"X-CSRF-Token": csrf})
    assert answer.status_code == 403
    csrf = ada.http.get("/api/me").json()["csrf"]
    answer = ada.http.post("/api/invitations", json={"role": "emperor"}, headers={"X-CSRF-Token": csrf})
    assert answer.status_code == 400


def test_an_e_mail_address_has_one_account(desk: RunningDesk) -> None:
    ada = desk.first_agent()
    csrf = ada.http.get("/api/me").json()["csrf"]
    invitation = ada.http.post("/api/invitations", json={"role": "agent"}, headers={"X-CSRF-Token": csrf}).json()
    token = invitation["url"].partition("token=")[2]
    answer = desk.http().post("/api/setup", json={"token": token, **ADA})
    assert answer.status_code == 409
    answer = desk.http().post("/api/setup", json={"token": token, **ADA, "email": "cy@shop.example"})
    assert answer.status_code == 200, "the link was not used up"


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b"null", b"7", b'"text"', b"[" * 100_000, b"\xff\xfe", b'{"email": 5}']
)
@pytest.mark.parametrize("path", ["/api/login", "/api/setup", "/api/demo/sign-in"])
def test_broken_json_is_refused_in_words(shared_desk: RunningDesk, path: str, body: bytes) -> None:
    answer = shared_desk.http().post(path, content=body)
    assert 400 <= answer.status_code < 500 and answer.json()["error"]["message"]
