"""In a real browser: a reply by e-mail opens the chat on another device, and the desk tells of who waits."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from playwright.sync_api import Browser, expect

from bot.desk.mail.config import Mail
from bot.launch import web
from bot.post.smtp import Smtp
from tests.browser.people import Agent, Customer
from tests.desk.edge.conftest import PASSWORD, QUICK, RunningDesk, start_desk
from tests.smtp import Box, box, plain, server

__all__ = ["box", "server"]  # fixtures

pytestmark = pytest.mark.browser

# Nobody looks at this page, and what it would sound and show is counted.
UNWATCHED = """
    document.hasFocus = () => false;
    window.sounded = 0;
    window.shown = [];
    const start = OscillatorNode.prototype.start;
    OscillatorNode.prototype.start = function (...when) { window.sounded += 1; return start.apply(this, when); };
    window.Notification = class {
        static permission = "default";
        static requestPermission = async () => (Notification.permission = "granted");
        constructor(title) { window.shown.push(title); }
    };
"""


@pytest.fixture
def desk(tmp_path: Path, server: Controller, monkeypatch: pytest.MonkeyPatch) -> Iterator[RunningDesk]:
    """A desk without a brain, with a mail server."""
    if not web.is_current():
        web.build()
    monkeypatch.setenv("EVENKEEL_SHOP_DATABASE_URL", f"sqlite+aiosqlite:///{tmp_path}/shop.db")
    smtp = Smtp("127.0.0.1", server.port, "Harbour & Hearth <hello@shop.example>")
    running = start_desk(tmp_path, demo=True, timings=replace(QUICK, unseen_mail=2.0), mail=Mail(smtp))
    yield running
    aside(running.stop)


def aside(work: Callable[[], Any]) -> Any:
    """In a thread of its own: in this one, Playwright's event loop runs."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(work).result()


def until(found: Callable[[], Any], what: str) -> Any:
    """Looks again and again."""
    deadline = time.monotonic() + 30
    while not (result := found()):
        assert time.monotonic() < deadline, f"there was no {what}"
        time.sleep(0.1)
    return result


def test_who_left_an_address_and_the_page_is_answered_by_mail_and_goes_on_elsewhere(
    desk: RunningDesk, box: Box, browser: Browser, pictures: Path
) -> None:
    robin, mara = Agent(browser, desk.url), Customer(browser, desk.url)
    robin.set_up(aside(desk.setup_token), name="Robin Ames", email="robin@shop.example", password=PASSWORD)
    mara.open_widget()
    mara.say("I want to talk to a person about my refund")
    mara.widget.get_by_test_id("contact").fill("mara@example.com")
    mara.widget.get_by_test_id("contact-save").click()
    expect(mara.widget.get_by_test_id("contact-known")).to_be_visible()
    mara.leave()

    robin.open_first()
    expect(robin.page.get_by_test_id("reach")).to_contain_text("mara@example.com")
    robin.press("take")
    robin.say("It was with the bank. You have it tomorrow.")
    mail = until(lambda: [m for m in box.to("mara@example.com") if "Robin Ames wrote" in m["Subject"]], "reply")[0]
    expect(robin.page.get_by_test_id("note-entry").last).to_contain_text("sent to mara@example.com")
    link = re.search(r"http://\S+/chat/\S+", plain(mail))
    assert link

    elsewhere = browser.new_context(viewport={"width": 390, "height": 844}, locale="en-GB")
    page = elsewhere.new_page()
    page.goto(link[0])
    expect(page.get_by_text("It was with the bank. You have it tomorrow.")).to_be_visible()
    assert "resume" not in page.url and link[0].rsplit("/", 1)[1] not in page.url
    page.get_by_test_id("composer").fill("Thank you, it has come")
    page.get_by_test_id("send").click()
    robin.hears("Thank you, it has come")
    page.get_by_test_id("copy").click()
    page.screenshot(path=pictures / "chat-from-mail-phone.png")
    page.get_by_test_id("copy-send").click()
    expect(page.get_by_test_id("copy-sent")).to_contain_text("mara@example.com")
    until(lambda: [m for m in box.mails if m["Subject"].startswith("Your conversation with")], "copy")
    page.reload()  # the session is the way back now
    expect(page.get_by_text("Thank you, it has come")).to_be_visible()
    elsewhere.close()
    robin.leave()


def test_the_desk_sounds_blinks_and_notifies_when_somebody_waits(
    desk: RunningDesk, browser: Browser, pictures: Path
) -> None:
    robin = Agent(browser, desk.url)
    robin.page.add_init_script(UNWATCHED)
    robin.set_up(aside(desk.setup_token), name="Robin Ames", email="robin@shop.example", password=PASSWORD)
    robin.press("account-menu")
    robin.page.get_by_test_id("alert-desktop").check()
    expect(robin.page.get_by_test_id("alert-mail")).to_be_checked()
    robin.picture(pictures / "desk-alerts.png")
    robin.page.keyboard.press("Escape")
    mara = Customer(browser, desk.url)
    mara.open_widget()
    mara.say("I want to talk to a person")
    told = until(lambda: robin.page.evaluate("window.shown"), "notification")
    assert re.search("^A visitor (is waiting for a person|is offered to you)$", told[0])
    until(lambda: robin.page.title().startswith("● A visitor "), "title that says who")
    until(lambda: robin.page.title() == "● (1) Evenkeel desk", "title that says how many")
    assert robin.page.evaluate("window.sounded") >= 2
    mara.leave()
    robin.leave()
