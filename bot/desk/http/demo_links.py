"""The page behind the links in the demo shop's mails. Opening it does nothing, as mail scanners do; its button does."""

from __future__ import annotations

from html import escape
from urllib.parse import parse_qs, quote

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from bot.backoffice import links
from bot.backoffice.errors import NotFound
from bot.desk.http.demo import shop_of
from bot.desk.http.errors import page

TO_SHOP = '<p><a href="/">To the shop</a></p>'
AGAIN = "<p>Ask for another in the chat, and we send it straight away.</p>" + TO_SHOP
USED = {
    "newsletter": "This link was used before. Nothing more has changed.",
    "password": "This link was used before, and works only once. Nobody was signed in.",
}
ASKS = {
    "newsletter": ("Start the newsletter", "Shall our newsletter go to {email}?", "Yes, start it"),
    "password": (
        "Getting into your account",
        "A real shop would ask for a new password for {email} here. This demo shop has no passwords: your link proves "
        "that the mailbox is yours, so it signs you in instead.",
        "Sign me in",
    ),
}


async def opened(request: Request) -> Response:
    """What the link would do, and a button for it."""
    token = request.query_params.get("token", "")
    link = await links.look(shop_of(request).shop, token)
    if link is None or link.state != "open":
        return _too_late(link)
    title, text, button = ASKS[link.purpose]
    form = (
        f'<form method="post" action="/demo/confirm"><input type="hidden" name="token" value="{escape(token)}">'
        f"<button>{button}</button></form>"
    )
    return page(title, f"<p>{text.format(email=escape(link.email))}</p>{form}")


async def pressed(request: Request) -> Response:
    """Do it, once."""
    shop = shop_of(request)
    token = parse_qs((await request.body()).decode("utf-8", "replace")).get("token", [""])[0]
    link = await links.use(shop.shop, token)
    if link is None or link.state != "open":
        return _too_late(link)
    if link.purpose == "newsletter":
        return page("The newsletter has started", f"<p>It goes to {escape(link.email)} from now on.</p>{TO_SHOP}")
    try:
        customer = await shop.customer_by_email(email=link.email)
    except NotFound:
        return page(
            "No account", f"<p>There is no account with {escape(link.email)} any more.</p>{TO_SHOP}", status=410
        )
    return RedirectResponse(f"/#customer={quote(customer.id)}", status_code=303)  # the shop's page signs them in


def _too_late(link: links.Link | None) -> Response:
    if link is None:
        return page("Not a link of ours", f"<p>It is not complete, or does not count any more.</p>{AGAIN}", status=404)
    if link.state == "used":
        return page("This link has been used", f"<p>{USED[link.purpose]}</p>{AGAIN}", status=410)
    return page("This link has expired", f"<p>It worked for an hour. Nothing has changed.</p>{AGAIN}", status=410)


routes = [
    Route("/demo/confirm", opened, methods=["GET"]),
    Route("/demo/confirm", pressed, methods=["POST"]),
]
