"""A replacement needed by a day goes next-day where that gets it there: the day depends on when the test runs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING

import pytest

from bot.backoffice.rules import REPLACEMENT_WORKING_DAYS, working_days_after
from tests.conversations.test_conversations import play

if TYPE_CHECKING:
    from bot.dialogue.brain import Brain

pytestmark = pytest.mark.model


@pytest.mark.parametrize(("days_before", "offered"), [(1, True), (0, False)])
async def test_next_day_is_offered_for_the_day_they_named(
    fresh_brain: Callable[..., Brain], days_before: int, offered: bool
) -> None:
    arrives = working_days_after(datetime.now(timezone.utc), REPLACEMENT_WORKING_DAYS)
    needed = arrives - timedelta(days=days_before)
    dialogue = {
        "name": "needed by a day",
        "customer": "mara@example.com",
        "turns": [
            {"say": f"the bowl from EK-20403 came smashed, I need a new one by the {needed.day}th of {needed:%B}"},
            {"say": "replacement please"},
            {"say": "yes"},
            {"say": "yes please"},
        ],
    }
    results = [result async for _, result in play(dialogue, fresh_brain())]
    names = [action["name"] for result in results for action in result.actions]
    assert "replacement_sent" in names
    assert ("goodwill_expedite" in names) is offered
