"""What somebody says of themselves, made tidy, or refused in words."""

from __future__ import annotations

import re

from bot.desk.access.errors import Refused

LONGEST_NAME = 120
LONGEST_EMAIL = 254
EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")


def name(given: str) -> str:
    """Raises Refused on an impossible one."""
    tidy = " ".join(given.split())
    if not 1 <= len(tidy) <= LONGEST_NAME or not tidy.isprintable():
        raise Refused("name", f"Please enter your name (at most {LONGEST_NAME} characters). Customers see it.")
    return tidy


def email(given: str) -> str:
    """In small letters. Raises Refused on an impossible one."""
    tidy = given.strip().lower()
    if len(tidy) > LONGEST_EMAIL or not EMAIL.fullmatch(tidy):
        raise Refused("email", "That doesn't look like an e-mail address.")
    return tidy
