"""People and access in real browsers: invited, set up, promoted, shown out, let in again; and what the audit says."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from bot.launch import web
from tests.browser.people import Agent
from tests.desk.edge.conftest import PASSWORD, RunningDesk, start_desk

pytestmark = pytest.mark.browser
NEW = "three blue teapots"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory, aside: ThreadPoolExecutor) -> Iterator[RunningDesk]:
    """A desk without a brain, with one administrator."""
    if not web.is_current():
        web.build()
    running = start_desk(tmp_path_factory.mktemp("team"))
    aside.submit(running.first_agent).result()
    yield running
    aside.submit(running.stop).result()


def link_in(page: Page) -> str:
    """The token of the link that is shown."""
    return page.get_by_test_id("link").get_by_role("textbox").input_value().partition("token=")[2]


def close_dialog(page: Page) -> None:
    page.get_by_role("dialog").get_by_role("button", name="Close").click()


def test_a_colleague_is_invited_promoted_shown_out_and_let_in_again(
    desk: RunningDesk, browser: Browser, aside: ThreadPoolExecutor, pictures: Path
) -> None:
    ada, ben = Agent(browser, desk.url), Agent(browser, desk.url, phone=True)
    ada.log_in(email="ada@shop.example", password=PASSWORD)
    ada.go_to("people")
    ada.press("invite")
    form = ada.page.get_by_test_id("invite-form")
    form.get_by_label("E-mail").fill("ben@shop.example")
    form.get_by_role("button", name="Make a link").click()
    token = link_in(ada.page)
    close_dialog(ada.page)
    expect(ada.page.get_by_test_id("invitation")).to_contain_text("ben@shop.example")

    ben.page.goto(f"{desk.url}/desk/setup?token={token}")
    form = ben.page.get_by_test_id("setup-form")
    expect(form.get_by_label("E-mail")).to_have_value("ben@shop.example")
    ben.set_up(token, name="Ben Okoye", email="ben@shop.example", password=PASSWORD)
    expect(ben.page.get_by_test_id("to-people")).to_have_count(0)
    row = ada.page.get_by_test_id("person").filter(has_text="Ben Okoye")
    expect(row).to_contain_text("Online")  # without reloading
    expect(ada.page.get_by_test_id("invitation")).to_have_count(0)

    row.get_by_test_id("change").click()
    form = ada.page.get_by_test_id("person-form")
    form.get_by_label("Role").select_option("supervisor")
    form.get_by_label("Skills").fill("refunds, deliveries")
    form.get_by_label("Languages").fill("en, de")
    form.get_by_label("Conversations at once").fill("2")
    form.get_by_role("button", name="Save").click()
    expect(row).to_contain_text("Supervisor")
    expect(row).to_contain_text("0 of 2 conversations")
    expect(row).to_contain_text("refunds · deliveries · English, German")
    ben.go_to("people")  # the page they may see now, without logging in again
    expect(ben.page.get_by_test_id("person")).to_have_count(2)
    expect(ben.page.get_by_test_id("change")).to_have_count(0)
    expect(ben.page.get_by_test_id("invite")).to_have_count(0)

    ada.picture(pictures / "people.png")
    row.get_by_test_id("change").click()
    ada.press("switch-off")
    expect(ada.page.get_by_role("dialog")).to_contain_text("Ben Okoye is logged out at once")
    ada.press("switch-off-yes")
    expect(ben.page.get_by_test_id("login-form")).to_contain_text("You have been logged out")
    expect(row).to_contain_text("Switched off")
    form = ben.page.get_by_test_id("login-form")
    form.get_by_label("E-mail").fill("ben@shop.example")
    form.get_by_label("Password").fill(PASSWORD)
    form.locator("button[type=submit]").click()
    expect(form).to_contain_text("This account has been switched off")

    ada.press("switch-on", "reset")
    token = link_in(ada.page)
    close_dialog(ada.page)
    ben.page.goto(f"{desk.url}/desk/setup?token={token}")
    form = ben.page.get_by_test_id("setup-form")
    form.get_by_label("Password").fill("Password Password 2026!")
    form.locator("button[type=submit]").click()
    expect(form.get_by_role("alert")).to_contain_text("first passwords anybody would guess")
    form.get_by_label("Password").fill(NEW)
    form.locator("button[type=submit]").click()
    expect(ben.page.get_by_test_id("queue")).to_be_visible()

    ada.page.keyboard.press("l")
    entries = ada.page.get_by_test_id("audit-entry")
    expect(entries.filter(has_text="Ben Okoye set a new password by a link")).to_have_count(1)
    expect(entries.filter(has_text="Ada changed Ben Okoye: account switched off")).to_have_count(1)
    ada.page.get_by_test_id("audit-filter").get_by_label("What").select_option(label="Invited")
    ada.page.get_by_role("button", name="Show", exact=True).click()
    expect(entries).to_have_count(2)
    expect(entries.first).to_contain_text("Ada invited ben@shop.example as agent")
    expect(entries.last).to_contain_text("The command line invited somebody as administrator")
    with ada.page.expect_download() as taken:
        ada.press("audit-csv")
    lines = taken.value.path().read_text(encoding="utf-8-sig").splitlines()
    assert len(lines) == 3 and "invited ben@shop.example as agent" in lines[1]
    ada.leave()
    ben.leave()


def test_a_password_changed_on_the_account_page_ends_the_other_logins_and_not_this_one(
    desk: RunningDesk, browser: Browser, aside: ThreadPoolExecutor
) -> None:
    here, there = Agent(browser, desk.url), Agent(browser, desk.url, phone=True)
    for place in (here, there):
        place.log_in(email="ada@shop.example", password=PASSWORD)
    here.go_to("account")
    expect(here.page.get_by_test_id("login").filter(has_text="(here)")).to_contain_text("Chrome on Linux")
    form = here.page.get_by_test_id("password-form")
    form.get_by_label("Old password").fill("not the password")
    form.get_by_label("New password").fill(NEW)
    form.get_by_role("button", name="Change the password").click()
    expect(form.get_by_role("alert")).to_contain_text("The old password is not right")
    form.get_by_label("Old password").fill(PASSWORD)
    form.get_by_role("button", name="Change the password").click()
    expect(form).to_contain_text("Changed. You are logged out everywhere else.")
    expect(here.page.get_by_test_id("login")).to_have_count(1)
    expect(there.page.get_by_test_id("login-form")).to_contain_text("You have been logged out")
    expect(here.page.get_by_test_id("offline")).to_have_count(0)
    form = here.page.get_by_test_id("name-form")
    form.get_by_label("Your name").fill("Ada Lovelace")
    form.get_by_role("button", name="Save the name").click()
    expect(form).to_contain_text("Saved.")
    aside.submit(lambda: desk.customer().say("I want to talk to a person")).result()
    here.go_to("desk")
    here.open_first()  # the line to the desk is up, with the new login
    here.press("take")
    here.say("Hello, what happened?")
    expect(here.page.get_by_test_id("log")).to_contain_text("Ada Lovelace")
    here.leave()
    there.leave()


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("phone", [False, True], ids=["desktop", "phone"])
def test_the_pages_fit(desk: RunningDesk, browser: Browser, pictures: Path, phone: bool, dark: bool) -> None:
    ben = Agent(browser, desk.url, phone=phone, dark=dark)
    ben.log_in(email="ben@shop.example", password=NEW)
    for page in ("people", "account"):
        ben.go_to(page)
        expect(ben.page.get_by_test_id(page)).to_be_visible()
        assert ben.page.evaluate("document.querySelector('.page').scrollWidth <= innerWidth")
        assert ben.page.evaluate("document.querySelector('.topbar').scrollWidth <= innerWidth")
        ben.picture(pictures / f"{page}-{'phone' if phone else 'desktop'}-{'dark' if dark else 'light'}.png")
    ben.page.goto(f"{desk.url}/desk/audit")
    expect(ben.page.get_by_test_id("not-for-you")).to_contain_text("for administrators")
    ben.leave()
