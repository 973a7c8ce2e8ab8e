"""Prepared replies in a conversation: those that fit first, with its facts filled in; and who used which."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import func, insert, select

from bot.desk.brief import parts
from bot.desk.brief.record import read
from bot.desk.contacts import matter
from bot.desk.replies.files import Reply
from bot.desk.settings import Settings
from bot.desk.store.engine import Database
from bot.desk.store.tables import reply_uses as table
from bot.times import now

Json = dict[str, Any]


async def offered(
    db: Database, replies: tuple[Reply, ...], *, settings: Settings, conversation_id: str, agent_name: str
) -> list[Json]:
    """`CannedReply`s: first what answers their errand; those in another language than theirs last."""
    record = await read(db, conversation_id=conversation_id)
    this = record.conversation
    _, errands = matter([message.reading for message in record.customer_messages if message.reading])
    facts = {
        "customer": first_name(this.customer_name),
        "agent": first_name(agent_name),
        "order": parts.order_in_hand(record),
        "reference": this.reference,
        "shop": settings.site_name,
    }
    found = []
    for reply in replies:
        text, missing = reply.filled_in(facts)
        other_language = reply.language is not None and not this.locale.startswith(reply.language)
        view = {name: getattr(reply, name) for name in ("name", "title", "shortcut", "tags")}
        fits = not other_language and not set(errands[-2:]).isdisjoint(reply.errands)
        found.append({**view, "text": text, "missing": missing, "fits": fits, "language": reply.language})
        found[-1]["_last"] = (not fits, other_language)
    found.sort(key=lambda view: view.pop("_last"))
    return found


async def count(db: Database, *, site_id: str, reply: str, agent_id: str, conversation_id: str) -> None:
    """An agent put it into a message."""
    values = {"site_id": site_id, "reply": reply, "agent_id": agent_id, "conversation_id": conversation_id}
    async with db.write() as connection:
        await connection.execute(insert(table).values(**values, at=now()))


async def counted(db: Database, *, site_id: str, days: int) -> dict[str, tuple[int, int]]:
    """By reply: how often it was used in the last days, and by how many people."""
    people = func.count(func.distinct(table.c.agent_id))
    query = select(table.c.reply, func.count(), people).group_by(table.c.reply)
    since = now() - timedelta(days=days)
    async with db.read() as connection:
        rows = await connection.execute(query.where(table.c.site_id == site_id, table.c.at >= since))
        return {reply: (int(uses), int(by)) for reply, uses, by in rows}


def first_name(name: str | None) -> str | None:
    """As the brief's first line has it."""
    return name.split()[0] if name and name.strip() else None
