"""Passwords: the rules of NIST SP 800-63B-4, section 3.1.1.2 (for a password that is all there is: at least 15
characters, no rules about what they are, none of the commonest), kept with Argon2id as RFC 9106, section 4, has it."""

from __future__ import annotations

import asyncio
import re
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from itertools import pairwise
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from argon2.profiles import RFC_9106_LOW_MEMORY

from bot.desk.access.errors import Refused

SHORTEST = 15
LONGEST = 200
LOOKALIKES = str.maketrans("013457@$", "oieastas")
COMMONEST = Path(__file__).parent / "common_passwords.txt"

# RFC 9106's second recommended setting: 64 MiB, 3 passes, 4 lanes. OWASP asks for 19 MiB and 2 passes at least.
_hasher = PasswordHasher.from_parameters(RFC_9106_LOW_MEMORY)
_threads = ThreadPoolExecutor(2, "passwords")  # each hash takes 64 MiB; a flood of logins must not take all there is


def check(password: str, *, email: str) -> None:
    """Raises Refused, saying which rule is broken."""
    if len(password) < SHORTEST:
        raise Refused(
            "password_short", f"Please use at least {SHORTEST} characters for the password. A sentence works well."
        )
    if len(password) > LONGEST:
        raise Refused("password_long", f"Please use at most {LONGEST} characters for the password.")
    plain = password.strip().casefold()
    if plain in (email.casefold(), email.casefold().partition("@")[0]):
        raise Refused("password_is_email", "The password must not be the e-mail address.")
    if len(set(plain)) < 4 or _is_run(plain):
        raise Refused("password_weak", "Please use a password with more different characters.")
    if _core(plain) in _commonest():
        raise Refused("password_common", "That is among the first passwords anybody would guess. Please use another.")


def _is_run(text: str) -> bool:
    """Each character is the last one's neighbour: 123456789012345, abcdefghijklmnop."""
    steps = {(ord(after) - ord(before)) % 10 for before, after in pairwise(text)}
    return steps in ({1}, {9})


def _core(plain: str) -> str:
    """The word in "Password Password 2026!" and "p@ssw0rd1234567", without what was added to reach the length."""
    stem = re.sub(r"^[\W\d_]+|[\W\d_]+$", "", plain).translate(LOOKALIKES)
    for text in (re.sub(r"[\W\d_]", "", plain), re.sub(r"[\W\d_]", "", stem)):
        unit = text[: (text + text).find(text, 1)] if text else ""  # the shortest piece that it repeats
        if unit in _commonest():
            return unit
    return plain


@cache
def _commonest() -> frozenset[str]:
    return frozenset(COMMONEST.read_text(encoding="utf-8").split())


async def hash_of(password: str) -> str:
    """Slow on purpose (tens of milliseconds), in a thread."""
    return await asyncio.get_running_loop().run_in_executor(_threads, _hasher.hash, _same(password))


async def matches(password: str, password_hash: str | None) -> bool:
    """Takes the same time whether there is a hash or not."""
    return await asyncio.get_running_loop().run_in_executor(_threads, _matches, _same(password), password_hash)


def is_dated(password_hash: str) -> bool:
    """Whether it was made with other settings than today's: make it again while the password is at hand."""
    return _hasher.check_needs_rehash(password_hash)


def _same(password: str) -> str:
    """However a keyboard composes its accents."""
    return unicodedata.normalize("NFC", password)


def _matches(password: str, password_hash: str | None) -> bool:
    if password_hash is None:
        _hasher.hash(password)  # as slow as checking: the time must not tell whether the e-mail address is known
        return False
    try:
        return _hasher.verify(password_hash, password)
    except (VerificationError, InvalidHashError):
        return False
