"""The books after a drill: every message once and in order, every handoff delivered, every change done once."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import create_async_engine

from bot.backoffice import tables as shop
from bot.desk import guarantee
from bot.desk.settings import Settings
from bot.desk.store.engine import Database, connection_lost
from bot.desk.store.tables import conversations, handoffs, messages
from bot.workbench.drill.customers import Played
from bot.workbench.drill.report import Report
from bot.workbench.ground import Ground

EVERY_S = 0.5
ARRIVES_S = 20.0  # by then every page shows all there is, without being asked


class Watcher:
    """Looks at the guarantee twice a second, from a thread of its own, until it is told to stop."""

    def __init__(self, settings: Settings, report: Report) -> None:
        self._settings, self._report, self._over = settings, report, threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._watch()), daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """After a last look."""
        self._over.set()
        self._thread.join(30)

    async def _watch(self) -> None:
        db = Database.open(self._settings.database_url)
        try:
            while not self._over.is_set():
                began = time.monotonic()
                try:
                    for found in await guarantee.broken(db, settings=self._settings):
                        self._report.fault(await _in_words(db, found))
                    self._report.samples += 1
                except Exception as error:
                    if not connection_lost(error):  # our own is cut, too
                        self._report.fault(f"the guarantee could not be looked at: {error!r}")
                await asyncio.sleep(max(0.0, EVERY_S - (time.monotonic() - began)))
        finally:
            await db.close()


async def _in_words(db: Database, found: guarantee.Violation) -> str:
    async with db.read() as connection:
        which = sa.select(conversations).where(conversations.c.id == found.conversation_id)
        row = (await connection.execute(which)).mappings().one()
    step = f"{row['owner']} owes {row['next_step_kind']} since {row['waiting_since']}"
    return f"the guarantee is broken: {row['reference']} is {found.rule} since {found.since} ({step})"


def check(ground: Ground, everybody: Sequence[Played], report: Report) -> None:
    """Everything that must be so once it is quiet."""
    asyncio.run(_check(ground.settings, everybody, report))


async def _check(settings: Settings, everybody: Sequence[Played], report: Report) -> None:
    db = Database.open(settings.database_url)
    try:
        for played in everybody:
            await _conversation(db, played, report)
        async with db.read() as connection:
            report.handoffs = int(await connection.scalar(sa.select(sa.func.count()).select_from(handoffs)) or 0)
        for found in await guarantee.broken(db, settings=settings):
            report.fault(f"at the end, {await _in_words(db, found)}")
    finally:
        await db.close()
    if settings.shop_url:
        await _changes(settings.shop_url, everybody, report)


async def _conversation(db: Database, played: Played, report: Report) -> None:
    customer, reference = played.customer, played.customer.state.get("reference")
    if reference is None:
        return  # they never got in, which is on the list already
    async with db.read() as connection:
        which = sa.select(conversations).where(conversations.c.reference == reference)
        row = (await connection.execute(which)).mappings().one()
        query = sa.select(messages).where(messages.c.conversation_id == row["id"], messages.c.kind != "note")
        log = (await connection.execute(query.order_by(messages.c.seq))).mappings().all()
        line = sa.select(handoffs).where(handoffs.c.conversation_id == row["id"]).order_by(handoffs.c.enqueued_at)
        passed = (await connection.execute(line)).mappings().all()
    stored = [message["client_id"] for message in log if message["author"] == "customer"]
    if stored != list(customer.sent):
        report.fault(f"{reference}: sent {list(customer.sent)}, stored {stored}")
    expected = [(message["seq"], message["text"]) for message in log]
    with customer.changed:
        customer.changed.wait_for(lambda: _view(played) == expected, ARRIVES_S)
    seen = _view(played)
    if seen != expected:
        missing = [words for words in expected if words not in seen]
        report.fault(f"{reference}: the customer's page lacks {missing or seen}")
    if played.asked_for_a_person and not passed:
        report.fault(f"{reference}: asked for a person, and nobody was told")
    if passed and not _delivered(row, log, passed[-1]["enqueued_at"]):
        report.fault(f"{reference}: passed on to people, and came to nothing")


def _view(played: Played) -> list[tuple[int, str | None]]:
    return [(seq, message.get("text")) for seq, message in sorted(played.customer.messages.items())]


def _delivered(row: Any, log: Sequence[Any], since: Any) -> bool:
    """An agent spoke, or the customer has been told of a dated next step."""
    spoke = any(message["author"] == "agent" and message["at"] >= since for message in log)
    return spoke or bool(row["next_step_due"] and row["next_step_told_seq"])


async def _changes(url: str, everybody: Sequence[Played], report: Report) -> None:
    """What was cancelled in the chat was cancelled once, refunded once, and told with its reference."""
    engine = create_async_engine(url)
    try:
        async with engine.connect() as connection:
            report.changes = int(await connection.scalar(sa.select(sa.func.count()).select_from(shop.changes)) or 0)
            for played in everybody:
                if played.order is None:
                    continue
                mine = shop.refunds.c.order_number == played.order
                paid = list((await connection.execute(sa.select(shop.refunds.c.reference).where(mine))).scalars())
                told = [line for line in played.customer.transcript() if paid and paid[0] in line]
                passed_on = any(line.startswith(("agent:", "system:")) for line in played.customer.transcript())
                if len(paid) > 1 or (paid and not told and not passed_on) or not (paid or passed_on):
                    report.fault(f"{played.order}: refunds {paid}; told {played.customer.transcript()[-3:]}")
    finally:
        await engine.dispose()
