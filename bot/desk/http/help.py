"""The help centre's articles as pages."""

from __future__ import annotations

import html
from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.desk.http.errors import page
from bot.desk.site import site_folder
from bot.help.articles import load_articles, read_article, render_html


async def article(request: Request) -> Response:
    """One article."""
    found = read_article(_folder(), request.path_params["slug"])
    if found is None:
        raise HTTPException(404)
    response = page(found.title, render_html(found) + '<p><a href="/help">All help articles</a></p>', heading=False)
    response.headers["Cache-Control"] = "no-cache"
    return response


async def contents(request: Request) -> Response:
    """All of them."""
    links = "".join(f'<li><a href="{one.url}">{html.escape(one.title)}</a></li>' for one in load_articles(_folder()))
    return page("Help", f"<ul>{links}</ul>" if links else "<p>There are no articles yet.</p>")


def _folder() -> Path:
    return site_folder() / "data" / "help"


routes = [Route("/help", contents), Route("/help/{slug}", article)]
