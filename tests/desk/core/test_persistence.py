"""What people do at a desk is done, though the database cuts the connection in the middle of it."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import text

from bot.desk.sockets.polite import Peer, PoliteNamespace
from bot.desk.store.engine import Database


async def test_an_event_whose_connection_is_cut_is_done_again_and_answered(postgres_url: str) -> None:
    db, tries = Database.open(postgres_url), 0

    async def do(peer: Peer, data: Any) -> dict[str, Any]:
        nonlocal tries
        tries += 1
        async with db.write() as connection:
            if tries < 3:
                await connection.execute(text("SELECT pg_terminate_backend(pg_backend_pid())"))
            return {"sum": await connection.scalar(text("SELECT 1 + 1"))}

    events: PoliteNamespace[Peer] = PoliteNamespace("/test")
    events.peers["sid"], events.events["do"] = Peer("sid"), do
    assert await events.trigger_event("do", "sid", {}) == {"ok": True, "sum": 2}
    assert tries == 3
    await db.close()


@pytest.mark.parametrize("error", [ValueError("a defect"), KeyError("another")])
async def test_an_event_that_fails_for_a_reason_of_its_own_is_not_tried_again(error: Exception) -> None:
    tries = 0

    async def do(peer: Peer, data: Any) -> None:
        nonlocal tries
        tries += 1
        raise error

    events: PoliteNamespace[Peer] = PoliteNamespace("/test")
    events.peers["sid"], events.events["do"] = Peer("sid"), do
    answer = await events.trigger_event("do", "sid", {})
    assert answer is not None and answer["error"]["code"] == "internal"
    assert tries == 1
