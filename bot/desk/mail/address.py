"""Where a customer's mail goes: what they left for us, or what was proved to be theirs. Never a guess."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.desk.store.rows import ConversationRow
from bot.desk.store.tables import mails
from bot.post.outbox import TRIES


@dataclass(frozen=True)
class Address:
    """`customer_id`: whose verified address it is; None where it was only left in the chat."""

    email: str
    customer_id: str | None = None


def known(row: ConversationRow) -> list[Address]:
    """Left for us first, then the verified one."""
    verified = row.customer_email if row.customer_verified else None
    left = row.contact if row.contact and "@" in row.contact else None
    found = [Address(left, row.customer_id if verified and same(left, verified) else None)] if left else []
    if verified and not (left and same(left, verified)):
        found.append(Address(verified, row.customer_id))
    return found


async def of(connection: AsyncConnection, row: ConversationRow) -> Address | None:
    """The first that has not refused our mail."""
    candidates = known(row)
    if not candidates:
        return None
    refused = select(mails.c.recipient).where(
        mails.c.conversation_id == row.id,
        mails.c.given_up_at.is_not(None),
        mails.c.tries < TRIES,  # given up at the last try, the server was away: that says nothing about the address
    )
    dead = {str(address) for address in (await connection.execute(refused)).scalars()}
    return next((address for address in candidates if address.email not in dead), None)


def same(one: str, other: str) -> bool:
    """Whether two addresses are one."""
    return one.strip().lower() == other.strip().lower()
