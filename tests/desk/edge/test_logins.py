"""Logging in: cookies, throttling, proxies, and when a login ends."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import httpx
import pytest
from argon2 import PasswordHasher

from bot.desk.access import logins, passwords, throttle
from tests.desk.edge.conftest import PASSWORD, RunningDesk

ADA = {"name": "Ada", "email": "ada@shop.example", "password": PASSWORD}


def cookies(answer: httpx.Response) -> list[str]:
    found = answer.headers.get_list("set-cookie")
    assert len(found) == 2, "the login's, and the known browser's"
    return found


def cookie_of(answer: httpx.Response) -> dict[str, str]:
    """The login's cookie, as a browser behind TLS sends it (httpx keeps a Secure one for https)."""
    return {"Cookie": cookies(answer)[0].partition(";")[0]}


def set_up(desk: RunningDesk, **changes: Any) -> httpx.Response:
    return desk.http().post("/api/setup", json={"token": desk.setup_token(), **ADA, **changes})


def log_in(desk: RunningDesk, email: str = ADA["email"], password: str = PASSWORD) -> httpx.Response:
    return desk.http().post("/api/login", json={"email": email, "password": password})


def test_unknown_e_mail_and_wrong_password_get_the_same_answer(desk: RunningDesk) -> None:
    set_up(desk)
    unknown, wrong = log_in(desk, email="who@shop.example"), log_in(desk, password="not the password")
    assert unknown.status_code == wrong.status_code == 401
    assert unknown.json() == wrong.json()
    assert log_in(desk, email="  ADA@shop.example ").status_code == 200


def test_the_cookie_cannot_be_read_by_scripts_or_sent_by_other_sites(desk: RunningDesk, start: Any) -> None:
    answer = set_up(desk)
    for cookie in cookies(answer):
        assert "HttpOnly" in cookie and "SameSite=strict" in cookie and "Path=/" in cookie and "Secure" not in cookie
    assert "strict-transport-security" not in answer.headers
    answer = set_up(start(public_url="https://desk.example"))
    assert all("Secure" in cookie for cookie in cookies(answer))
    assert answer.headers["strict-transport-security"]


def test_behind_a_proxy_that_ends_tls_the_cookie_is_secure_if_the_proxy_is_trusted(start: Any) -> None:
    for trusted, secure in ((("127.0.0.1",), True), ((), False)):
        desk = start(trusted_proxies=trusted)
        with desk.http(headers={"X-Forwarded-Proto": "https"}) as http:
            answer = http.post("/api/setup", json={"token": desk.setup_token(), **ADA})
            assert all(("Secure" in cookie) is secure for cookie in cookies(answer))
            assert ("strict-transport-security" in answer.headers) is secure
            out = http.post("/api/logout", headers={"X-CSRF-Token": answer.json()["csrf"], **cookie_of(answer)})
            assert out.status_code == 200 and ("Secure" in out.headers["set-cookie"]) is secure


def test_a_visitor_s_own_word_for_their_address_is_not_believed_and_a_trusted_proxy_s_is(start: Any) -> None:
    for trusted, statuses in (((), [401] * 5 + [429]), (("127.0.0.0/8",), [401] * 6)):
        desk = start(trusted_proxies=trusted)
        got = [
            desk.http(headers={"X-Forwarded-For": f"203.0.113.{number}"})
            .post("/api/login", json={"email": "ada@shop.example", "password": "a guess of many"})
            .status_code
            for number in range(6)
        ]
        assert got == statuses
    ((address,),) = desk.rows("SELECT DISTINCT json_extract(detail, '$.address') FROM audit WHERE id = 6")
    assert address == "203.0.113.5"
    with desk.http(headers={"X-Forwarded-For": "198.51.100.7, 203.0.113.9, 127.0.0.1"}) as http:
        http.post("/api/login", json={"email": "ada@shop.example", "password": "a guess of many"})
    ((address,),) = desk.rows("SELECT json_extract(detail, '$.address') FROM audit ORDER BY id DESC LIMIT 1")
    assert address == "203.0.113.9", "what stands left of it, the visitor may have made up"


def test_guessing_is_slowed_down_and_does_not_lock_the_agent_out_elsewhere(desk: RunningDesk) -> None:
    set_up(desk)
    statuses = [log_in(desk, password=f"guess number {number}").status_code for number in range(7)]
    assert statuses == [401] * throttle.PER_PERSON_AND_PLACE + [429] * 2
    refused = log_in(desk)
    assert refused.status_code == 429, "also with the right password: a guesser must not learn that it is"
    assert int(refused.headers["retry-after"]) > 0 and "minute" in refused.json()["error"]["message"]
    desk.rows("UPDATE login_failures SET key = replace(key, '127.0.0.1', '203.0.113.9')")
    assert log_in(desk).status_code == 200


def test_the_owner_gets_in_with_a_browser_they_have_used_before_however_many_strangers_guess(desk: RunningDesk) -> None:
    browser = desk.http()
    browser.post("/api/setup", json={"token": desk.setup_token(), **ADA})
    browser.cookies.delete("evenkeel_desk")
    for _ in range(throttle.PER_PERSON):
        desk.rows("INSERT INTO login_failures (key, at) VALUES ('who|ada@shop.example', datetime('now'))")
    assert log_in(desk).status_code == 429
    credentials = {"email": ADA["email"], "password": PASSWORD}
    assert browser.post("/api/login", json=credentials).status_code == 200
    wrong = [browser.post("/api/login", json={**credentials, "password": f"no {n}"}).status_code for n in range(6)]
    assert wrong == [401] * throttle.PER_DEVICE + [429], "it is no way to guess on"
    ben = {"email": "ben@shop.example", "password": "a guess of many"}
    other = [browser.post("/api/login", json=ben).status_code for _ in range(6)]
    assert other == [401] * 5 + [429], "and it is worth nothing for anybody else"


