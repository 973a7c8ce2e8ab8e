"""Agents' promises: marked as kept, or taken back with a word to the customer."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.desk import presence
from bot.desk.access import audit
from bot.desk.access.errors import Refused
from bot.desk.http.state import body_of, desk_of, login_of, text_of
from bot.desk.writing import pledges


async def settle(request: Request) -> Response:
    """`how` is kept (with words for colleagues, if wanted) or taken-back (with words for the customer)."""
    login, desk, body = await login_of(request, changing=True), desk_of(request), await body_of(request)
    agent = await presence.get(desk.db, agent_id=login.agent_id)
    how, promise_id = request.path_params["how"], request.path_params["promise_id"]
    if agent is None or how not in ("kept", "taken-back"):
        raise Refused("not_found", "There is nothing here.", status=404)
    words = text_of(body, "words") if body.get("words") else None
    if how == "kept":
        await pledges.kept(desk.db, desk.bus, promise_id=promise_id, agent=agent, words=words)
    else:
        about = {"promise_id": promise_id, "agent": agent, "words": words}
        await pledges.take_back(desk.db, desk.bus, settings=desk.settings, **about)
    detail = {"promise": promise_id}
    action = f"promise_{how.replace('-', '_')}"
    await audit.record(desk.db, site_id=agent.site_id, action=action, agent_id=agent.id, detail=detail)
    return JSONResponse({})


routes = [Route("/api/promises/{promise_id}/{how}", settle, methods=["POST"])]
