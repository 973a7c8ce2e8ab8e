"""Ways of using the pages that axe cannot try: by ear, by keyboard, in forced colours, right to left, at length."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.barriers import by_axe
from tests.browser.people import Customer
from tests.browser.stage import Stage, staged

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def the_stage(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    with staged(browser, tmp_path_factory.mktemp("ways")) as stage:
        yield stage


@pytest.fixture
def stage(the_stage: Stage) -> Iterator[Stage]:
    yield the_stage
    the_stage.clear()


def test_a_button_without_a_name_is_found(stage: Stage) -> None:
    """The check itself: it must be able to fail."""
    page = stage.customer().page
    assert by_axe(page.main_frame) == []
    page.get_by_test_id("send").evaluate("(send) => send.removeAttribute('aria-label')")
    (barrier,) = by_axe(page.main_frame)
    assert barrier.startswith("button-name (critical)")
    assert 'data-testid="send"' in barrier


def test_new_words_are_in_a_live_region_that_was_there_before(stage: Stage) -> None:
    customer = stage.customer("hello")
    log = customer.widget.get_by_role("log")
    expect(log).to_have_attribute("aria-live", "polite")
    log.evaluate(
        "(log) => (log.heard = [], new MutationObserver((all) => all.forEach((one) => "
        "one.addedNodes.forEach((node) => log.heard.push(node.textContent)))).observe(log, "
        "{ childList: true, subtree: true }))"
    )
    customer.say("are you there")
    customer.answered()
    heard = log.evaluate("(log) => log.heard")
    assert any("You said: are you there" in words for words in heard)
    assert not any("You said: hello" in words for words in heard), "what was there before is read again"


@pytest.mark.parametrize("opener", ["hand-back", "close", "pass-on"])
def test_escape_closes_what_was_opened_and_gives_the_focus_back(stage: Stage, opener: str) -> None:
    page = stage.talk("mine")
    page.get_by_test_id(opener).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()
    assert page.evaluate("!!document.activeElement.closest('dialog, [role=dialog]')"), "focus did not go in"
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.get_by_test_id(opener)).to_be_focused()


def test_closing_the_chat_gives_the_focus_back_to_its_button(stage: Stage) -> None:
    customer = stage.customer(framed=True)
    customer.widget.get_by_test_id("composer").press("Escape")
    expect(customer.page.get_by_test_id("launcher")).to_be_focused()


def test_on_a_phone_nothing_behind_the_open_chat_can_be_reached(stage: Stage) -> None:
    customer = Customer(stage.browser, stage.busy.url, phone=True)
    stage.contexts.append(customer.context)
    customer.open_widget()
    behind = customer.page.get_by_role("link", name="See what's in")
    behind.evaluate("(link) => link.focus()")
    expect(behind).not_to_be_focused()
    customer.page.set_viewport_size({"width": 1280, "height": 800})  # turned round, or a window made larger
    behind.evaluate("(link) => link.focus()")
    expect(behind).to_be_focused()


def test_in_forced_colours_what_is_chosen_stands_out(stage: Stage) -> None:
    page = stage.talk("mine")
    page.emulate_media(forced_colors="active")
    chosen = page.locator('[aria-pressed="true"], [aria-selected="true"], [aria-current]').locator("visible=true")
    assert chosen.count() >= 3
    for one in chosen.all():
        assert one.evaluate("(one) => getComputedStyle(one).outlineStyle") == "solid"


def test_right_to_left_words_begin_on_the_right(stage: Stage) -> None:
    customer = stage.customer("שלום, איפה החבילה שלי?")
    bubble = customer.widget.get_by_test_id("message").first.locator(".bubble")
    assert bubble.evaluate("(one) => getComputedStyle(one).direction") == "rtl"
    desk = stage.talk("long")
    hebrew = desk.get_by_test_id("message").nth(2).locator(".bubble")
    expect(hebrew).to_contain_text("שלום")
    assert hebrew.evaluate("(one) => getComputedStyle(one).direction") == "rtl"


def test_with_a_phones_keyboard_up_the_last_words_and_the_field_are_in_view(stage: Stage) -> None:
    desk = stage.talk("mine")
    desk.set_viewport_size({"width": 390, "height": 430})
    desk.get_by_test_id("say").focus()
    assert desk.get_by_test_id("transcript").bounding_box()["height"] >= 120  # type: ignore[index]
    expect(desk.get_by_test_id("send")).to_be_in_viewport(ratio=1)
    customer = stage.customer("hello")
    customer.page.set_viewport_size({"width": 390, "height": 430})
    customer.widget.get_by_test_id("composer").focus()
    expect(customer.widget.get_by_test_id("message").last).to_be_in_viewport(ratio=0.9)
    expect(customer.widget.get_by_test_id("send")).to_be_in_viewport(ratio=1)


def test_two_hundred_messages_cost_ten_times_twenty_and_no_more(stage: Stage) -> None:
    spent = {}
    for count in (20, 200):
        customer = stage.customer()
        customer.say(f"say {count} things")
        expect(customer.widget.get_by_test_id("message")).to_have_count(count + 1)
        customer.page.reload()
        spent[count] = _drawing(customer.page, count + 1)
    assert spent[200] < 10 * max(spent[20], 0.02), f"seconds at work: {spent}"


def _drawing(page: Page, messages: int) -> float:
    """Seconds that scripts, styles and layout took until so many messages were there."""
    expect(page.get_by_test_id("message")).to_have_count(messages)
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable")
    metrics = {one["name"]: one["value"] for one in session.send("Performance.getMetrics")["metrics"]}
    return float(metrics["ScriptDuration"] + metrics["LayoutDuration"] + metrics["RecalcStyleDuration"])
