"""Past conversations are found by words and by what is known of them, on both databases alike."""

from __future__ import annotations

import re
import time
from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import insert, select, text

from bot.desk import handoff, taking
from bot.desk.finding import search
from bot.desk.finding.search import PAGE, Wish
from bot.desk.finding.suggested import suggested_tags
from bot.desk.finding.words import Terms
from bot.desk.store.rows import AgentRow
from bot.desk.store.tables import messages
from bot.times import now
from bot.wire import Customer
from tests.desk.core.conftest import World


async def find(world: World, typed: str = "", **more: Any) -> list[str]:
    """The ids found, the latest first."""
    found, _ = await search.search(world.db, settings=world.settings, wish=Wish(typed=typed, **more))
    return [one.conversation.id for one in found]


async def closed(world: World, agent: AgentRow, words: str, *, tags: list[str] | None = None, **more: Any) -> str:
    """A conversation that ended, in which the customer said this."""
    conversation_id = await world.queued(f"I want to talk to a person. {words}", **more)
    await world.do(handoff.take, conversation_id, agent=agent)
    await world.do(handoff.close, conversation_id, agent=agent, disposition="solved", tags=tags)
    return conversation_id


async def test_words_are_found_wherever_they_stand_as_beginnings_and_together_in_quotes(world: World) -> None:
    sam = await world.agent()
    kettle = await closed(world, sam, "The KETTLE arrived broken, order EK-20401, it's from Zoë")
    lamp = await closed(world, sam, "my lamp is broken in two; the order came late")
    assert await find(world, "broken") == [lamp, kettle]
    assert await find(world, "broke kettle") == [kettle]
    assert await find(world, "EK-20401") == [kettle]
    assert await find(world, "ek 20401") == [kettle]
    assert await find(world, "20401") == [kettle]
    assert await find(world, '"broken in"') == [lamp]
    assert await find(world, '"order broken"') == []
    assert await find(world, "zoë") == [kettle]
    assert await find(world, '"it\'s from"') == [kettle]
    assert await find(world, "toaster") == []


async def test_by_reference_and_by_who_it_was(world: World) -> None:
    sam = await world.agent()
    mara = Customer(id="mara", name="Mara Lindqvist", email="mara_l@example.org", verified=True)
    hers = await closed(world, sam, "one", customer=mara)
    other = await closed(world, sam, "two")
    assert await find(world, (await world.row(hers)).reference.lower()) == [hers]
    assert await find(world, "lindq") == [hers]
    assert await find(world, "mara_l@example.org") == [hers]
    assert await find(world, "maraXl") == []
    assert await find(world) == [other, hers]


async def test_by_tag_disposition_agent_and_day_together(world: World) -> None:
    sam, kim = await world.agent(), await world.agent("Kim Ade")
    first = await closed(world, sam, "one", tags=["late parcel", "zoë’s 100%"])
    second = await closed(world, kim, "two", tags=["late"])
    assert await find(world, tag="late parcel") == [first]
    assert await find(world, tag="late") == [second], "a tag is a whole one"
    assert await find(world, tag="zoë’s 100%") == [first]
    assert await find(world, tag="%") == []
    assert await find(world, agent_id=kim.id) == [second]
    assert await find(world, agent_id=sam.id, disposition="solved", tag="late parcel", typed="one") == [first]
    assert await find(world, disposition="follow_up") == []
    assert await find(world, since=now() - timedelta(hours=1), until=now()) == [second, first]
    assert await find(world, until=now() - timedelta(hours=1)) == []
    assert await search.tags_in_use(world.db, settings=world.settings) == ["late", "late parcel", "zoë’s 100%"]


async def test_the_line_is_shown_with_the_words_marked(world: World) -> None:
    sam = await world.agent()
    long = "nothing to see here. " * 20 + "The KETTLE exploded today. " + "and so on. " * 30
    await closed(world, sam, long)
    (found,), more = await search.search(world.db, settings=world.settings, wish=Wish("kettle explo"))
    assert found.line and not more and found.agents == ("Sam Reed",)
    assert [found.line.text[start:end] for start, end in found.line.marks] == ["KETTLE", "exploded"]
    assert found.line.seq == 1 and found.line.text.startswith("…") and found.line.text.endswith("…")


async def test_the_same_customers_others(world: World) -> None:
    sam = await world.agent()
    mara = Customer(id="mara", name="Mara", email="mara@example.org", verified=True)
    first, second = await closed(world, sam, "one", customer=mara), await closed(world, sam, "two", customer=mara)
    guest = await closed(world, sam, "three")
    assert await find(world, of=second) == [first]
    assert await find(world, of=guest) == []


