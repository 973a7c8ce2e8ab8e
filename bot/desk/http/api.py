"""The agents' API: set-up, logging in and out, invitations."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.desk import views
from bot.desk.access import audit, invitations, logins
from bot.desk.access.errors import Refused
from bot.desk.access.logins import Login
from bot.desk.access.origin import COOKIE
from bot.desk.http.state import body_of, desk_of, login_of, text_of


async def setup_link(request: Request) -> Response:
    """Whether a set-up link or invitation is still good."""
    desk, token = desk_of(request), request.path_params["token"]
    if not await invitations.is_valid(desk.db, site_id=desk.settings.site_id, token=token):
        raise Refused("link_used", "This link has been used or has expired. Ask for a new one.", status=404)
    return JSONResponse({"ok": True})


async def setup(request: Request) -> Response:
    """Makes the account, and logs in."""
    desk, body = desk_of(request), await body_of(request)
    site_id = desk.settings.site_id
    agent_id = await invitations.accept(
        desk.db,
        site_id=site_id,
        token=text_of(body, "token"),
        name=text_of(body, "name"),
        email=text_of(body, "email"),
        password=text_of(body, "password"),
    )
    await audit.record(desk.db, site_id=site_id, action="account_made", agent_id=agent_id)
    return _logged_in(request, *await logins.begin(desk.db, site_id=site_id, agent_id=agent_id))


async def log_in(request: Request) -> Response:
    """With e-mail and password."""
    desk, body = desk_of(request), await body_of(request)
    site_id, address = desk.settings.site_id, request.client.host if request.client else "unknown"
    email, password = text_of(body, "email"), text_of(body, "password")
    try:
        token, login = await logins.log_in(desk.db, site_id=site_id, email=email, password=password, address=address)
    except Refused as error:
        detail = {"why": error.code, "address": address}
        await audit.record(desk.db, site_id=site_id, action="login_failed", agent_id=None, detail=detail)
        raise
    await audit.record(desk.db, site_id=site_id, action="log_in", agent_id=login.agent_id, detail={"address": address})
    return _logged_in(request, token, login)


async def log_out(request: Request) -> Response:
    """Ends this login, and its sockets."""
    desk, login = desk_of(request), await login_of(request, changing=True)
    await logins.log_out(desk.db, key=login.key)
    await request.app.state.agents.log_out(login.key)
    await audit.record(desk.db, site_id=desk.settings.site_id, action="log_out", agent_id=login.agent_id)
    response = JSONResponse({"ok": True})
    response.delete_cookie(COOKIE, path="/", httponly=True, samesite="strict", secure=_https(request))
    return response


async def me(request: Request) -> Response:
    """Who is logged in here."""
    return JSONResponse(views.me(await login_of(request)))


async def invite(request: Request) -> Response:
    """A one-time link for a colleague. Administrators only."""
    desk, login, body = desk_of(request), await login_of(request, changing=True), await body_of(request)
    if login.role != "administrator":
        raise Refused("not_allowed", "Only administrators can invite people.", status=403)
    role = text_of(body, "role")
    path = await invitations.invite(desk.db, site_id=desk.settings.site_id, role=role)
    await audit.record(
        desk.db, site_id=desk.settings.site_id, action="invite", agent_id=login.agent_id, detail={"role": role}
    )
    return JSONResponse({"url": desk.settings.public_url + path})


def _logged_in(request: Request, token: str, login: Login) -> Response:
    response = JSONResponse(views.me(login))
    response.set_cookie(
        COOKIE,
        token,
        max_age=int(logins.LASTS.total_seconds()),
        path="/",
        httponly=True,
        samesite="strict",
        secure=_https(request),
    )
    return response


def _https(request: Request) -> bool:
    return desk_of(request).settings.public_url.startswith("https:")


routes = [
    Route("/api/setup/{token}", setup_link),
    Route("/api/setup", setup, methods=["POST"]),
    Route("/api/login", log_in, methods=["POST"]),
    Route("/api/logout", log_out, methods=["POST"]),
    Route("/api/me", me),
    Route("/api/invitations", invite, methods=["POST"]),
]
