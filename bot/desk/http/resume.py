"""The link in a mail: opens the widget on that conversation, on any device. Opening it changes nothing: scanners do."""

from __future__ import annotations

from html import escape
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from bot.desk import wording
from bot.desk.http.errors import page
from bot.desk.http.state import desk_of


async def chat(request: Request) -> Response:
    """To the widget; the token goes after a #, so that no other server ever hears of it."""
    desk, token = desk_of(request), request.path_params["token"]
    settings = desk.settings
    if desk.tokens.resumed(token, days=settings.mail.link_days) is None:
        days = wording.days(settings.mail.link_days)
        words = escape(settings.texts.say("link_expired", days=days))
        text = f'<p>{words}</p><p><a href="/">To {escape(settings.site_name)}</a></p>'
        return page(settings.texts.say("link_expired_title"), text, status=410)
    return RedirectResponse(f"/widget?{urlencode({'title': settings.site_name})}#resume={token}", status_code=303)


routes = [Route("/chat/{token}", chat)]
