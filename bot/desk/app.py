"""The desk as an ASGI application: socket.io for conversations, HTTP for the rest."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator

import socketio
import structlog
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.routing import BaseRoute
from starlette.types import ASGIApp

from bot.desk.access.errors import Refused
from bot.desk.bus import Bus
from bot.desk.desk import Desk
from bot.desk.http import (
    account,
    audit,
    briefs,
    demo,
    demo_links,
    doors,
    errors,
    finding,
    health,
    help,
    help_desk,
    mails,
    orders,
    pages,
    people,
    promises,
    replies,
    resume,
    supervisor,
    transcript,
)
from bot.desk.http.guards import LimitBody, SecurityHeaders
from bot.desk.http.metrics import Meter
from bot.desk.http.proxy import BehindProxy
from bot.desk.rest import routes as rest
from bot.desk.rest.throttle import Throttle
from bot.desk.settings import Settings
from bot.desk.sockets import doors as socket_doors
from bot.desk.sockets.agent import AgentSockets
from bot.desk.sockets.customer import CustomerSockets
from bot.desk.sockets.pushes import Pushes
from bot.desk.sockets.server import Server, make_server
from bot.desk.sockets.writing import Writing
from bot.desk.tasks import end
from bot.desk.together.company import Company

log = structlog.get_logger(__name__)


def create_app(settings: Settings) -> ASGIApp:
    """The whole desk. Its services start and stop with the application's lifespan."""
    sio = make_server()

    @contextlib.asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        async with running(app, sio, settings):
            yield

    handlers = {Refused: errors.refused, HTTPException: errors.http_error}
    app = Starlette(
        routes=routes(),
        lifespan=lifespan,
        exception_handlers=handlers,
        middleware=[Middleware(errors.Calm)],
    )
    https = settings.public_url.startswith("https:")
    guarded = SecurityHeaders(LimitBody(socketio.ASGIApp(sio, app)), https=https)
    return BehindProxy(guarded, settings.trusted_proxies)


def routes() -> list[BaseRoute]:
    """Every address of the desk, but for the sockets'."""
    return [
        *rest.routes,
        *doors.routes,
        *account.routes,
        *people.routes,
        *audit.routes,
        *promises.routes,
        *finding.routes,
        *briefs.routes,
        *supervisor.routes,
        *demo.routes,
        *demo_links.routes,
        *health.routes,
        *transcript.routes,
        *resume.routes,
        *mails.routes,
        *help.routes,
        *help_desk.routes,
        *orders.routes,
        *replies.routes,
        *pages.routes(),
    ]


@contextlib.asynccontextmanager
async def running(app: Starlette, sio: Server, settings: Settings) -> AsyncIterator[None]:
    """Opens the desk, connects it to the sockets, and closes it when the block ends."""
    bus = Bus()
    desk = await Desk.open(settings, bus)
    customers = CustomerSockets(desk)
    agents = AgentSockets(desk, customers.online)
    pushes, meter = Pushes(desk, customers, agents), Meter(desk)
    company = None
    if settings.redis_url:
        company = Company(desk, settings.redis_url, here=customers.online, deliver=pushes.changed)
        customers.connections, agents.online = company.connections, company.connections.everywhere
        company.start(bus, overviews=pushes.wake)
    sio.register_namespace(customers)
    sio.register_namespace(agents)
    bus.subscribe(pushes.changed)
    bus.subscribe(meter.changed)
    bus.subscribe(Writing(desk, agents).changed)
    app.state.desk, app.state.agents, app.state.meter = desk, agents, meter
    app.state.throttle = Throttle(settings.api_per_minute)
    overviews = asyncio.create_task(pushes.keep_overviews_fresh(), name="overviews")
    watch = asyncio.create_task(socket_doors.watch(agents), name="doors")
    try:
        if settings.demo and desk.office:
            await desk.office.ready()  # its page lists who can be signed in
        yield
    finally:
        await end(watch)
        await end(overviews)
        if company:
            await company.close()
        await desk.close()
