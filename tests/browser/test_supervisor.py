"""The supervisor's page in a real browser, with a desk that has a past: who gets in, what they see, what they take."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from bot.desk.store.engine import Database
from bot.launch import web
from bot.times import now
from tests.browser.people import Agent
from tests.desk import month
from tests.desk.edge.conftest import PASSWORD, RunningDesk, start_desk
from tests.desk.history import History

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory, aside: ThreadPoolExecutor) -> Iterator[RunningDesk]:
    """A desk without a brain, with the month behind it, an administrator, a supervisor and an agent."""
    if not web.is_current():
        web.build()
    running = start_desk(tmp_path_factory.mktemp("supervised"))
    running.harmed = True  # the past was written by hand: one of its promises is overdue

    def people_and_past() -> None:
        ada = running.first_agent()
        running.colleague_of(ada, "sue@shop.example", "Sue Park", role="supervisor")
        running.colleague_of(ada, "ben@shop.example", "Ben Ode")
        history = History(running.settings.site_id)
        month.fill(history, now() - timedelta(minutes=5))

        async def write() -> None:
            db = Database.open(running.settings.database_url)
            await history.write(db)
            await db.close()

        asyncio.run(write())

    aside.submit(people_and_past).result()
    yield running
    aside.submit(running.stop).result()


def test_a_supervisor_sees_how_it_stands_and_takes_the_figures_along(
    desk: RunningDesk, browser: Browser, aside: ThreadPoolExecutor, pictures: Path
) -> None:
    sue = Agent(browser, desk.url)
    sue.log_in(email="sue@shop.example", password=PASSWORD)
    sue.page.keyboard.press("s")
    expect(sue.page).to_have_url(f"{desk.url}/desk/supervisor")
    expect(sue.page.get_by_test_id("tile-waiting")).to_contain_text("0 waiting for a person")
    expect(sue.page.get_by_test_id("team")).to_contain_text("Ben Ode")

    aside.submit(lambda: desk.customer().say("I want to talk to a person")).result()
    expect(sue.page.get_by_test_id("tile-waiting")).to_contain_text("1 waiting for a person")  # without reloading
    expect(sue.page.get_by_test_id("tile-waiting")).to_contain_text("Longest")

    moves = sue.page.get_by_test_id("report-moves")
    expect(moves.get_by_role("img")).to_contain_text("−30 (−33 to −27)")
    expect(moves.get_by_role("table")).to_be_hidden()
    moves.get_by_text("Table", exact=True).click()
    row = moves.get_by_role("row", name="Acknowledge")
    expect(row).to_contain_text("50")
    expect(row).to_contain_text("−30 (−33 to −27)")
    with sue.page.expect_download() as taken:
        moves.get_by_role("link", name="CSV of Which moves calm").click()
    text = taken.value.path().read_text(encoding="utf-8-sig")
    assert text.splitlines()[0].startswith("Move,Conversations,Times,Before,")
    assert taken.value.suggested_filename.startswith("moves_")
    sue.picture(pictures / "supervisor.png")

    sue.press("days-7")
    expect(sue.page.get_by_test_id("report-repeat-contact")).to_contain_text("Too few")
    sue.page.get_by_test_id("tile-waiting").get_by_role("button").click()  # to whoever waits longest
    expect(sue.page).to_have_url(f"{desk.url}/desk")
    expect(sue.page.get_by_test_id("log")).to_contain_text("I want to talk to a person")
    sue.page.go_back()
    expect(sue.page.get_by_test_id("supervisor")).to_be_visible()
    sue.leave()


def test_an_agent_is_shown_no_link_and_finds_no_figures(desk: RunningDesk, browser: Browser) -> None:
    ben = Agent(browser, desk.url, phone=True, dark=True)
    ben.log_in(email="ben@shop.example", password=PASSWORD)
    expect(ben.page.get_by_test_id("to-supervisor")).to_have_count(0)
    ben.page.keyboard.press("s")
    ben.page.keyboard.press("?")
    expect(ben.page.get_by_role("dialog")).not_to_contain_text("Supervisor")
    ben.page.keyboard.press("?")
    ben.page.goto(f"{desk.url}/desk/supervisor")
    expect(ben.page.get_by_test_id("not-for-you")).to_contain_text("for supervisors and administrators")
    ben.page.get_by_role("button", name="Back to the desk").click()
    expect(ben.page.get_by_test_id("queue")).to_be_visible()
    ben.leave()


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("phone", [False, True], ids=["desktop", "phone"])
def test_the_page_fits(desk: RunningDesk, browser: Browser, pictures: Path, phone: bool, dark: bool) -> None:
    sue = Agent(browser, desk.url, phone=phone, dark=dark)
    sue.log_in(email="sue@shop.example", password=PASSWORD)
    sue.go_to("supervisor")
    expect(sue.page.get_by_test_id("report-wordings")).to_be_visible()
    assert sue.page.evaluate("document.querySelector('.supervisor').scrollWidth <= innerWidth")
    assert sue.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    sue.picture(pictures / f"supervisor-{'phone' if phone else 'desktop'}-{'dark' if dark else 'light'}.png")
    sue.leave()
