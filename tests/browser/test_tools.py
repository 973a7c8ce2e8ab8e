"""The agent's tools in a real browser, with no brain: a refund from the panel, a prepared reply, a help article."""

from __future__ import annotations

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from playwright.sync_api import Browser, expect

from bot.launch import web
from tests.browser.people import Agent, Customer
from tests.desk.edge.conftest import PASSWORD, RunningDesk, start_desk

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory, aside: ThreadPoolExecutor) -> Iterator[RunningDesk]:
    """The demo shop's desk."""
    if not web.is_current():
        web.build()
    folder = tmp_path_factory.mktemp("tools")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("EVENKEEL_SHOP_DATABASE_URL", f"sqlite+aiosqlite:///{folder}/shop.db")
        running = start_desk(folder, demo=True, site_name="Harbour & Hearth")
        yield running
        aside.submit(running.stop).result()


def test_an_agent_refunds_replies_and_explains_and_the_customer_reads_it(
    desk: RunningDesk, browser: Browser, aside: ThreadPoolExecutor
) -> None:
    robin, mara = Agent(browser, desk.url), Customer(browser, desk.url)
    token = aside.submit(desk.setup_token).result()
    robin.set_up(token, name="Robin Ashe", email="robin@example.com", password=PASSWORD)
    mara.sign_in("Mara Lindqvist")
    mara.open_widget()
    mara.say("the bowl of EK-20403 has a crack. i want to talk to a person")
    page = robin.page
    page.get_by_test_id("queue-item").first.click()
    robin.press("take")
    expect(page.get_by_test_id("say")).to_be_enabled()

    robin.press("side-orders")
    order = page.get_by_test_id("order").first
    expect(order).to_contain_text("EK-20403")
    robin.press("deed-refund")
    page.get_by_label("An amount").check()
    page.get_by_test_id("deed-amount").fill("12.50")
    page.get_by_test_id("deed-why").fill("cracked bowl")
    robin.press("deed-preview-button")
    expect(page.get_by_test_id("deed-preview")).to_contain_text("£12.50 goes back to the card ending 1881")
    robin.press("deed-do")
    expect(page.get_by_test_id("press")).to_have_attribute("data-state", "done")
    robin.hears("Reason: cracked bowl")
    robin.press("tell")
    expect(page.get_by_test_id("attached")).to_contain_text("refund of £12.50")
    robin.press("send")
    mara.hears("A refund of £12.50 to the card ending 1881 is on its way.")
    expect(page.get_by_test_id("press")).to_contain_text("the customer was told")
    robin.press("side-brief")
    expect(page.get_by_test_id("brief")).to_contain_text("Robin Ashe: Refund of £12.50")
    expect(page.get_by_test_id("brief")).to_contain_text(re.compile(r"refund of £12\.50 .* by .*open", re.S))
    assert "cracked bowl" not in " ".join(mara.messages())  # notes stay among agents

    page.get_by_test_id("say").press_sequentially("/hello")
    expect(page.get_by_test_id("reply").first).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    expect(page.get_by_test_id("say")).to_have_value(re.compile("^Hello Mara, I'm Robin from Harbour & Hearth"))
    page.keyboard.press("Enter")
    mara.hears("Hello Mara, I'm Robin from Harbour & Hearth")

    page.get_by_test_id("say").press_sequentially("/refund-late")
    expect(page.get_by_test_id("reply")).to_have_count(1)
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(page.get_by_test_id("gaps")).to_contain_text("Send again")
    page.keyboard.type("EK-20403")  # the gap is selected
    page.keyboard.press("Enter")
    mara.hears("Your refund for order EK-20403 should have been there by now.")

    robin.press("side-help")
    page.get_by_test_id("help-search").fill("send something back")
    expect(page.get_by_test_id("help-hit").first).to_contain_text("30 days")
    page.get_by_test_id("insert-link").first.click()
    robin.press("send")
    mara.hears(re.compile(r"/help/returns"))
    used = desk.rows("SELECT reply FROM reply_uses ORDER BY id")
    assert used == [("first-words",), ("refund-late",)]
    mara.leave()
    robin.leave()
