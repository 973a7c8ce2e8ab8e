"""Where mail is handed in."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path
from urllib.parse import unquote, urlsplit

import aiosmtplib
import yaml

TIMEOUT_S = 20.0
FAILURES = (aiosmtplib.SMTPException, OSError)  # what `send` may raise


@dataclass(frozen=True)
class Smtp:
    """A mail server. `sender` as in a From line; `tls`: from the first byte, else STARTTLS if offered."""

    host: str
    port: int
    sender: str
    tls: bool = False
    user: str | None = None
    password: str | None = None

    @classmethod
    def from_env(cls, environ: Mapping[str, str] | None = None, *, site: Path = Path("site.yml")) -> Smtp | None:
        """EVENKEEL_SMTP_URL and `mail.from` of site.yml. None if no server is named. Raises ValueError, as `parse`."""
        url = (os.environ if environ is None else environ).get("EVENKEEL_SMTP_URL")
        if not url:
            return None
        mail = (yaml.safe_load(site.read_text(encoding="utf-8")) or {}).get("mail") or {}
        try:
            return cls.parse(url, sender=mail.get("from"))
        except ValueError as error:
            raise ValueError(f"{site}: {error}") from error

    @classmethod
    def parse(cls, url: str, *, sender: str | None) -> Smtp:
        """smtp://user:password@host:587, smtps:// for TLS. Raises ValueError, which says what is wrong."""
        parts = urlsplit(url)
        if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
            raise ValueError("EVENKEEL_SMTP_URL is not smtp://user:password@host:port (or smtps://)")
        if not sender:
            raise ValueError("mail: from: is missing; mail needs a sender")
        tls = parts.scheme == "smtps"
        user = unquote(parts.username) if parts.username else None
        password = unquote(parts.password) if parts.password else None
        return cls(parts.hostname, parts.port or (465 if tls else 587), str(sender), tls, user, password)

    async def send(self, message: EmailMessage) -> None:
        """Hand it in. Raises one of FAILURES."""
        await aiosmtplib.send(
            message,
            hostname=self.host,
            port=self.port,
            use_tls=self.tls,
            username=self.user,
            password=self.password,
            timeout=TIMEOUT_S,
        )


def for_good(error: Exception) -> bool:
    """Whether the server refused so that asking again is pointless (a code of 500 or above)."""
    if isinstance(error, aiosmtplib.SMTPRecipientsRefused):
        return bool(error.recipients) and all(for_good(one) for one in error.recipients)
    return isinstance(error, aiosmtplib.SMTPResponseException) and error.code >= 500


def in_words(error: Exception) -> str:
    """What the server said ("550 no such person"), or what kept us from it."""
    if isinstance(error, aiosmtplib.SMTPRecipientsRefused):
        return "; ".join(in_words(one) for one in error.recipients)
    if isinstance(error, aiosmtplib.SMTPResponseException):
        return f"{error.code} {error.message}"
    return f"{type(error).__name__}: {error}".rstrip(": ")
