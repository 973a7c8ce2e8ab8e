"""Who delivers the shop's mail."""

from __future__ import annotations

from email.message import EmailMessage

from bot.backoffice.core import Shop
from bot.backoffice.mail_tables import mails
from bot.post.letter import compose
from bot.post.outbox import Mail, Outbox
from bot.post.postman import Postman
from bot.post.smtp import Smtp


def postman(shop: Shop, smtp: Smtp) -> Postman:
    """For the shop's outbox; any number may work on it."""
    return Postman(Outbox(mails, shop.writes.begin, shop.now), smtp, _message)


def _message(mail: Mail, smtp: Smtp) -> EmailMessage:
    name = f"shop.{mail.id}.{mail.written_at:%Y%m%d%H%M%S%f}"
    return compose(sender=smtp.sender, to=mail.recipient, subject=mail.subject, text=mail.body, message_id=name)
