"""WCAG 2.2 AA on every page, in every state of `states.py`: axe-core, and what axe does not look for."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from playwright.sync_api import Browser

from bot.launch import web
from tests.browser.barriers import barriers
from tests.browser.stage import Stage
from tests.browser.states import STATES

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def the_stage(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """Built once; what brings its own event loop runs in a thread aside, since Playwright's has this one's."""
    if not web.is_current():
        web.build()
    with pytest.MonkeyPatch.context() as patch, ThreadPoolExecutor(1) as aside:
        folder = tmp_path_factory.mktemp("stage")
        patch.setenv("EVENKEEL_SHOP_DATABASE_URL", f"sqlite+aiosqlite:///{folder}/shop.db")
        stage = Stage(browser, folder, aside)
        yield stage
        stage.stop()


@pytest.fixture
def stage(the_stage: Stage) -> Iterator[Stage]:
    """The stage, with nothing of the last test's open."""
    yield the_stage
    the_stage.clear()


@pytest.mark.parametrize("state", STATES)
def test_nothing_stands_in_anybodys_way(stage: Stage, state: str) -> None:
    page = STATES[state](stage)
    found = barriers(page)
    assert not found, f"{len(found)} barriers in “{state}”:\n  " + "\n  ".join(found)
