"""Signing in at the demo shop. A real shop's server signs its own customers' tokens; there these routes are off."""

from __future__ import annotations

import re
from contextlib import suppress
from html import escape

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.backoffice.demo import CUSTOMERS
from bot.backoffice.errors import NotFound
from bot.backoffice.mails import Written
from bot.backoffice.outbox import latest
from bot.backoffice.sql import SqlBackOffice
from bot.desk.access.errors import Refused
from bot.desk.http.errors import page
from bot.desk.http.state import body_of, desk_of, text_of
from bot.desk.mail import carrier, outbox
from bot.post.letter import page as html
from bot.wire import Customer


async def customers(request: Request) -> Response:
    """Whom a visitor of the demo may be."""
    shop = shop_of(request)
    found = []
    for customer_id in CUSTOMERS:
        with suppress(NotFound):  # their account was closed
            found.append(await shop.customer(customer_id=customer_id))
    return JSONResponse([{"id": one.id, "name": one.name, "email": one.email} for one in found])


async def sign_in(request: Request) -> Response:
    """A token saying that this customer is signed in at the shop."""
    shop, body = shop_of(request), await body_of(request)
    try:
        found = await shop.customer(customer_id=text_of(body, "customer_id"))
    except NotFound:
        raise Refused("no_such_customer", "The shop does not know that customer.", status=404) from None
    customer = Customer(id=found.id, name=found.name, email=found.email, verified=True)
    return JSONResponse({"customer_token": desk_of(request).tokens.customer(customer)})


async def mail(request: Request) -> Response:
    """What the shop has written to its customers, sent or not: the demo's visitors have no mailbox. The desk's mails
    too, unless a server takes them to real ones."""
    shop, desk = shop_of(request), desk_of(request)
    written = list(await latest(shop.shop))
    if desk.settings.mail.shown:
        written += [
            Written(one.recipient, one.subject, carrier.text(one, settings=desk.settings, tokens=desk.tokens), *times)
            for one in await outbox.latest(desk.db, site_id=desk.settings.site_id)
            for times in [(one.written_at, one.sent_at, one.given_up_at)]
        ]
    written.sort(key=lambda one: one.written_at, reverse=True)
    items = "".join(
        f"<article><h2>{escape(one.subject)}</h2><p>To {escape(one.to)}, {one.written_at:%d %b %H:%M} UTC</p>"
        f"{_here(html(one.body)) or '<p>Sent; its secret was not kept.</p>'}</article>"
        for one in written
    )
    return page(
        "Mail from the shop", (items or "<p>Nothing has been sent yet.</p>") + '<p><a href="/">To the shop</a></p>'
    )


def _here(body: str) -> str:
    """Links lead to this desk, wherever it is reached."""
    return re.sub(r'href="https?://[^/"]+/(?=demo/|chat/|desk)', 'href="/', body)


def shop_of(request: Request) -> SqlBackOffice:
    desk = desk_of(request)
    shop = desk.office.shop if desk.office and desk.settings.demo else None
    if not isinstance(shop, SqlBackOffice):
        raise Refused("no_demo", "This site is not the demo shop.", status=404)
    return shop


routes = [
    Route("/demo/mail", mail),
    Route("/api/demo/customers", customers),
    Route("/api/demo/sign-in", sign_in, methods=["POST"]),
]
