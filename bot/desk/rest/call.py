"""One request to the REST API: what its handler needs of it."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request

from bot.desk import outsiders
from bot.desk.access import audit
from bot.desk.access.api_tokens import ApiToken
from bot.desk.access.errors import Refused
from bot.desk.desk import Desk
from bot.desk.sockets import inputs
from bot.desk.store.rows import AgentRow

Json = dict[str, Any]
LONGEST_NAME = 120


@dataclass(frozen=True)
class Call:
    """`key`: the request's Idempotency-Key, if it has one."""

    desk: Desk
    token: ApiToken
    request: Request
    body: Json
    key: str | None

    @property
    def conversation_id(self) -> str:
        """From the path."""
        return str(self.request.path_params["conversation_id"])

    def online(self) -> set[str]:
        """The conversations whose customers have their page open."""
        here: set[str] = self.request.app.state.agents.online()
        return here

    def words(self, name: str) -> str:
        """A text of the body. Raises Refused."""
        if name not in self.body:
            raise Refused("missing", f"The field {name!r} is missing.")
        return inputs.words(self.body[name])

    def choice(self, name: str, *choices: str) -> str:
        """One of these; the first is taken if the body says nothing. Raises Refused."""
        value = self.body.get(name, choices[0])
        if value not in choices:
            raise Refused("bad_choice", f"The field {name!r} is one of: {', '.join(choices)}.")
        return str(value)

    def agent_name(self) -> str:
        """Who acts; customers see the name. Raises Refused."""
        name = " ".join(self.words("agent").split())
        if len(name) > LONGEST_NAME:
            raise Refused("too_long", f"An agent's name has at most {LONGEST_NAME} characters.")
        return name

    async def agent(self) -> AgentRow:
        """The agent of that name, who must have claimed something before. Raises Refused."""
        name = self.agent_name()
        found = await outsiders.find(self.desk.db, token_id=self.token.id, name=name)
        if found is None:
            raise Refused("not_yours", f"{name} doesn't have this conversation now. Claim it first.", status=409)
        return found

    async def write_down(self, action: str, *, agent: AgentRow | None = None, **detail: Any) -> None:
        """In the audit."""
        await audit.record(
            self.desk.db,
            site_id=self.desk.settings.site_id,
            action=action,
            agent_id=agent.id if agent else None,
            conversation_id=self.request.path_params.get("conversation_id"),
            detail={"token": self.token.name, **detail},
        )


async def body_of(request: Request, *, allowed: Collection[str]) -> Json:
    """The request's JSON object, with no other fields than these. Raises Refused."""
    try:
        body = json.loads(await request.body())
    except (ValueError, RecursionError):
        body = None
    if not isinstance(body, dict):
        raise Refused("not_json", "The body must be a JSON object.")
    if unknown := sorted(set(body) - set(allowed)):
        raise Refused("unknown_field", f"There is no field {unknown[0]!r}; there are: {', '.join(allowed)}.")
    return body
