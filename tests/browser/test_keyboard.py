"""A whole conversation handled with the keyboard only: take, rate the brief, promise, close, find again."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser, Page, expect

from bot.desk.routing.config import Routing
from bot.launch import web
from bot.workbench.driver import Customer
from tests.browser.people import Agent
from tests.desk.edge.conftest import PASSWORD, RunningDesk, start_desk

pytestmark = pytest.mark.browser
LATE = "my parcel EK-20401 is late and this is the third time I ask. I want to talk to a person, please"


class Shift(NamedTuple):
    """An agent alone at a desk without a brain; customers wait by `customer`."""

    desk: RunningDesk
    aside: ThreadPoolExecutor
    noor: Agent

    def customer(self) -> Customer:
        """Somebody who asks for a person."""
        customer = self.aside.submit(self.desk.customer).result()
        self.aside.submit(customer.say, LATE).result()
        return customer

    def hears(self, customer: Customer, words: str) -> None:
        """Waits until the customer has been told."""
        heard = lambda: any(words in (one["text"] or "") for one in customer.messages.values())  # noqa: E731
        self.aside.submit(customer.wait, heard, words).result()


@pytest.fixture
def shift(browser: Browser, tmp_path: Path) -> Iterator[Shift]:
    """Everybody there."""
    if not web.is_current():
        web.build()
    with ThreadPoolExecutor(1) as aside:  # for what brings its own event loop: Playwright's has this one's
        desk = start_desk(tmp_path, routing=Routing(mode="pull"))
        noor = Agent(browser, desk.url)
        token = aside.submit(desk.setup_token).result()
        noor.set_up(token, name="Noor Vale", email="noor@shop.example", password=PASSWORD)
        try:
            yield Shift(desk, aside, noor)
        finally:
            noor.leave()
            aside.submit(desk.stop).result()


def focused(page: Page, test_id: str) -> None:
    """Tab on until that has the focus: it is reachable, and nothing on the way holds it."""
    for _ in range(80):
        if page.evaluate("document.activeElement?.dataset?.testid") == test_id:
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{test_id} cannot be reached with Tab")


def test_a_customer_is_helped_from_first_to_last_with_the_keyboard_only(shift: Shift, pictures: Path) -> None:
    page, keys = shift.noor.page, shift.noor.page.keyboard
    tess = shift.customer()
    expect(page.get_by_test_id("queue").get_by_test_id("queue-item")).to_have_count(1)

    keys.press("j")
    expect(page.get_by_test_id("brief")).to_contain_text("Asked for a person")
    keys.press("t")
    expect(page.get_by_test_id("close")).to_be_visible()

    keys.press("3")
    keys.press("b")
    focused(page, "brief-useful")
    keys.press("Enter")
    expect(page.get_by_test_id("brief-rating")).to_contain_text("Thank you")

    keys.press("2")
    keys.press("/")
    keys.type("As I already said, it takes a while. I'll call you tomorrow at 5pm.")
    expect(page.get_by_test_id("advice")).to_contain_text("As I already said,")
    expect(page.get_by_test_id("pledge")).to_contain_text("I'll call you")
    page.screenshot(path=pictures / "agent-coach.png")
    keys.press("Alt+1")
    expect(page.get_by_test_id("say")).to_have_value("In short: it takes a while. I'll call you tomorrow at 5pm.")
    expect(page.get_by_test_id("coach")).to_have_count(0)
    keys.press("Enter")
    shift.hears(tess, "In short: it takes a while")
    expect(page.get_by_test_id("my-promise")).to_contain_text("I'll call you")

    keys.type("c x t d u 1")  # letters in the field are letters
    expect(page.get_by_test_id("say")).to_have_value("c x t d u 1")
    keys.press("Control+a")
    keys.press("Delete")
    keys.press("Escape")
    keys.press("c")
    expect(page.get_by_test_id("tag-input")).to_be_focused()
    keys.type("gift")
    keys.press("Enter")
    focused(page, "disposition-solved")
    page.screenshot(path=pictures / "agent-closing.png")
    keys.press("Enter")
    expect(page.get_by_test_id("closed-mark")).to_have_text("Closed: solved · gift")

    keys.press("f")
    expect(page.get_by_test_id("search-words")).to_be_focused()
    keys.type("third time")
    found = page.get_by_test_id("found").filter(has_text="gift")
    expect(found.locator("mark")).to_have_text(["third", "time"])
    page.screenshot(path=pictures / "agent-search.png")
    focused(page, "found")
    keys.press("Enter")
    expect(page.get_by_test_id("search")).to_have_count(0)
    expect(page.get_by_test_id("closed-mark")).to_be_visible()

    focused(page, "promise-kept")
    keys.press("Enter")
    expect(page.get_by_test_id("my-promise")).to_have_count(0)
    keys.press("?")
    expect(page.get_by_role("dialog", name="Keyboard shortcuts")).to_contain_text("Find a past conversation")
    keys.press("Escape")
