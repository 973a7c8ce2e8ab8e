"""Several desks on one database: what was not told is found, and the connections of a dead desk end."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import update

from bot.desk.bus import Change, Seen, Told, Typing
from bot.desk.store.tables import connections
from bot.desk.together import letters
from bot.desk.together.connections import Connections
from bot.desk.together.sweep import Sweep
from bot.times import now
from tests.desk.core.conftest import World, Worlds


async def quiet(world: World, *conversations: str) -> None:
    """Until what was said has been read, too."""

    async def is_quiet() -> bool:
        return not any(map(world.turns.busy, conversations))

    await world.until(is_quiet)


async def test_what_another_desk_committed_and_nobody_told_is_found_once(worlds: Worlds) -> None:
    here, there = await worlds(), await worlds()
    found: list[Change] = []

    async def deliver(change: Change) -> None:
        found.append(change)

    sweep = Sweep(here.db, here.settings, deliver)
    told, untold = await there.queued(), await there.queued("a real person please")
    await quiet(there, told, untold)
    for change in there.changes:
        if change.conversation_id == told:
            await sweep.known(change)
    assert await sweep.look() == 1
    assert [change.conversation_id for change in found] == [untold]
    texts = [message.text for message in found[0].messages]
    assert texts == await there.said(untold)
    assert await sweep.look() == 0
    await there.says(untold, "hello?")
    await quiet(there, untold)
    assert await sweep.look() == 1
    assert found[-1].messages[-1].text == "hello?"


async def test_customers_of_another_desk_count_as_connected_until_it_says_otherwise_or_dies(world: World) -> None:
    at_a, at_b = {"one", "two"}, {"three"}
    a = Connections(world.db, world.settings, "a", lambda: at_a)
    b = Connections(world.db, world.settings, "b", lambda: at_b)
    for conversation_id in ("one", "two"):
        await a.changed(conversation_id)
    await b.changed("three")
    assert await b.look() and b.everywhere() == {"one", "two", "three"}
    assert not await b.look()
    at_a.remove("one")
    await a.changed("one")
    assert await b.look() and b.everywhere() == {"two", "three"}
    async with world.db.write() as connection:  # no sign of life for long enough
        late = {"until": now() - timedelta(seconds=1)}
        await connection.execute(update(connections).where(connections.c.desk_id == "a").values(**late))
    assert await b.look() and b.everywhere() == {"three"}
    await b.close()
    assert await a.look() is False and a.everywhere() == {"two"}


async def test_a_letter_between_desks_holds_no_words_of_the_customers(world: World) -> None:
    which = await world.queued("I want to talk to a person, my name is Mara")
    change = next(change for change in world.changes if change.conversation_id == which and change.messages)
    text = letters.write(change, sender="a")
    assert "Mara" not in text
    letter = letters.read(text)
    assert letter.sender == "a" and letter.customer_wrote
    assert await letter.opened(world.db) == change


def test_everything_else_of_a_change_arrives_as_it_was_sent() -> None:
    change = Change(
        "c",
        "s",
        state=False,
        overview=False,
        brief=True,
        typing=Typing("agent", True, "Ada"),
        seen=Seen("customer", 4),
        told=Told("agent-1", "taken_over", {"by": "Ada"}),
        online=True,
        version=now(),
    )
    assert letters.read(letters.write(change, sender="a")).change == change
