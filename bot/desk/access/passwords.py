"""Passwords: the rule, and Argon2id (RFC 9106's second recommended setting, which is argon2-cffi's default)."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from bot.desk.access.errors import Refused

SHORTEST = 10
LONGEST = 200

_hasher = PasswordHasher()
_threads = ThreadPoolExecutor(2, "passwords")  # each hash takes 64 MiB; a flood of logins must not take all there is


def check(password: str, *, email: str) -> None:
    """Raises Refused, saying which rule is broken."""
    if len(password) < SHORTEST:
        raise Refused("password_short", f"Please use at least {SHORTEST} characters for the password.")
    if len(password) > LONGEST:
        raise Refused("password_long", f"Please use at most {LONGEST} characters for the password.")
    if password.strip().casefold() in (email.casefold(), email.casefold().partition("@")[0]):
        raise Refused("password_is_email", "The password must not be the e-mail address.")
    if len(set(password)) < 4:
        raise Refused("password_weak", "Please use a password with more different characters.")


async def hash_of(password: str) -> str:
    """Slow on purpose (tens of milliseconds), in a thread."""
    return await asyncio.get_running_loop().run_in_executor(_threads, _hasher.hash, password)


async def matches(password: str, password_hash: str | None) -> bool:
    """Takes the same time whether there is a hash or not."""
    return await asyncio.get_running_loop().run_in_executor(_threads, _matches, password, password_hash)


def _matches(password: str, password_hash: str | None) -> bool:
    if password_hash is None:
        _hasher.hash(password)  # as slow as checking: the time must not tell whether the e-mail address is known
        return False
    try:
        return _hasher.verify(password_hash, password)
    except (VerificationError, InvalidHashError):
        return False
