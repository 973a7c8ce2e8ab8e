"""Every page and every state of it that people meet: its name, and how to get there. A new one is one line."""

from __future__ import annotations

import uuid
from collections.abc import Callable

from playwright.sync_api import Page, WebSocketRoute, expect

from tests.browser.stage import Stage


def in_widget(stage: Stage, *says: str, press: tuple[str, ...] = (), framed: bool = False) -> Page:
    """The widget, after these words and these presses in it. `framed`: on the shop's page."""
    customer = stage.customer(*says, framed=framed)
    for test_id in press:
        customer.widget.get_by_test_id(test_id).first.click()
    return customer.page


def with_a_person(stage: Stage) -> Page:
    """An agent has spoken; the customer's own words are on the way."""
    return stage.with_agent("ok. how long will that take")[0].page


def contact_known(stage: Stage) -> Page:
    customer = stage.customer("person please")
    customer.widget.get_by_test_id("contact").fill("priya@example.com")
    customer.widget.get_by_test_id("contact-save").click()
    expect(customer.widget.get_by_test_id("contact-known")).to_be_visible()
    return customer.page


def closed(stage: Stage, *press: str) -> Page:
    customer, conversation_id = stage.with_agent()
    stage.ben.finish(conversation_id)
    expect(customer.widget.get_by_test_id("rating")).to_be_visible()
    for test_id in press:
        customer.widget.get_by_test_id(test_id).click()
    return customer.page


def offline(stage: Stage) -> Page:
    customer = stage.customer("hello")
    customer.context.set_offline(True)
    customer.page.evaluate("dispatchEvent(new Event('offline'))")
    customer.widget.get_by_test_id("composer").fill("are you still there")
    customer.widget.get_by_test_id("send").click()
    expect(customer.widget.get_by_test_id("pending")).to_be_visible()
    return customer.page


def too_long(stage: Stage) -> Page:
    customer = stage.customer()
    customer.widget.get_by_test_id("composer").fill("too long " * 600)
    expect(customer.widget.get_by_test_id("counter")).to_be_visible()
    return customer.page


def no_chat(stage: Stage) -> Page:
    """The widget's frame does not come."""
    page = stage.shop("/help")  # another page first: the route must be there before the frame is asked for
    page.route("**/widget?*", lambda route: None)
    page.add_init_script("const later = setTimeout; window.setTimeout = (f, ms) => later(f, ms === 12_000 ? 100 : ms)")
    page.goto(stage.busy.url + "/")
    page.get_by_test_id("launcher").click()
    expect(page.get_by_text("could not be loaded")).to_be_visible()
    return page


def with_bag(stage: Stage) -> Page:
    page = stage.shop()
    page.get_by_role("button", name="to the bag").first.click()
    page.get_by_role("button", name="Bag, 1 item").click()
    return page


def log_in_refused(stage: Stage) -> Page:
    page = stage.nobody()
    page.get_by_label("E-mail").fill("nobody@shop.example")
    page.get_by_label("Password").fill("not the password")
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_role("alert")).to_be_visible()
    return page


def taken(stage: Stage) -> Page:
    """A refusal in words: another was quicker, and the news of it is still on the way."""
    held: list[str] = []

    def slow(line: WebSocketRoute) -> None:
        """Lets answers through ("43"), and keeps events ("42") back."""
        desk = line.connect_to_server()
        desk.on_message(lambda words: held.append(str(words)) if str(words).startswith("42") else line.send(words))

    page = stage.talk("long", first=lambda page: page.route_web_socket("**/socket.io/**", slow))
    stage.ben.take(stage.open_to["long"])
    page.get_by_test_id("take").click()
    expect(page.get_by_test_id("notice")).to_be_visible()
    return page


def desk_offline(stage: Stage) -> Page:
    page = stage.talk("mine")
    page.context.set_offline(True)
    page.get_by_test_id("say").fill("I will write again at four")
    page.get_by_test_id("send").click()
    expect(page.get_by_test_id("offline")).to_be_visible(timeout=60_000)
    return page


def away(stage: Stage) -> Page:
    page = stage.press(stage.desk(who="sue"), "availability")
    expect(page.get_by_test_id("come-online")).to_be_visible()
    return page


def coached(stage: Stage) -> Page:
    """A draft that blames, and promises without a time."""
    page = stage.talk("mine")
    page.get_by_test_id("say").fill("You should have read the e-mail. I will send you a new one soon.")
    expect(page.get_by_test_id("advice").first).to_be_visible()
    return page


def offered(stage: Stage) -> Page:
    """A colleague would like to pass somebody on: the card with the time to answer."""
    _, conversation_id = stage.with_agent()
    page = stage.desk()
    to_ada = {"agent_id": stage.agents["ada"].overview["me"]["id"], "note": "Knows the depot."}
    stage.ben.ask("transfer", {"conversation_id": conversation_id, **to_ada})
    expect(page.get_by_test_id("offer")).to_be_visible()
    return page


def whispered(stage: Stage) -> Page:
    """A supervisor's words about a customer of one's own who is not in front of one."""
    page = stage.desk()
    words = {"conversation_id": stage.open_to["mine"], "id": str(uuid.uuid4()), "text": "Offer her the postage back."}
    stage.agents["sue"].ask("whisper", words)
    expect(page.get_by_test_id("whisper-banner")).to_be_visible()
    return page


