"""`evenkeel talk SCRIPT.jsonl`: plays customer lines through the real brain against a fresh demo shop."""

from __future__ import annotations

import asyncio
import json
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timezone
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from bot.backoffice.errors import NotFound
from bot.backoffice.interface import BackOffice
from bot.dialogue.light_import import lighten
from bot.dialogue.models import newest_model
from bot.wire import Context, Customer, Line, Said, TurnRequest, TurnResult

if TYPE_CHECKING:
    from bot.dialogue.brain import Brain

EARLIER_LINES = 6  # as the desk sends


@dataclass
class Conversation:
    """What the desk would keep of it."""

    id: str
    context: Context = field(default_factory=Context)
    state: dict[str, Any] | None = None
    revision: int = 0
    buttons: tuple[dict[str, str], ...] = ()

    async def say(self, brain: Brain, *texts: str, press: str | None = None) -> TurnResult:
        """One turn: these messages, or the press of an offered button by its words. Raises KeyError for another."""
        self.revision += 1
        self.context = replace(self.context, conversation=self.id)
        payload = {button["title"]: button["payload"] for button in self.buttons}[press] if press else None
        now = datetime.now(timezone.utc).isoformat()
        words = [press] if press else texts
        messages = tuple(Said(f"{self.id}-{self.revision}-{i}", text, now, payload) for i, text in enumerate(words))
        result = await brain.take(
            TurnRequest(f"{self.id}-{self.revision}", self.revision, self.state, self.context, messages)
        )
        # As it will really travel: whatever is not JSON fails here.
        result = TurnResult.from_json(json.loads(json.dumps(result.to_json())))
        self.state = result.state
        self.buttons = tuple(button for reply in result.replies for button in reply.buttons)
        lines = [Line("customer", text) for text in words]
        lines += [Line("assistant", reply.text) for reply in result.replies if reply.text]
        customer = result.identified or self.context.customer
        self.context = replace(
            self.context,
            customer=customer,
            temper=result.temper,
            earlier=(*self.context.earlier, *lines)[-EARLIER_LINES:],
        )
        return result


def run(script: Path, *, model: Path | None = None, out: TextIO = sys.stdout) -> int:
    """Lines {"conversation", "text", "customer"?}; one JSON line a turn. 0, or 2 if the script cannot be read."""
    lighten()
    from bot.dialogue.brain import Brain, quiet_rasa
    from bot.dialogue.services import open_services

    try:
        lines = list(_lines(script))
    except (OSError, ValueError) as error:
        print(f"talk: {script}: {error}", file=sys.stderr)
        return 2
    quiet_rasa()
    with tempfile.TemporaryDirectory(prefix="evenkeel-talk-") as folder:
        services = open_services(f"sqlite+aiosqlite:///{folder}/shop.db")
        brain = Brain.load(model or newest_model(), services)
        asyncio.run(_play(brain, lines, out))
    return 0


async def sign_in(shop: BackOffice, email: str) -> Customer:
    """The customer as the desk would know them. Raises ValueError for nobody's address."""
    try:
        account = await shop.customer_by_email(email=email)
    except NotFound as error:
        raise ValueError(f"no customer with the address {email}") from error
    return Customer(account.id, account.name, account.email, verified=True)


async def _play(brain: Brain, lines: list[Mapping[str, Any]], out: TextIO) -> None:
    await brain.services.ready()
    conversations: dict[str, Conversation] = {}
    for line in lines:
        name = str(line["conversation"])
        conversation = conversations.setdefault(name, Conversation(name))
        if line.get("customer"):
            customer = await sign_in(brain.services.backoffice, str(line["customer"]))
            conversation.context = replace(conversation.context, customer=customer)
        result = await conversation.say(brain, str(line["text"]))
        print(json.dumps(_printed(line, result), ensure_ascii=False), file=out, flush=True)


def _printed(line: Mapping[str, Any], result: TurnResult) -> dict[str, Any]:
    body = result.to_json()
    temper = {key: body["temper"][key] for key in ("state", "trend", "evidence")}
    kept = {key: body[key] for key in ("move", "moves", "why", "replies", "handoff")}
    return {**line, "reading": body["readings"][-1], "temper": temper, **kept}


def _lines(script: Path) -> Iterator[Mapping[str, Any]]:
    for number, text in enumerate(script.read_text(encoding="utf-8").splitlines(), start=1):
        if not text.strip():
            continue
        line = json.loads(text)
        if not isinstance(line, dict) or not {"conversation", "text"} <= line.keys():
            raise ValueError(f'line {number} is not {{"conversation": …, "text": …}}')
        yield line
