"""The audit, for administrators: page by page, and as CSV. Looking into it is written down as well."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import asdict, replace

from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from bot.desk import sheet, views
from bot.desk.access import audit, audit_log, audit_words
from bot.desk.access.audit_log import Entry, Wanted
from bot.desk.access.errors import Refused
from bot.desk.access.people import ADMINISTRATOR
from bot.desk.http.state import desk_of, login_with_role
from bot.desk.supervisor import period
from bot.times import now

PAGE = 100
AT_ONCE = 1000  # lines of a CSV
FILTERS = ("person", "conversation", "action", "from", "to")


async def page(request: Request) -> Response:
    """The newest entries, or those `before` one."""
    login, desk = await login_with_role(request, ADMINISTRATOR), desk_of(request)
    site_id, wanted = desk.settings.site_id, _wanted(request)
    if wanted.before is None:
        await _write_down(request, "audit_seen", login.agent_id)
    found = await audit_log.find(desk.db, site_id=site_id, wanted=wanted, limit=PAGE + 1)
    people = await audit_log.people(desk.db, site_id=site_id)
    return JSONResponse(
        {
            "entries": [{**asdict(entry), "at": views.iso(entry.at)} for entry in found[:PAGE]],
            "more": found[PAGE - 1].id if len(found) > PAGE else None,
            "people": [{"id": agent_id, "name": name} for agent_id, name in people],
            "actions": [{"action": action, "title": title} for action, title in audit_words.titles()],
            "timezone": desk.settings.timezone,
        }
    )


async def export(request: Request) -> Response:
    """All entries that the filter leaves, as CSV, written while they are read."""
    login, wanted = await login_with_role(request, ADMINISTRATOR), _wanted(request)
    await _write_down(request, "audit_exported", login.agent_id)
    name = f"audit_{now():%Y-%m-%d}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return StreamingResponse(_csv(request, wanted), media_type="text/csv; charset=utf-8", headers=headers)


async def _csv(request: Request, wanted: Wanted) -> AsyncIterator[str]:
    desk = desk_of(request)
    yield sheet.BOM + sheet.lines([("Number", "At (UTC)", "Who", "What", "Action", "Conversation")])
    while found := await audit_log.find(desk.db, site_id=desk.settings.site_id, wanted=wanted, limit=AT_ONCE):
        yield sheet.lines(_line(entry) for entry in found)
        wanted = replace(wanted, before=found[-1].id)


def _line(entry: Entry) -> list[str]:
    cells = (str(entry.id), views.iso(entry.at), entry.who, entry.what, entry.action, entry.reference or "")
    return [sheet.text(cell) for cell in cells]


def _wanted(request: Request) -> Wanted:
    asked = request.query_params
    wanted = Wanted(
        agent_id=asked.get("person") or None,
        reference=asked.get("conversation", "").strip().upper() or None,
        action=asked.get("action") or None,
    )
    if before := asked.get("before"):
        if not before.isdecimal() or len(before) > 18:
            raise Refused("not_understood", "That page of the log can't be found. Please reload.")
        wanted = replace(wanted, before=int(before))
    if asked.get("from") or asked.get("to"):
        first = asked.get("from") or asked["to"]
        days = {"from": first, "to": asked.get("to") or first}  # one of them alone: that day
        found = period.parse(days, zone=desk_of(request).settings.timezone, at=now())
        wanted = replace(wanted, since=found.since, until=found.until)
    return wanted


async def _write_down(request: Request, action: str, agent_id: str) -> None:
    desk, asked = desk_of(request), request.query_params
    filters = {name: asked[name][:60] for name in FILTERS if asked.get(name)}
    if person := filters.get("person"):
        names = dict(await audit_log.people(desk.db, site_id=desk.settings.site_id))
        filters["person"] = names.get(person, person)
    await audit.record(desk.db, site_id=desk.settings.site_id, action=action, agent_id=agent_id, detail=filters or None)


routes = [Route("/api/audit", page), Route("/api/audit.csv", export)]
