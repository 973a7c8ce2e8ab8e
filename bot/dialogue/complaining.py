"""A formal complaint, told by its words from a complaint that is only said: it wants a reference and an answer."""

from __future__ import annotations

import re

_FORMAL = re.compile(
    r"\b(?:formal|official|written)(?:ly)?\b.{0,20}\bcomplain(?:t|ing)?\b"
    r"|\bcomplain(?:t|ing)?\b.{0,20}\b(?:formally|officially|in writing)\b"
    r"|\b(?:lodge|file|register|submit)\b.{0,12}\bcomplaint\b",
    re.I | re.S,
)
_BEFORE = re.compile(
    r"\b(?:made|lodged|filed|raised|sent|submitted|already|earlier|last)\b.{0,30}\bcomplain", re.I | re.S
)
# The wish itself, which says nothing of what happened.
WISH = re.compile(
    r"\bi(?:'d| would)? (?:want|wish|like|need|am going) to (?:\w+ ){0,4}?complain(?:t)?\b"
    r"(?: (?:formally|officially|in writing|now|today))*",
    re.I,
)


def formally(text: str) -> bool:
    """Do they ask to make one? One that was made earlier is another matter."""
    return bool(_FORMAL.search(text)) and not _BEFORE.search(text)
