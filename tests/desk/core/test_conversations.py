"""Receiving: at least once in, exactly once stored; and what customers can change about their own conversation."""

from __future__ import annotations

import asyncio

import pytest

from bot.desk import conversations, handoff
from bot.desk.conversations import NotFound, Refused
from bot.desk.settings import Settings
from bot.wire import Customer
from tests.desk.core.conftest import World, Worlds


async def test_a_new_conversation_has_a_reference_and_belongs_to_the_assistant(world: World) -> None:
    row = await world.row(await world.conversation(timezone="Europe/Paris", locale="fr"))
    assert (row.owner, row.waiting_on, row.last_seq, row.timezone, row.locale) == (
        "assistant", "customer", 0, "Europe/Paris", "fr",
    )  # fmt: skip
    assert row.reference.startswith("EV-") and len(row.reference) == 8


async def test_an_unknown_time_zone_is_taken_as_utc(world: World) -> None:
    for zone in ("", "Nowhere/Land", "../../etc/passwd", "Europe"):
        assert (await world.row(await world.conversation(timezone=zone))).timezone == "UTC"


async def test_a_repeated_id_is_answered_with_the_stored_message_and_stored_once(world: World) -> None:
    here = await world.conversation()
    facts = {"settings": world.settings, "conversation_id": here, "client_id": "one"}
    first = await conversations.receive(world.db, world.bus, text="where is it", **facts)
    again = await conversations.receive(world.db, world.bus, text="something else", **facts)
    assert (first.repeated, again.repeated) == (False, True)
    assert again.message == first.message
    assert await world.said(here, "customer") == ["where is it"]


async def test_the_same_id_in_two_conversations_is_two_messages(world: World) -> None:
    here, there = await world.conversation(), await world.conversation()
    await world.says(here, "one", id="same")
    await world.says(there, "two", id="same")
    assert (await world.said(here, "customer"), await world.said(there, "customer")) == (["one"], ["two"])


async def test_many_writers_on_two_desks_lose_nothing_and_number_without_gaps(worlds: Worlds) -> None:
    desks = [await worlds(brains=[]), await worlds(brains=[])]
    here = await desks[0].conversation()

    async def write(number: int) -> None:
        # each message is sent twice, to different desks, as a widget does that got no acknowledgement
        for world in (desks[number % 2], desks[(number + 1) % 2]):
            await conversations.receive(
                world.db,
                world.bus,
                settings=world.settings,
                conversation_id=here,
                client_id=f"id-{number}",
                text=f"text {number}",
            )

    await asyncio.gather(*(write(number) for number in range(60)))
    log = await desks[0].log(here)
    assert [message.seq for message in log] == list(range(1, 61))
    assert {message.client_id for message in log} == {f"id-{number}" for number in range(60)}
    assert (await desks[0].row(here)).last_seq == 60


async def test_what_is_refused_is_not_stored(world: World) -> None:
    here = await world.conversation()
    for text in ("", "   ", "\x00\x01", "x" * 100_000):
        with pytest.raises(Refused):
            await world.says(here, text)
    row = await world.row(here)
    assert (row.last_seq, row.waiting_on) == (0, "customer")


async def test_an_unusable_id_is_refused(world: World) -> None:
    here = await world.conversation()
    for client_id in ("", "x" * 65):
        with pytest.raises(Refused):
            await world.do(conversations.receive, here, client_id=client_id, text="hello")


async def test_the_id_of_somebody_elses_message_is_refused(world: World) -> None:
    here = await world.conversation()
    await world.says(here, "hello")
    await world.until_answered(here)
    ours = (await world.log(here))[1]
    with pytest.raises(Refused):
        await world.says(here, "hello again", id=ours.client_id)


async def test_secrets_are_masked_before_they_are_stored(world: World) -> None:
    here = await world.conversation()
    message = await world.says(here, "my card is 4111 1111 1111 1111, order EK-20401")
    assert "4111 1111" not in (message.text or "") and "EK-20401" in (message.text or "")


async def test_an_unknown_conversation_is_not_found(world: World) -> None:
    with pytest.raises(NotFound):
        await world.says("00000000-0000-0000-0000-000000000000", "hello")
    assert await conversations.get(world.db, conversation_id="nope") is None


