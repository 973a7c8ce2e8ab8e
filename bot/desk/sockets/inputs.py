"""What may come in over a socket: types, lengths, characters. Everything else is refused in words."""

from __future__ import annotations

import re
import unicodedata
from typing import Any
from zoneinfo import available_timezones

from bot.desk.access.errors import Refused

LONGEST = 40_000  # characters; what may be stored is less, and intake says how much less
IDENTIFIER = re.compile(r"[A-Za-z0-9_-]{1,64}")
LOCALE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,2}")
COMMAND = re.compile(r"\s*/+\s*[A-Za-z_][\w.+-]*\s*([{@].*)?", re.DOTALL)  # what Rasa obeys: /restart, /inform{...}
ZONES = available_timezones()


def fields(data: Any) -> dict[str, Any]:
    """The event's data, which must be an object."""
    if not isinstance(data, dict):
        raise Refused("not_understood", "That could not be read. Please reload the page and try again.")
    return data


def identifier(value: Any, *, what: str = "id") -> str:
    """An id: letters, digits, - and _, at most 64 of them."""
    if not isinstance(value, str) or not IDENTIFIER.fullmatch(value):
        raise Refused("bad_id", f"The page sent a {what} that can't be right. Please reload it.")
    return value


def words(value: Any) -> str:
    """What somebody wrote. Its length is judged, and secrets are masked, where it is stored.

    Raises Refused: not text, nothing in it, too long to look at, or characters that nobody types.
    """
    if not isinstance(value, str):
        raise Refused("not_text", "That message could not be read: it must be text.")
    if len(value) > LONGEST:
        message = f"That is too long to send at once: {len(value):,} characters. Please send it in parts."
        raise Refused("too_long", message)
    if any(_unprintable(character) for character in value):
        message = "That message holds characters that can't be shown. Please type it again, or paste it as plain text."
        raise Refused("control_characters", message)
    if not any(_shows(character) for character in value):
        raise Refused("empty", "There is nothing in that message yet.")
    return value


def customers_words(value: Any) -> str:
    """The same, for a customer: commands to the assistant are refused (other slashes are only taken off)."""
    text = words(value)
    if COMMAND.fullmatch(text):
        raise Refused("command", "That looks like a command for a machine. Please say it in words.")
    return text


def optional_words(value: Any) -> str | None:
    """None stays None, and so does nothing but blanks."""
    return None if value is None or value == "" else words(value)


def whole_number(value: Any, *, least: int, most: int, message: str) -> int:
    """An integer within bounds (true and false are not numbers)."""
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
        raise Refused("bad_number", message)
    return value


def sequence(value: Any) -> int:
    """The number of a message; 0 is before the first."""
    return whole_number(value, least=0, most=2**31 - 1, message="The page named a message that can't exist.")


def locale(value: Any) -> str:
    """A language tag; English for anything else."""
    return value if isinstance(value, str) and len(value) <= 12 and LOCALE.fullmatch(value) else "en"


def timezone(value: Any, *, otherwise: str) -> str:
    """A zone that exists; the site's own for anything else."""
    return value if isinstance(value, str) and value in ZONES else otherwise


def page(value: Any) -> str | None:
    """The address of the page the customer is on; dropped if it isn't one."""
    if not isinstance(value, str) or len(value) > 2000 or not value.startswith(("http://", "https://", "/")):
        return None
    return value if value.isprintable() else None


def _unprintable(character: str) -> bool:
    category = unicodedata.category(character)
    return (category == "Cc" and character not in "\r\n\t") or category == "Cs"


def _shows(character: str) -> bool:
    return unicodedata.category(character)[0] not in "ZC"
