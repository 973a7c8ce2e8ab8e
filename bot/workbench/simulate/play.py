"""Plays simulated customers through the real brain, each in a fresh shop of its own, and keeps what happened."""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timezone
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from bot.backoffice.sql import SqlBackOffice, make_backoffice
from bot.dialogue.talk import Conversation, sign_in
from bot.wire import TurnResult
from bot.workbench.simulate import ends, mood, personas
from bot.workbench.simulate.customer import Customer, Said
from bot.workbench.simulate.goals import ZONE
from bot.workbench.simulate.notice import notice
from bot.workbench.simulate.personas import Persona

if TYPE_CHECKING:
    from bot.dialogue.brain import Brain

HARD_STOP = 25  # turns; no patience is that long


@dataclass(frozen=True)
class Exchange:
    """One turn: what they did, what came back, and their frustration before and after it."""

    said: Said
    result: TurnResult
    keys: tuple[str, ...]  # the responses said
    events: tuple[str, ...]  # what they noticed, by the table of moods
    before: float
    after: float

    @property
    def read(self) -> float | None:
        """The frustration the assistant read in it; None of a pressed button, which shows nothing."""
        return None if self.said.press else max(reading.frustration for reading in self.result.readings)

    @property
    def texts(self) -> list[str]:
        """What the assistant said, in words."""
        return [reply.text for reply in self.result.replies if reply.text]


@dataclass
class Played:
    """A whole conversation. `end`: met, handed over, left."""

    number: int
    persona: Persona
    exchanges: list[Exchange] = field(default_factory=list)
    end: str = "left"
    met_at: int | None = None  # the turn in which they got what they came for

    @property
    def starts(self) -> float:
        """Their frustration when they came."""
        return self.persona.starts

    @property
    def ends(self) -> float:
        """And when it was over."""
        return self.exchanges[-1].after if self.exchanges else self.starts

    @property
    def reason(self) -> str | None:
        """Of the handoff, if there was one."""
        handoff = next((item.result.handoff for item in self.exchanges if item.result.handoff), None)
        return handoff.reason.value if handoff else None


class Shops:
    """A fresh demo shop for every conversation: one is set up, the others are copies of its file."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.moment = datetime.now(timezone.utc)
        self.made = 0

    async def open(self) -> SqlBackOffice:
        """The next one; close it after use."""
        first = self.folder / "shop.db"
        if not first.exists():
            shop = make_backoffice(f"sqlite+aiosqlite:///{first}", now=lambda: self.moment)
            await shop.prepare()
            await shop.close()
        self.made += 1
        copy = self.folder / f"shop-{self.made}.db"
        shutil.copy(first, copy)
        return make_backoffice(f"sqlite+aiosqlite:///{copy}", now=lambda: self.moment)


def simulate(
    brain: Brain, *, conversations: int, seed: int, advance: Callable[[], None] = lambda: None
) -> list[Played]:
    """So many conversations, the same for the same seed, model and day. `advance` is called after each."""

    async def all_of_them() -> list[Played]:
        with tempfile.TemporaryDirectory(prefix="evenkeel-simulate-") as folder:
            shops = Shops(Path(folder))
            played = []
            for number in range(conversations):
                played.append(await play(brain, shops, number=number, seed=seed))
                advance()
            return played

    return asyncio.run(all_of_them())


async def play(brain: Brain, shops: Shops, *, number: int, seed: int) -> Played:
    """One conversation from hello to its end."""
    random = Random(f"{seed}-{number}")
    persona = personas.draw(random, number)
    shop = await shops.open()
    try:
        return await _play(_with(brain, shop), shop, persona, random, number, f"sim-{seed}-{number}")
    finally:
        await shop.close()


async def _play(brain: Brain, shop: SqlBackOffice, persona: Persona, random: Random, number: int, name: str) -> Played:
    played = Played(number, persona)
    customer = Customer(persona, random)
    conversation = Conversation(name)
    conversation.context = replace(conversation.context, timezone=ZONE)
    if persona.signed_in:
        await _sign_in(conversation, shop, persona)
    said = customer.begins()
    for _ in range(HARD_STOP):
        if said.signs_in:
            await _sign_in(conversation, shop, persona)
        before = conversation.state
        result = await conversation.say(brain, *said.messages, press=said.press)
        keys = ends.responses(before, result.state)
        met = (
            played.met_at is None
            and persona.goal.met is not None
            and await persona.goal.met(persona.goal, shop, result)
        )
        if met:
            played.met_at = len(played.exchanges) + 1
        events = _felt(customer, result, keys, met=met)
        was, customer.frustration = (
            customer.frustration,
            mood.after(customer.frustration, events, touchy=persona.touchy),
        )
        played.exchanges.append(Exchange(said, result, tuple(keys), tuple(events), was, customer.frustration))
        if met or played.met_at or result.handoff or said.leaves:
            played.end = "met" if played.met_at else "handed over" if result.handoff else "left"
            if not met or result.handoff or random.random() < 0.5:
                break
            said = customer.ends()
            continue
        said = customer.answers(result)
    return played


def _felt(customer: Customer, result: TurnResult, keys: list[str], *, met: bool) -> list[str]:
    persona = customer.persona
    return notice(
        result,
        keys,
        customer.noticed,
        persona.goal,
        level=customer.level,
        met=met,
        accepts=persona.accepts_person or persona.goal.met is None,
    )


async def _sign_in(conversation: Conversation, shop: SqlBackOffice, persona: Persona) -> None:
    conversation.context = replace(conversation.context, customer=await sign_in(shop, persona.goal.who))


def _with(brain: Brain, shop: SqlBackOffice) -> Brain:
    """The same loaded model with another shop."""
    services = replace(brain.services, backoffice=shop)
    return type(brain)(brain.agent, services, keep_turns=brain.keep_turns)


def turns_of(played: list[Played]) -> Iterator[Exchange]:
    """Every turn of every conversation."""
    for conversation in played:
        yield from conversation.exchanges
