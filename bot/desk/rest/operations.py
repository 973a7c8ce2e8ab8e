"""Every operation of the REST API, once: the routes and the OpenAPI document are made from this table."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.desk.rest import letters, queue
from bot.desk.rest.call import Call
from bot.desk.rest.once import Reply

C = "/api/v1/conversations/{conversation_id}"
LETTERS = "/api/v1/webhooks/dead-letters"


@dataclass(frozen=True)
class Operation:
    """`takes` and `gives` name schemas; `status` is the answer when all is well."""

    method: str
    path: str
    scope: str
    handler: Callable[[Call], Awaitable[Reply]]
    status: int = 200
    takes: str | None = None
    gives: str | None = None

    @property
    def name(self) -> str:
        """Unique."""
        return self.handler.__name__

    @property
    def says(self) -> str:
        """What it does, in a sentence."""
        return (self.handler.__doc__ or "").strip()

    @property
    def writes(self) -> bool:
        """It changes something."""
        return self.method != "GET"

    @property
    def statuses(self) -> list[int]:
        """Everything it may answer, but for what goes wrong on our side."""
        write = {400, 409, 422} if self.writes else set()
        thing = {404} if "{" in self.path else set()
        return sorted({self.status, 401, 403, 429, *write, *thing})


READ, WRITE = "queue:read", "queue:write"

OPERATIONS = (
    Operation("GET", "/api/v1/queue", READ, queue.queue, gives="Queue"),
    Operation("GET", C, READ, queue.conversation, gives="WholeConversation"),
    Operation("POST", f"{C}/claim", WRITE, queue.claim, takes="Claim", gives="OneConversation"),
    Operation("POST", f"{C}/messages", WRITE, queue.message, 201, takes="NewMessage", gives="OneMessage"),
    Operation("POST", f"{C}/typing", WRITE, queue.typing, 204, takes="Typing"),
    Operation("POST", f"{C}/hand-back", WRITE, queue.hand_back, takes="HandBack", gives="OneConversation"),
    Operation("POST", f"{C}/close", WRITE, queue.close, takes="Close", gives="OneConversation"),
    Operation("GET", LETTERS, "webhooks:read", letters.dead_letters, gives="DeadLetters"),
    Operation("POST", f"{LETTERS}/{{letter_id:int}}/retry", "webhooks:write", letters.retry, 204),
)
