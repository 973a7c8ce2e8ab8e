"""Promises: asked about in time, told when kept, reported when not, and never taken for kept without an answer."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import update

from bot.deescalation.types import Handoff, Reason, Urgency
from bot.desk import brief, guarantee, handoff, promises, reports
from bot.desk.ledger import hold
from bot.desk.store.rows import PromiseRow
from bot.desk.store.tables import promises as table
from bot.times import now
from bot.wire import Finding, Reply, TurnRequest, TurnResult
from tests.desk.core.conftest import World, Worlds
from tests.desk.scripted_brain import result

REFUND = "refund of £42.00 to the card ending 1881"
PAID = Finding("kept", "£42.00 went to the card ending 1881 on Wed 11 Mar, reference RF-7.", {"Paid": "Wed 11 Mar"})
OPEN = Finding("open")
REFUSED = Finding("failed", "The card ending 1881 would not take the £42.00.")


def promising(*references: str, kind: str = "refund_paid", hours: float = 48) -> Any:
    due = (now() + timedelta(hours=hours)).isoformat()
    made = tuple(
        {"text": f"{REFUND} by Wed 2 Dec", "due": due, "check": {"kind": kind, "reference": reference}}
        for reference in references
    )

    def answer(turn: TurnRequest) -> TurnResult:
        return result(turn, Reply("It's on its way."), promises=made)

    return answer


async def promised(world: World, *references: str, **how: Any) -> str:
    """A conversation in which the assistant made these promises."""
    world.brain.answer = promising(*(references or ("RF-7",)), **how)
    here = await world.conversation()
    await world.says(here, "where is my refund")
    await world.until_answered(here)
    return here


async def of(world: World, conversation_id: str) -> list[PromiseRow]:
    return await promises.of(world.db, conversation_id=conversation_id)


async def status(world: World, conversation_id: str) -> list[str]:
    return [promise.status for promise in await of(world, conversation_id)]


async def time_passes(world: World, conversation_id: str, *, due: datetime | None = None) -> None:
    """It is time to look again; `due`: and the promise falls (or fell) due then."""
    values = {"next_check_at": now(), **({"due_at": due} if due else {})}
    async with world.db.write() as connection:
        await connection.execute(update(table).where(table.c.conversation_id == conversation_id).values(**values))


def ago(seconds: float) -> datetime:
    return now() - timedelta(seconds=seconds)


async def told(world: World, conversation_id: str) -> list[str]:
    return await world.said(conversation_id, "system")


async def test_a_promise_is_looked_into_until_it_is_kept_and_good_news_is_told_once(world: World) -> None:
    here = await promised(world)
    world.brain.kept["RF-7"] = OPEN
    assert await world.clock.tick() == 0
    assert [(check.kind, check.reference) for check in world.brain.checks] == [("refund_paid", "RF-7")]
    assert await world.clock.tick() == 0 and len(world.brain.checks) == 1, "not again so soon"
    world.brain.kept["RF-7"] = PAID
    await time_passes(world, here)
    assert await world.clock.tick() == 1
    assert await told(world, here) == [f"The refund you were promised has been paid: {PAID.said}"]
    promise = (await of(world, here))[0]
    assert promise.status == "kept" and promise.reported_seq == 3
    assert (await world.row(here)).owner == "assistant"
    await time_passes(world, here)
    assert await world.clock.tick() == 0


async def test_looking_into_a_promise_does_not_keep_a_finished_conversation_open(world: World) -> None:
    here = await promised(world)
    before = (await world.row(here)).updated_at
    world.brain.kept["RF-7"] = OPEN
    await world.clock.tick()
    assert world.brain.checks and (await world.row(here)).updated_at == before


async def test_what_the_customer_has_in_their_hands_is_put_on_record_without_a_word(world: World) -> None:
    here = await promised(world, "EK-20501", kind="replacement_delivered")
    world.brain.kept["EK-20501"] = Finding("kept", "EK-20501 was delivered on Wed 11 Mar.")
    assert await world.clock.tick() == 1
    assert await status(world, here) == ["kept"] and await told(world, here) == []


async def test_what_the_customer_made_pointless_is_neither_kept_nor_broken(world: World) -> None:
    here = await promised(world, "EK-20501", kind="replacement_delivered")
    world.brain.kept["EK-20501"] = Finding("void", "EK-20501 was cancelled.")
    assert await world.clock.tick() == 1
    await time_passes(world, here, due=ago(3600))
    assert await world.clock.tick() == 0
    assert await status(world, here) == ["void"] and await told(world, here) == []


async def test_a_promise_that_is_due_and_not_kept_is_told_plainly_and_a_person_takes_it(world: World) -> None:
    here = await promised(world)
    world.brain.kept["RF-7"] = OPEN
    await time_passes(world, here, due=ago(1))
    assert await world.clock.tick() == 1
    said = (await told(world, here))[0]
    assert f": {REFUND}. It hasn't been done" in said and said.startswith("You were promised this by ")
    assert "(UTC)" in said and "team" in said, "by when, and what happens now"
    waiting = (await handoff.queue(world.db, settings=world.settings))[0]
    assert waiting.handoff and (waiting.handoff.reason, waiting.handoff.urgency) == ("broken_promise", "high")
    assert await status(world, here) == ["broken"]
    found = await brief.build(world.db, settings=world.settings, conversation_id=here)
    assert found["recommended"].startswith("A promise was broken") and found["why"]["text"] == "A promise was not kept."
    assert found["promised"][0]["status"] == "broken"
    assert await world.clock.tick() == 0, "once"


async def test_one_that_cannot_be_kept_any_more_is_told_before_it_is_due(world: World) -> None:
    here = await promised(world)
    world.brain.kept["RF-7"] = REFUSED
    assert await world.clock.tick() == 1
    assert "It can't happen that way any more. The card ending 1881 would not take" in (await told(world, here))[0]
    assert (await world.row(here)).owner == "queue" and await status(world, here) == ["broken"]


async def test_without_an_answer_it_is_asked_again_and_then_counts_as_not_kept(worlds: Worlds) -> None:
    world = await worlds(timings={"promise_patience": 0.6})
    here = await promised(world)
    world.brain.state = "starting"
    await time_passes(world, here, due=now())
    assert await world.clock.tick() == await world.clock.tick() == 0
    assert await status(world, here) == ["open"]
    await asyncio.sleep(0.7)
    assert await world.clock.tick() == 1
    assert "I can't see whether it's been done" in (await told(world, here))[0]
    assert await status(world, here) == ["unconfirmed"] and (await world.row(here)).owner == "queue"


async def test_a_brain_that_comes_back_in_time_is_believed(world: World) -> None:
    here = await promised(world)
    await time_passes(world, here, due=ago(1))
    assert await world.clock.tick() == 0, "it could not tell"
    world.brain.kept["RF-7"] = PAID
    assert await world.clock.tick() == 1 and await status(world, here) == ["kept"]


async def test_what_fell_due_while_no_desk_ran_is_asked_about_first(world: World) -> None:
    here = await promised(world)
    await time_passes(world, here, due=ago(7200))
    assert await world.clock.tick() == 0, "the brain may only just be starting"
    world.brain.kept["RF-7"] = PAID
    await world.clock.tick()
    assert await status(world, here) == ["kept"]
    world.broken.clear()  # it was late while nobody ran: that is what has just been made good


async def test_a_closed_conversation_opens_again_for_the_report(world: World) -> None:
    here, agent = await promised(world), await world.agent()
    world.brain.kept["RF-7"] = OPEN
    await world.do(handoff.take, here, agent=agent)
    await world.do(handoff.say, here, agent=agent, client_id="a", text="It's on its way.")
    await world.do(handoff.close, here, agent=agent, disposition="solved")
    await time_passes(world, here, due=ago(1))
    assert await world.clock.tick() == 1
    row = await world.row(here)
    assert (row.owner, row.closed_at, row.disposition) == ("queue", None, None)
    assert "It hasn't been done" in (await told(world, here))[-1]


async def test_good_news_leaves_a_closed_conversation_closed(world: World) -> None:
    here = await promised(world)
    await world.set(here, owner="closed", closed_at=now())
    world.brain.kept["RF-7"] = PAID
    await world.clock.tick()
    assert (await world.row(here)).owner == "closed" and len(await told(world, here)) == 1


async def test_an_agent_who_has_the_customer_is_named_and_owes_the_next_word(world: World) -> None:
    here, agent = await promised(world), await world.agent("Ada Okoro")
    world.brain.kept["RF-7"] = OPEN
    await world.do(handoff.take, here, agent=agent)
    await world.do(handoff.say, here, agent=agent, client_id="a", text="Hello.")
    await time_passes(world, here, due=ago(1))
    await world.clock.tick()
    assert (await told(world, here))[-1].endswith("Ada Okoro is here, and sees this.")
    row = await world.row(here)
    assert (row.owner, row.waiting_on, row.next_step_kind) == ("agent", "us", "agent_reply")


async def test_who_waits_already_is_moved_up(world: World) -> None:
    other, here = await world.queued(), await promised(world)
    world.brain.kept["RF-7"] = OPEN
    await world.do(handoff.enqueue, here, handoff=Handoff(Reason.NO_PROGRESS, Urgency.NORMAL))
    await time_passes(world, here, due=ago(1))
    await world.clock.tick()
    assert (await told(world, here))[-1].endswith("you've been moved up in the line.")
    order = [(item.conversation.id, item.handoff and item.handoff.reason) for item in await queue(world)]
    assert order == [(here, "broken_promise"), (other, "asked_for_person")]


async def queue(world: World) -> list[handoff.Waiting]:
    return await handoff.queue(world.db, settings=world.settings)


@pytest.mark.parametrize("finding", [PAID, OPEN])
async def test_in_a_crisis_only_the_agents_are_told(world: World, finding: Finding) -> None:
    here = await promised(world)
    world.brain.kept["RF-7"] = finding
    await world.says(here, "I want to kill myself")
    before = len(await world.log(here, for_agents=False))
    await time_passes(world, here, due=ago(1))
    assert await world.clock.tick() == 2  # the promise, and the alert that goes to the team where there is danger
    log = await world.log(here)
    assert len([message for message in log if message.kind != "note"]) == before
    assert log[-1].kind == "note" and "promised" in (log[-1].text or "")
    assert (await of(world, here))[0].reported_at is not None


async def test_two_promises_broken_at_once_are_one_report(world: World) -> None:
    here = await promised(world, "RF-7", "RF-8")
    world.brain.kept |= {"RF-7": OPEN, "RF-8": OPEN}
    await time_passes(world, here, due=ago(1))
    assert await world.clock.tick() == 1
    assert len(await told(world, here)) == 1 and await status(world, here) == ["broken", "broken"]


async def test_the_same_promise_made_again_is_one_and_two_refunds_due_together_are_two(world: World) -> None:
    here = await promised(world, "RF-7", "RF-8")
    due = (await of(world, here))[0].due_at.isoformat()
    again = {"text": "the refund", "due": due, "check": {"kind": "refund_paid", "reference": "RF-7"}}
    world.brain.answer = lambda turn: result(turn, Reply("Still on its way."), promises=(again,))
    await world.says(here, "still?")
    await world.until_answered(here)
    assert [promise.check_reference for promise in await of(world, here)] == ["RF-7", "RF-8"]


async def test_a_check_that_cannot_be_read_leaves_a_promise_that_a_person_checks(world: World) -> None:
    due = (now() + timedelta(hours=1)).isoformat()
    odd = {"text": "it", "due": due, "check": {"kind": "refund_paid"}}
    world.brain.answer = lambda turn: result(turn, Reply("Yes."), promises=(odd,))
    here = await world.conversation()
    await world.says(here, "when")
    await world.until_answered(here)
    await time_passes(world, here, due=ago(1))
    await world.clock.tick()
    assert await status(world, here) == ["unconfirmed"]


async def test_it_is_reported_once_by_however_many_desks(worlds: Worlds) -> None:
    one, two = await worlds(), await worlds()
    here = await promised(one)
    known = {(await of(one, here))[0].id: REFUSED}

    async def settle(world: World) -> bool:
        async with hold(world.db, here) as held:
            return await reports.settle(held, world.settings, findings=known)

    assert sorted(await asyncio.gather(settle(one), settle(two))) == [False, True]
    assert len(await told(one, here)) == 1


async def test_the_guarantee_finds_what_was_forgotten(world: World) -> None:
    here = await promised(world)

    async def rules(seconds: float) -> set[str]:
        at = now() + timedelta(seconds=seconds)
        return {found.rule for found in await guarantee.broken(world.db, settings=world.settings, now=at)}

    await time_passes(world, here, due=now())
    assert await rules(65) == set() and await rules(75) == {"promise_late"}
    for values, rule in (({"broken_at": now()}, "promise_unreported"), ({"reported_at": now()}, None)):
        async with world.db.write() as connection:
            await connection.execute(update(table).where(table.c.conversation_id == here).values(**values))
        assert await rules(1000) == ({rule} if rule else set())


@pytest.mark.parametrize("answer", [{"state": "paid"}, {}, None])
async def test_an_answer_that_makes_no_sense_is_no_answer(world: World, answer: Any) -> None:
    here = await promised(world)
    world.brain.promises_answer = {"promises": {(await of(world, here))[0].id: answer}}
    assert await world.clock.tick() == 0 and await status(world, here) == ["open"]
