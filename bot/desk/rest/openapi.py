"""The OpenAPI 3.1 document, made from the operations and the schemas."""

from __future__ import annotations

import re
from http import HTTPStatus
from typing import Any

from bot.desk.access.api_tokens import SCOPES
from bot.desk.rest.operations import OPERATIONS, Operation
from bot.desk.rest.schemas import SCHEMAS, ref

Json = dict[str, Any]

ABOUT = (
    "The queue of customers who need a person, for another help desk. Errors are problem details (RFC 9457). "
    "A write may carry an Idempotency-Key: repeated within 24 hours, it is done once and answered the same."
)
REFUSALS = {
    400: "The request can't be read, or a field is wrong.",
    401: "No token, or one that is not in use.",
    403: "The token may not do this.",
    404: "There is no such thing.",
    409: "Somebody else has it, or the first request with this Idempotency-Key is under way.",
    422: "The Idempotency-Key was used for another request.",
    429: "Too many requests; Retry-After says when to come again.",
}


def document(*, public_url: str) -> Json:
    """For the desk at this address."""
    paths: Json = {}
    for operation in OPERATIONS:
        paths.setdefault(template(operation.path), {})[operation.method.lower()] = _operation(operation)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Evenkeel", "version": "1", "description": ABOUT},
        "servers": [{"url": public_url}],
        "security": [{"token": []}],
        "paths": paths,
        "components": {
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
            "schemas": SCHEMAS,
        },
    }


def template(path: str) -> str:
    """A route's path as OpenAPI has it: without the types of its parts."""
    return re.sub(r"{(\w+):\w+}", r"{\1}", path)


def _operation(operation: Operation) -> Json:
    told: Json = {
        "operationId": operation.name,
        "summary": operation.says,
        "description": f"Scope `{operation.scope}`: {SCOPES[operation.scope]}.",
        "security": [{"token": [operation.scope]}],
        "parameters": [*_parts(operation), *([_KEY] if operation.writes else [])],
        "responses": {str(status): _response(operation, status) for status in operation.statuses},
    }
    if operation.takes:
        told["requestBody"] = {"required": True, "content": {"application/json": {"schema": ref(operation.takes)}}}
    return told


_KEY: Json = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "schema": {"type": "string", "minLength": 1, "maxLength": 200},
}


def _parts(operation: Operation) -> list[Json]:
    kinds = {"int": "integer", "": "string"}
    return [
        {"name": name, "in": "path", "required": True, "schema": {"type": kinds[kind]}}
        for name, kind in re.findall(r"{(\w+):?(\w*)}", operation.path)
    ]


def _response(operation: Operation, status: int) -> Json:
    if status != operation.status:
        content = {"application/problem+json": {"schema": ref("Problem")}}
        return {"description": REFUSALS[status], "content": content}
    if operation.gives is None:
        return {"description": HTTPStatus(status).phrase}
    return {
        "description": HTTPStatus(status).phrase,
        "content": {"application/json": {"schema": ref(operation.gives)}},
    }
