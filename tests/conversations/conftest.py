"""One loaded brain for all conversations, and a fresh demo shop for each."""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncIterator, Callable
from datetime import datetime, timezone
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from bot.dialogue.brain import Brain
    from tests.conversations.coverage.matrix import Cell

PLAYED = pytest.StashKey[dict[str, "set[Cell]"]]()


@pytest.fixture(scope="session")
def played(pytestconfig: pytest.Config) -> dict[str, set[Cell]]:
    """What each dialogue played so far covers, by its file and name."""
    return pytestconfig.stash.setdefault(PLAYED, {})


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """What the dialogues cover, after a run of them."""
    if played := config.stash.get(PLAYED, {}):
        from tests.conversations.coverage import matrix

        covered = Counter(cell for cells in played.values() for cell in cells)
        terminalreporter.section(f"what {len(played)} dialogues cover")
        terminalreporter.write_line(matrix.write(covered))


@pytest.fixture(scope="session")
def loaded_brain(trained_model: Path) -> Brain:
    """Loading takes seconds; a brain keeps nothing between turns, so all tests may share it."""
    from bot.dialogue.brain import Brain, quiet_rasa
    from bot.dialogue.services import open_services

    quiet_rasa()
    return Brain.load(trained_model, open_services("sqlite+aiosqlite:///:memory:"))


@pytest.fixture
async def fresh_brain(loaded_brain: Brain, tmp_path: Path) -> AsyncIterator[Callable[..., Brain]]:
    """Makes the same brain with a shop of its own, as seeded; `keep_turns` as in snapshot.save."""
    from bot.backoffice.sql import SqlBackOffice, make_backoffice
    from bot.dialogue.brain import Brain
    from bot.dialogue.services import Services

    opened: list[SqlBackOffice] = []
    moment = datetime.now(timezone.utc)  # the same in every shop of a test, or a minute's end would tell them apart

    def make(*, keep_turns: int | None = None) -> Brain:
        shop = make_backoffice(f"sqlite+aiosqlite:///{tmp_path}/shop{len(opened)}.db", now=lambda: moment)
        opened.append(shop)
        loaded = loaded_brain.services
        services = Services(shop, loaded.help, loaded.guides, loaded.policy)
        kept = loaded_brain.keep_turns if keep_turns is None else keep_turns
        return Brain(loaded_brain.agent, services, keep_turns=kept)

    yield make
    for shop in opened:
        await shop.close()
