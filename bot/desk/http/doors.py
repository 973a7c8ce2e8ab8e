"""Coming in and going out: one-time links, log-in, log-out."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.desk import views
from bot.desk.access import audit, invitations, logins
from bot.desk.access.errors import Refused
from bot.desk.access.logins import Login
from bot.desk.access.origin import COOKIE
from bot.desk.http.state import body_of, caller_of, desk_of, is_https, login_of, text_of
from bot.desk.tokens import DEVICE_AGE

KNOWN = "evenkeel_known"  # tells this browser from strangers' when a password is wrong: bot/desk/access/throttle.py


async def setup_link(request: Request) -> Response:
    """What a one-time link is for, if it is still good."""
    desk, token = desk_of(request), request.path_params["token"]
    link = await invitations.look(desk.db, site_id=desk.settings.site_id, token=token)
    sets = "password" if link.agent_id else "account"
    return JSONResponse({"sets": sets, "email": link.email, "role": link.role})


async def setup(request: Request) -> Response:
    """Makes the account, or sets the new password; and logs in."""
    desk, body = desk_of(request), await body_of(request)
    site_id, token, password = desk.settings.site_id, text_of(body, "token"), text_of(body, "password")
    if (await invitations.look(desk.db, site_id=site_id, token=token)).agent_id:
        agent_id = await invitations.set_password(desk.db, settings=desk.settings, token=token, password=password)
        await request.app.state.agents.cut_ended()
    else:
        agent_id = await invitations.accept(
            desk.db,
            site_id=site_id,
            token=token,
            name=text_of(body, "name"),
            email=text_of(body, "email"),
            password=password,
        )
    return logged_in(
        request, *await logins.begin(desk.db, site_id=site_id, agent_id=agent_id, caller=caller_of(request))
    )


async def log_in(request: Request) -> Response:
    """With e-mail and password."""
    desk, body = desk_of(request), await body_of(request)
    site_id, email, password = desk.settings.site_id, text_of(body, "email"), text_of(body, "password")
    device = desk.tokens.device_of(email.strip().lower(), request.cookies.get(KNOWN))
    caller = caller_of(request, device=device)
    try:
        token, login = await logins.log_in(desk.db, site_id=site_id, email=email, password=password, caller=caller)
    except Refused as error:
        # what was typed as an address is not kept: it may have been the password
        whose = await logins.name_of(desk.db, site_id=site_id, email=email)
        detail = {"why": error.code, "address": caller.address, **({"person": whose} if whose else {})}
        await audit.record(desk.db, site_id=site_id, action="login_failed", agent_id=None, detail=detail)
        raise
    if before := request.cookies.get(COOKIE):  # this browser's last login ends here
        await logins.log_out(desk.db, key=logins.hash_of(before))
    detail = {"address": caller.address}
    await audit.record(desk.db, site_id=site_id, action="log_in", agent_id=login.agent_id, detail=detail)
    return logged_in(request, token, login, device=device)


async def log_out(request: Request) -> Response:
    """Ends this login, and its sockets."""
    desk, login = desk_of(request), await login_of(request, changing=True)
    await logins.log_out(desk.db, key=login.key)
    await request.app.state.agents.cut_ended()
    await audit.record(desk.db, site_id=desk.settings.site_id, action="log_out", agent_id=login.agent_id)
    response = JSONResponse({"ok": True})
    response.delete_cookie(COOKIE, path="/", httponly=True, samesite="strict", secure=is_https(request))
    return response


async def me(request: Request) -> Response:
    """Who is logged in here."""
    return JSONResponse(views.me(await login_of(request)))


def logged_in(request: Request, token: str, login: Login, *, device: str | None = None) -> Response:
    """Who they are, and the cookies: the login's own, and the one that says that this browser is known."""
    response = JSONResponse(views.me(login))
    strict: dict[str, Any] = {"httponly": True, "samesite": "strict", "secure": is_https(request)}
    response.set_cookie(COOKIE, token, max_age=int(logins.LASTS.total_seconds()), path="/", **strict)
    known = desk_of(request).tokens.device(login.email, name=device)
    response.set_cookie(KNOWN, known, max_age=DEVICE_AGE, path="/api/login", **strict)
    return response


routes = [
    Route("/api/setup/{token}", setup_link),
    Route("/api/setup", setup, methods=["POST"]),
    Route("/api/login", log_in, methods=["POST"]),
    Route("/api/logout", log_out, methods=["POST"]),
    Route("/api/me", me, methods=["GET"]),
]
