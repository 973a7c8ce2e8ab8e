"""One's own account: the name, the password, and where one is logged in."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.desk import views
from bot.desk.access import account, logins
from bot.desk.access.caller import in_words
from bot.desk.access.errors import Refused
from bot.desk.bus import Change
from bot.desk.http.doors import logged_in
from bot.desk.http.state import body_of, caller_of, desk_of, login_of, text_of


async def rename(request: Request) -> Response:
    """What customers see from now on."""
    login, desk, body = await login_of(request, changing=True), desk_of(request), await body_of(request)
    site_id = desk.settings.site_id
    await account.rename(desk.db, site_id=site_id, login=login, name=text_of(body, "name"))
    await desk.bus.publish(Change("", site_id, state=False, overview=True))
    return JSONResponse(views.me(await login_of(request)))


async def password(request: Request) -> Response:
    """A new one; ends every login, and gives this browser a new one."""
    login, desk, body = await login_of(request, changing=True), desk_of(request), await body_of(request)
    token, renewed = await account.change_password(
        desk.db,
        settings=desk.settings,
        login=login,
        old=text_of(body, "old"),
        new=text_of(body, "new"),
        caller=caller_of(request),
    )
    await request.app.state.agents.cut_ended()
    return logged_in(request, token, renewed)


async def sessions(request: Request) -> Response:
    """Where one is logged in."""
    login, desk = await login_of(request), desk_of(request)
    found = await logins.alive(desk.db, site_id=desk.settings.site_id, agent_id=login.agent_id)
    return JSONResponse(
        [
            {
                "id": one.key,
                "device": in_words(one.user_agent),
                "address": one.address,
                "since": views.iso(one.created_at),
                "last_used": views.iso(one.last_used_at),
                "this": one.key == login.key,
            }
            for one in found
        ]
    )


async def log_out_elsewhere(request: Request) -> Response:
    """One other login, or all others."""
    login, desk = await login_of(request, changing=True), desk_of(request)
    key = request.path_params.get("login_id")
    ended = await account.log_out_elsewhere(desk.db, site_id=desk.settings.site_id, login=login, key=key)
    if key and not ended:
        raise Refused("not_found", "That login has ended already.", status=404)
    await request.app.state.agents.cut_ended()
    return JSONResponse({"ended": ended})


routes = [
    Route("/api/me", rename, methods=["PATCH"]),
    Route("/api/me/password", password, methods=["POST"]),
    Route("/api/me/logins", sessions, methods=["GET"]),
    Route("/api/me/logins", log_out_elsewhere, methods=["DELETE"]),
    Route("/api/me/logins/{login_id}", log_out_elsewhere, methods=["DELETE"]),
]
