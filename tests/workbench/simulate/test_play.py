"""Whole simulated conversations through the real brain: reproducible, and met only when the shop says so."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from bot.dialogue.brain import Brain
    from bot.workbench.simulate.play import Played

pytestmark = pytest.mark.model
SOME = 6


@pytest.fixture(scope="module")
def brain(trained_model: Path) -> Brain:
    from bot.dialogue.brain import Brain, quiet_rasa
    from bot.dialogue.services import open_services

    quiet_rasa()
    return Brain.load(trained_model, open_services("sqlite+aiosqlite:///:memory:"))


def shown(played: list[Played]) -> list[list[tuple[object, ...]]]:
    return [[(item.said, item.texts, item.after) for item in one.exchanges] for one in played]


def test_the_same_seed_gives_the_same_conversations_and_another_gives_others(brain: Brain) -> None:
    from bot.workbench.simulate.play import simulate

    first, again, other = (shown(simulate(brain, conversations=SOME, seed=seed)) for seed in (1, 1, 2))
    assert first == again != other


async def test_an_order_that_is_not_cancelled_is_no_goal_met(brain: Brain, tmp_path: Path) -> None:
    from bot.backoffice.sql import make_backoffice
    from bot.workbench.simulate.goals import GOALS, cancelled
    from tests.workbench.simulate.told import answer

    goal = next(goal for goal in GOALS if goal.name == "cancel")
    shop = make_backoffice(f"sqlite+aiosqlite:///{tmp_path}/shop.db")
    await shop.prepare()
    assert not await cancelled(goal, shop, answer("Done: EK-20402 is cancelled."))
    await shop.cancel_order(customer_id="cu-mara", number="EK-20402", request_key="k")
    assert await cancelled(goal, shop, answer("Done: EK-20402 is cancelled."))
    await shop.close()
