"""People of the desk: the list, changes, invitations and links for a new password. Administrators change, supervisors
look."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.desk import views
from bot.desk.access import invitations, people
from bot.desk.access.errors import Refused
from bot.desk.access.invitations import Link
from bot.desk.access.people import ADMINISTRATOR, Person, Wishes
from bot.desk.bus import Change
from bot.desk.http.state import body_of, desk_of, login_with_role, text_of


async def everybody(request: Request) -> Response:
    """Everybody; for administrators the open invitations too. The page asks every few seconds."""
    login, desk = await login_with_role(request, "supervisor", ADMINISTRATOR, by_itself=True), desk_of(request)
    found = await people.everybody(desk.db, settings=desk.settings)
    may_change = login.role == ADMINISTRATOR
    links = await invitations.open_links(desk.db, site_id=desk.settings.site_id) if may_change else []
    names = {person.agent.id: person.agent.name for person in found}
    return JSONResponse(
        {
            "may_change": may_change,
            "skills": [{"id": skill.id, "name": skill.name} for skill in desk.settings.routing.skills],
            "max_open": desk.settings.routing.max_open,
            "people": [_person(person) for person in found],
            "invitations": [_invitation(link, names) for link in links if link.agent_id is None],
        }
    )


async def change(request: Request) -> Response:
    """Role, skills, languages, load limit, switched off or on."""
    login, desk = await login_with_role(request, ADMINISTRATOR, changing=True), desk_of(request)
    wishes = _wishes(await body_of(request))
    site_id, agent_id = desk.settings.site_id, request.path_params["agent_id"]
    await people.change(desk.db, settings=desk.settings, by=login.agent_id, agent_id=agent_id, wishes=wishes)
    await request.app.state.agents.cut_ended()
    await desk.bus.publish(Change("", site_id, state=False, overview=True))
    found = await people.everybody(desk.db, settings=desk.settings)
    return JSONResponse(next(_person(person) for person in found if person.agent.id == agent_id))


async def reset(request: Request) -> Response:
    """A link with which somebody sets a new password."""
    login, desk = await login_with_role(request, ADMINISTRATOR, changing=True), desk_of(request)
    agent_id = request.path_params["agent_id"]
    path = await invitations.reset(desk.db, settings=desk.settings, agent_id=agent_id, made_by=login.agent_id)
    return JSONResponse({"url": desk.settings.public_url + path, "mailed": desk.settings.mail.smtp is not None})


async def invite(request: Request) -> Response:
    """A link with which a colleague makes their account."""
    login, desk = await login_with_role(request, ADMINISTRATOR, changing=True), desk_of(request)
    body = await body_of(request)
    email = text_of(body, "email").strip() if body.get("email") else None
    path = await invitations.invite(
        desk.db, settings=desk.settings, role=text_of(body, "role"), email=email, made_by=login.agent_id
    )
    mailed = bool(email and desk.settings.mail.smtp)
    return JSONResponse({"url": desk.settings.public_url + path, "mailed": mailed})


async def revoke(request: Request) -> Response:
    """An invitation that nobody shall use any more."""
    login, desk = await login_with_role(request, ADMINISTRATOR, changing=True), desk_of(request)
    this = request.path_params["invitation_id"]
    await invitations.revoke(desk.db, site_id=desk.settings.site_id, token_hash=this, by=login.agent_id)
    return JSONResponse({"ok": True})


def _person(person: Person) -> dict[str, Any]:
    agent = person.agent
    return {
        "id": agent.id,
        "name": agent.name,
        "email": agent.email,
        "role": agent.role,
        "presence": agent.availability if person.here else "offline",
        "last_seen": views.iso(agent.last_seen_at) if agent.last_seen_at else None,
        "open": person.open,
        "skills": agent.skills,
        "languages": agent.languages,
        "max_open": agent.max_open,
        "disabled": agent.disabled_at is not None,
        "since": views.iso(agent.created_at),
    }


def _invitation(link: Link, names: Mapping[str, str]) -> dict[str, Any]:
    return {
        "id": link.token_hash,
        "role": link.role,
        "email": link.email,
        "made_by": names.get(link.made_by or ""),
        "made_at": views.iso(link.created_at),
        "expires_at": views.iso(link.expires_at),
    }


def _wishes(body: Mapping[str, Any]) -> Wishes:
    wished = {name: body[name] for name in ("role", "disabled", "skills", "languages", "max_open") if name in body}
    kinds = {"role": str, "disabled": bool, "skills": list, "languages": list, "max_open": int}
    for name, value in wished.items():
        if name == "max_open" and value is None:
            wished[name] = 0
        elif not isinstance(value, kinds[name]) or (name == "max_open" and isinstance(value, bool)):
            raise Refused("not_understood", f"The field “{name}” can't be read.")
    for name in ("skills", "languages"):
        if name in wished:
            wished[name] = [" ".join(word.split()) if isinstance(word, str) else "" for word in wished[name]]
    return Wishes(**wished)


routes = [
    Route("/api/people", everybody),
    Route("/api/people/{agent_id}", change, methods=["PATCH"]),
    Route("/api/people/{agent_id}/reset", reset, methods=["POST"]),
    Route("/api/invitations", invite, methods=["POST"]),
    Route("/api/invitations/{invitation_id}", revoke, methods=["DELETE"]),
]
