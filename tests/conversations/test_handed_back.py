"""What the assistant does once a person has had the conversation and given it back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.deescalation.types import Reason
from bot.dialogue.talk import Conversation
from bot.wire import HandedBack, Line

if TYPE_CHECKING:
    from bot.dialogue.brain import Brain

pytestmark = pytest.mark.model


@pytest.mark.parametrize("handed_back", [True, False])
async def test_what_had_piled_up_before_a_person_came_is_no_reason_to_fetch_one_again(
    fresh_brain: Callable[..., Brain], handed_back: bool
) -> None:
    brain, here = fresh_brain(), Conversation("here")
    await brain.services.ready()
    for _ in range(3):
        result = await here.say(brain, "where is my order?")
    assert result.handoff and result.handoff.reason is Reason.REPEATED
    if handed_back:
        earlier = (*here.context.earlier, Line("agent", "It is on the van today."))
        back = HandedBack("Sam Reed", "told them about the van")
        here.context = replace(here.context, earlier=earlier, handed_back=back)
    again = await here.say(brain, "where is my order?")
    assert (again.handoff is None) is handed_back
    assert "told them about the van" not in repr([reply.text for reply in again.replies])
