"""Carries the desk's mail to the server; links are made only then, and are nowhere kept."""

from __future__ import annotations

import asyncio
from email.message import EmailMessage
from functools import partial

from sqlalchemy.exc import SQLAlchemyError

from bot.desk.bus import Bus
from bot.desk.mail import outbox, undelivered
from bot.desk.settings import Settings
from bot.desk.store.engine import Database
from bot.desk.store.tables import mails
from bot.desk.tokens import Tokens
from bot.post.letter import compose
from bot.post.outbox import Mail, Outbox
from bot.post.postman import Postman, log
from bot.post.smtp import Smtp
from bot.times import now

TIDY_S = 3600.0


def start(db: Database, bus: Bus, settings: Settings, tokens: Tokens) -> list[asyncio.Task[None]]:
    """The work that goes on until it is cancelled; no postman where no server is named."""
    work = [asyncio.create_task(_keep_tidy(db, settings), name="mail tidy")]
    if settings.mail.smtp:
        man = postman(db, bus, settings, tokens, settings.mail.smtp)
        work.append(asyncio.create_task(man.run(), name="postman"))
    return work


def postman(db: Database, bus: Bus, settings: Settings, tokens: Tokens, smtp: Smtp) -> Postman:
    """For this site's mails; every desk may have one."""
    ours = Outbox(mails, db.write, now, only=(mails.c.site_id == settings.site_id,))
    refused = partial(undelivered.settle, db, bus, settings)
    return Postman(ours, smtp, partial(message, settings=settings, tokens=tokens), given_up=refused)


def message(mail: Mail, smtp: Smtp, *, settings: Settings, tokens: Tokens) -> EmailMessage:
    """As it goes out. Tried again it has the same id; what belongs to one conversation is one thread."""
    return compose(
        sender=smtp.sender,
        to=mail.recipient,
        subject=mail.subject,
        text=text(mail, settings=settings, tokens=tokens),
        message_id=f"{mail.kind}.{mail.id}.{mail.written_at:%Y%m%d%H%M%S%f}.{settings.site_id}",
        thread=f"conversation.{mail.conversation_id}" if mail.conversation_id else None,
    )


def text(mail: Mail, *, settings: Settings, tokens: Tokens) -> str:
    """The body with its links in place."""
    body, desk = str(mail.body), f"{settings.public_url}/desk"
    if mail.conversation_id:
        desk = f"{desk}?conversation={mail.conversation_id}"
        token = tokens.resume(mail.conversation_id, customer_id=mail.customer_id)
        body = body.replace(f"\n{outbox.RESUME}\n", f"\n{settings.public_url}/chat/{token}\n")
    return body.replace(f"\n{outbox.DESK}\n", f"\n{desk}\n")


async def _keep_tidy(db: Database, settings: Settings) -> None:
    while True:
        try:
            await outbox.tidy(db, site_id=settings.site_id)
        except SQLAlchemyError:
            log.exception("mail.not_tidied")
        await asyncio.sleep(TIDY_S)
