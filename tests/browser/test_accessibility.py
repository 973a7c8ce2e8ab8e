"""WCAG 2.2 AA on every page, in every state of `states.py`: axe-core, and what axe does not look for."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser.barriers import barriers
from tests.browser.stage import Stage, staged
from tests.browser.states import STATES

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def the_stage(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """Built once for all states."""
    with staged(browser, tmp_path_factory.mktemp("stage")) as stage:
        yield stage


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
