"""Past conversations, and what there is to choose from when one is closed or looked for."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.desk import conversations, presence, taking, views
from bot.desk.access import audit
from bot.desk.access.errors import Refused
from bot.desk.finding import search
from bot.desk.finding.search import Found, Wish
from bot.desk.finding.suggested import suggested_tags
from bot.desk.http.state import body_of, desk_of, login_of
from bot.desk.settings import Settings
from bot.desk.store.tables import agents
from bot.desk.supervisor import period as periods

LONGEST = 200
PATTERN_TOO_LONG = f"Please search for at most {LONGEST} characters."


async def find(request: Request) -> Response:
    """A page of those that fit; who searched for what is written down."""
    login, desk, asked = await login_of(request), desk_of(request), dict(request.query_params)
    wish = _wish(asked, desk.settings)
    skip = int(asked["skip"]) if asked.get("skip", "").isdecimal() else 0
    found, more = await search.search(desk.db, settings=desk.settings, wish=wish, skip=min(skip, 10_000))
    seen = {"found": [one.conversation.reference for one in found]}
    detail: dict[str, Any] = {name: value for name, value in asked.items() if value} | seen
    site_id = desk.settings.site_id
    await audit.record(desk.db, site_id=site_id, action="search", agent_id=login.agent_id, detail=detail)
    return JSONResponse({"found": [_found(one) for one in found], "more": more})


async def choices(request: Request) -> Response:
    """Dispositions, tags in use, and the team; for one conversation, the tags that suggest themselves."""
    await login_of(request, by_itself=True)
    desk = desk_of(request)
    settings, about = desk.settings, request.query_params.get("conversation_id")
    row = await conversations.get(desk.db, conversation_id=about) if about else None
    async with desk.db.read() as connection:
        team = select(agents.c.id, agents.c.name).where(agents.c.site_id == settings.site_id).order_by(agents.c.name)
        people = [{"id": one.id, "name": one.name} for one in await connection.execute(team)]
    known = row if row and row.site_id == settings.site_id else None
    return JSONResponse(
        {
            "dispositions": [{"value": code, "words": words} for code, words in settings.closing.dispositions.items()],
            "tags": await search.tags_in_use(desk.db, settings=settings),
            "suggested": await suggested_tags(desk.db, known) if known else [],
            "agents": people,
        }
    )


async def reopen(request: Request) -> Response:
    """A closed conversation is the agent's again, and the customer is told."""
    login, desk = await login_of(request, changing=True), desk_of(request)
    await body_of(request)
    agent = await presence.get(desk.db, agent_id=login.agent_id)
    conversation_id = request.path_params["conversation_id"]
    row = await conversations.get(desk.db, conversation_id=conversation_id)
    if agent is None or row is None or row.site_id != desk.settings.site_id:
        raise Refused("not_found", "There is no such conversation.", status=404)
    about = {"settings": desk.settings, "conversation_id": conversation_id, "agent": agent}
    try:
        await taking.reopen(desk.db, desk.bus, **about)
    except taking.Taken as error:
        raise Refused("taken", str(error), status=409) from None
    about = {"action": "reopen", "agent_id": agent.id, "conversation_id": conversation_id}
    await audit.record(desk.db, site_id=agent.site_id, **about)
    return JSONResponse({})


def _wish(asked: dict[str, str], settings: Settings) -> Wish:
    if any(len(value) > LONGEST or "\0" in value for value in asked.values()):
        raise Refused("too_long", PATTERN_TOO_LONG)
    since = until = None
    if asked.get("from") or asked.get("to"):
        days = {"from": asked.get("from") or "2000-01-01", "to": asked.get("to") or "2200-01-01"}
        since, until = periods.bounds(days, zone=settings.timezone)
    return Wish(
        typed=asked.get("words", ""),
        tag=asked.get("tag") or None,
        disposition=asked.get("disposition") or None,
        agent_id=asked.get("agent") or None,
        since=since,
        until=until,
        of=asked.get("of") or None,
    )


def _found(found: Found) -> dict[str, Any]:
    """`FoundConversation`."""
    row = found.conversation
    view: dict[str, Any] = {
        "conversation_id": row.id,
        "reference": row.reference,
        "owner": row.owner,
        "customer": views.customer(row),
        "at": views.iso(row.created_at),
        "until": views.iso(row.updated_at),
        "agents": list(found.agents),
        "disposition": row.disposition,
        "tags": row.tags or [],
        "line": None,
    }
    if line := found.line:
        view["line"] = {"seq": line.seq, "author": line.author, "text": line.text, "marks": line.marks}
    return view


routes = [
    Route("/api/conversations", find),
    Route("/api/conversations/{conversation_id}/reopen", reopen, methods=["POST"]),
    Route("/api/closing", choices),
]
