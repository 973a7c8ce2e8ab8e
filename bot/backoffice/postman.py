"""Delivers the outbox by SMTP: each mail once, tried again with growing waits, given up loudly."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from email.message import EmailMessage
from email.utils import make_msgid
from pathlib import Path
from urllib.parse import unquote, urlsplit

import aiosmtplib
import structlog
import yaml
from sqlalchemy import select, update
from sqlalchemy.exc import SQLAlchemyError

from bot.backoffice.core import Shop
from bot.backoffice.mail_tables import mails

log = structlog.get_logger()

TRIES = 8
FIRST_WAIT = timedelta(seconds=10)  # doubled each time: the eighth try comes about twenty minutes after the first
CLAIM = timedelta(seconds=60)  # whoever took a mail and is not done by then is taken for dead
LOOK_EVERY_S = 1.0
TIMEOUT_S = 20.0


@dataclass(frozen=True)
class Smtp:
    """Where mail is handed in. `sender` as in a From line; `tls`: from the first byte, else STARTTLS if offered."""

    host: str
    port: int
    sender: str
    tls: bool = False
    user: str | None = None
    password: str | None = None

    @classmethod
    def from_env(cls, environ: Mapping[str, str] | None = None, *, site: Path = Path("site.yml")) -> Smtp | None:
        """EVENKEEL_SMTP_URL (smtp://user:password@host:587, smtps:// for TLS) and `mail.from` of site.yml.

        None if no server is named: mails then stay in the outbox. Raises ValueError on what cannot be right.
        """
        url = (os.environ if environ is None else environ).get("EVENKEEL_SMTP_URL")
        if not url:
            return None
        parts = urlsplit(url)
        if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
            raise ValueError("EVENKEEL_SMTP_URL is not smtp://user:password@host:port (or smtps://)")
        sender = ((yaml.safe_load(site.read_text(encoding="utf-8")) or {}).get("mail") or {}).get("from")
        if not sender:
            raise ValueError(f"{site}: mail: from: is missing; mail needs a sender")
        tls = parts.scheme == "smtps"
        user = unquote(parts.username) if parts.username else None
        password = unquote(parts.password) if parts.password else None
        return cls(parts.hostname, parts.port or (465 if tls else 587), str(sender), tls, user, password)


class Postman:
    """Any number may work on one outbox: a mail is claimed by a conditional UPDATE before it is sent."""

    def __init__(self, shop: Shop, smtp: Smtp) -> None:
        self.shop, self.smtp = shop, smtp

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
        now = self.shop.now()
        waiting = (mails.c.sent_at.is_(None), mails.c.given_up_at.is_(None), mails.c.try_at <= now)
        async with self.shop.writes.begin() as conn:
            query = select(mails).where(*waiting).order_by(mails.c.try_at).limit(1)
            mail = (await conn.execute(query)).one_or_none()
            if mail is None:
                return False
            claim = update(mails).where(mails.c.id == mail.id, mails.c.tries == mail.tries, *waiting)
            claimed = await conn.execute(claim.values(tries=mail.tries + 1, try_at=now + CLAIM))
        if claimed.rowcount != 1:
            return True  # another postman was quicker; there may be more
        try:
            await self._send(mail.recipient, mail.subject, mail.body)
        except (aiosmtplib.SMTPException, OSError) as error:
            await self._failed(mail.id, mail.tries + 1, error)
        else:
            values = {"sent_at": self.shop.now(), "error": None, **({"body": ""} if mail.secret else {})}
            async with self.shop.writes.begin() as conn:
                await conn.execute(update(mails).where(mails.c.id == mail.id).values(**values))
        return True

    async def _send(self, to: str, subject: str, body: str) -> None:
        message = EmailMessage()
        message["From"], message["To"], message["Subject"] = self.smtp.sender, to, subject
        message["Message-ID"] = make_msgid(domain="evenkeel.invalid")
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(body)
        await aiosmtplib.send(
            message,
            hostname=self.smtp.host,
            port=self.smtp.port,
            use_tls=self.smtp.tls,
            username=self.smtp.user,
            password=self.smtp.password,
            timeout=TIMEOUT_S,
        )

    async def _failed(self, mail_id: int, tries: int, error: Exception) -> None:
        """Later, or never: a refusal for good (SMTP 5xx) is not asked again."""
        now, words = self.shop.now(), repr(error)[:200]
        refused = isinstance(error, aiosmtplib.SMTPResponseException) and error.code >= 500
        if refused or tries >= TRIES:
            log.error("mail.given_up", mail=mail_id, tries=tries, error=words)
            values = {"given_up_at": now, "error": words}
        else:
            log.warning("mail.will_retry", mail=mail_id, tries=tries, error=words)
            values = {"try_at": now + FIRST_WAIT * 2 ** (tries - 1), "error": words}
        async with self.shop.writes.begin() as conn:
            await conn.execute(update(mails).where(mails.c.id == mail_id).values(**values))
