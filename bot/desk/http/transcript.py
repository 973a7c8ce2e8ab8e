"""The customer's own copy of the conversation, as plain text, behind a signed link."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.desk import conversations
from bot.desk.access.errors import Refused
from bot.desk.http.state import desk_of
from bot.desk.store.rows import ConversationRow, MessageRow

SPEAKERS = {"customer": "You", "assistant": "Assistant (automated)", "system": "Information"}


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


def written(row: ConversationRow, rows: list[MessageRow], *, site_name: str) -> Iterator[str]:
    """Line by line. Times are in the customer's own zone, named."""
    zone = ZoneInfo(row.timezone)
    yield f"Your conversation with {site_name}"
    yield f"Reference {row.reference}, begun {_day(row.created_at.astimezone(zone))}"
    yield f"Times are {row.timezone} time."
    day = None
    for message in rows:
        if message.kind == "note":
            continue
        at = message.at.astimezone(zone)
        if day != at.date():
            day = at.date()
            yield f"\n--- {_day(at)} ---"
        speaker = message.agent_name if message.author == "agent" and message.agent_name else None
        yield f"\n{at:%H:%M} {at.tzname()}  {speaker or SPEAKERS.get(message.author, 'Our team')}:"
        yield from _indented(message)
    yield ""


def _indented(message: MessageRow) -> Iterator[str]:
    for line in (message.text or "").splitlines():
        yield f"    {line}"
    if message.card:
        yield f"    [{message.card.get('title', '')}]"
        for line in message.card.get("rows") or ():
            yield f"    {line.get('label')}: {line.get('value')}"
    if message.buttons:
        yield "    Choices: " + " / ".join(button["title"] for button in message.buttons)


def _day(at: datetime) -> str:
    return f"{at:%A} {at.day} {at:%B %Y}"


routes = [Route("/transcript/{token}", transcript)]
