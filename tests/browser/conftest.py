"""One running product and one Chromium for all browser tests."""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from bot.launch import web
from bot.workbench.product import Product
from tests.browser.people import PASSWORD, Agent

# Chromium's own calls home are off: a test browser talks to the product and to nobody else.
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="session")
def aside() -> Iterator[ThreadPoolExecutor]:
    """A thread for what brings its own event loop: Playwright's has this one's."""
    with ThreadPoolExecutor(1) as pool:
        yield pool


@pytest.fixture(scope="session")
def product(
    trained_model: Path, tmp_path_factory: pytest.TempPathFactory, aside: ThreadPoolExecutor
) -> Iterator[Product]:
    """The whole product on fresh databases; always open, so that "someone is on duty" does not depend on the hour."""
    if not web.is_current():
        web.build()
    with Product(
        tmp_path_factory.mktemp("product"), EVENKEEL_TIMINGS="silence=0.4,clock=0.5,agent_vanished=30"
    ) as running:
        running.wait_for_brain()
        yield running
        assert aside.submit(running.broken_guarantees).result() == []


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    """Headless Chromium."""
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium, args=list(ARGUMENTS))
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def robin(product: Product, browser: Browser) -> Agent:
    """The first agent, set up through the link that `evenkeel run` printed: an administrator."""
    agent = Agent(browser, product.url)
    agent.set_up(product.setup_token(), name="Robin Ashe", email="robin@example.com", password=PASSWORD)
    return agent


@pytest.fixture(scope="session")
def pictures() -> Path:
    """Where screenshots of a test run go, to be looked at."""
    folder = Path(os.environ.get("EVENKEEL_PICTURES", "test-output"))
    folder.mkdir(exist_ok=True)
    return folder
