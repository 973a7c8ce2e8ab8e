"""What the mails to customers say. Pure: words in, a letter out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.desk import transcript, wording
from bot.desk.mail.outbox import RESUME, Letter
from bot.desk.outlook import means
from bot.desk.settings import Settings
from bot.desk.store.rows import ConversationRow, MessageRow


def unseen(row: ConversationRow, words: Sequence[MessageRow], *, settings: Settings, at: datetime) -> Letter:
    """Everything they have not seen, in one mail."""
    names = [message.agent_name for message in words if message.author == "agent" and message.agent_name]
    return _letter(
        "mail_unseen",
        row,
        settings=settings,
        at=at,
        body=transcript.quoted(row, words),
        name=names[-1] if names else settings.site_name,
        zone=wording.place(row.timezone),
    )


def callback(row: ConversationRow, key: str, *, due: datetime, settings: Settings, at: datetime) -> Letter:
    """`key`: mail_waiting or mail_late. `due`: by when somebody contacts them."""
    by = wording.moment(due, zone=row.timezone, now=at)
    return _letter(key, row, settings=settings, at=at, by_means=means(row), callback=by)


def copy(row: ConversationRow, words: Sequence[MessageRow], *, settings: Settings, at: datetime) -> Letter:
    """The whole conversation."""
    key = "mail_transcript_closed" if row.owner == "closed" else "mail_transcript"
    body, zone = transcript.quoted(row, words), wording.place(row.timezone)
    return _letter(key, row, settings=settings, at=at, body=body, subject="mail_transcript_subject", zone=zone)


def _letter(
    key: str,
    row: ConversationRow,
    *,
    settings: Settings,
    at: datetime,
    body: str | None = None,
    subject: str | None = None,
    **facts: str,
) -> Letter:
    """The sentence of that name, the conversation's words, and how to answer."""
    say, site = settings.texts.say, {"site": settings.site_name, "reference": row.reference}
    until = wording.day(at + timedelta(days=settings.mail.link_days), zone=row.timezone)
    parts = [
        say(key, **facts, **site),
        body,
        f"{say('mail_open')}:\n{RESUME}",
        say("mail_link", until=until),
        say("mail_foot", **site),
    ]
    return Letter(say(subject or f"{key}_subject", **facts, **site), "\n\n".join(filter(None, parts)) + "\n")