async def test_a_closed_conversation_opens_again_with_the_assistant(world: World) -> None:
    agent = await world.agent()
    here = await world.taken(agent)
    await world.do(handoff.close, here, agent=agent, disposition="solved")
    assert (await world.row(here)).closed_at is not None
    await world.says(here, "one more thing")
    assert "You said: one more thing" in await world.until_answered(here)
    row = await world.row(here)
    assert (row.owner, row.closed_at, row.disposition) == ("assistant", None, None)


async def test_buttons_are_found_by_index_and_their_payload_reaches_the_brain(world: World) -> None:
    here = await world.conversation()
    await world.says(here, "cancel it")
    await world.until_answered(here)
    pressed = await conversations.button(world.db, conversation_id=here, seq=2, index=0)
    assert pressed == {"title": "Yes, cancel it", "payload": "/affirm"}
    for seq, index in ((2, 2), (2, -1), (1, 0), (99, 0)):
        assert await conversations.button(world.db, conversation_id=here, seq=seq, index=index) is None
    await world.says(here, pressed["title"], payload=pressed["payload"])
    await world.until_answered(here)
    assert world.brain.turns[-1].messages[0].payload == "/affirm"


async def test_customers_do_not_see_notes(world: World) -> None:
    agent = await world.agent()
    here = await world.taken(agent)
    await world.do(handoff.note, here, agent=agent, client_id="n", text="Be careful")
    assert "Be careful" in await world.said(here)
    assert "Be careful" not in [message.text for message in await world.log(here, for_agents=False)]


async def test_signing_in_during_a_turn_does_not_void_the_answer(world: World) -> None:
    world.brain.delay_s = 0.4
    here = await world.conversation()
    await world.says(here, "where is it")
    await world.until(lambda: _asked(world, 1))
    await world.do(conversations.identify, here, customer=Customer("c1", "Maya Lind", "maya@example.org", True))
    assert await world.until_answered(here) == ["You said: where is it"]
    row = await world.row(here)
    assert (row.customer_name, row.customer_verified) == ("Maya Lind", True)
    await world.do(conversations.identify, here, customer=None)
    assert (await world.row(here)).customer_id is None


async def test_a_contact_left_in_the_queue_is_confirmed_with_reference_and_date(world: World) -> None:
    here = await world.queued()
    row = await world.do(conversations.leave_contact, here, contact="maya@example.org")
    last = (await world.said(here, "system"))[-1]
    assert row.reference in last and "by e-mail" in last
    assert (row.next_step_kind, row.contact) == ("callback", "maya@example.org")
    await world.do(conversations.leave_contact, here, contact="+44 20 7946 0018")
    assert "by phone" in (await world.said(here, "system"))[-1]
    assert (await world.row(here)).next_step_due == row.next_step_due, "a promised time does not move"


async def test_what_is_no_contact_is_refused(world: World) -> None:
    here = await world.queued()
    for contact in ["", "maya", "@", "maya@", "12", "call me", "a@b c", "x" * 300 + "@example.org"]:
        with pytest.raises(Refused):
            await world.do(conversations.leave_contact, here, contact=contact)
    assert (await world.row(here)).contact is None


async def test_a_rating_is_kept_and_thanked_for_once(world: World) -> None:
    agent = await world.agent()
    here = await world.taken(agent)
    await world.do(handoff.close, here, agent=agent, disposition="solved")
    await world.do(conversations.rate, here, score=4, comment="quick, card 4111 1111 1111 1111")
    row = await world.do(conversations.rate, here, score=5)
    assert row.rating == 5 and "4111 1111" not in (row.rating_comment or "")
    assert (await world.said(here, "system")).count(Settings().texts.say("rated")) == 1


async def test_a_rating_out_of_range_is_refused(world: World) -> None:
    here = await world.conversation()
    for score in [0, 6, True, "5", None]:
        with pytest.raises(Refused):
            await world.do(conversations.rate, here, score=score)


async def _asked(world: World, times: int) -> bool:
    return len(world.brain.turns) >= times
