"""What agents pressed, in the database: each press once, and of two who press at once on what they saw, one.

A press is written down before the back office is asked, so that none is lost; its id is the back office's request key,
so that asking again after a crash or a timeout does nothing twice.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.backoffice.types import ChangeResult
from bot.desk import promises
from bot.desk.access import audit
from bot.desk.access.errors import Refused
from bot.desk.ledger import Held, hold
from bot.desk.office import told
from bot.desk.store.engine import Database
from bot.desk.store.rows import AgentRow, PressRow, row
from bot.desk.store.tables import agents
from bot.desk.store.tables import presses as table
from bot.times import now

NOTHING_YET = dict.fromkeys(("settled_at", "result", "refusal", "seq", "told_seq"))
SUPERVISES = ("supervisor", "administrator")


async def claim(
    db: Database,
    *,
    conversation_id: str,
    agent: AgentRow,
    press_id: str,
    deed: str,
    about: str,
    facts: Mapping[str, Any],
    seen: int,
    lease_s: float,
) -> tuple[PressRow, bool]:
    """The press, and whether it is new. `facts`: all that the back office is told. `seen`: how much had been done about
    this when the agent looked.

    Raises Refused: not theirs to press, something was done meanwhile, or the id was used for something else."""
    try:
        async with hold(db, conversation_id) as held:
            earlier = await _one(held.connection, press_id)
            if earlier:
                return _same(earlier, conversation_id, agent, deed, about), False
            _may(held, agent)
            before = await _latest(held.connection, held.row.site_id, about)
            if seen != (before.nth if before else 0):
                raise _meanwhile(before)
            values = {
                "id": press_id,
                "site_id": held.row.site_id,
                "conversation_id": conversation_id,
                "agent_id": agent.id,
                "agent_name": agent.name,
                "at": held.at,
                "deed": deed,
                "about": about,
                "nth": seen + 1,
                "told": dict(facts),
                "state": "doing",
                "next_try_at": held.at + timedelta(seconds=lease_s),
                "tries": 1,
            }
            await held.connection.execute(insert(table).values(**values))
            made = row(PressRow, {**NOTHING_YET, **values})
    except IntegrityError:  # pressed at the same instant in another conversation, or by another desk
        earlier = await get(db, press_id=press_id)
        if earlier:
            return _same(earlier, conversation_id, agent, deed, about), False
        raise _meanwhile(None) from None
    return made, True


async def get(db: Database, *, press_id: str) -> PressRow | None:
    """As committed."""
    async with db.read() as connection:
        return await _one(connection, press_id)


async def done_about(db: Database, *, site_id: str, about: str) -> list[PressRow]:
    """Everything pressed about it, newest first."""
    query = select(table).where(table.c.site_id == site_id, table.c.about == about).order_by(table.c.at.desc())
    async with db.read() as connection:
        return [row(PressRow, found) for found in (await connection.execute(query)).mappings()]


async def read(connection: AsyncConnection, *, conversation_id: str) -> list[PressRow]:
    """Everything pressed in a conversation that is settled, in order."""
    query = (
        select(table)
        .where(table.c.conversation_id == conversation_id, table.c.settled_at.is_not(None))
        .order_by(table.c.seq)
    )
    return [row(PressRow, found) for found in (await connection.execute(query)).mappings()]


async def due(db: Database, *, site_id: str, lease_s: float) -> list[PressRow]:
    """Those to be tried again now; whoever gets one has it until its lease is over."""
    at = now()
    waiting = (table.c.site_id == site_id, table.c.state == "doing", table.c.next_try_at <= at)
    async with db.read() as connection:
        found = [row(PressRow, one) for one in (await connection.execute(select(table).where(*waiting))).mappings()]
    ours = []
    for press in found:
        async with db.write() as connection:
            lease = {"next_try_at": at + timedelta(seconds=lease_s), "tries": press.tries + 1}
            mine = update(table).where(table.c.id == press.id, *waiting).values(**lease)
            if (await connection.execute(mine)).rowcount == 1:
                ours.append(press)
    return ours


async def later(db: Database, press: PressRow, *, wait_s: float) -> None:
    """The back office gave no answer: it is asked again."""
    again = update(table).where(table.c.id == press.id, table.c.state == "doing")
    async with db.write() as connection:
        await connection.execute(again.values(next_try_at=now() + timedelta(seconds=wait_s)))


async def settle(
    held: Held, press: PressRow, *, state: str, result: ChangeResult | None = None, refusal: str | None = None
) -> bool:
    """What came of it, noted in the conversation and in the audit. False: another desk was quicker."""
    ours = (table.c.id == press.id, table.c.state == "doing")
    values = {"state": state, "settled_at": held.at, "next_try_at": None, "refusal": refusal}
    values |= {"result": result.to_json() if result else None}
    values |= {"nth": None} if state == "refused" else {}
    if (await held.connection.execute(update(table).where(*ours).values(**values))).rowcount != 1:
        return False
    settled = row(PressRow, {**vars(press), **values})
    by = (await held.connection.execute(select(agents).where(agents.c.id == press.agent_id))).mappings().one()
    note = await held.add(author="agent", kind="note", text=told.note(settled), agent=row(AgentRow, by))
    await held.connection.execute(update(table).where(table.c.id == press.id).values(seq=note.seq))
    held.brief = True
    detail = {"about": press.about, "press": press.id, "state": state, "reference": result.reference if result else ""}
    await audit.note(
        held.connection,
        site_id=press.site_id,
        action=f"order_{press.deed}",
        agent_id=press.agent_id,
        conversation_id=press.conversation_id,
        detail={name: value for name, value in detail.items() if value},
    )
    return True


async def mentioned(held: Held, agent: AgentRow, press_id: str, *, seq: int) -> datetime | None:
    """The customer was told in message `seq`: what the back office promised is the agent's promise now, with its check.

    Once; a press of another conversation, or one that came to nothing, is no news to them. Returns when it is due."""
    ours = (table.c.id == press_id, table.c.conversation_id == held.row.id, table.c.state == "done")
    first = update(table).where(*ours, table.c.told_seq.is_(None)).values(told_seq=seq)
    if (await held.connection.execute(first)).rowcount != 1:
        return None
    press = await _one(held.connection, press_id)
    result = ChangeResult.from_json(press.result) if press and press.result else None
    if not (result and result.promise and result.promise_due and result.promise_due > held.at):
        return None
    await promises.make(
        held,
        made_by="agent",
        owner=agent.id,
        text=result.promise,
        seq=seq,
        due_at=result.promise_due,
        check={"kind": result.kept_by.kind, "reference": result.kept_by.reference},
    )
    return result.promise_due


async def _one(connection: AsyncConnection, press_id: str) -> PressRow | None:
    found = (await connection.execute(select(table).where(table.c.id == press_id))).mappings().first()
    return row(PressRow, found) if found else None


async def _latest(connection: AsyncConnection, site_id: str, about: str) -> PressRow | None:
    here = (table.c.site_id == site_id, table.c.about == about)
    newest = select(func.max(table.c.nth)).where(*here).scalar_subquery()
    found = (await connection.execute(select(table).where(*here, table.c.nth == newest))).mappings().first()
    return row(PressRow, found) if found else None


def _may(held: Held, agent: AgentRow) -> None:
    if agent.role in SUPERVISES or (held.row.owner == "agent" and held.row.agent_id == agent.id):
        return
    raise Refused("not_yours", "Take this conversation first, then act on its orders.", status=403)


def _same(earlier: PressRow, conversation_id: str, agent: AgentRow, deed: str, about: str) -> PressRow:
    if (earlier.conversation_id, earlier.agent_id, earlier.deed, earlier.about) != (
        conversation_id,
        agent.id,
        deed,
        about,
    ):
        raise Refused("bad_id", "That could not be done. Please load the page again and retry.")
    return earlier


def _meanwhile(before: PressRow | None) -> Refused:
    who = f"{before.agent_name} (“{told.title(before.deed)}”)" if before else "Somebody else"
    message = f"{who} was quicker: something was done here after you looked. Look again before you go on."
    return Refused("meanwhile", message, status=409)
