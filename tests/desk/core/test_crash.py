"""Killed with -9 while it writes: every message that was acknowledged is there, once, and the guarantee holds."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from pathlib import Path

from bot.desk import conversations, guarantee
from bot.desk.settings import Settings
from bot.desk.store.engine import Database

WRITER = """
import asyncio, sys
from bot.desk import conversations
from bot.desk.bus import Bus
from bot.desk.settings import Settings
from bot.desk.store.engine import Database

async def main(url, conversation_id, site_id):
    db, bus, settings = Database.open(url), Bus(), Settings(site_id=site_id)
    for number in range(100_000):
        text = "I want to talk to a person" if number == 20 else f"text {number}"
        await conversations.receive(
            db, bus, settings=settings, conversation_id=conversation_id, client_id=f"id-{number}", text=text
        )
        print(number, flush=True)  # acknowledged

asyncio.run(main(*sys.argv[1:]))
"""


async def test_killed_while_writing_nothing_acknowledged_is_lost(database_url: str, tmp_path: Path) -> None:
    db, settings = Database.open(database_url), Settings(site_id=f"crash-{os.getpid()}")
    started = await conversations.start(db, site_id=settings.site_id)
    for kill_after in (5, 40):
        writer = await asyncio.create_subprocess_exec(
            sys.executable, "-c", WRITER, database_url, started.id, settings.site_id, stdout=asyncio.subprocess.PIPE
        )
        assert writer.stdout
        acknowledged: list[int] = []
        while len(acknowledged) < kill_after:
            acknowledged.append(int(await writer.stdout.readline()))
        writer.send_signal(signal.SIGKILL)
        acknowledged += [int(line) for line in (await writer.stdout.read()).split()]
        await writer.wait()
        log = await conversations.messages_after(db, conversation_id=started.id)
        ids = [message.client_id for message in log if message.author == "customer"]
        assert len(ids) == len(set(ids))
        assert {f"id-{number}" for number in acknowledged} <= set(ids)
        assert [message.seq for message in log] == list(range(1, len(log) + 1))
        assert await guarantee.broken(db, settings=settings) == []
    row = await conversations.get(db, conversation_id=started.id)
    assert row and row.owner == "queue", "the request for a person and its handoff are one commit"
    await db.close()
