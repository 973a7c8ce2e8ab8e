"""A program that uses the REST API, and holds every answer against the OpenAPI document that the desk serves."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator
from typing import Any

import httpx

from bot.desk.access import api_tokens
from bot.desk.store.engine import Database
from tests.desk.edge.conftest import RunningDesk

Json = dict[str, Any]
TYPES: dict[str, Any] = {
    "object": dict,
    "array": list,
    "string": str,
    "integer": int,
    "number": (int, float),
    "boolean": bool,
    "null": type(None),
}


class Program:
    """`seen`: which (method, path, status) of the document have been answered."""

    def __init__(self, desk: RunningDesk, *scopes: str, name: str = "Help desk") -> None:
        self.desk = desk
        self.token = with_database(
            desk, lambda db: api_tokens.create(db, site_id=desk.settings.site_id, name=name, scopes=scopes)
        )
        self.http = desk.http(headers={"Authorization": f"Bearer {self.token}"})
        self.document: Json = self.http.get("/api/v1/openapi.json").json()
        self.seen: set[tuple[str, str, int]] = set()

    def get(self, path: str) -> httpx.Response:
        return self.ask("GET", path)

    def post(self, path: str, body: Any = None, *, key: str | None = None, **options: Any) -> httpx.Response:
        headers = {"Idempotency-Key": key} if key else {}
        return self.ask("POST", path, json=body, headers=headers, **options)

    def act(self, conversation_id: str, action: str, key: str | None = None, **body: Any) -> httpx.Response:
        """As Dana, unless it is said who."""
        return self.post(f"/api/v1/conversations/{conversation_id}/{action}", {"agent": "Dana", **body}, key=key)

    def ask(self, method: str, path: str, **options: Any) -> httpx.Response:
        response = self.http.request(method, path, **options)
        template = next(known for known in self.document["paths"] if fits(known, path))
        documented = self.document["paths"][template][method.lower()]["responses"]
        assert str(response.status_code) in documented, (
            f"{method} {template} answered {response.status_code}, undocumented"
        )
        content = documented[str(response.status_code)].get("content")
        if content is None:
            assert response.content == b""
        else:
            ((kind, told),) = content.items()
            assert response.headers["content-type"] == kind
            assert list(faults(response.json(), told["schema"], self.document)) == []
        self.seen.add((method, template, response.status_code))
        return response

    def promised(self) -> set[tuple[str, str, int]]:
        """Everything that the document says may be answered."""
        return {
            (method.upper(), path, int(status))
            for path, methods in self.document["paths"].items()
            for method, operation in methods.items()
            for status in operation["responses"]
        }


def with_database(desk: RunningDesk, work: Any) -> Any:
    """Straight to the desk's database, as the command does."""

    async def run() -> Any:
        db = Database.open(desk.settings.database_url)
        try:
            return await work(db)
        finally:
            await db.close()

    return asyncio.run(run())


def fits(template: str, path: str) -> bool:
    """Whether a path is one of those."""
    return re.fullmatch(re.sub(r"{\w+}", "[^/]+", template), path) is not None


def faults(value: Any, schema: Json, document: Json, at: str = "it") -> Iterator[str]:
    """Where a value is not as the schema has it: the part of JSON Schema that our document uses."""
    if "$ref" in schema:
        schema = document["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    if "anyOf" in schema:
        tries = [list(faults(value, one, document, at)) for one in schema["anyOf"]]
        yield from [] if [] in tries else tries[0]
        return
    kind = schema["type"]
    if not isinstance(value, TYPES[kind]) or (kind in ("integer", "number") and isinstance(value, bool)):
        yield f"{at} is {value!r}, not of the type {kind}"
        return
    if "enum" in schema and value not in schema["enum"]:
        yield f"{at} is {value!r}, not one of {schema['enum']}"
    if schema.get("format") == "date-time" and not re.fullmatch(
        r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|\+00:00)", value
    ):
        yield f"{at} is {value!r}, not a time"
    for number, item in enumerate(value if kind == "array" else ()):
        yield from faults(item, schema["items"], document, f"{at}[{number}]")
    if kind == "object" and "properties" in schema:
        yield from (f"{at} lacks {name}" for name in schema["required"] if name not in value)
        for name, inner in value.items():
            if name in schema["properties"]:
                yield from faults(inner, schema["properties"][name], document, f"{at}.{name}")
            elif not schema["additionalProperties"]:
                yield f"{at} has {name}, which is not documented"