def found(stage: Stage, *press: str) -> Page:
    """A search in all conversations, with results; the first opened if asked for."""
    page = stage.press(stage.desk(), "find")
    page.get_by_test_id("search-words").fill("person")
    expect(page.get_by_test_id("found").first).to_be_visible()
    for test_id in press:
        page.get_by_test_id(test_id).first.click()
    return page


def person(stage: Stage) -> Page:
    page = stage.desk("/desk/people")
    page.get_by_test_id("person").first.get_by_test_id("change").click()
    return page


def orders(stage: Stage, *press: str, phone: bool = False) -> Page:
    page = stage.talk("mine", *([] if phone else ["side-orders"]), on="side" if phone else "talk")
    page.get_by_test_id("side-orders").click()
    expect(page.get_by_test_id("deed-refund")).to_be_visible()
    return stage.press(page, *press)


def help_tab(stage: Stage) -> Page:
    page = stage.talk("mine", "side-help")
    page.get_by_test_id("help-search").fill("late refund")
    page.get_by_role("button", name="Whole article").first.click()
    expect(page.get_by_test_id("help-article")).to_be_visible()
    return page


def prepared_replies(stage: Stage, words: str = "/late") -> Page:
    page = stage.talk("mine")
    page.get_by_test_id("say").fill(words)
    expect(page.get_by_test_id("replies" if words.startswith("/") else "gaps")).to_be_visible()
    return page


STATES: dict[str, Callable[[Stage], Page]] = {
    "shop": lambda on: on.shop(),
    "shop: the bag": with_bag,
    "shop: the widget open": lambda on: in_widget(on, framed=True),
    "shop: the widget in use": lambda on: in_widget(on, "hello there", "cancel my order", framed=True),
    "shop: the widget does not load": no_chat,
    "widget: welcome": lambda on: in_widget(on),
    "widget: a card": lambda on: in_widget(on, "hello there", "card please"),
    "widget: buttons": lambda on: in_widget(on, "cancel my order"),
    "widget: in line, contact form": lambda on: in_widget(on, "person please"),
    "widget: in line, contact refused": lambda on: in_widget(on, "person please", press=("contact-save",)),
    "widget: in line, contact known": contact_known,
    "widget: with a person": with_a_person,
    "widget: rating": lambda on: closed(on),
    "widget: rating, with a comment": lambda on: closed(on, "rate-2"),
    "widget: rated": lambda on: closed(on, "rate-5", "rate-send"),
    "widget: offline": offline,
    "widget: too long": too_long,
    "help": lambda on: on.shop("/help"),
    "help: an article": lambda on: on.shop("/help/returns"),
    "mail to customers": lambda on: on.shop("/demo/mail"),
    "link in a mail, used up": lambda on: on.shop("/demo/confirm?token=none"),
    "link in a mail to the chat, expired": lambda on: on.shop("/chat/none"),
    "nothing at this address": lambda on: on.shop("/no-such-page"),
    "a link that has expired": lambda on: on.shop("/transcript/none"),
    "log-in": lambda on: on.nobody(),
    "log-in refused": log_in_refused,
    "set-up": lambda on: on.nobody(on.setup_path()),
    "set-up: the link is used up": lambda on: on.nobody("/desk/setup?token=none"),
    "desk: nobody waits": lambda on: on.alone(),
    "desk: the queue": lambda on: on.desk(),
    "desk: the account menu": lambda on: on.menu(),
    "desk: keyboard help": lambda on: on.press(on.desk(), "help"),
    "desk: away": away,
    "desk: with the assistant": lambda on: on.talk("assistant"),
    "desk: waiting": lambda on: on.talk("waiting"),
    "desk: long words and pages": lambda on: on.talk("long"),
    "desk: mine": lambda on: on.talk("mine"),
    "desk: mine, writing a note": lambda on: on.talk("mine", "note"),
    "desk: mine, handing back": lambda on: on.talk("mine", "hand-back"),
    "desk: mine, passing on": lambda on: on.talk("mine", "pass-on"),
    "desk: mine, closing": lambda on: on.talk("mine", "close"),
    "desk: the brief": lambda on: on.talk("mine", on="side"),
    "desk: searching": lambda on: on.press(on.desk(), "find"),
    "desk: found": lambda on: found(on),
    "desk: found and opened": lambda on: found(on, "found"),
    "desk: offered": offered,
    "desk: whispered": whispered,
    "desk: coached": coached,
    "desk: the team": lambda on: on.press(on.desk(), "duty"),
    "desk: the orders": lambda on: orders(on),
    "desk: the orders, with a phone": lambda on: orders(on, phone=True),
    "desk: the orders, refunding": lambda on: orders(on, "deed-refund"),
    "desk: the orders of somebody not verified": lambda on: on.talk("long", "side-orders", who="sue"),
    "desk: the help tab": help_tab,
    "desk: prepared replies": prepared_replies,
    "desk: a gap in a reply": lambda on: on.press(prepared_replies(on, "[[order]] is late"), "send"),
    "desk: a colleague's": lambda on: on.talk("bens"),
    "desk: taken by another": taken,
    "desk: offline": desk_offline,
    "people": lambda on: on.desk("/desk/people"),
    "people: inviting": lambda on: on.press(on.desk("/desk/people"), "invite"),
    "people: one of them": person,
    "audit": lambda on: on.desk("/desk/audit"),
    "account": lambda on: on.desk("/desk/account"),
    "supervisor": lambda on: on.supervisor(),
    "supervisor: as tables": lambda on: on.supervisor(tables=True),
    "supervisor: not for you": lambda on: on.desk("/desk/supervisor", who="ben"),
}