def test_guessing_many_at_once_gains_nothing(desk: RunningDesk) -> None:
    set_up(desk)
    with ThreadPoolExecutor(12) as many:
        answers = list(many.map(lambda number: log_in(desk, password=f"guess number {number}"), range(12)))
    assert sorted(answer.status_code for answer in answers) == [401] * 5 + [429] * 7


def test_unknown_e_mails_are_throttled_alike(desk: RunningDesk) -> None:
    statuses = [log_in(desk, email="who@shop.example").status_code for _ in range(6)]
    assert statuses == [401] * 5 + [429]


def test_a_login_ends_after_its_time(desk: RunningDesk) -> None:
    http = desk.http()
    http.post("/api/setup", json={"token": desk.setup_token(), **ADA})
    assert http.get("/api/me").status_code == 200
    desk.rows("UPDATE logins SET expires_at = '2026-01-01 00:00:00'")
    assert http.get("/api/me").status_code == 401


def test_a_login_that_nobody_uses_ends_and_one_that_is_used_goes_on(desk: RunningDesk) -> None:
    http = desk.http()
    http.post("/api/setup", json={"token": desk.setup_token(), **ADA})
    idle = logins.IDLE - timedelta(seconds=30)
    desk.rows(f"UPDATE logins SET last_used_at = datetime('now', '-{idle.total_seconds()} seconds')")
    for asked_by_the_page_itself in ("/api/supervisor/live", "/api/people"):
        assert http.get(asked_by_the_page_itself).status_code == 200
    ((by_itself,),) = desk.rows("SELECT unixepoch('now') - unixepoch(last_used_at) > 7000 FROM logins")
    assert by_itself == 1
    assert http.get("/api/me").status_code == 200
    ((used,),) = desk.rows("SELECT unixepoch('now') - unixepoch(last_used_at) < 60 FROM logins")
    assert used == 1
    desk.rows(f"UPDATE logins SET last_used_at = datetime('now', '-{logins.IDLE.total_seconds()} seconds')")
    assert http.get("/api/me").status_code == 401


def test_a_page_that_is_only_open_does_not_keep_a_login_alive_and_is_shut_when_it_ends(desk: RunningDesk) -> None:
    ada = desk.first_agent()
    desk.rows("UPDATE logins SET last_used_at = datetime('now', '-7000 seconds')")
    assert ada.ask("heartbeat", {"active": False})["ok"]
    stale = "SELECT count(*) FROM logins WHERE unixepoch('now') - unixepoch(last_used_at) > 6900"
    before = desk.rows(stale)
    assert ada.ask("heartbeat", {"active": True})["ok"]
    assert desk.rows(stale) == [(before[0][0] - 1,)], "this login, and not the others"
    desk.rows("UPDATE logins SET last_used_at = datetime('now', '-8000 seconds')")
    ada.wait(lambda: not ada.socket.connected or None, "being shown out", 10)


def test_logging_in_ends_this_browser_s_last_login_and_its_token_is_new(desk: RunningDesk) -> None:
    http = desk.http()
    http.post("/api/setup", json={"token": desk.setup_token(), **ADA})
    before = http.cookies["evenkeel_desk"]
    assert http.post("/api/login", json={"email": ADA["email"], "password": PASSWORD}).status_code == 200
    assert http.cookies["evenkeel_desk"] != before
    assert desk.http(cookies={"evenkeel_desk": before}).get("/api/me").status_code == 401


def test_a_password_kept_with_older_settings_is_kept_with_today_s_after_the_next_log_in(desk: RunningDesk) -> None:
    set_up(desk)
    weak = PasswordHasher(time_cost=1, memory_cost=8192, parallelism=1).hash(PASSWORD)
    desk.rows(f"UPDATE agents SET password_hash = '{weak}'")
    assert log_in(desk, password="not the password").status_code == 401
    assert desk.rows("SELECT password_hash FROM agents") == [(weak,)]
    assert log_in(desk).status_code == 200
    ((strong,),) = desk.rows("SELECT password_hash FROM agents")
    assert strong.startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    assert log_in(desk).status_code == 200


def test_unknown_e_mails_take_as_much_work_as_wrong_passwords(
    desk: RunningDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_up(desk)
    costs: list[str] = []
    hasher = passwords._hasher

    class Counted:
        def verify(self, known: str, password: str) -> bool:
            costs.append(known.split("$")[3])
            return hasher.verify(known, password)

        def hash(self, password: str) -> str:
            made = hasher.hash(password)
            costs.append(made.split("$")[3])
            return made

    monkeypatch.setattr(passwords, "_hasher", Counted())
    for email in (ADA["email"], "who@shop.example"):
        assert log_in(desk, email=email, password="a guess of some length").status_code == 401
    known, unknown = costs  # one hash each
    assert known == unknown and known.startswith("m=")
