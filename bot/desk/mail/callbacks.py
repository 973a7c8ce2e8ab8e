"""A callback that was promised, or is late, told by e-mail too: whoever left may never look at the chat again."""

from __future__ import annotations

from datetime import timedelta

from bot.desk.ledger import Held
from bot.desk.mail import address, letters, outbox
from bot.desk.outlook import Told
from bot.desk.settings import Settings

KINDS = {"mail_waiting": outbox.WAITING, "mail_late": outbox.LATE}
MOST_A_DAY = 5  # to one address: anybody may type anybody's


async def write(held: Held, settings: Settings, words: Told) -> bool:
    """Whether one was written: mail is possible, these words are worth one, and we know where to."""
    if words.mail is None or not settings.mail.possible:
        return False
    to, kind = await address.of(held.connection, held.row), KINDS[words.mail]
    if to is None:
        return False
    day_ago, kinds = held.at - timedelta(days=1), tuple(KINDS.values())
    if await outbox.written_to(held.connection, held.row.site_id, to.email, kinds=kinds, since=day_ago) >= MOST_A_DAY:
        return False
    letter = letters.callback(held.row, words.mail, due=words.due, settings=settings, at=held.at)
    await outbox.post(
        held.connection,
        site_id=held.row.site_id,
        at=held.at,
        to=to.email,
        kind=kind,
        letter=letter,
        conversation_id=held.row.id,
        customer_id=to.customer_id,
    )
    return True