async def test_notes_are_found_and_a_page_says_that_there_are_more(world: World) -> None:
    sam = await world.agent()
    conversation_id = await closed(world, sam, "one")
    await world.do(handoff.note, conversation_id, agent=sam, client_id="n", text="spoke to the depot in Wuppertal")
    assert await find(world, "wuppertal") == [conversation_id]
    for number in range(PAGE + 1):
        fresh = await world.conversation()
        await world.do(handoff.note, fresh, agent=sam, client_id=f"z{number}", text="a zebra")
    found, more = await search.search(world.db, settings=world.settings, wish=Wish("zebra"))
    assert (len(found), more) == (PAGE, True)
    rest, more = await search.search(world.db, settings=world.settings, wish=Wish("zebra"), skip=PAGE)
    assert (len(rest), more) == (1, False)


async def test_a_closed_one_is_opened_again_by_an_agent_who_then_owes_a_word(world: World) -> None:
    sam, kim = await world.agent(), await world.agent("Kim Ade")
    conversation_id = await closed(world, sam, "one", tags=["late"])
    await world.do(taking.reopen, conversation_id, agent=kim)
    row = await world.row(conversation_id)
    assert (row.owner, row.agent_id, row.waiting_on, row.disposition, row.tags) == (
        "agent", kim.id, "us", None, ["late"],
    )  # fmt: skip
    assert row.next_step_due and "Kim Ade from the team has opened" in (await world.said(conversation_id))[-1]
    with pytest.raises(taking.Taken, match="open already"):
        await world.do(taking.reopen, conversation_id, agent=sam)


async def test_tags_suggest_themselves_by_what_was_asked_for(world: World) -> None:
    conversation_id = await world.conversation()
    for seq, (intent, confidence) in enumerate([("late_parcel", 0.9), ("greet", 0.9), ("refund_status", 0.2)], 1):
        reading = {"intent": intent, "confidence": confidence, "frustration": 0.1, "level": "calm"}
        async with world.db.write() as connection:
            await connection.execute(
                insert(messages).values(**message(world, conversation_id, seq, "x"), reading=reading)
            )
    await world.set(conversation_id, last_seq=3, owner="closed", tags=["gift"])
    assert await suggested_tags(world.db, await world.row(conversation_id)) == ["gift", "late parcel"]


@given(st.text(max_size=60))
def test_whatever_is_typed_the_marks_stand_in_the_text(typed: str) -> None:
    for start, end in Terms.parse(typed).marks(typed):
        assert 0 <= start < end <= len(typed)


HARD = ('"', "'; DROP TABLE", "a & | ! (b", "NEAR(a b)", "* - + :", "\\", "1e5 4a5 20th", "x" * 200, "OR", "a:b", "%_!")


@pytest.mark.parametrize("typed", HARD)
async def test_whatever_is_typed_both_databases_answer(world: World, typed: str) -> None:
    assert await find(world, typed) == []


async def test_words_are_found_faster_than_by_reading_everything(world: World) -> None:
    """A ratio on this machine, with 12,000 messages; the more there are, the wider it grows."""
    conversation_id = await world.conversation()
    words = re.findall("[a-z]+", "parcel late refund kettle lamp where is my order again please thank you depot driver")

    def row(seq: int) -> Mapping[str, Any]:
        said = " ".join(words[seq * step % len(words)] for step in range(3, 28))
        return message(world, conversation_id, seq, f"{said} wuppertal" if seq == 777 else said)

    async with world.db.write() as connection:
        await connection.execute(insert(messages), [row(seq) for seq in range(1, 12_001)])
        await connection.execute(text("ANALYZE messages"))
    await world.set(conversation_id, last_seq=12_000, owner="closed")

    async def read_everything() -> list[int]:
        async with world.db.read() as connection:
            query = select(messages.c.seq).where(messages.c.text.ilike("%wuppertal%"))
            return list((await connection.execute(query)).scalars())

    async def by_index() -> list[int]:
        async with world.db.read() as connection:
            found = await connection.execute(Terms.parse("wuppertal").hits(connection.dialect.name))
            return [one.seq for one in found if one.conversation_id == conversation_id]

    slow, fast = await fastest(read_everything), await fastest(by_index)
    assert 777 in await read_everything() and await by_index() == [777]
    assert fast < slow / 2, f"{slow * 1e3:.1f} ms by reading all, {fast * 1e3:.1f} ms by the index"


async def fastest(work: Any) -> float:
    """Of five tries, seconds."""
    took = []
    for _ in range(5):
        began = time.perf_counter()
        await work()
        took.append(time.perf_counter() - began)
    return min(took)


def message(world: World, conversation_id: str, seq: int, said: str) -> dict[str, Any]:
    """A customer's, as it is stored."""
    made = {"id": str(uuid4()), "site_id": world.settings.site_id, "conversation_id": conversation_id, "seq": seq}
    return {**made, "client_id": made["id"], "author": "customer", "kind": "text", "text": said, "at": now()}
