"""What a route needs from the running desk."""

from __future__ import annotations

import json
from typing import Any

from starlette.requests import Request

from bot.desk import conversations
from bot.desk.access import logins
from bot.desk.access.caller import LONGEST_USER_AGENT, Caller
from bot.desk.access.errors import Refused, not_logged_in
from bot.desk.access.logins import Login
from bot.desk.access.origin import COOKIE, same_origin
from bot.desk.desk import Desk
from bot.desk.store.rows import ConversationRow


def desk_of(request: Request) -> Desk:
    """The desk that answers this request."""
    desk: Desk = request.app.state.desk
    return desk


async def body_of(request: Request) -> dict[str, Any]:
    """The request's JSON object. Raises Refused on anything else, and on pages that are not ours."""
    _from_our_page(request)
    try:
        body = json.loads(await request.body() or b"{}")
    except (ValueError, RecursionError):
        body = None
    if not isinstance(body, dict):
        raise Refused("not_understood", "That could not be read. Please reload the page and try again.")
    return body


def text_of(body: dict[str, Any], name: str) -> str:
    """A field that must be text, at most 1,000 characters, that can be stored."""
    value = body.get(name)
    if not isinstance(value, str) or len(value) > 1000 or any("\ud800" <= letter <= "\udfff" for letter in value):
        raise Refused("not_understood", f"The field “{name}” is missing or can't be read.")
    return value


def caller_of(request: Request, *, device: str | None = None) -> Caller:
    """Who sends this request. `device`: the name of their browser, where it is known."""
    address = request.client.host if request.client else "unknown"
    return Caller(address, request.headers.get("user-agent", "")[:LONGEST_USER_AGENT], device)


def is_https(request: Request) -> bool:
    """Whether the browser came by TLS: as we are told, or as a trusted proxy says."""
    return desk_of(request).settings.public_url.startswith("https:") or request.url.scheme == "https"


async def login_of(request: Request, *, changing: bool = False, by_itself: bool = False) -> Login:
    """Who is logged in. `changing`: the request changes something, so it must come from our page, with the login's
    CSRF token. `by_itself`: the page asks, not a person, and that keeps no login from growing idle."""
    if changing:
        _from_our_page(request)
    desk = desk_of(request)
    login = await logins.by_token(desk.db, site_id=desk.settings.site_id, token=request.cookies.get(COOKIE))
    if login is None:
        raise not_logged_in()
    if changing and not logins.csrf_fits(login, request.headers.get("x-csrf-token")):
        raise Refused("csrf", "This page has grown old. Please reload it and try again.", status=403)
    if not by_itself:
        await logins.used(desk.db, login)
    return login


async def login_with_role(request: Request, *roles: str, changing: bool = False, by_itself: bool = False) -> Login:
    """The same, if they have one of these roles. Raises Refused."""
    login = await login_of(request, changing=changing, by_itself=by_itself)
    if login.role not in roles:
        whom = " and ".join(f"{role}s" for role in roles)
        raise Refused("not_allowed", f"This page is for {whom}.", status=403)
    return login


def _from_our_page(request: Request) -> None:
    host, public_url = request.headers.get("host", ""), desk_of(request).settings.public_url
    if not same_origin(request.headers.get("origin"), host=host, public_url=public_url):
        raise Refused("origin", "This request came from another website.", status=403)


async def conversation_of(request: Request) -> ConversationRow:
    """The conversation that the path names, of this site. Raises Refused."""
    desk = desk_of(request)
    row = await conversations.get(desk.db, conversation_id=request.path_params["conversation"])
    if row is None or row.site_id != desk.settings.site_id:
        raise Refused("not_found", "There is no such conversation.", status=404)
    return row
