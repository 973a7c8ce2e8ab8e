"""The order panel: what the back office says, what an agent may do there, and doing it once."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.backoffice.errors import BackOfficeError
from bot.desk import conversations, presence
from bot.desk.access import audit
from bot.desk.access.errors import Refused
from bot.desk.access.logins import Login
from bot.desk.desk import Desk
from bot.desk.http.state import body_of, conversation_of, desk_of, login_of, text_of
from bot.desk.office import panel, presses
from bot.desk.office.case import Case, filled_in, look
from bot.desk.office.deeds import DEEDS, Deed
from bot.desk.office.door import Office, OfficeDown
from bot.desk.sockets import inputs
from bot.desk.store.rows import ConversationRow
from bot.privacy.mask import mask
from bot.times import now

Answer = TypeVar("Answer")
DOWN = Refused(
    "office_down",
    "The back office does not answer. What you see here may be old; it is asked again when you look again.",
    status=503,
)
NONE = Refused("no_office", "No back office is set up for this desk (EVENKEEL_SHOP_DATABASE_URL).", status=404)
OLD_PAGE = "This page has grown old. Please reload it and try again."
ASSURED = "How did you make sure who it is?"


async def listed(request: Request) -> Response:
    """`OrderPanel`."""
    login, row = await _at(request)
    desk, office = desk_of(request), _office(request)
    said = await conversations.messages_after(desk.db, conversation_id=row.id)

    async def asked() -> dict[str, Any]:
        found, at = await panel.orders(office, row, said), now()
        zone = desk.settings.timezone
        return {
            "verified": row.customer_verified,
            "account": await panel.account(office, row, zone=zone),
            "orders": [panel.brief_order(order, zone=zone, now=at) for order in found],
        }

    answer = await _ask(desk, office, asked)
    await _write_down(desk, login, "orders_seen", row)
    return JSONResponse(answer)


async def shown(request: Request) -> Response:
    """`OrderView`."""
    login, row = await _at(request)
    desk = desk_of(request)
    case = await _case(request, login, row, request.path_params["number"])
    done = await presses.done_about(desk.db, site_id=row.site_id, about=case.order.number)
    await _write_down(desk, login, "order_seen", row, order=case.order.number)
    return JSONResponse(panel.whole_order(case, done, row=row, settings=desk.settings))


async def preview(request: Request) -> Response:
    """What would happen, in words."""
    login, row = await _at(request, changing=True)
    body = await body_of(request)
    deed, case = await _wanted(request, login, row, body)
    values = filled_in(deed.fields(case), body.get("values"))
    return JSONResponse({"words": deed.words(case, values)})


async def press(request: Request) -> Response:
    """Do it: `Press`, which may still be under way."""
    login, row = await _at(request, changing=True)
    desk, body = desk_of(request), await body_of(request)
    press_id = inputs.identifier(body.get("id"))[:36]
    agent = await presence.get(desk.db, agent_id=login.agent_id)
    if agent is None:
        raise Refused("log_in", "Please log in.", status=401)
    known = await presses.get(desk.db, press_id=press_id)
    if known is None:
        deed, case = await _wanted(request, login, row, body)
        assured = _assured(body, needed=deed.unverified == "care" and not row.customer_verified)
        values = filled_in(deed.fields(case), body.get("values"))
        about, told = case.order.number, {"values": _masked(values), "assured": assured}
    else:
        about, told = known.about, known.told
    one, fresh = await presses.claim(
        desk.db,
        conversation_id=row.id,
        agent=agent,
        press_id=press_id,
        deed=text_of(body, "deed"),
        about=about,
        facts={**told, "supervises": login.role in presses.SUPERVISES},
        seen=inputs.whole_number(body.get("seen"), least=0, most=100_000, message=OLD_PAGE),
        lease_s=desk.hands.lease_s,
    )
    if fresh or one.state == "doing":
        await desk.hands.do(one, wait_s=desk.settings.timings.office)
        one = await presses.get(desk.db, press_id=press_id) or one
    return JSONResponse(panel.press(one, settings=desk.settings, zone=row.timezone, now=now()))


def _assured(body: dict[str, Any], *, needed: bool) -> str | None:
    said = text_of(body, "assured").strip() if body.get("assured") else ""
    if needed and len(said) < 5:
        raise Refused("assured", f"{ASSURED} Please say it in a few words: they have not signed in.")
    return mask(said[:300]).text or None


def _masked(values: dict[str, Any]) -> dict[str, Any]:
    """Secrets have no place in what is kept."""
    return {name: mask(value).text if isinstance(value, str) else value for name, value in values.items()}


async def _wanted(request: Request, login: Login, row: ConversationRow, body: dict[str, Any]) -> tuple[Deed, Case]:
    deed = DEEDS.get(text_of(body, "deed"))
    case = await _case(request, login, row, text_of(body, "about"))
    if deed is None or not deed.offered(case):
        raise Refused("not_offered", "That can't be done to this order any more. Look again.", status=409)
    if deed.unverified == "never" and not row.customer_verified:
        raise Refused("not_verified", "They have to sign in, or prove their e-mail address, before that.", status=403)
    return deed, case


async def _case(request: Request, login: Login, row: ConversationRow, number: str) -> Case:
    """An order of this conversation's customer; towards others one that was named here."""
    desk, office = desk_of(request), _office(request)
    said = await conversations.messages_after(desk.db, conversation_id=row.id)
    powers = desk.settings.powers

    async def asked() -> Case:
        known = await panel.orders(office, row, said)
        if number not in [order.number for order in known]:
            raise Refused("not_theirs", "That order does not belong to this conversation.", status=404)
        return await look(
            office,
            number,
            budget=powers.goodwill(office.assistants),
            most=powers.most(supervises=login.role in presses.SUPERVISES),
            now=now(),
        )

    return await _ask(desk, office, asked)


async def _ask(desk: Desk, office: Office, asked: Callable[[], Awaitable[Answer]]) -> Answer:
    try:
        return await office.ask(asked, within=desk.settings.timings.office)
    except BackOfficeError as refusal:
        raise Refused(refusal.code, str(refusal), status=409) from None
    except OfficeDown:
        raise DOWN from None


async def _at(request: Request, *, changing: bool = False) -> tuple[Login, ConversationRow]:
    """Who asks, and about which conversation of this site."""
    return await login_of(request, changing=changing), await conversation_of(request)


def _office(request: Request) -> Office:
    office = desk_of(request).office
    if office is None:
        raise NONE
    return office


async def _write_down(desk: Desk, login: Login, action: str, row: ConversationRow, **detail: str) -> None:
    await audit.record(
        desk.db,
        site_id=row.site_id,
        action=action,
        agent_id=login.agent_id,
        conversation_id=row.id,
        detail=detail or None,
    )


HERE = "/api/conversations/{conversation}/orders"
routes = [
    Route(HERE, listed),
    Route(HERE + "/preview", preview, methods=["POST"]),
    Route(HERE + "/press", press, methods=["POST"]),
    Route(HERE + "/{number}", shown),
]
