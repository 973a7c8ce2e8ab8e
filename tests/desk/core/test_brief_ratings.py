"""Agents rate briefs, and it reaches whoever maintains them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.desk.access.errors import Refused
from bot.desk.brief import ratings
from bot.desk.store.tables import brief_ratings
from bot.desk.supervisor import briefs
from bot.times import now
from tests.desk.core.conftest import World


async def test_ratings_are_counted_with_intervals_and_findings_name_their_conversation(world: World) -> None:
    sam = await world.agent()
    conversation_id = await world.taken(sam)
    about = {"settings": world.settings, "conversation_id": conversation_id, "agent_id": sam.id}
    for _ in range(6):
        await ratings.add(world.db, verdict="useful", **about)
    told = {"part": "wants", "statement": "a refund", "words": "wants a new one"}
    await ratings.add(world.db, verdict="wrong", **told, **about)
    await ratings.add(world.db, verdict="missing", words="that it is a gift", **about)
    within = {"since": now() - timedelta(days=1), "until": now() + timedelta(seconds=1)}
    figures, findings = briefs.reports(await ratings.given(world.db, site_id=world.settings.site_id, **within))
    assert [(row["verdict"], row["count"]) for row in figures.rows] == [
        ("Useful", 6), ("Wrong", 1), ("Missing", 1), ("Wrong: wants", 1),
    ]  # fmt: skip
    assert all(row["share"] for row in figures.rows)
    reference = (await world.row(conversation_id)).reference
    assert [(row["reference"], row["part"], row["statement"], row["words"]) for row in findings.rows] == [
        (reference, "", "", "that it is a gift"),
        (reference, "Wants", "a refund", "wants a new one"),
    ]
    assert "wants a new one" in findings.to_csv()


async def test_the_brief_is_kept_as_it_was(world: World) -> None:
    sam = await world.agent()
    conversation_id = await world.taken(sam)
    about = {"settings": world.settings, "conversation_id": conversation_id, "agent_id": sam.id}
    await ratings.add(world.db, verdict="useful", **about)
    await world.set(conversation_id, customer_name="Mara Lindqvist")
    async with world.db.read() as connection:
        kept = await connection.scalar(select(brief_ratings.c.brief).where(brief_ratings.c.agent_id == sam.id))
    assert kept["conversation_id"] == conversation_id and kept["headline"].startswith("A visitor")


@pytest.mark.parametrize(
    "wrong", [{"verdict": "good"}, {"verdict": "wrong"}, {"verdict": "wrong", "part": "x"}, {"verdict": "missing"}]
)
async def test_a_rating_says_what_it_is_about(world: World, wrong: dict[str, str]) -> None:
    sam = await world.agent()
    about = {"settings": world.settings, "conversation_id": await world.taken(sam), "agent_id": sam.id}
    with pytest.raises(Refused):
        await ratings.add(world.db, **about, **wrong)
