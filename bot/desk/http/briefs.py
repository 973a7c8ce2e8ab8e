"""An agent's word on a brief."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.desk import conversations
from bot.desk.access import audit
from bot.desk.access.errors import Refused
from bot.desk.brief import ratings
from bot.desk.http.state import body_of, desk_of, login_of, text_of


async def rate(request: Request) -> Response:
    """Useful, wrong (which statement) or missing (what)."""
    login, desk, body = await login_of(request, changing=True), desk_of(request), await body_of(request)
    conversation_id, settings = request.path_params["conversation_id"], desk.settings
    row = await conversations.get(desk.db, conversation_id=conversation_id)
    if row is None or row.site_id != settings.site_id:
        raise Refused("not_found", "There is no such conversation.", status=404)
    told = {name: text_of(body, name) for name in ("part", "statement", "words") if body.get(name)}
    verdict, by = text_of(body, "verdict"), login.agent_id
    await ratings.add(
        desk.db,
        settings=settings,
        conversation_id=conversation_id,
        agent_id=by,
        verdict=verdict,
        part=told.get("part"),
        statement=told.get("statement"),
        words=told.get("words"),
    )
    await audit.record(
        desk.db,
        site_id=settings.site_id,
        action="rate_brief",
        agent_id=by,
        conversation_id=conversation_id,
        detail={"verdict": verdict},
    )
    return JSONResponse({})


routes = [Route("/api/briefs/{conversation_id}/ratings", rate, methods=["POST"])]
