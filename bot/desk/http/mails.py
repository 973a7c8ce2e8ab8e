"""Mail, for the team: what could not be delivered, and whether one wants alerts by e-mail."""

from __future__ import annotations

from typing import Any

from sqlalchemy import update
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.desk import presence, views
from bot.desk.access import audit
from bot.desk.access.errors import Refused
from bot.desk.http.state import body_of, desk_of, login_of, login_with_role
from bot.desk.http.supervisor import MAY_SEE
from bot.desk.mail import outbox
from bot.desk.mail.outbox import Undelivered
from bot.desk.store.tables import agents


async def undelivered(request: Request) -> Response:
    """`UndeliveredMail[]`: without what was in them. Supervisors and administrators."""
    desk, _ = desk_of(request), await login_with_role(request, *MAY_SEE, by_itself=True)
    found = await outbox.undelivered(desk.db, site_id=desk.settings.site_id)
    return JSONResponse([_view(one) for one in found])


async def wish(request: Request) -> Response:
    """`AlertWish`: whether this agent is alerted by e-mail; none at all if there is no mail here."""
    desk, login = desk_of(request), await login_of(request)
    agent = await presence.get(desk.db, agent_id=login.agent_id)
    here = desk.settings.mail.possible and desk.settings.alerts.mail
    return JSONResponse({"mail": agent.alert_mail if agent and here else None})


async def set_wish(request: Request) -> Response:
    """Their own choice."""
    desk, login, body = desk_of(request), await login_of(request, changing=True), await body_of(request)
    wanted = body.get("mail")
    if not isinstance(wanted, bool):
        raise Refused("not_understood", "Please choose on or off.")
    async with desk.db.write() as connection:
        this = update(agents).where(agents.c.id == login.agent_id)
        await connection.execute(this.values(alert_mail=wanted))
        here = {"site_id": desk.settings.site_id, "agent_id": login.agent_id}
        await audit.note(connection, **here, action="alert_mail", detail={"wanted": wanted})
    return JSONResponse({"mail": wanted})


def _view(mail: Undelivered) -> dict[str, Any]:
    view = {**vars(mail), "written_at": views.iso(mail.written_at), "given_up_at": views.iso(mail.given_up_at)}
    return {name: value for name, value in view.items() if value is not None}


routes = [
    Route("/api/supervisor/mails", undelivered),
    Route("/api/alerts", wish, methods=["GET"]),
    Route("/api/alerts", set_wish, methods=["POST"]),
]
