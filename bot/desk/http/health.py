"""Is the process alive, can customers be served, and the numbers for Prometheus."""

from __future__ import annotations

import asyncio

from prometheus_client import CONTENT_TYPE_LATEST
from sqlalchemy import select
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.desk.http.metrics import Meter
from bot.desk.http.state import desk_of
from bot.desk.store.tables import conversations

PATIENCE_S = 3.0


async def alive(request: Request) -> Response:
    """The process answers."""
    return JSONResponse({"ok": True})


async def ready(request: Request) -> Response:
    """200 when a customer's message can be kept. With no brain they are still served: told so, and queued."""
    desk = desk_of(request)
    try:
        async with desk.db.read() as connection:
            await asyncio.wait_for(connection.execute(select(conversations.c.id).limit(1)), PATIENCE_S)
        database = "ready"
    except Exception as error:  # any failure of any driver means the same here
        database = type(error).__name__
    body = {"ok": database == "ready", "database": database, "assistant": desk.brains.state()}
    return JSONResponse(body, status_code=200 if body["ok"] else 503)


async def metrics(request: Request) -> Response:
    """In Prometheus' text format."""
    meter: Meter = request.app.state.meter
    return Response(await meter.text(), headers={"Content-Type": CONTENT_TYPE_LATEST})


routes = [Route("/healthz", alive), Route("/readyz", ready), Route("/metrics", metrics)]
