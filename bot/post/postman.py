"""Delivers an outbox: each mail once, tried again with growing waits, given up loudly."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from email.message import EmailMessage

import structlog
from sqlalchemy.exc import SQLAlchemyError

from bot.post.outbox import TRIES, Mail, Outbox
from bot.post.smtp import FAILURES, Smtp, for_good, in_words

log = structlog.get_logger()

LOOK_EVERY_S = 1.0


async def nothing(mail: Mail, why: str) -> None:
    """For whoever has nothing to do about a mail that was given up."""


class Postman:
    """Any number may work on one outbox. `compose` makes the message; `given_up` is told of a mail nobody will get."""

    def __init__(
        self,
        outbox: Outbox,
        smtp: Smtp,
        compose: Callable[[Mail, Smtp], EmailMessage],
        given_up: Callable[[Mail, str], Awaitable[None]] = nothing,
    ) -> None:
        self.outbox, self.smtp, self.compose, self.given_up = outbox, smtp, compose, given_up

    async def run(self) -> None:
        """Until cancelled. A database that is away is looked for again."""
        while True:
            try:
                while await self.deliver_one():
                    pass
            except SQLAlchemyError:
                log.exception("mail.outbox_unreadable")
            await asyncio.sleep(LOOK_EVERY_S)

    async def deliver_one(self) -> bool:
        """Send the mail that is due longest, if one is. A mail is sent twice only if we die right after sending it."""
        mail = await self.outbox.claim()
        if mail is None:
            return False
        try:
            message = self.compose(mail, self.smtp)
        except Exception as error:  # an address that is none, say: it would be the same again, and hold up the others
            log.exception("mail.not_composed", mail=mail.id)
            await self._give_up(mail, in_words(error))
            return True
        try:
            await self.smtp.send(message)
        except FAILURES as error:
            await self._failed(mail, error)
        else:
            await self.outbox.sent(mail)
        return True

    async def _failed(self, mail: Mail, error: Exception) -> None:
        """Later, or never: a refusal for good (SMTP 5xx) is not asked again."""
        if for_good(error) or mail.tries >= TRIES:
            await self._give_up(mail, in_words(error))
        else:
            log.warning("mail.will_retry", mail=mail.id, tries=mail.tries, error=in_words(error))
            await self.outbox.later(mail, in_words(error))

    async def _give_up(self, mail: Mail, why: str) -> None:
        log.error("mail.given_up", mail=mail.id, tries=mail.tries, error=why)
        await self.given_up(mail, why)  # first: should we die between the two, it is told once more rather than never
        await self.outbox.give_up(mail, why)
