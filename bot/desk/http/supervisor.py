"""The supervisor's page: how it stands, reports over a period, and each of them as CSV."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.desk import sheet
from bot.desk.access import audit
from bot.desk.access.errors import Refused
from bot.desk.access.logins import Login
from bot.desk.http.state import desk_of, login_with_role
from bot.desk.supervisor import build, live
from bot.desk.supervisor import period as periods
from bot.desk.supervisor.period import Period
from bot.desk.supervisor.report import Report
from bot.times import now

MAY_SEE = ("supervisor", "administrator")


async def standing(request: Request) -> Response:
    """How it stands this moment."""
    await login_with_role(request, *MAY_SEE, by_itself=True)
    desk = desk_of(request)
    return JSONResponse(await live.now(desk.db, settings=desk.settings, at=now()))


async def reports(request: Request) -> Response:
    """All reports over `days`, or `from` and `to`."""
    login = await login_with_role(request, *MAY_SEE)
    period, found = await _reports(request)
    await _write_down(request, login, "reports_seen", period)
    days = {"from": period.first.isoformat(), "to": period.last.isoformat(), "timezone": period.zone}
    return JSONResponse({"period": days, "reports": [one.to_json() for one in found]})


async def export(request: Request) -> Response:
    """One report as CSV."""
    login, wanted = await login_with_role(request, *MAY_SEE), request.path_params["report"]
    period, found = await _reports(request)
    chosen = next((one for one in found if one.id == wanted), None)
    if chosen is None:
        raise Refused("not_found", "There is no such report.", status=404)
    await _write_down(request, login, "report_exported", period, report=wanted)
    name = f"{wanted}_{period.first.isoformat()}_{period.last.isoformat()}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(sheet.BOM + chosen.to_csv(), media_type="text/csv; charset=utf-8", headers=headers)


async def _reports(request: Request) -> tuple[Period, list[Report]]:
    desk, at = desk_of(request), now()
    period = periods.parse(request.query_params, zone=desk.settings.timezone, at=at)
    return period, await build.over(desk.db, site_id=desk.settings.site_id, period=period, at=at)


async def _write_down(request: Request, login: Login, action: str, period: Period, **more: str) -> None:
    desk = desk_of(request)
    detail = {"from": period.first.isoformat(), "to": period.last.isoformat(), **more}
    site_id, agent_id = desk.settings.site_id, login.agent_id
    await audit.record(desk.db, site_id=site_id, action=action, agent_id=agent_id, detail=detail)


routes = [
    Route("/api/supervisor/live", standing),
    Route("/api/supervisor/reports", reports),
    Route("/api/supervisor/reports/{report}.csv", export),
]
