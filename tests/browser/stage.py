"""A desk with people in every situation, reached in a moment: where the pages are looked at. Its brain does as told."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from bot.desk.access.origin import COOKIE
from bot.desk.store.engine import Database
from bot.launch import web
from bot.times import now
from bot.wire import Reply, TurnRequest, TurnResult
from bot.workbench import driver
from tests.browser.people import PATIENCE_MS, PHONE, Customer
from tests.desk import month
from tests.desk.edge.conftest import QUICK, RunningDesk, start_desk
from tests.desk.history import History
from tests.desk.scripted_brain import ScriptedBrain, echo, result

# Nothing may change by itself while it is looked at.
STILL = replace(QUICK, agent_reply=3600, agent_silent=7200, agent_vanished=3600, queue_update=3600, follow_up=7200)
CARD = {
    "kind": "order",
    "title": "Order EK-20401",
    "subtitle": "Ordered on Monday, 16 November",
    "rows": [
        {"label": "Kettle", "value": "1 × £64.00"},
        {"label": "Paid", "value": "£68.95 by card", "tone": "good"},
        {"label": "Parcel", "value": "Late since Thursday, 19 November", "tone": "warn"},
    ],
    "link": {"title": "How late parcels are looked for", "href": "/help/late-or-lost-parcel"},
}
LONG = "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen" * 3
FURY = "THIRD TIME I AM ASKING. WHERE IS MY PARCEL EK-20401. NOBODY EVER ANSWERS ME"


def answer(turn: TurnRequest) -> TurnResult:
    """As the scripted brain does, with a card that has everything a card can have, and as much as is asked for."""
    if asked := re.search(r"say (\d+) things", turn.messages[-1].text):
        return result(turn, *(Reply(f"This is thing number {n}.") for n in range(int(asked[1]))))
    if "card" in turn.messages[-1].text:
        return result(
            turn, Reply("This is how it stands with your order.", card=CARD), Reply("Shall I have it looked for?")
        )
    return echo(turn)


class Stage:
    """Two desks, one with people and one with nobody. Everything opened for a look goes with `clear`."""

    def __init__(self, browser: Browser, folder: Path, aside: ThreadPoolExecutor) -> None:
        self.browser, self.aside = browser, aside
        self.contexts: list[BrowserContext] = []
        self.brain = ScriptedBrain(answer).__enter__()
        for name in ("busy", "bare"):
            (folder / name).mkdir()
        brain = {"brain_urls": (self.brain.url,), "brain_secret": self.brain.secret}
        self.busy = start_desk(folder / "busy", timings=STILL, demo=True, **brain)
        self.bare = start_desk(folder / "bare", timings=STILL)
        self.busy.harmed = True  # its past was written by hand
        self.aside.submit(self._people).result()
        self.open_to: dict[str, str] = self._conversations()

    def stop(self) -> None:
        """Ends both desks and the brain."""
        self.clear()
        for desk in (self.busy, self.bare):
            self.aside.submit(desk.stop).result()
        self.brain.__exit__()

    def clear(self) -> None:
        """Closes all pages."""
        for context in self.contexts:
            context.close()
        self.contexts.clear()

    # ------------------------------------------------------------------ customers

    def shop(self, path: str = "/", **how: Any) -> Page:
        """A page of the busy desk's for anybody."""
        page = self._context(**how).new_page()
        page.goto(self.busy.url + path)
        return page

    def customer(self, *says: str, framed: bool = False) -> Customer:
        """Somebody in the widget, answered. `framed`: on the shop's page."""
        customer = Customer(self.browser, self.busy.url, framed=framed)
        self.contexts.append(customer.context)
        if framed:
            customer.open_widget()
        for words in says:
            customer.say(words)
            customer.answered(re.compile("assistant|system"))
        return customer

    def with_agent(self, *says: str) -> tuple[Customer, str]:
        """Somebody whom Ben has taken, and their conversation's id."""
        customer = self.customer("person please")
        reference = customer.reference()
        (conversation_id,) = self.busy.rows("SELECT id FROM conversations WHERE reference = ?", reference)[0]
        self.ben.take(conversation_id)
        self.ben.say(conversation_id, "Hello, Ben here. I have read it all and I am ringing the depot now.")
        customer.hears("ringing the depot")
        for words in says:
            customer.say(words)
        return customer, conversation_id

    # ------------------------------------------------------------------ agents

    def desk(self, path: str = "/desk", who: str = "ada", first: Callable[[Page], None] = lambda page: None) -> Page:
        """The agents' page, logged in. `first`: what to do to the page before it is loaded."""
        context = self._context()
        cookies = self.agents[who].http.cookies
        context.add_cookies([{"name": COOKIE, "value": str(cookies[COOKIE]), "url": self.busy.url}])
        page = context.new_page()
        first(page)
        page.goto(self.busy.url + path)
        expect(page.get_by_test_id("availability")).to_be_enabled()
        return page

    def talk(self, name: str, *press: str, on: str = "talk", **how: Any) -> Page:
        """The agents' page with a conversation open; then presses what has these test ids. `on`: the phone's page."""
        page = self.desk(**how)
        page.locator(f'[data-conversation="{self.open_to[name]}"]').click()
        expect(page.get_by_test_id("talk")).to_be_visible()
        if on != "talk":
            page.set_viewport_size(PHONE)
            self.press(page, f"tab-{on}")
        return self.press(page, *press)

    def menu(self, *press: str) -> Page:
        """The account menu, open."""
        page = self.desk()
        return self.press(page, "account-menu", *press)

    def supervisor(self, *, tables: bool = False) -> Page:
        """The supervisor's page, with all plots drawn. `tables`: and some of their tables shown."""
        page = self.desk("/desk/supervisor", who="sue")
        expect(page.get_by_test_id("report-wordings")).to_be_visible()
        if tables:
            for index in range(3):
                page.get_by_text("Table", exact=True).nth(index).click()
        return page

    @staticmethod
    def press(page: Page, *test_ids: str) -> Page:
        """Clicks one after the other."""
        for test_id in test_ids:
            page.get_by_test_id(test_id).click()
        return page

    def nobody(self, path: str = "/desk") -> Page:
        """A page of the desk that has no agent yet."""
        page = self._context().new_page()
        page.goto(self.bare.url + path)
        return page

    def setup_path(self) -> str:
        """Of a set-up link that still works."""
        return f"/desk/setup?token={self.aside.submit(self.bare.setup_token).result()}"

    def alone(self) -> Page:
        """The first agent of the bare desk, with nobody waiting."""
        if not self.bare.people:
            self.aside.submit(self.bare.first_agent).result()
        context = self._context()
        agent = self.bare.people[0]
        context.add_cookies([{"name": COOKIE, "value": str(agent.http.cookies[COOKIE]), "url": self.bare.url}])
        page = context.new_page()
        page.goto(self.bare.url + "/desk")
        expect(page.get_by_test_id("queue-empty")).to_be_visible()
        return page

    # ------------------------------------------------------------------ what there is

    def _context(self, **how: Any) -> BrowserContext:
        context = self.browser.new_context(locale="en-GB", timezone_id="Europe/London", **how)
        context.set_default_timeout(PATIENCE_MS)
        self.contexts.append(context)
        return context

    def _people(self) -> None:
        desk = self.busy
        ada = desk.first_agent()
        self.agents: dict[str, driver.Agent] = {"ada": ada}
        self.agents["sue"] = desk.colleague_of(ada, "sue@shop.example", "Sue Park", role="supervisor")
        self.agents["ben"] = desk.colleague_of(ada, "ben@shop.example", "Ben Ode")
        self.ben = self.agents["ben"]
        history = History(desk.settings.site_id)
        month.fill(history, now() - timedelta(minutes=5))
        _write(desk, history)

    def _conversations(self) -> dict[str, str]:
        """One of every kind, by name: their ids."""
        ada, desk = self.agents["ada"], self.busy
        found: dict[str, str] = {}

        def speak(name: str, *says: str, **who: Any) -> driver.Customer:
            customer = desk.customer(**who)
            for words in says:
                customer.answer_after(customer.say(words))
            (row,) = desk.rows("SELECT id FROM conversations WHERE reference = ?", customer.state["reference"])
            found[name] = row[0]
            return customer

        mara = desk.http().get("/api/demo/customers").json()[0]["id"]
        token = desk.http().post("/api/demo/sign-in", json={"customer_id": mara}).json()["customer_token"]
        speak("assistant", "hello", "card please")
        speak("mine", "hello, it is about EK-20401", "card please", FURY, "get me a person", customer_token=token)
        ada.take(found["mine"])
        ada.say(found["mine"], "Hello Mara, Ada here. I have read it all. The depot rings back by four today.")
        ada.ask("note", {"conversation_id": found["mine"], "id": "n1", "text": "Depot: ask for Jan, extension 12."})
        speak(
            "long", LONG, "שלום, איפה החבילה שלי? EK-20401", "a person please. " + "I have written this before. " * 60
        )
        speak("waiting", FURY, "cancel it then", "PERSON. NOW. a person")
        left = speak("left", "could a person ring me")
        left.ask("contact", {"session_id": left.token, "contact": "+44 20 7946 0991"})
        left.close()
        speak("bens", "person please")
        self.ben.take(found["bens"])
        speak("closed", "a person please")
        ada.take(found["closed"])
        ada.finish(found["closed"])
        return found


@contextmanager
def staged(browser: Browser, folder: Path) -> Iterator[Stage]:
    """A stage, and its end. What brings its own event loop runs in a thread aside: Playwright's has this one's."""
    if not web.is_current():
        web.build()
    with pytest.MonkeyPatch.context() as patch, ThreadPoolExecutor(1) as aside:
        patch.setenv("EVENKEEL_SHOP_DATABASE_URL", f"sqlite+aiosqlite:///{folder}/shop.db")
        stage = Stage(browser, folder, aside)
        yield stage
        stage.stop()


def _write(desk: RunningDesk, history: History) -> None:
    async def write() -> None:
        db = Database.open(desk.settings.database_url)
        await history.write(db)
        await db.close()

    asyncio.run(write())
