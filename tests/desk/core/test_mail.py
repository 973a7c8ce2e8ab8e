"""The desk's mail: what a customer has not seen reaches them, at a real SMTP server, once, and safely."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from bot.desk import brief, conversations, handoff, seen
from bot.desk.mail import carrier, copies, outbox
from bot.desk.mail.config import Mail, parse
from bot.desk.store.rows import AgentRow
from bot.desk.tokens import Resumed, Tokens
from bot.post.postman import Postman
from bot.post.smtp import Smtp
from bot.privacy.intake import Refused
from bot.times import now
from bot.wire import Customer
from tests.desk.core.conftest import World, Worlds
from tests.smtp import Box, box, plain, server

__all__ = ["box", "server"]  # fixtures

MARA = Customer(id="C-1", name="Mara Lind", email="mara@example.com", verified=True)
NO_WAIT = {"unseen_mail": 0.0, "unseen_mail_again": 0.0}


@dataclass
class Post:
    """A desk with a mail server."""

    world: World
    tokens: Tokens
    man: Postman
    box: Box

    async def deliver(self) -> None:
        """The clock ticks, and the postman empties the outbox."""
        await self.world.clock.tick()
        while await self.man.deliver_one():
            pass

    async def say(self, here: str, agent: AgentRow, text: str, id: str = "a1") -> None:
        await self.world.do(handoff.say, here, agent=agent, client_id=id, text=text)


@pytest.fixture
def posts(worlds: Worlds, server: Controller, box: Box) -> Callable[..., Awaitable[Post]]:
    async def make(*, timings: dict[str, float] | None = None, **mail: Any) -> Post:
        smtp = Smtp("127.0.0.1", server.port, "Shop <hello@shop.example>")
        world = await worlds(timings=NO_WAIT if timings is None else timings, mail=Mail(smtp, **mail))
        tokens = Tokens("secret", site_id=world.settings.site_id)
        return Post(world, tokens, carrier.postman(world.db, world.bus, world.settings, tokens, smtp), box)

    return make


@pytest.fixture
async def post(posts: Callable[..., Awaitable[Post]]) -> AsyncIterator[Post]:
    yield await posts()


async def with_agent(post: Post, **more: Any) -> tuple[str, AgentRow]:
    """A conversation that an agent has; everything in it so far has been seen."""
    agent = await post.world.agent()
    here = await post.world.queued(**more)
    await post.world.do(handoff.take, here, agent=agent)
    await look(post, here)
    return here, agent


async def look(post: Post, here: str) -> None:
    row = await post.world.row(here)
    await seen.by_customer(post.world.db, post.world.bus, site_id=row.site_id, conversation_id=here, seq=row.last_seq)


async def test_all_they_have_not_seen_comes_in_one_mail_with_a_link_to_this_conversation(post: Post) -> None:
    here, sam = await with_agent(post, customer=MARA)
    await post.say(here, sam, "Your refund is on its way.", "a1")
    await post.say(here, sam, "It arrives by Friday.", "a2")
    await post.deliver()
    (mail,) = post.box.to("mara@example.com")
    text = plain(mail)
    assert mail["Subject"].startswith("Sam Reed wrote to you in our chat (EV-")
    assert "> Your refund is on its way.\n" in text and "> It arrives by Friday.\n" in text
    assert "Someone" not in text and "want to talk to a person" not in text
    token = re.search(r"http://127.0.0.1:8000/chat/(\S+)", text)
    assert token and post.tokens.resumed(token[1], days=7) == Resumed(here, "C-1")
    page = mail.get_body(("html",))
    assert page is not None and f'href="{token[0]}"' in page.get_content()
    await post.deliver()
    assert len(post.box.mails) == 1


async def test_who_is_looking_gets_no_mail(post: Post) -> None:
    here, sam = await with_agent(post, customer=MARA)
    await post.say(here, sam, "Your refund is on its way.")
    await look(post, here)
    await post.deliver()
    assert post.box.mails == []


async def test_nothing_goes_out_before_its_time_nor_again_too_early(posts: Callable[..., Awaitable[Post]]) -> None:
    post = await posts(timings={"unseen_mail": 60.0, "unseen_mail_again": 600.0})
    here, sam = await with_agent(post, customer=MARA)
    await post.say(here, sam, "First.", "a1")
    await post.deliver()
    assert post.box.mails == []
    await post.world.set(here, unseen_since=now() - timedelta(seconds=61))
    await post.deliver()
    assert len(post.box.mails) == 1
    await post.say(here, sam, "Second.", "a2")
    await post.world.set(here, unseen_since=now() - timedelta(seconds=61))
    await post.deliver()
    assert len(post.box.mails) == 1


async def test_a_second_mail_has_only_what_the_first_had_not_and_is_in_the_same_thread(post: Post) -> None:
    here, sam = await with_agent(post, customer=MARA)
    await post.say(here, sam, "First.", "a1")
    await post.deliver()
    await post.say(here, sam, "Second.", "a2")
    await post.deliver()
    first, second = post.box.mails
    assert "> First." not in plain(second) and "> Second." in plain(second)
    assert first["References"] == second["References"] and first["Message-ID"] != second["Message-ID"]
    assert first["Auto-Submitted"] == "auto-generated"


@pytest.mark.parametrize(
    "customer", [None, Customer(email="guess@example.com"), Customer(id="C-1", email="g@example.com", verified=False)]
)
async def test_without_an_address_that_was_left_or_proved_nothing_is_sent(
    post: Post, customer: Customer | None
) -> None:
    here, sam = await with_agent(post, customer=customer)
    await post.say(here, sam, "Your refund is on its way.")
    await post.deliver()
    assert post.box.mails == [] and (await post.world.row(here)).unseen_since is None


async def test_the_address_they_left_comes_first_and_its_link_signs_nobody_in(post: Post) -> None:
    here, sam = await with_agent(post, customer=MARA)
    await post.world.do(conversations.leave_contact, here, contact="other@example.com")
    await look(post, here)
    await post.say(here, sam, "Your refund is on its way.")
    await post.deliver()
    (mail,) = post.box.mails
    token = re.search(r"/chat/(\S+)", plain(mail))
    assert mail["To"] == "other@example.com" and token
    assert post.tokens.resumed(token[1], days=7) == Resumed(here, None)


async def test_how_it_stands_in_the_line_is_not_worth_a_mail(post: Post) -> None:
    here = await post.world.queued(customer=MARA)
    await look(post, here)
    await post.world.make_due(here)
    await post.deliver()
    assert (await post.world.said(here, "system"))[-1].startswith("You're first in line")
    assert post.box.mails == []


async def test_a_callback_is_confirmed_by_mail_and_so_is_its_being_late(post: Post) -> None:
    here = await post.world.queued(timezone="Europe/London")
    await post.world.do(conversations.leave_contact, here, contact="mara@example.com")
    await look(post, here)
    await post.deliver()
    (mail,) = post.box.mails
    reference = (await post.world.row(here)).reference
    assert mail["Subject"] == f"Your message is with our team ({reference})"
    assert re.search(r"contact you by e-mail by \d\d:\d\d.* \(London time\)", plain(mail)) and "/chat/" in plain(mail)
    await post.world.make_due(here)
    await post.deliver()
    assert [m["Subject"] for m in post.box.mails][1:] == [f"We're late, and you're first in line now ({reference})"]


async def test_a_phone_number_gets_no_mail_and_shows_in_the_queue_with_its_time(post: Post) -> None:
    here = await post.world.queued()
    await post.world.do(conversations.leave_contact, here, contact="+44 20 7946 0000")
    await look(post, here)
    await post.deliver()
    assert post.box.mails == []
    (waiting,) = await handoff.queue(post.world.db, settings=post.world.settings)
    assert waiting.conversation.contact == "+44 20 7946 0000" and waiting.conversation.next_step_kind == "callback"


async def test_anybodys_address_cannot_be_flooded_through_the_chat(post: Post) -> None:
    for _ in range(8):
        here = await post.world.queued()
        await post.world.do(conversations.leave_contact, here, contact="victim@example.com")
        await look(post, here)
        for _ in range(2):
            try:
                await copies.send(post.world.db, settings=post.world.settings, conversation_id=here)
            except Refused as error:
                assert error.code == "often"
    await post.deliver()
    assert len(post.box.to("victim@example.com")) == 5 + 4


async def test_the_follow_up_to_an_upset_customer_goes_by_mail_if_they_are_away(post: Post) -> None:
    here = await post.world.conversation(customer=MARA)
    await post.world.says(here, "this is a disgrace, where is it")
    await post.world.until_answered(here)
    await look(post, here)
    await post.world.set(
        here, temper={"state": "upset", "trend": "steady", "turn": 1, "evidence": []}, next_step_kind="follow_up",
        next_step_due=now(),
    )  # fmt: skip
    await post.deliver()
    await post.deliver()
    (mail,) = post.box.mails
    assert "> Is this sorted out for you now?" in plain(mail)


async def test_a_copy_of_the_conversation_has_all_of_it_but_no_notes(post: Post) -> None:
    here, sam = await with_agent(post, customer=MARA)
    await post.world.do(handoff.note, here, agent=sam, client_id="n", text="be careful with this one")
    await post.say(here, sam, "Your refund is on its way.")
    await look(post, here)
    to = await copies.send(post.world.db, settings=post.world.settings, conversation_id=here)
    await post.deliver()
    (mail,) = post.box.mails
    assert to == mail["To"] == "mara@example.com"
    assert "> I want to talk to a person" in plain(mail) and "> Your refund is on its way." in plain(mail)
    assert "careful" not in mail.as_string()


async def test_a_copy_needs_an_address_and_a_mail_server(post: Post, world: World) -> None:
    here = await post.world.queued()
    with pytest.raises(Refused, match="no_address"):
        await copies.send(post.world.db, settings=post.world.settings, conversation_id=here)
    with pytest.raises(Refused, match="no_mail"):
        await copies.send(world.db, settings=world.settings, conversation_id=here)


async def test_everybody_has_their_copy_at_the_end_if_the_business_says_so(
    posts: Callable[..., Awaitable[Post]],
) -> None:
    post = await posts(transcript_at_close=True)
    here, sam = await with_agent(post, customer=MARA)
    await post.say(here, sam, "Done.")
    await look(post, here)
    await post.world.do(handoff.close, here, agent=sam, disposition="solved")
    await look(post, here)
    await post.deliver()
    (mail,) = post.box.mails
    assert plain(mail).startswith("Your conversation is closed, and this is your copy of it.")


async def test_when_mail_comes_back_the_other_address_is_tried(post: Post) -> None:
    here, sam = await with_agent(post, customer=MARA)
    await post.world.do(conversations.leave_contact, here, contact="typo@example.com")
    await look(post, here)
    post.box.refused.add("typo@example.com")
    await post.say(here, sam, "Your refund is on its way.")
    await post.deliver()
    await post.deliver()
    (mail,) = post.box.mails
    assert mail["To"] == "mara@example.com" and "> Your refund is on its way." in plain(mail)


async def test_when_no_mail_gets_through_the_agent_is_told_to_phone(post: Post) -> None:
    here, sam = await with_agent(post, customer=MARA)
    post.box.refused.add("mara@example.com")
    await post.say(here, sam, "Your refund is on its way.")
    await post.deliver()
    assert (await post.world.row(here)).owner == "agent"
    written = await brief.build(post.world.db, settings=post.world.settings, conversation_id=here)
    assert written["recommended"].startswith("E-mail to mara@example.com comes back: phone them")
    assert any("could not be delivered" in (m.text or "") for m in await post.world.log(here) if m.kind == "note")
    (lost,) = await outbox.undelivered(post.world.db, site_id=post.world.settings.site_id)
    assert lost.recipient == "mara@example.com" and lost.error == "550 no such person"
    await post.deliver()
    assert len(await outbox.latest(post.world.db, site_id=post.world.settings.site_id)) == 1


async def test_when_nobody_has_them_and_mail_comes_back_a_person_is_fetched(post: Post) -> None:
    here, sam = await with_agent(post, customer=MARA)
    post.box.refused.add("mara@example.com")
    await post.say(here, sam, "Your refund is on its way.")
    await post.world.do(handoff.close, here, agent=sam, disposition="solved")
    await post.deliver()
    (waiting,) = await handoff.queue(post.world.db, settings=post.world.settings)
    assert waiting.conversation.id == here
    assert waiting.handoff and waiting.handoff.reason == "mail_undelivered"


async def test_several_desks_deliver_each_mail_once(post: Post, worlds: Worlds) -> None:
    other = await worlds(mail=post.world.settings.mail)
    men = [post.man, carrier.postman(other.db, other.bus, other.settings, post.tokens, post.man.smtp)]
    async with post.world.db.write() as connection:
        for number in range(20):
            letter = outbox.Letter(f"{number}", "Hello")
            about = {"site_id": post.world.settings.site_id, "at": now(), "kind": outbox.ALERT}
            await outbox.post(connection, to="sam@shop.example", letter=letter, **about)

    async def deliver(man: Postman) -> None:
        while await man.deliver_one():
            pass

    await asyncio.gather(*(deliver(man) for man in men * 2))
    assert sorted(int(mail["Subject"]) for mail in post.box.mails) == list(range(20))


async def test_a_mail_tried_again_is_the_same_mail(post: Post) -> None:
    here, sam = await with_agent(post, customer=MARA)
    await post.say(here, sam, "Your refund is on its way.")
    await post.world.clock.tick()
    mail = await post.man.outbox.claim()
    ids = {post.man.compose(mail, post.man.smtp)["Message-ID"] for _ in range(2)}
    assert len(ids) == 1
    assert await post.man.outbox.claim() is None  # it is on its way; another desk does not take it too


def test_a_resuming_link_opens_nothing_else_and_expires() -> None:
    tokens = Tokens("secret", site_id="s")
    token = tokens.resume("c-1", customer_id=None)
    assert tokens.conversation(token) is tokens.signed_in(token) is tokens.conversation_of_transcript(token) is None
    for other in (tokens.session("c-1"), tokens.transcript("c-1"), token[:-2], None, 7):
        assert tokens.resumed(other, days=7) is None
    assert tokens.resumed(token, days=7) == Resumed("c-1", None)
    assert tokens.resumed(token, days=-1) is None
    assert Tokens("secret", site_id="other").resumed(token, days=7) is None


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"form": "x"}, "no setting 'form'"),
        ({"link_days": 0}, "link_days"),
        ({"transcript_at_close": "yes"}, "transcript_at_close"),
        ([], None),
    ],
)
def test_a_wrong_setting_is_said(given: Any, says: str | None) -> None:
    if says is None:
        assert not parse(given, {}, demo=False).possible and parse(given, {}, demo=True).shown
        return
    with pytest.raises(ValueError, match=says):
        parse(given, {}, demo=False)
    with pytest.raises(ValueError, match="from"):
        parse({}, {"EVENKEEL_SMTP_URL": "smtp://mail.example"}, demo=False)
