"""Two agents and three customers at once, in five browsers: nobody is answered twice, forgotten, or left alone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from bot.workbench.product import Product
from tests.browser.people import PASSWORD, Agent, Customer

pytestmark = pytest.mark.browser
VANISHED_MS = 90_000  # a heartbeat, the time allowed without one, and a busy machine


def test_two_agents_and_three_customers(product: Product, browser: Browser, robin: Agent, pictures: Path) -> None:
    robin.press("availability")  # away: this is about the other two
    noor, ben = Agent(browser, product.url), Agent(browser, product.url, phone=True)
    for agent, name in ((noor, "Noor Haddad"), (ben, "Ben Ode")):
        agent.set_up(robin.invite(), name=name, email=f"{name[:3].lower()}@example.com", password=PASSWORD)

    # Three customers: one irate, one polite on a phone, one whose line breaks.
    mara = Customer(browser, product.url)
    mara.sign_in("Mara Lindqvist")
    mara.open_widget()
    mara.say("this is the THIRD time im asking where is my parcel EK-20401. absolute joke, nobody ever answers me")
    mara.answered()
    mara.say("let me speak to a real person")
    priya = Customer(browser, product.url, phone=True)
    priya.open_widget()
    priya.say("Good morning, how long do I have to send something back, please?")
    priya.hears(re.compile("30 days"))
    priya.say("Thank you. Could I speak to a person about it, please?")
    tom = Customer(browser, product.url)
    tom.open_widget()
    tom.say("human please")
    for customer in (mara, priya, tom):
        expect(customer.widget.get_by_test_id("state-strip")).to_contain_text("EV-")

    # Both reach for the same customer: one has her, the other reads who it is.
    for agent in (noor, ben):
        agent.open(mara.reference())
    for agent in (noor, ben):
        agent.page.evaluate("document.querySelector('[data-testid=take]')?.click()")
    expect(noor.page.get_by_test_id("close").or_(noor.page.get_by_test_id("notice"))).to_be_visible()
    first, second = (noor, ben) if noor.page.get_by_test_id("close").is_visible() else (ben, noor)
    winner = "Noor Haddad" if first is noor else "Ben Ode"
    expect(first.page.get_by_test_id("close")).to_be_visible()
    expect(second.page.get_by_test_id("notice")).to_contain_text(f"{winner} has taken this conversation")
    expect(second.page.get_by_test_id("close")).to_have_count(0)
    first.say("I am with you now, Mara. I have read it all and I am ringing the depot.")
    mara.hears("ringing the depot")
    first.press("note")
    first.page.get_by_test_id("say").fill("Depot: ask for Jan, extension 12.")
    first.press("send")
    expect(first.page.get_by_test_id("note-entry")).to_be_visible()

    # The other helps the polite one, on whatever she has in hand.
    second.open(priya.reference())
    second.press("take")
    second.say("Hello, of course. What would you like to send back?")
    priya.hears("What would you like to send back")
    priya.say("A lamp. It is lovely, only too tall.")
    second.hears("only too tall")
    priya.picture(pictures / "many-phone.png")

    # One's line breaks in the middle of it, the other's browser dies.
    tom.context.set_offline(True)
    expect(tom.widget.get_by_test_id("offline")).to_be_visible()
    tom.widget.get_by_test_id("composer").fill("my parcel has no label on it")
    tom.widget.get_by_test_id("send").click()
    expect(tom.widget.get_by_test_id("pending")).to_have_count(1)
    first.leave()
    second.open(tom.reference())
    second.press("take")
    second.say("Hello, I am here. Tell me what has happened.")
    tom.context.set_offline(False)
    tom.hears("Tell me what has happened")
    second.hears("my parcel has no label on it")
    expect(tom.widget.get_by_test_id("pending")).to_have_count(0)
    assert sum("no label on it" in line for line in tom.messages()) == 1, "what was said offline came twice or never"

    # She whose agent has gone is told so, and is first in line again, with all that is known.
    expect(mara.widget.get_by_test_id("log")).to_contain_text(f"{winner} has lost the connection", timeout=VANISHED_MS)
    mara.picture(pictures / "many-agent-gone.png")
    second.open(mara.reference())
    brief = second.brief()
    expect(brief).to_contain_text("Mara Lindqvist")
    expect(brief).to_contain_text("EK-20401")
    second.turn_to("talk")
    second.press("take")
    expect(second.page.get_by_test_id("note-entry")).to_contain_text("ask for Jan")
    second.picture(pictures / "many-taken-up.png")
    second.say("I have taken over, Mara. Jan at the depot has your parcel.")
    mara.hears("Jan at the depot has your parcel")
    assert "extension 12" not in mara.widget.locator("body").inner_text(), "the customer was shown a note"

    # Handed back, the assistant goes on; closed, they are asked how it was.
    second.open(tom.reference())
    second.press("hand-back", "hand-back-confirm")
    tom.say("how much is delivery")
    tom.hears(re.compile("£|free"))
    for customer, score in ((mara, 3), (priya, 5)):
        second.open(customer.reference())
        second.press("close", "disposition-solved")
        customer.widget.get_by_test_id(f"rate-{score}").click()
        customer.widget.get_by_test_id("rate-send").click()
        expect(customer.widget.get_by_test_id("rated")).to_be_visible()
    for person in (mara, priya, tom, second):
        person.leave()
    robin.press("availability")
