"""A customer and an agent in a real browser, in the words of the story."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Browser, FrameLocator, Locator, Page, expect

DESKTOP = {"width": 1280, "height": 800}
PHONE = {"width": 390, "height": 844}
PATIENCE_MS = 30_000
PASSWORD = "a kettle and four mugs"
expect.set_options(timeout=PATIENCE_MS)


class Customer:
    """Somebody on the shop's page, with the widget open. Not `framed`: with the chat as a page of its own."""

    def __init__(
        self, browser: Browser, url: str, *, phone: bool = False, dark: bool = False, framed: bool = True
    ) -> None:
        self.context = browser.new_context(
            viewport=PHONE if phone else DESKTOP,
            color_scheme="dark" if dark else "light",
            timezone_id="Europe/London",
            locale="en-GB",
        )
        self.page: Page = self.context.new_page()
        self.page.set_default_timeout(PATIENCE_MS)
        self.page.goto(url + ("/" if framed else "/widget"))
        self.widget: FrameLocator | Page = self.page.frame_locator("iframe") if framed else self.page

    def sign_in(self, name: str) -> None:
        """Uses the shop's own sign-in switch."""
        self.page.get_by_test_id("customer").select_option(label=name)

    def open_widget(self) -> None:
        """Presses the launcher."""
        self.page.get_by_test_id("launcher").click()
        expect(self.widget.get_by_test_id("composer")).to_be_visible(timeout=PATIENCE_MS)

    def say(self, text: str) -> None:
        """Types and sends; waits until the widget shows it as sent."""
        self.widget.get_by_test_id("composer").fill(text)
        self.widget.get_by_test_id("send").click()
        expect(self.widget.get_by_test_id("pending")).to_have_count(0, timeout=PATIENCE_MS)

    def answered(self, author: str | re.Pattern[str] = "assistant") -> Locator:
        """Waits until somebody has spoken since the customer's last words; the newest of their messages."""
        log = self.widget.get_by_test_id("message")
        expect(log.last).to_have_attribute("data-author", author, timeout=PATIENCE_MS)
        return log.last

    def hears(self, words: str | re.Pattern[str]) -> Locator:
        """Waits until these words are in the conversation."""
        heard = self.widget.get_by_test_id("log").get_by_text(words).last
        expect(heard).to_be_visible(timeout=PATIENCE_MS)
        return heard

    def reference(self) -> str:
        """What the strip says they should name on the telephone."""
        return self.widget.get_by_test_id("reference").inner_text().removeprefix("Ref ")

    def messages(self) -> list[str]:
        """Everything in the conversation, in order."""
        return self.widget.get_by_test_id("message").all_inner_texts()

    def picture(self, path: Path) -> None:
        """A screenshot of what they see."""
        self.page.screenshot(path=path)

    def leave(self) -> None:
        """Closes the page."""
        self.context.close()


class Agent:
    """Somebody at the desk."""

    def __init__(self, browser: Browser, url: str, *, phone: bool = False, dark: bool = False) -> None:
        self.url = url
        self.context = browser.new_context(
            viewport=PHONE if phone else DESKTOP, color_scheme="dark" if dark else "light", locale="en-GB"
        )
        self.page: Page = self.context.new_page()
        self.page.set_default_timeout(PATIENCE_MS)

    def set_up(self, token: str, *, name: str, email: str, password: str) -> None:
        """Uses the one-time link."""
        self.page.goto(f"{self.url}/desk/setup?token={token}")
        form = self.page.get_by_test_id("setup-form")
        form.get_by_label("Your name").fill(name)
        form.get_by_label("E-mail").fill(email)
        form.get_by_label("Password").fill(password)
        form.locator("button[type=submit]").click()
        expect(self.page.get_by_test_id("queue")).to_be_visible()

    def log_in(self, *, email: str, password: str) -> None:
        """The ordinary way."""
        self.page.goto(f"{self.url}/desk")
        form = self.page.get_by_test_id("login-form")
        form.get_by_label("E-mail").fill(email)
        form.get_by_label("Password").fill(password)
        form.locator("button[type=submit]").click()
        expect(self.page.get_by_test_id("queue")).to_be_visible()

    def invite(self, role: str = "agent") -> str:
        """A link for a colleague, as an administrator makes it; the token in it."""
        csrf = self.page.request.get(f"{self.url}/api/me").json()["csrf"]
        answer = self.page.request.post(
            f"{self.url}/api/invitations", data={"role": role}, headers={"X-CSRF-Token": csrf, "Origin": self.url}
        )
        return str(answer.json()["url"]).partition("token=")[2]

    def open(self, reference: str) -> None:
        """Opens the conversation that the customer knows by this reference."""
        self.turn_to("queue")
        self.page.locator(f'[data-reference="{reference}"]').click()
        expect(self.page.get_by_test_id("talk")).to_contain_text(reference)

    def brief(self) -> Locator:
        """What it says about the open conversation; on a phone it is turned to."""
        self.turn_to("side")
        return self.page.get_by_test_id("brief")

    def turn_to(self, pane: str) -> None:
        """On a phone the three panes are pages."""
        tab = self.page.get_by_test_id(f"tab-{pane}")
        if tab.is_visible():
            tab.click()

    def open_first(self) -> None:
        """Opens whoever is first in the queue."""
        self.page.get_by_test_id("queue").get_by_test_id("queue-item").first.click()
        expect(self.page.get_by_test_id("brief")).to_be_visible()

    def hears(self, words: str | re.Pattern[str]) -> Locator:
        """Waits until these words are in the conversation."""
        heard = self.page.get_by_test_id("log").get_by_text(words).last
        expect(heard).to_be_visible(timeout=PATIENCE_MS)
        return heard

    def go_to(self, page: str) -> None:
        """To another page of the desk: by the top bar, or on a phone by the account's menu."""
        link = self.page.get_by_test_id(f"to-{page}")
        if not link.is_visible():
            self.page.get_by_test_id("account-menu").click()
        link.click()

    def press(self, *test_ids: str) -> None:
        """Clicks one after the other."""
        for test_id in test_ids:
            self.page.get_by_test_id(test_id).click()

    def say(self, text: str) -> None:
        """Types and sends."""
        self.page.get_by_test_id("say").fill(text)
        self.page.get_by_test_id("send").click()

    def picture(self, path: Path) -> None:
        """A screenshot of what they see."""
        self.page.screenshot(path=path)

    def leave(self) -> None:
        """Closes the page."""
        self.context.close()
