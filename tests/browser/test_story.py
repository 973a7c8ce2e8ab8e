"""The whole story in a real browser: an angry customer, a person who takes over, and an end that is asked about."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from bot.workbench.product import Product
from tests.browser.people import Agent, Customer

pytestmark = pytest.mark.browser


def test_an_angry_customer_is_heard_then_helped_by_a_person(
    product: Product, browser: Browser, robin: Agent, pictures: Path
) -> None:
    mara = Customer(browser, product.url)
    mara.sign_in("Mara Lindqvist")
    mara.open_widget()

    mara.say("this is the THIRD time im asking where is my parcel EK-20401. absolute joke, nobody ever answers me")
    expect(mara.widget.get_by_test_id("card").last).to_contain_text("EK-20401")
    mara.answered()
    said = " ".join(mara.messages())
    assert re.search(r"third|three times", said, re.I), f"the third contact was not acknowledged: {said}"
    mara.picture(pictures / "customer-angry.png")

    mara.say("let me speak to a real person")
    expect(mara.widget.get_by_test_id("state-strip")).to_contain_text("EV-")
    mara.picture(pictures / "customer-queued.png")

    robin.open_first()
    brief = robin.page.get_by_test_id("brief")
    expect(brief).to_contain_text("Mara Lindqvist")
    expect(brief).to_contain_text("EK-20401")
    expect(brief).to_contain_text("let me speak to a real person")
    robin.picture(pictures / "agent-brief.png")

    robin.press("take")
    robin.say("I am Robin. I have read it all, and the depot is on the phone.")
    mara.hears("the depot is on the phone")
    mara.say("ok finally. how long")
    robin.hears("ok finally. how long")
    robin.page.wait_for_timeout(3000)  # long enough for the bot to answer, if it were not silent
    assert mara.widget.get_by_test_id("message").last.get_attribute("data-author") == "customer"
    robin.picture(pictures / "agent-talking.png")

    robin.say("They find it today; I write to you by six.")
    mara.hears("I write to you by six")
    robin.press("close", "disposition-solved")
    mara.widget.get_by_test_id("rate-5").click()
    mara.widget.get_by_test_id("rate-send").click()
    expect(mara.widget.get_by_test_id("rated")).to_be_visible()
    mara.picture(pictures / "customer-rated.png")

    with mara.page.expect_download() as download:
        mara.widget.get_by_test_id("transcript").click()
    transcript = download.value.path().read_text(encoding="utf-8")
    assert "THIRD time" in transcript and "the depot is on the phone" in transcript
    mara.leave()


def test_a_conversation_handed_back_is_answered_by_the_assistant_again(
    product: Product, browser: Browser, robin: Agent
) -> None:
    tom = Customer(browser, product.url)
    tom.open_widget()
    tom.say("human please")
    robin.open_first()
    robin.press("take")
    robin.say("Hello, Robin here.")
    tom.hears("Robin here")
    robin.press("hand-back", "hand-back-confirm")
    tom.say("how long do i have to send something back")
    tom.hears(re.compile("30 days"))
    tom.leave()


def test_nobody_at_the_desk_means_an_honest_word_and_a_way_to_be_reached(
    product: Product, browser: Browser, robin: Agent, pictures: Path
) -> None:
    robin.page.get_by_test_id("availability").click()  # away
    priya = Customer(browser, product.url, phone=True)
    priya.open_widget()
    priya.say("i need to talk to someone")
    priya.widget.get_by_test_id("contact").fill("priya@example.com")
    priya.widget.get_by_test_id("contact-save").click()
    expect(priya.widget.get_by_test_id("contact-known")).to_contain_text("priya@example.com")
    priya.picture(pictures / "customer-nobody-there.png")
    priya.leave()

    robin.page.get_by_test_id("availability").click()  # back
    robin.open_first()
    expect(robin.page.get_by_test_id("brief")).to_contain_text("priya@example.com")
    robin.press("take", "close", "disposition-solved")


def test_what_was_said_survives_the_desk_being_killed(product: Product, browser: Browser) -> None:
    sam = Customer(browser, product.url)
    sam.open_widget()
    sam.say("hello there")
    sam.answered()
    before = sam.messages()
    product.kill("desk")
    sam.widget.get_by_test_id("composer").fill("are you still there, how much is delivery")
    sam.widget.get_by_test_id("send").click()
    sam.hears(re.compile("£|free"))
    after = sam.messages()
    assert after[: len(before)] == before
    assert sum("are you still there" in line for line in after) == 1
    sam.leave()


def test_the_pages_say_nothing_to_the_console(product: Product, browser: Browser, robin: Agent) -> None:
    complaints: list[str] = []
    visitor = Customer(browser, product.url)
    visitor.page.on("console", lambda line: complaints.append(line.text) if line.type == "error" else None)
    visitor.page.on("pageerror", lambda error: complaints.append(str(error)))
    visitor.page.reload()
    visitor.open_widget()
    visitor.say("hello")
    visitor.answered()
    assert complaints == []
    visitor.leave()
