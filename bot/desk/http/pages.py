"""The built pages: shop, widget, agents' page, loader, assets."""

from __future__ import annotations

from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from bot.desk.http.errors import page
from bot.desk.http.guards import policy
from bot.desk.http.state import desk_of
from bot.desk.site import site_folder

FRESH = "no-cache"  # kept, but asked about each time
FOREVER = "public, max-age=31536000, immutable"  # its name holds a hash of what is in it


def dist() -> Path:
    """Where Vite put the pages: web/dist in the site folder."""
    return site_folder() / "web" / "dist"


class Assets(StaticFiles):
    """Files with hashed names."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """The file, to be kept for ever."""
        response = await super().get_response(path, scope)
        response.headers["Cache-Control"] = FOREVER
        return response


async def shop(request: Request) -> Response:
    """The demo shop, with the widget."""
    return _page("shop/index.html", frame_ancestors="'self'")


async def agents(request: Request) -> Response:
    """The agents' page, whatever the address within it; nobody may frame it."""
    return _page("desk/index.html", frame_ancestors="'none'")


async def widget(request: Request) -> Response:
    """The widget's frame, for the sites that may show it."""
    return _page("widget/index.html", frame_ancestors=" ".join(desk_of(request).settings.embed))


async def loader(request: Request) -> Response:
    """The script a shop puts on its pages. It may be used from any site, and a new version is noticed in minutes."""
    file = dist() / "widget.js"
    if not file.is_file():
        raise HTTPException(404)
    headers = {"Cache-Control": "public, max-age=300", "Cross-Origin-Resource-Policy": "cross-origin"}
    return FileResponse(file, media_type="text/javascript", headers=headers)


def _page(name: str, *, frame_ancestors: str) -> Response:
    file = dist() / name
    if not file.is_file():
        text = "<p>The pages have not been built yet. Run <code>make web</code> once, then reload this page.</p>"
        return page("The pages are missing", text, status=503)
    headers = {"Cache-Control": FRESH, "Content-Security-Policy": policy(frame_ancestors)}
    return FileResponse(file, media_type="text/html; charset=utf-8", headers=headers)


def routes() -> list[Route | Mount]:
    """Read when the application is made: the folder is known then."""
    return [
        Route("/", shop),
        Route("/desk", agents),
        Route("/desk/{rest:path}", agents),
        Route("/widget", widget),
        Route("/widget.js", loader),
        Mount("/assets", Assets(directory=dist() / "assets", check_dir=False)),
    ]
