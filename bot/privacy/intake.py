"""What a customer may send: cleaned of what cannot be seen, never a command, and not too long. Before masking."""

from __future__ import annotations

import re
import unicodedata

LIMIT = 4000  # characters, after cleaning: about two printed pages, more than anyone types into a chat at once

_JOINERS = "\u200c\u200d"  # in emoji families, and in scripts that need them
_JOINER_IN_PLAIN_TEXT = re.compile(rf"(?<=[\x00-\x7f])[{_JOINERS}]+(?=[\x00-\x7f])")


class Refused(ValueError):
    """A message that is not taken. `code` is for programs, `message_for_people` is shown to the customer."""

    def __init__(self, code: str, message_for_people: str) -> None:
        super().__init__(code)
        self.code = code
        self.message_for_people = message_for_people


def accept(text: object) -> str:
    """The text as it goes on from here. Raises Refused: `not_text`, `empty` or `too_long`.

    Unicode is composed (NFC); control and invisible formatting characters go, newline and tab stay. A leading slash
    would be obeyed by Rasa as a command (`/restart`, `/intent{...}`), so it is dropped and the rest is taken as words:
    someone who types "/help" wants help.
    """
    if not isinstance(text, str):
        raise Refused("not_text", "That message didn't arrive as text. Could you type it again?")
    if len(text) > 10 * LIMIT:  # not worth cleaning
        raise _too_long(len(text))
    seen = "".join(map(_visible, text.replace("\r\n", "\n").replace("\r", "\n")))
    words = _JOINER_IN_PLAIN_TEXT.sub("", unicodedata.normalize("NFC", seen)).strip()
    while words.startswith("/"):
        words = words[1:].lstrip()
    if not words.strip(_JOINERS):
        raise Refused("empty", "That message was empty. Could you type it again?")
    if len(words) > LIMIT:
        raise _too_long(len(words))
    return words


def _visible(character: str) -> str:
    """The character, or nothing for what has no place in a message (controls, direction overrides, half surrogates)."""
    if character in "\n\t" + _JOINERS or "\U000e0020" <= character <= "\U000e007f":  # the last: flags of regions
        return character
    return "" if unicodedata.category(character) in {"Cc", "Cf", "Cs"} else character


def _too_long(length: int) -> Refused:
    return Refused(
        "too_long",
        f"Your message has {length:,} characters, and {LIMIT:,} is the most we can take at once. "
        "Could you send it in two or more parts?",
    )
