"""Skills and languages: who can help is asked first, and nobody waits for ever because of either."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from bot.deescalation.types import Handoff, Level, Reading, Reason, Temper, Urgency
from bot.desk import handoff, taking
from bot.desk.routing import config
from bot.desk.routing.config import Routing, Skill
from bot.desk.routing.offering import decline
from bot.desk.store.tables import handoffs
from bot.times import now
from bot.wire import Reply, TurnResult
from tests.desk.core.conftest import World, Worlds
from tests.desk.core.test_offers import asked

REFUNDS = Skill("refunds", "Refunds and payments", errands=frozenset({"refund_status", "payment_problem"}))
SAFETY = Skill("safety", "Safety", reasons=frozenset({"fraud", "legal_threat"}))
ROUTING = Routing(mode="offer", skills=(REFUNDS, SAFETY))


@pytest.fixture
async def skilled(worlds: Worlds) -> World:
    """A desk with two teams."""
    return await worlds(routing=ROUTING)


async def waited(world: World, conversation_id: str, seconds: float) -> None:
    """They have been in line for so long."""
    async with world.db.write() as connection:
        since = now() - timedelta(seconds=seconds)
        values = {"enqueued_at": since, "in_line_since": since}
        this = (handoffs.c.conversation_id == conversation_id, handoffs.c.ended_at.is_(None))
        await connection.execute(update(handoffs).where(*this).values(**values))


async def wanted(world: World, conversation_id: str) -> tuple[str | None, str]:
    """Skill and language of the handoff under way."""
    async with world.db.read() as connection:
        query = select(handoffs.c.skill, handoffs.c.language)
        this = (handoffs.c.conversation_id == conversation_id, handoffs.c.ended_at.is_(None))
        found = (await connection.execute(query.where(*this))).one()
    return found.skill, found.language


def reading(intent: str, confidence: float = 0.9) -> Reading:
    return Reading(intent, confidence, 0.2, Level.CALM)


async def put(world: World, reason: Reason = Reason.NO_PROGRESS, intent: str | None = None, **more: object) -> str:
    """Somebody whom the assistant passes on, after they said what they came for."""
    here = await world.conversation()
    passed = Handoff(reason, more.pop("urgency", Urgency.NORMAL), **more)  # type: ignore[arg-type]
    read = (reading(intent),) if intent else ()
    reply = (Reply("One moment."),)
    world.brain.answer = lambda turn: TurnResult({}, read, Temper(turn=1), ("hand_off",), reply, handoff=passed)
    await world.says(here, "hello there")
    await world.until_owner(here, "queue")
    return here


# ---------------------------------------------------------------- what is asked for


async def test_the_reason_asks_for_a_skill_and_otherwise_what_they_came_for(skilled: World) -> None:
    assert await wanted(skilled, await put(skilled, Reason.FRAUD, "refund_status")) == ("safety", "en")
    assert await wanted(skilled, await put(skilled, intent="payment_problem")) == ("refunds", "en")
    assert await wanted(skilled, await put(skilled, intent="order_status")) == (None, "en")
    assert await wanted(skilled, await put(skilled, language="es", reason=Reason.LANGUAGE)) == (None, "es")


async def test_what_somebody_in_the_queue_came_for_is_learned_when_it_is_read(worlds: Worlds) -> None:
    orders = Skill("orders", "Orders", errands=frozenset({"order_status"}))
    world = await worlds(routing=Routing(mode="offer", skills=(orders,)))
    here = await world.queued("I want to talk to a person")

    async def learned() -> bool:
        return await wanted(world, here) == ("orders", "en")

    await world.until(learned)


async def test_whoever_gets_irate_while_they_wait_comes_sooner(skilled: World) -> None:
    calm, upset = await skilled.queued(), await skilled.queued()
    await waited(skilled, calm, 60)
    boiling = Temper(state=Level.IRATE, score=0.9, turn=3, since_turn=3)
    await skilled.set(upset, temper=boiling.to_json())
    await skilled.says(upset, "I HAVE BEEN WAITING FOR A WEEK")

    async def first() -> bool:
        return (await handoff.queue(skilled.db, settings=skilled.settings))[0].conversation.id == upset

    await skilled.until(first)


async def test_graver_news_asks_for_the_skill_of_the_graver_reason(skilled: World) -> None:
    here = await put(skilled, intent="refund_status")
    await skilled.do(handoff.enqueue, here, handoff=Handoff(Reason.FRAUD, Urgency.HIGH))
    assert await wanted(skilled, here) == ("safety", "en")


# ---------------------------------------------------------------- who is asked


async def test_at_first_only_those_with_the_skill_are_asked_and_after_a_while_everybody(skilled: World) -> None:
    anybody = await skilled.agent("Anybody")
    here = await put(skilled, intent="refund_status")
    await skilled.clock.tick()
    assert await asked(skilled, here) is None
    await waited(skilled, here, ROUTING.widen_after)
    await skilled.clock.tick()
    assert await asked(skilled, here) == anybody.id


async def test_the_one_with_the_skill_is_asked_though_others_have_less_to_do(skilled: World) -> None:
    able = await skilled.agent("Able", skills=["refunds"], max_open=2)
    await skilled.do(handoff.take, await skilled.queued(), agent=able)
    await skilled.agent("Idle")
    here = await put(skilled, intent="refund_status")
    await waited(skilled, here, ROUTING.widen_after)
    await skilled.clock.tick()
    assert await asked(skilled, here) == able.id


async def test_when_those_with_the_skill_are_full_or_declined_others_are_asked(skilled: World) -> None:
    full = await skilled.agent("Full", skills=["refunds"], max_open=1)
    await skilled.do(handoff.take, await skilled.queued(), agent=full)
    declines, other = await skilled.agent("Declines", skills=["refunds"]), await skilled.agent("Other")
    here = await put(skilled, intent="refund_status")
    await skilled.clock.tick()
    assert await asked(skilled, here) == declines.id
    await skilled.do(decline, here, agent=declines)
    await waited(skilled, here, ROUTING.widen_after)
    await skilled.clock.tick()
    assert await asked(skilled, here) == other.id


async def test_somebody_in_danger_waits_for_no_skill(skilled: World) -> None:
    anybody = await skilled.agent()
    here = await put(skilled, Reason.DANGER, "refund_status", urgency=Urgency.URGENT)
    await skilled.clock.tick()
    assert await asked(skilled, here) == anybody.id


async def test_a_language_is_routed_to_who_has_it_then_to_everybody(skilled: World) -> None:
    english, both = await skilled.agent("English"), await skilled.agent("Both", languages=["en", "es"])
    first = await put(skilled, Reason.LANGUAGE, language="es")
    second = await put(skilled, Reason.LANGUAGE, language="es")
    await skilled.clock.tick()
    assert (await asked(skilled, first), await asked(skilled, second)) == (both.id, None)
    await waited(skilled, second, ROUTING.widen_after)
    await skilled.clock.tick()
    assert await asked(skilled, second) == english.id


async def test_somebody_without_a_skill_to_ask_for_is_offered_past_those_who_wait_for_one(skilled: World) -> None:
    agent = await skilled.agent()
    special = await put(skilled, intent="refund_status")
    plain = await skilled.queued()
    await skilled.clock.tick()
    assert (await asked(skilled, special), await asked(skilled, plain)) == (None, agent.id)


async def test_who_comes_back_to_the_queue_still_asks_for_the_same(skilled: World) -> None:
    agent = await skilled.agent()
    here = await put(skilled, Reason.LANGUAGE, "refund_status", language="fr")
    await skilled.do(handoff.take, here, agent=agent)
    await skilled.do(handoff.requeue, here, agent=agent)
    assert await wanted(skilled, here) == ("refunds", "fr")


# ---------------------------------------------------------------- site.yml


def test_no_section_means_that_agents_take_whom_they_choose() -> None:
    assert config.parse(None) == Routing(mode="pull")
    assert config.parse({}).mode == "offer"


def test_a_whole_section_is_read() -> None:
    section = {
        "mode": "offer", "max_open": 3, "accept_within": 30, "missed": 3, "widen_after": 60, "head_start": 300,
        "skills": [{"id": "refunds", "name": "Refunds", "errands": ["refund_status"], "reasons": ["fraud"]}],
    }  # fmt: skip
    read = config.parse(section)
    assert (read.max_open, read.accept_within, read.missed, read.widen_after, read.lead) == (
        3,
        30,
        3,
        60,
        timedelta(minutes=5),
    )
    assert read.skill("refunds") == Skill("refunds", "Refunds", frozenset({"fraud"}), frozenset({"refund_status"}))
    needed = read.needed(reason="fraud", errand=None)
    assert needed and needed.id == "refunds" and read.needed(reason="language", errand="order_status") is None


@pytest.mark.parametrize(
    ("section", "says"),
    [
        (["offer"], "expected names and values"),
        ({"mod": "offer"}, "no setting 'mod'"),
        ({"mode": "push"}, "offer or pull, not 'push'"),
        ({"max_open": 0}, "max_open is a whole number from 1 to 50"),
        ({"max_open": 2.5}, "max_open is a whole number"),
        ({"accept_within": True}, "accept_within is seconds from 5 to 3600"),
        ({"skills": {"id": "x"}}, "skills is a list"),
        ({"skills": [{"id": "Re funds", "name": "R"}]}, "entry 1: id is a word in small letters"),
        ({"skills": [{"id": "refunds"}]}, "give a name"),
        ({"skills": [{"id": "refunds", "name": "R", "errands": ["refnd"]}]}, "errands called 'refnd'"),
        ({"skills": [{"id": "a", "name": "A"}, {"id": "a", "name": "B"}]}, "'a' is there twice"),
    ],
)
def test_what_is_wrong_in_the_section_is_said(section: object, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        config.parse(section)


async def test_taking_by_hand_is_free_to_all_whatever_the_skill(skilled: World) -> None:
    agent = await skilled.agent()
    here = await put(skilled, intent="refund_status")
    await skilled.do(taking.accept, here, agent=agent)
    assert (await skilled.row(here)).agent_id == agent.id
