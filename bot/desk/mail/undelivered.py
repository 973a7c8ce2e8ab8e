"""A mail nobody will get: the team is told, the next address is tried, and where nobody else is on it a person is."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from bot.desk import queueing
from bot.desk.bus import Bus
from bot.desk.ledger import Held, hold
from bot.desk.mail import address, outbox
from bot.desk.settings import Settings
from bot.desk.store.engine import Database
from bot.desk.store.tables import messages
from bot.post.outbox import Mail


async def settle(db: Database, bus: Bus, settings: Settings, mail: Mail, why: str) -> None:
    """Before it is marked as given up. For mails that no customer depends on, the log and the list are enough."""
    if mail.kind not in outbox.DEPENDED_ON or mail.conversation_id is None:
        return
    async with hold(db, mail.conversation_id) as held:
        others = [one for one in address.known(held.row) if not address.same(one.email, mail.recipient)]
        if others:
            await _elsewhere(held, settings, mail)
        else:
            await _a_person(held, settings, mail)
        held.brief = True
    await bus.publish(held.news())


async def _elsewhere(held: Held, settings: Settings, mail: Mail) -> None:
    """The same words again, to the address that is left."""
    await _note(held, mail, "It goes to their other address now.")
    if mail.kind == outbox.UNSEEN:
        held.change(mailed_seq=min(held.row.mailed_seq, mail.after_seq or 0))
    held.change(unseen_since=held.at - timedelta(seconds=settings.timings.unseen_mail))


async def _a_person(held: Held, settings: Settings, mail: Mail) -> None:
    """Agents see it in the brief, and the customer in the chat, should they come back. What only a person's words or a
    promise had answered is not answered: the conversation goes to the queue, unless somebody has it."""
    await _note(held, mail, "We have no other address: phone them if you can.")
    await held.tell(settings.texts.say("mail_undelivered", address=mail.recipient))
    if held.row.owner in ("assistant", "closed") and await _matters(held, mail):
        held.change(disposition=None)
        await queueing.fetch(held, settings, reason=queueing.UNREACHABLE)


async def _matters(held: Held, mail: Mail) -> bool:
    if mail.kind != outbox.UNSEEN:
        return True
    query = select(messages.c.id).where(
        messages.c.conversation_id == held.row.id,
        messages.c.seq > (mail.after_seq or 0),
        messages.c.at <= mail.written_at,
        messages.c.author.in_(("agent", "system")),
        messages.c.kind == "text",
    )
    return (await held.connection.execute(query)).first() is not None


async def _note(held: Held, mail: Mail, then: str) -> None:
    text = f"The e-mail to {mail.recipient} could not be delivered. {then}"
    await held.add(author="system", kind="note", text=text)
