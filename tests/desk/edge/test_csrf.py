"""Every address that changes something, whoever added it: another website can't use it through an agent's browser."""

from __future__ import annotations

import re
from collections.abc import Iterator

import httpx
import pytest
from starlette.routing import Mount, Route

from bot.desk.app import routes
from bot.desk.rest import problems
from tests.desk.edge.conftest import PASSWORD, RunningDesk

CHANGES = {"POST", "PUT", "PATCH", "DELETE"}

# Those that work without a login's CSRF token. Each refuses requests from other websites, or knows no cookie.
NOBODY_IS_LOGGED_IN_YET = {"/api/login", "/api/setup", "/api/demo/sign-in"}
ELSEWHERE = {"/demo/confirm"}  # a customer's button in the demo shop's mail: its form carries the mail's own secret
FOREIGN = {"Origin": "https://evil.example"}


def changing() -> Iterator[tuple[str, str]]:
    """Method and path."""
    for route in routes():
        if isinstance(route, Mount):
            assert route.path == "/assets", f"look into {route.path} here, too"
        elif isinstance(route, Route):
            for method in sorted(CHANGES & set(route.methods or ())):
                yield method, route.path


def by_cookie() -> list[tuple[str, str]]:
    """Those that an agent's cookie opens."""
    exempt = NOBODY_IS_LOGGED_IN_YET | ELSEWHERE
    return [(how, path) for how, path in changing() if path not in exempt and not path.startswith(problems.PREFIX)]


def send(http: httpx.Client, method: str, path: str, **headers: str) -> httpx.Response:
    return http.request(method, re.sub(r"{[^}]*}", "1", path), json={}, headers=headers)


@pytest.fixture(scope="module")
def ada(shared_desk: RunningDesk) -> Iterator[httpx.Client]:
    """An administrator's browser, with the cookie."""
    http = shared_desk.http()
    body = {"token": shared_desk.setup_token(), "name": "Ada", "email": "ada@shop.example", "password": PASSWORD}
    csrf = http.post("/api/setup", json=body).json()["csrf"]
    http.headers["X-Test-Csrf"] = csrf  # kept for the tests; the desk doesn't read it
    yield http
    assert http.get("/api/me").status_code == 200, "after all that was refused, the login is as it was"


@pytest.mark.parametrize(("method", "path"), by_cookie())
def test_nothing_is_changed_without_the_token_or_from_another_website(
    ada: httpx.Client, method: str, path: str
) -> None:
    for token in (None, "wrong", ada.headers["X-Test-Csrf"][:-1]):
        answer = send(ada, method, path, **({"X-CSRF-Token": token} if token else {}))
        assert (answer.status_code, answer.json()["error"]["code"]) == (403, "csrf")
    answer = send(ada, method, path, **{"X-CSRF-Token": ada.headers["X-Test-Csrf"], **FOREIGN})
    assert (answer.status_code, answer.json()["error"]["code"]) == (403, "origin")


@pytest.mark.parametrize(("method", "path"), by_cookie())
def test_without_a_login_nothing_is_changed_at_all(shared_desk: RunningDesk, method: str, path: str) -> None:
    assert send(shared_desk.http(), method, path).status_code == 401


@pytest.mark.parametrize("path", sorted(NOBODY_IS_LOGGED_IN_YET))
def test_what_needs_no_login_is_still_refused_from_another_website(ada: httpx.Client, path: str) -> None:
    assert ("POST", path) in list(changing())
    if path != "/api/demo/sign-in":  # this desk is not the demo shop's
        answer = send(ada, "POST", path, **FOREIGN)
        assert (answer.status_code, answer.json()["error"]["code"]) == (403, "origin")


def test_the_demo_shop_s_sign_in_is_refused_from_another_website(demo_desk: RunningDesk) -> None:
    answer = send(demo_desk.http(), "POST", "/api/demo/sign-in", **FOREIGN)
    assert (answer.status_code, answer.json()["error"]["code"]) == (403, "origin")


@pytest.mark.parametrize(("method", "path"), [one for one in changing() if one[1].startswith(problems.PREFIX)])
def test_an_agent_s_cookie_is_worth_nothing_to_the_rest_api(ada: httpx.Client, method: str, path: str) -> None:
    assert send(ada, method, path, **{"X-CSRF-Token": ada.headers["X-Test-Csrf"]}).status_code == 401


def test_no_change_hides_behind_a_get(ada: httpx.Client, shared_desk: RunningDesk) -> None:
    """GET writes nothing but that somebody looked, and when their login was last used."""
    tables = ("agents", "invitations", "conversations", "messages", "api_tokens")
    before = [shared_desk.rows(f"SELECT * FROM {table}") for table in tables]
    logins = shared_desk.rows("SELECT token_hash, csrf, expires_at FROM logins")
    for route in routes():
        if isinstance(route, Route) and route.path.startswith("/api") and "GET" in (route.methods or ()):
            send(ada, "GET", route.path)
    assert [shared_desk.rows(f"SELECT * FROM {table}") for table in tables] == before
    assert shared_desk.rows("SELECT token_hash, csrf, expires_at FROM logins") == logins
