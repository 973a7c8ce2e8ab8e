"""The REST API's routes: who asks, whether they may, once or again; then the operation's handler."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.desk.access import api_tokens
from bot.desk.access.api_tokens import ApiToken
from bot.desk.access.errors import Refused
from bot.desk.http.state import desk_of
from bot.desk.rest import once
from bot.desk.rest.call import Call, body_of
from bot.desk.rest.once import Reply
from bot.desk.rest.openapi import document
from bot.desk.rest.operations import OPERATIONS, Operation
from bot.desk.rest.schemas import SCHEMAS
from bot.desk.rest.throttle import Throttle
from bot.privacy import intake


def answering(operation: Operation) -> Callable[[Request], Awaitable[Response]]:
    """The route's endpoint."""

    async def endpoint(request: Request) -> Response:
        token = await _token(request)
        throttle: Throttle = request.app.state.throttle
        throttle.asked(token.id)
        if operation.scope not in token.scopes:
            message = f"This token may not do that: it needs the scope {operation.scope}."
            raise Refused("scope", message, status=403)
        key = once.key_of(request.headers.get("idempotency-key")) if operation.writes else None
        body = await body_of(request, allowed=SCHEMAS[operation.takes]["properties"]) if operation.takes else {}
        call = Call(desk_of(request), token, request, body, key)
        if key is None:
            return _response(await _handled(operation, call))
        return await _once(operation, call, key)

    return endpoint


async def openapi(request: Request) -> Response:
    """The document; it needs no token."""
    return JSONResponse(document(public_url=desk_of(request).settings.public_url))


routes = [
    Route("/api/v1/openapi.json", openapi),
    *(Route(operation.path, answering(operation), methods=[operation.method]) for operation in OPERATIONS),
]


async def _once(operation: Operation, call: Call, key: str) -> Response:
    db, request = call.desk.db, call.request
    print_ = once.fingerprint(request.method, request.url.path, await request.body())
    earlier = await once.begin(db, token_id=call.token.id, key=key, print_=print_)
    if earlier:
        response = _response(earlier)
        response.headers["Idempotency-Replayed"] = "true"
        return response
    try:
        reply = await _handled(operation, call)
    except Refused:
        await once.forget(db, token_id=call.token.id, key=key)
        raise
    await once.done(db, token_id=call.token.id, key=key, reply=reply)
    return _response(reply)


async def _handled(operation: Operation, call: Call) -> Reply:
    try:
        return await operation.handler(call)
    except intake.Refused as error:
        raise Refused(error.code, error.message_for_people) from None


def _response(reply: Reply) -> Response:
    status, body = reply
    return Response(status_code=status) if body is None else JSONResponse(body, status_code=status)


async def _token(request: Request) -> ApiToken:
    """Raises Refused."""
    scheme, _, given = request.headers.get("authorization", "").partition(" ")
    desk = desk_of(request)
    found = None
    if scheme.lower() == "bearer" and given:
        found = await api_tokens.by_token(desk.db, site_id=desk.settings.site_id, token=given.strip())
    if found is None:
        request.app.state.throttle.wrong(request.client.host if request.client else "unknown")
        message = "Send a token in use: Authorization: Bearer ek_… (evenkeel tokens create makes one)."
        raise Refused("token", message, status=401)
    return found
