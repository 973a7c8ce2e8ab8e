"""What agents promise is on record with a clock: kept, taken back with a word, or late and then somebody else's."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import update

from bot.deescalation.types import Level, Temper
from bot.desk import conversations, handoff, promises
from bot.desk.access.errors import Refused
from bot.desk.store.rows import AgentRow
from bot.desk.store.tables import promises as table
from bot.desk.writing import drafts, pledges
from bot.desk.writing.pledges import TEAM, Pledge
from bot.times import now
from tests.desk.core.conftest import World

TOMORROW = timedelta(days=1)


async def pledge(
    world: World, agent: AgentRow, *, owner: str | None = None, due: datetime | None = None
) -> tuple[str, str]:
    """A conversation in which the agent promised something, and the promise's id."""
    conversation_id = await world.taken(agent)
    made = Pledge("I'll call you", due or now() + TOMORROW, owner or agent.id)
    await world.do(
        handoff.say, conversation_id, agent=agent, client_id=str(uuid4()), text="I'll call you by 5", promised=[made]
    )
    (found,) = await promises.of(world.db, conversation_id=conversation_id)
    return conversation_id, found.id


async def test_what_an_agent_promises_is_saved_with_the_message_once_however_often_it_is_sent(world: World) -> None:
    sam = await world.agent()
    conversation_id = await world.taken(sam)
    due = now() + TOMORROW
    for _ in range(2):
        message = await world.do(
            handoff.say,
            conversation_id,
            agent=sam,
            client_id="same",
            text="I'll call you tomorrow",
            promised=[Pledge("I'll call you", due, sam.id)],
        )
    (made,) = await promises.of(world.db, conversation_id=conversation_id)
    assert (made.made_by, made.owner, made.text, made.seq, made.status) == (
        "agent", sam.id, "I'll call you", message.seq, "open",
    )  # fmt: skip
    assert abs(made.due_at - due) < timedelta(milliseconds=1)


async def test_who_is_promised_something_sees_it_and_is_not_asked_whether_it_is_settled(world: World) -> None:
    sam = await world.agent("Sam")
    conversation_id, promise_id = await pledge(world, sam)
    await world.set(conversation_id, temper=Temper(Level.UPSET, score=0.5, turn=2).to_json())
    await world.do(handoff.say, conversation_id, agent=sam, client_id="x", text="Still on it.")
    row = await world.row(conversation_id)
    assert row.next_step_kind is None and row.next_step
    assert row.next_step.startswith("Sam has promised you this by") and "I'll call you" in row.next_step
    await pledges.kept(world.db, world.bus, promise_id=promise_id, agent=sam, words="Rang.")
    await world.do(handoff.say, conversation_id, agent=sam, client_id="y", text="So it comes tomorrow.")
    assert (await world.row(conversation_id)).next_step_kind is None, "what was promised has been done"


async def test_an_agents_next_word_does_not_keep_what_they_promised_before(world: World) -> None:
    sam = await world.agent()
    conversation_id, promise_id = await pledge(world, sam)
    await world.do(handoff.say, conversation_id, agent=sam, client_id="x", text="Still on it.")
    await world.do(handoff.close, conversation_id, agent=sam, disposition="follow_up")
    (made,) = await promises.of(world.db, conversation_id=conversation_id)
    assert (made.id, made.status) == (promise_id, "open")


async def test_kept_is_noted_with_how_and_the_customer_is_not_written_to(world: World) -> None:
    sam = await world.agent()
    conversation_id, promise_id = await pledge(world, sam)
    before = await world.said(conversation_id)
    await pledges.kept(world.db, world.bus, promise_id=promise_id, agent=sam, words="rang at four, all well")
    (made,) = await promises.of(world.db, conversation_id=conversation_id)
    assert (made.status, made.said) == ("kept", "rang at four, all well")
    assert await world.said(conversation_id) == before
    with pytest.raises(Refused, match="settled already"):
        await pledges.kept(world.db, world.bus, promise_id=promise_id, agent=sam)


