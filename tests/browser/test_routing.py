"""Who takes whom, with two agents and a supervisor in real browsers: offers, passing on, whispering, taking over."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser, Locator, expect

from bot.desk.routing.config import Routing, Skill
from bot.launch import web
from bot.workbench.driver import Customer
from tests.browser.people import Agent
from tests.desk.edge.conftest import PASSWORD, RunningDesk, start_desk

pytestmark = pytest.mark.browser


class Team(NamedTuple):
    """A supervisor, who is away, and two agents on duty; customers wait by `customer`."""

    desk: RunningDesk
    aside: ThreadPoolExecutor
    dana: Agent
    ada: Agent
    sam: Agent

    def customer(self) -> Customer:
        """Somebody who asks for a person."""
        customer = self.aside.submit(self.desk.customer).result()
        customer.say("I want to talk to a person, please")
        return customer

    def asked(self) -> tuple[Agent, Agent]:
        """Who is asked, and the other agent."""
        either = self.ada.page.get_by_test_id("offer")
        for _ in range(100):
            if either.is_visible():
                return self.ada, self.sam
            if offer(self.sam).is_visible():
                return self.sam, self.ada
            self.ada.page.wait_for_timeout(100)
        raise AssertionError("nobody was asked")


def offer(agent: Agent) -> Locator:
    return agent.page.get_by_test_id("offer")


def name_of(agent: Agent, team: Team) -> str:
    return "Ada Okoro" if agent is team.ada else "Sam Reed"


@pytest.fixture
def team(browser: Browser, tmp_path: Path) -> Iterator[Team]:
    """On a desk of their own, without a brain."""
    if not web.is_current():
        web.build()
    routing = Routing(mode="offer", accept_within=20, skills=(Skill("refunds", "Refunds"),))
    with ThreadPoolExecutor(1) as aside:  # for what brings its own event loop: Playwright's has this one's
        desk = start_desk(tmp_path, routing=routing)
        dana = Agent(browser, desk.url)
        token = aside.submit(desk.setup_token).result()
        dana.set_up(token, name="Dana Fox", email="dana@shop.example", password=PASSWORD)
        csrf = dana.context.request.get(f"{desk.url}/api/me").json()["csrf"]
        dana.press("availability")

        def colleague(name: str, email: str, **how: bool) -> Agent:
            told = {"data": {"role": "agent", "email": email}, "headers": {"X-CSRF-Token": csrf}}
            link = dana.context.request.post(f"{desk.url}/api/invitations", **told).json()["url"]
            agent = Agent(browser, desk.url, **how)
            agent.set_up(link.partition("token=")[2], name=name, email=email, password=PASSWORD)
            return agent

        ada, sam = colleague("Ada Okoro", "ada@shop.example"), colleague("Sam Reed", "sam@shop.example", dark=True)
        try:
            yield Team(desk, aside, dana, ada, sam)
        finally:
            for person in (dana, ada, sam):
                person.leave()
            aside.submit(desk.stop).result()


def test_an_offer_is_declined_by_one_and_accepted_by_the_other_with_the_keyboard(team: Team, pictures: Path) -> None:
    team.customer()
    first, second = team.asked()
    expect(offer(first)).to_contain_text("is waiting for you")
    expect(offer(second)).to_have_count(0)
    first.picture(pictures / "offer.png")
    first.press("decline")
    first.page.get_by_role("button", name="Not my area").click()
    expect(offer(first)).to_have_count(0)
    expect(offer(second)).to_be_visible()
    second.page.keyboard.press("a")
    expect(second.page.get_by_test_id("mine").get_by_test_id("queue-item")).to_have_count(1)
    expect(second.page.get_by_test_id("say")).to_be_enabled()
    second.hears("Did not take this: Not my area")
    team.dana.page.get_by_test_id("duty").click()
    row = team.dana.page.get_by_test_id("team").get_by_role("listitem").filter(has_text=name_of(second, team))
    expect(row).to_contain_text("1 of 4")


def test_an_agent_who_misses_two_in_a_row_sees_why_they_are_away(team: Team) -> None:
    team.sam.press("availability")
    team.customer()
    expect(offer(team.ada)).to_be_visible()
    expect(team.ada.page.get_by_test_id("away")).to_contain_text("2 offers in a row went unanswered", timeout=60_000)
    expect(offer(team.ada)).to_have_count(0)
    team.ada.press("come-online")
    expect(offer(team.ada)).to_be_visible()


def test_passed_on_by_name_the_colleague_is_asked_and_the_customer_hears_who_comes(team: Team, pictures: Path) -> None:
    customer = team.customer()
    first, second = team.asked()
    first.press("accept", "pass-on")
    to = name_of(second, team)
    form = first.page.get_by_test_id("pass-on-form")
    form.get_by_test_id("pass-to-person").filter(has_text=to).click()
    form.get_by_role("textbox").fill("Knows the trade terms")
    expect(form.get_by_test_id("pass-on-told")).to_contain_text(f"{to} is asked now")
    first.picture(pictures / "pass-on.png")
    first.press("pass-on-confirm")
    expect(offer(second)).to_contain_text(f"{name_of(first, team)} would like to pass")
    customer.wait(lambda: f"passing this to {to}" in repr(customer.messages), "to hear who comes")
    second.press("accept")
    second.hears("Knows the trade terms")
    customer.wait(lambda: customer.state.get("agent_name") == to, to)


def test_a_supervisor_whispers_and_takes_over_and_the_agent_sees_it(team: Team, pictures: Path) -> None:
    customer = team.customer()
    agent, _ = team.asked()
    agent.press("accept")
    team.dana.page.get_by_test_id("others").get_by_test_id("queue-item").first.click()
    expect(team.dana.page.get_by_test_id("reading-along")).to_contain_text("You are reading along")
    expect(agent.page.get_by_test_id("reading-along")).to_contain_text("Dana Fox is reading along")
    team.dana.press("mode-whisper")
    team.dana.say("Offer the refund; I approve it.")
    expect(agent.page.get_by_test_id("note-entry").last).to_contain_text("Dana Fox whispers")
    agent.picture(pictures / "whisper.png")
    customer.catch_up()
    assert "I approve it" not in repr(customer.messages)
    team.dana.press("take-over")
    expect(agent.page.get_by_test_id("notice")).to_contain_text("Dana Fox has taken over")
    expect(team.dana.page.get_by_test_id("say")).to_be_enabled()
    customer.wait(lambda: "Dana Fox from the team has taken over" in repr(customer.messages), "to be told")


def test_a_whisper_reaches_an_agent_who_has_another_conversation_open(team: Team) -> None:
    team.sam.press("availability")
    mine = team.ada.page.get_by_test_id("mine").get_by_test_id("queue-item")
    in_front, current = team.ada.page.get_by_test_id("mine").locator("[aria-current]"), ""
    for taken in (1, 2):
        team.customer()
        expect(offer(team.ada)).to_be_visible()
        team.ada.press("accept")
        expect(mine).to_have_count(taken)
        expect(in_front).to_have_count(1)
        expect(in_front).not_to_have_attribute("data-conversation", current)  # it is opened a moment after
        current = in_front.get_attribute("data-conversation") or ""
    others = team.dana.page.get_by_test_id("others").locator("[data-conversation]")
    others.and_(team.dana.page.locator(f":not([data-conversation='{current}'])")).click()
    team.dana.press("mode-whisper")
    team.dana.say("This one is a journalist.")
    banner = team.ada.page.get_by_test_id("whisper-banner")
    expect(banner).to_contain_text("This one is a journalist.")
    banner.get_by_role("button", name="Open").click()
    expect(banner).to_have_count(0)
    expect(team.ada.page.get_by_test_id("note-entry").last).to_contain_text("This one is a journalist.")
