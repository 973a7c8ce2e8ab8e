"""When customers wait, the team hears of it: step by step, once each, and not in the night for little."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from bot.desk import conversations, handoff
from bot.desk.alerts.config import Alerts, parse
from bot.desk.clock import Clock
from bot.desk.hours import Hours
from bot.desk.mail import outbox
from bot.desk.mail.config import Mail
from bot.desk.outward.config import Endpoint
from bot.desk.store.rows import AgentRow
from bot.desk.store.tables import agents, handoffs, webhook_events
from bot.times import now
from tests.desk.core.conftest import World, Worlds

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
SHOWN = Mail(shown=True)  # mail is written, and nobody sends it


@pytest.fixture
async def world(worlds: Worlds) -> World:
    return await worlds(mail=SHOWN)


async def alerts_to(world: World, *people: AgentRow) -> list[int]:
    """How many alerts each of them has got."""
    mails = await outbox.latest(world.db, site_id=world.settings.site_id)
    return [sum(m.recipient == person.email and m.kind == outbox.ALERT for m in mails) for person in people]


async def later(world: World, here: str, **time: float) -> None:
    """So much time has passed, as far as alerts go; the clock ticks, twice."""
    passed = timedelta(**time)
    async with world.db.write() as connection:
        this = (handoffs.c.conversation_id == here, handoffs.c.ended_at.is_(None))
        found = (await connection.execute(select(handoffs).where(*this))).mappings().one()
        values = {"enqueued_at": found["enqueued_at"] - passed, "alert_due": found["alert_due"] - passed}
        await connection.execute(update(handoffs).where(*this).values(**values))
    mails = outbox.mails
    async with world.db.write() as connection:
        for mail in (await connection.execute(select(mails))).mappings():
            this_mail = update(mails).where(mails.c.id == mail["id"])
            await connection.execute(this_mail.values(written_at=mail["written_at"] - passed))
    await world.clock.tick()
    await world.clock.tick()


async def test_first_agents_who_are_away_then_whoever_is_in_charge_then_everybody_again_and_again(
    world: World,
) -> None:
    here_too, away = await world.agent("Here"), await world.agent("Away", on_duty=False)
    boss = await world.agent("Boss", on_duty=False, role="supervisor")
    people = (here_too, away, boss)
    here = await world.queued()
    await later(world, here, minutes=4)
    assert await alerts_to(world, *people) == [0, 0, 0]
    await later(world, here, minutes=2)
    assert await alerts_to(world, *people) == [0, 1, 0]
    await later(world, here, minutes=10)
    assert await alerts_to(world, *people) == [0, 1, 1]
    await later(world, here, minutes=29)
    assert await alerts_to(world, *people) == [0, 1, 1]
    await later(world, here, minutes=2)
    assert await alerts_to(world, *people) == [1, 2, 2]
    await later(world, here, minutes=59)  # twice as long as before
    assert await alerts_to(world, *people) == [1, 2, 2]
    await later(world, here, minutes=2)
    assert await alerts_to(world, *people) == [2, 3, 3]
    await world.do(handoff.take, here, agent=here_too)
    await world.clock.tick()
    assert await alerts_to(world, *people) == [2, 3, 3]


async def test_reminders_have_a_longest_distance(world: World) -> None:
    boss = await world.agent("Boss", on_duty=False, role="supervisor")
    here = await world.queued()
    for _ in range(12):
        await later(world, here, hours=4, minutes=1)
    assert (await alerts_to(world, boss))[0] == 12


async def test_the_mail_says_who_waits_and_for_how_long_and_nothing_they_wrote(world: World) -> None:
    away = await world.agent("Away", on_duty=False)
    here = await world.queued("I want to talk to a person about my bank")
    await later(world, here, minutes=6)
    (mail,) = await outbox.latest(world.db, site_id=world.settings.site_id)
    reference = (await world.row(here)).reference
    assert (
        mail.recipient == away.email and mail.subject == "1 customer is waiting, the longest for 7 minutes (the shop)"
    )
    assert f"> {reference}, a visitor, asked for a person, waiting 7 minutes\n" in mail.body
    assert "bank" not in mail.body


async def test_one_person_gets_one_mail_in_a_while_however_many_wait(world: World) -> None:
    away = await world.agent("Away", on_duty=False)
    first, second = await world.queued(), await world.queued()
    await later(world, first, minutes=6)
    await later(world, second, minutes=6)
    assert await alerts_to(world, away) == [1]


async def test_danger_is_told_at_once_and_at_any_hour(worlds: Worlds) -> None:
    tomorrow = DAYS[(now() + timedelta(days=1)).weekday()]
    world = await worlds(mail=SHOWN, hours=Hours.parse({tomorrow: ["09:00-17:00"]}, timezone="UTC"))
    away = await world.agent("Away", on_duty=False)
    calm = await world.queued()
    await later(world, calm, minutes=6)
    assert await alerts_to(world, away) == [0]
    await world.queued("the kettle caught fire and my kitchen is burning")
    await world.clock.tick()
    assert await alerts_to(world, away) == [1]
    await world.says(calm, "the kettle caught fire and my kitchen is burning")  # it has become urgent
    await world.clock.tick()
    assert await alerts_to(world, away) == [2]


async def test_who_waits_overnight_is_told_of_after_opening(worlds: Worlds) -> None:
    tomorrow = DAYS[(now() + timedelta(days=1)).weekday()]
    world = await worlds(mail=SHOWN, hours=Hours.parse({tomorrow: ["09:00-17:00"]}, timezone="UTC"))
    here = await world.queued()
    await later(world, here, minutes=6)
    async with world.db.read() as connection:
        due = await connection.scalar(select(handoffs.c.alert_due).where(handoffs.c.conversation_id == here))
    assert (due.hour, due.minute) == (9, 5)


async def test_the_team_is_reminded_before_a_callback_and_told_at_once_when_it_is_missed(world: World) -> None:
    sam, boss = await world.agent("Sam"), await world.agent("Boss", on_duty=False, role="supervisor")
    here = await world.queued()
    await world.do(conversations.leave_contact, here, contact="+44 20 7946 0000")
    await later(world, here, minutes=30)
    assert await alerts_to(world, sam, boss) == [0, 0]
    await later(world, here, minutes=75)
    assert await alerts_to(world, sam, boss) == [1, 0]
    (mail,) = await outbox.latest(world.db, site_id=world.settings.site_id)
    assert re.search(r"to be contacted at \+44 20 7946 0000 by \d\d:\d\d", mail.body)
    await world.make_due(here)
    await world.clock.tick()
    await world.clock.tick()
    assert await alerts_to(world, sam, boss) == [1, 1]


async def test_a_customer_who_waits_too_long_is_told_that_we_know_and_offered_to_be_contacted(world: World) -> None:
    await world.agent("Sam")
    await world.agent("Boss", on_duty=False, role="supervisor")
    here = await world.queued()
    for minutes in (6, 10):
        await later(world, here, minutes=minutes)
    told = (await world.said(here, "system"))[-1]
    assert told.startswith("You've waited 17 minutes by now, and that's too long. The people who run the team have")
    assert "leave an e-mail address or a phone number" in told and (await world.row(here)).reference in told


async def test_who_wants_no_alerts_gets_none(world: World) -> None:
    away, other = await world.agent("Away", on_duty=False), await world.agent("Other", on_duty=False)
    async with world.db.write() as connection:
        await connection.execute(update(agents).where(agents.c.id == away.id).values(alert_mail=False))
    await later(world, await world.queued(), minutes=6)
    assert await alerts_to(world, away, other) == [0, 1]


async def test_two_desks_and_a_restart_alert_once(worlds: Worlds) -> None:
    one, two = await worlds(mail=SHOWN), await worlds(mail=SHOWN)
    away = await one.agent("Away", on_duty=False)
    here = await one.queued()
    await later(one, here, minutes=6)
    await two.clock.tick()
    await Clock(two.db, two.bus, replace(two.settings), two.turns, two.brains).tick()
    assert await alerts_to(one, away) == [1]


async def test_other_systems_hear_of_each_step_even_where_there_is_no_mail(worlds: Worlds) -> None:
    endpoint = Endpoint("https://help.example/hook", frozenset({"conversation.waiting_long"}), (b"x" * 24,))
    world = await worlds(webhooks=(endpoint,))
    here = await world.queued()
    for minutes in (6, 10):
        await later(world, here, minutes=minutes)
    query = select(webhook_events.c.data).where(webhook_events.c.conversation_id == here).order_by(webhook_events.c.at)
    async with world.db.read() as connection:
        data = list((await connection.execute(query)).scalars())
    assert [event["alert"]["step"] for event in data] == [1, 2]
    assert data[0]["alert"]["waited_s"] >= 360 and data[0]["handoff"]["reason"] == "asked_for_person"


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"alert_afterr": 5}, "no setting 'alert_afterr'"),
        ({"alert_after": 0}, "alert_after is a number"),
        ({"alert_after": True}, "alert_after is a number"),
        ({"alert_after": 20}, "escalate_after must be longer"),
        ({"mail": "no"}, "mail is true or false"),
        ([5], "there are mail, alert_after"),
    ],
)
def test_a_wrong_setting_is_said(given: Any, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        parse(given)


def test_times_are_given_in_minutes() -> None:
    assert parse(None) == Alerts()
    assert parse({"alert_after": 2, "mail": False}) == Alerts(mail=False, alert_after=timedelta(minutes=2))
