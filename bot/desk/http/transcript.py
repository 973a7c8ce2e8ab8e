"""The customer's own copy of the conversation, as plain text, behind a signed link."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.desk import conversations
from bot.desk.access.errors import Refused
from bot.desk.http.state import desk_of
from bot.desk.transcript import written


async def transcript(request: Request) -> Response:
    """Everything said, without agents' notes."""
    desk = desk_of(request)
    conversation_id = desk.tokens.conversation_of_transcript(request.path_params["token"])
    row = await conversations.get(desk.db, conversation_id=conversation_id) if conversation_id else None
    if row is None:
        message = "This link is not valid any more. Open the chat again and download it from there."
        raise Refused("link_expired", message, status=404)
    rows = await conversations.messages_after(desk.db, conversation_id=row.id, limit=100_000)
    text = "\n".join(written(row, rows, site_name=desk.settings.site_name))
    headers = {"Content-Disposition": f'attachment; filename="conversation-{row.reference}.txt"'}
    return PlainTextResponse(text, headers=headers)


routes = [Route("/transcript/{token}", transcript)]