async def test_taken_back_is_told_to_the_customer_in_the_agents_words_and_never_without(world: World) -> None:
    sam = await world.agent()
    conversation_id, promise_id = await pledge(world, sam)
    about = {"settings": world.settings, "promise_id": promise_id, "agent": sam}
    with pytest.raises(Refused, match="say why"):
        await pledges.take_back(world.db, world.bus, words=" ", **about)
    await pledges.take_back(world.db, world.bus, words="You asked me to write instead.", **about)
    (made,) = await promises.of(world.db, conversation_id=conversation_id)
    told = (await world.said(conversation_id, "system"))[-1]
    assert made.status == "void" and made.reported_seq
    assert "“I'll call you”" in told and "Sam Reed writes: You asked me to write instead." in told


async def test_an_overdue_one_is_told_and_goes_to_whoever_is_there(world: World) -> None:
    sam = await world.agent()
    conversation_id, _ = await pledge(world, sam)
    await world.do(handoff.close, conversation_id, agent=sam, disposition="follow_up")
    async with world.db.write() as connection:
        past = table.c.conversation_id == conversation_id
        await connection.execute(update(table).where(past).values(due_at=now() - timedelta(seconds=1)))
    await world.clock.tick()
    (made,) = await promises.of(world.db, conversation_id=conversation_id)
    assert made.status == "broken" and made.reported_seq
    assert (await world.row(conversation_id)).owner == "queue"
    assert any("“I'll call you”. It hasn't been done" in text for text in await world.said(conversation_id, "system"))


async def test_only_whoever_it_concerns_can_settle_it(world: World) -> None:
    sam, kim, boss = await world.agent(), await world.agent("Kim Ade"), await world.agent("Bo", role="supervisor")
    _, promise_id = await pledge(world, sam)
    with pytest.raises(Refused, match="Only Sam Reed"):
        await pledges.kept(world.db, world.bus, promise_id=promise_id, agent=kim)
    await pledges.kept(world.db, world.bus, promise_id=promise_id, agent=boss)
    _, of_the_team = await pledge(world, sam, owner=TEAM)
    await pledges.kept(world.db, world.bus, promise_id=of_the_team, agent=kim)
    assert await pledges.every(world.db, settings=world.settings) == []
    with pytest.raises(Refused, match="no such promise"):
        await pledges.kept(world.db, world.bus, promise_id="nowhere", agent=kim)


async def test_a_draft_is_read_in_the_customers_time_knowing_what_they_asked(world: World) -> None:
    sam = await world.agent()
    conversation_id = await world.taken(sam)
    await world.set(conversation_id, timezone="America/New_York")
    await world.says(conversation_id, "When is my refund paid?")
    row = await conversations.get(world.db, conversation_id=conversation_id)
    assert row
    (found,) = await drafts.advice(world.db, settings=world.settings, row=row, draft="The kettle is in stock again.")
    assert (found.kind, found.phrase) == ("unanswered question", "When is my refund paid?")
    (made,) = drafts.promised(world.settings, row, "I'll call you tomorrow at 17:00", agent_id=sam.id)
    assert made.due_at.hour in (21, 22) and made.due_at.utcoffset() == timedelta(0)


@pytest.mark.parametrize(
    "wish",
    [
        {},
        {"text": " ", "due": "2999-01-01T00:00:00Z", "owner": "me"},
        {"text": "x", "due": "2020-01-01T00:00:00Z", "owner": "me"},
        {"text": "x", "due": "2999-01-01T00:00:00Z", "owner": "me"},
        {"text": "x", "due": "tomorrow", "owner": "me"},
        {"text": "x" * 201, "due": "", "owner": "me"},
        {"text": "x", "due": f"{now() + TOMORROW:%Y-%m-%dT%H:%M:%S}", "owner": "me"},
        {"text": "x", "due": (now() + TOMORROW).isoformat(), "owner": "somebody"},
        "x",
    ],
)
def test_a_promise_that_cannot_be_is_refused_in_words(wish: object) -> None:
    with pytest.raises(Refused):
        pledges.read([wish], agent_id="a")


def test_a_promise_from_the_page_is_the_agents_or_the_teams() -> None:
    due = (now() + TOMORROW).isoformat().replace("+00:00", "Z")
    wishes = [{"text": "I'll call", "due": due, "owner": owner} for owner in ("me", TEAM)]
    assert [one.owner for one in pledges.read(wishes, agent_id="a")] == ["a", TEAM]
