"""A customer's copy of their conversation, by e-mail: when they ask for it, or at its end if site.yml says so."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from bot.desk.ledger import Held, hold
from bot.desk.mail import address, letters, outbox
from bot.desk.mail.address import Address
from bot.desk.settings import Settings
from bot.desk.store.engine import Database
from bot.desk.store.rows import MessageRow, row
from bot.desk.store.tables import messages
from bot.privacy.intake import Refused

MOST_A_DAY = 4  # to one address: anybody may type anybody's


async def send(db: Database, *, settings: Settings, conversation_id: str) -> str:
    """The address it goes to. Raises Refused: no mail here, no address, or often enough today."""
    if not settings.mail.possible:
        raise Refused("no_mail", settings.texts.say("transcript_no_mail"))
    async with hold(db, conversation_id) as held:
        to = await address.of(held.connection, held.row)
        if to is None:
            raise Refused("no_address", settings.texts.say("transcript_no_address"))
        if not await _write(held, settings, to):
            raise Refused("often", settings.texts.say("transcript_often", address=to.email))
    return to.email


async def at_close(held: Held, settings: Settings) -> None:
    """Where the business wants everybody to have their copy."""
    if settings.mail.possible and settings.mail.transcript_at_close:
        to = await address.of(held.connection, held.row)
        if to is not None:
            await _write(held, settings, to)


async def _write(held: Held, settings: Settings, to: Address) -> bool:
    site_id, kinds, day_ago = held.row.site_id, [outbox.TRANSCRIPT], held.at - timedelta(days=1)
    if await outbox.written_to(held.connection, site_id, to.email, kinds=kinds, since=day_ago) >= MOST_A_DAY:
        return False
    said = select(messages).where(messages.c.conversation_id == held.row.id).order_by(messages.c.seq)
    words = [row(MessageRow, found) for found in (await held.connection.execute(said)).mappings()]
    await outbox.post(
        held.connection,
        site_id=site_id,
        at=held.at,
        to=to.email,
        kind=outbox.TRANSCRIPT,
        letter=letters.copy(held.row, words, settings=settings, at=held.at),
        conversation_id=held.row.id,
        customer_id=to.customer_id,
    )
    return True
