"""How conversations end, in agents' words: the dispositions a site offers (`closing` in site.yml), and tags."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from bot.desk.access.errors import Refused

LONGEST = 40  # characters, of a code and of a tag
MOST_TAGS = 10  # on one conversation
DISPOSITIONS = {
    "solved": "Solved",
    "follow_up": "Follow-up needed",
    "no_answer": "No answer from the customer",
    "other": "Something else",
}
_CODE = re.compile(r"[a-z][a-z0-9_]{0,39}")


@dataclass(frozen=True)
class Closing:
    """`dispositions`: their codes with the words agents choose from, in order. `tags`: those to offer first."""

    dispositions: Mapping[str, str] = field(default_factory=lambda: MappingProxyType(DISPOSITIONS))
    tags: tuple[str, ...] = ()


def parse(value: Any) -> Closing:
    """From site.yml. Raises ValueError, which says what to do."""
    if not value:
        return Closing()
    if not isinstance(value, dict) or not set(value) <= {"dispositions", "tags"}:
        raise ValueError("closing: give `dispositions` (code: words) and `tags` (a list)")
    told = value.get("dispositions") or DISPOSITIONS
    if not isinstance(told, dict):
        raise ValueError("closing: dispositions are codes with their words, such as solved: Solved")
    for code, words in told.items():
        if not _CODE.fullmatch(str(code)) or not isinstance(words, str) or not words.strip():
            raise ValueError(f"closing: {code!r} needs a code of small letters, digits and _, and words to show")
    tags = value.get("tags") or []
    try:
        return Closing(MappingProxyType(dict(told)), tuple(tags_of(tags, most=1000)))
    except Refused as error:
        raise ValueError(f"closing: {error.message}") from None


def tags_of(value: Any, *, most: int = MOST_TAGS) -> list[str]:
    """A list of tags as they are kept: small letters, single blanks, each once. Raises Refused."""
    if not isinstance(value, list) or not all(isinstance(tag, str) for tag in value):
        raise Refused("tags", "Tags are a list of words.")
    kept = list(dict.fromkeys(" ".join(tag.lower().split()) for tag in value if tag.strip()))
    if len(kept) > most:
        raise Refused("tags", f"A conversation has at most {most} tags.")
    if long := next((tag for tag in kept if len(tag) > LONGEST or not tag.isprintable()), None):
        raise Refused("tags", f"A tag has at most {LONGEST} characters: “{long[:LONGEST]}…” has more.")
    return kept
