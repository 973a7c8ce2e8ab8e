"""Random conversations through the real brain: what must hold after every turn, whatever customers do."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, example, given, settings

from bot.backoffice.sql import SqlBackOffice
from bot.dialogue.talk import Conversation, sign_in
from tests.conversations.random.properties import ZONE, Course, broken, dates_of
from tests.conversations.random.turns import Does, conversations

if TYPE_CHECKING:
    from bot.dialogue.brain import Brain
    from bot.workbench.simulate.play import Shops

pytestmark = pytest.mark.model
EXAMPLES = 200  # under a minute


@pytest.fixture(scope="module")
def shops() -> Iterator[Shops]:
    """A fresh shop for each conversation."""
    from bot.workbench.simulate.play import Shops

    with tempfile.TemporaryDirectory(prefix="evenkeel-properties-") as folder:
        yield Shops(Path(folder))


@settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(conversation=conversations())
@example(conversation=("mara@example.com", [Does(("cancel my order",)), Does(("agent",)), Does(("yes",))]))
def test_whatever_customers_do(
    conversation: tuple[str | None, Sequence[Does]], loaded_brain: Brain, shops: Shops
) -> None:
    who, turns = conversation
    asyncio.run(_play(loaded_brain, shops, who, turns))


async def _play(brain: Brain, shops: Shops, who: str | None, turns: Sequence[Does]) -> None:
    shop = await shops.open()
    try:
        await _check(brain, shop, who, turns)
    finally:
        await shop.close()


async def _check(brain: Brain, shop: SqlBackOffice, who: str | None, turns: Sequence[Does]) -> None:
    from bot.dialogue.brain import Brain

    ours = Brain(brain.agent, replace(brain.services, backoffice=shop))
    talk = Conversation("random")
    talk.context = replace(talk.context, timezone=ZONE)
    if who:
        talk.context = replace(talk.context, customer=await sign_in(shop, who))
    course, lines = Course(), [f"{who or 'a guest'}:"]
    for does in turns:
        button = talk.buttons[does.button % len(talk.buttons)] if does.button is not None and talk.buttons else None
        course.states.append(talk.state)
        if button:
            lines.append(f"  customer: [{button['title']}]")
            course.results.append(await talk.say(ours, press=button["title"]))
        else:
            lines += [f"  customer: {text}" for text in does.messages]
            course.results.append(await talk.say(ours, *does.messages))
        course.dates |= await dates_of(shop)
        lines += [f" assistant: {text}" for text in course.texts] + [f"            {course.result.moves}"]
        pressed = button["payload"] if button else None
        problems = list(broken(course, does.messages, pressed=pressed, responses=brain.agent.domain.responses))
        assert not problems, "; ".join(problems) + "\n" + "\n".join(lines)
