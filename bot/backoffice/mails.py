"""The mails the shop writes, as plain text: what each says, in the fewest words that will do. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from bot.backoffice.rules import SHOP_ZONE, shop_day


@dataclass(frozen=True)
class Letter:
    """A mail before it has a recipient. `secret`: it holds a code or a link, not to be kept once it is out."""

    subject: str
    text: str
    secret: bool = False


@dataclass(frozen=True)
class Written:
    """A mail in the outbox. Neither sent nor given up: it waits."""

    to: str
    subject: str
    body: str
    written_at: datetime
    sent_at: datetime | None
    given_up_at: datetime | None


def code(code: str, expires_at: datetime) -> Letter:
    """A one-time code."""
    text = (
        f"Your code is {code}\n\n"
        f"Type it in the chat. It works once, until {clock(expires_at)}.\n\n"
        "If you did not ask for it, somebody may have typed your address by mistake. "
        "Nothing can be seen or changed without the code, so there is nothing you need to do."
    )
    return Letter("Your code for our chat", text, secret=True)


def email_changed(new: str) -> Letter:
    """To the old address."""
    return Letter(
        "Your e-mail address was changed",
        f"The address of your account is now {new}.\n\n"
        "If that was not you, answer this mail or write to us in the chat at once, and we will put it back.",
    )


def details_changed(what: str) -> Letter:
    """To the account's address: a name or phone number is not the same."""
    return Letter(
        "Your account was changed",
        f"{what}\n\nIf that was not you, answer this mail or write to us in the chat.",
    )


def reset_link(address: str, expires_at: datetime) -> Letter:
    """Sets a new password, at this address."""
    return Letter(
        "Choose a new password",
        f"Open this page to choose a new password:\n\n{address}\n\n"
        f"It works once, until {clock(expires_at)}. If you did not ask for it, you can ignore this mail.",
        secret=True,
    )


def newsletter_confirm(address: str, expires_at: datetime) -> Letter:
    """Nobody gets a newsletter that somebody else asked for."""
    return Letter(
        "Please confirm: our newsletter",
        f"Open this page to start the newsletter:\n\n{address}\n\n"
        f"It works once, until {clock(expires_at)}. Without that nothing is sent. "
        "If you did not ask for it, you can ignore this mail.",
        secret=True,
    )


def newsletter_off() -> Letter:
    """A word to whoever owns the address, who may not be who asked."""
    return Letter(
        "The newsletter has stopped",
        "You will get no more newsletters from us. If you would like them back, tell us in the chat.",
    )


def closing(closes_at: datetime) -> Letter:
    """Fourteen days to think again."""
    return Letter(
        "Your account will be closed",
        f"Your account will be closed on {shop_day(closes_at)}. Until then you can keep it: tell us in the chat.\n\n"
        "Your orders and their invoices are kept for six years, as tax law wants it; the rest goes.",
    )


def kept_open() -> Letter:
    """The closing was undone."""
    return Letter("Your account stays open", "Your account stays as it is. Nothing has been removed.")


def closed() -> Letter:
    """The last one."""
    return Letter(
        "Your account is closed",
        "Your account is closed, as you asked. Your orders and their invoices are kept for six years, as tax law wants "
        "it; the rest is gone. If you write to us again or order again, you are welcome as a guest.",
    )


def case(title: str, reference: str, words: str, due: datetime) -> Letter:
    """A complaint or a request about personal data has arrived."""
    return Letter(
        f"{title}: {reference}",
        f"We have your words under {reference} and answer by {shop_day(due)}. You wrote:\n\n{words}",
    )


def subscription(what: str) -> Letter:
    """What now holds."""
    return Letter("Your subscription", what)


def invoice(number: str, lines: Iterable[tuple[str, str]]) -> Letter:
    """The whole invoice, line by line."""
    return Letter(f"Invoice {number}", "\n".join(f"{label}: {value}" for label, value in lines))


def clock(at: datetime) -> str:
    """An hour in the shop's zone, which is named: "14:35 (London time)"."""
    return f"{at.astimezone(SHOP_ZONE):%H:%M} (London time)"
