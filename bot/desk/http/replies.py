"""Prepared replies for the composer, and a count of their use."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.desk.access.errors import Refused
from bot.desk.http.state import body_of, conversation_of, desk_of, login_of, text_of
from bot.desk.replies import use


async def offered(request: Request) -> Response:
    """`CannedReplies`."""
    login, row = await login_of(request), await conversation_of(request)
    desk = desk_of(request)
    replies = await use.offered(
        desk.db,
        desk.replies.replies(),
        settings=desk.settings,
        conversation_id=row.id,
        agent_name=login.name,
    )
    return JSONResponse({"replies": replies, "problem": desk.replies.problem})


async def used(request: Request) -> Response:
    """One was put into a message."""
    login, row = await login_of(request, changing=True), await conversation_of(request)
    desk, name = desk_of(request), text_of(await body_of(request), "reply")
    if name not in [reply.name for reply in desk.replies.replies()]:
        raise Refused("not_found", "That reply is not there any more.", status=404)
    await use.count(desk.db, site_id=row.site_id, reply=name, agent_id=login.agent_id, conversation_id=row.id)
    return JSONResponse({"ok": True})


HERE = "/api/conversations/{conversation}/replies"
routes = [Route(HERE, offered), Route(HERE + "/used", used, methods=["POST"])]
